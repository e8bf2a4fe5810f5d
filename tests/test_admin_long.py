"""A form may be as long as a book; one that is longer, or that came in part, gives back what came of it."""

import io

import pytest
from django.db import connection

from archive.models import Citation, Member
from tests.rooms import Form, editor, records, text, url

pytestmark = pytest.mark.django_db

SENTENCE = "गठबंधन की घोषणा रियाद में हुई। "
ADVICE = "Go back in your browser"


@pytest.fixture
def made():
    return records()


def test_350_000_letters_of_devanagari_are_saved(made):
    long = (SENTENCE * 12000)[:350_000].strip()
    form = Form(editor(), url(made.member)).fill(summary_hi=long)
    assert form.submit().status_code == 302
    assert Member.objects.get(pk=made.member.pk).summary_hi == long


def test_450_citations_are_saved(made):
    form = Form(editor(), url(made.member))
    for number in range(450):
        form.add_citation(claim="summary", source=str(made.declaration.pk), locator=f"p. {number}")
    assert form.submit().status_code == 302
    assert Citation.objects.filter(member=made.member).count() >= 450


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_what_is_too_long_is_named_and_given_back(made, settings, lang):
    settings.FORM_SIZE = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 60_000
    form = Form(editor(), url(made.member, lang=lang))
    before = Member.objects.get(pk=made.member.pk)
    answer = form.fill(
        summary_en="The whole morning. " * 2000 + "Its end.", summary_hi=SENTENCE * 2000
    ).submit()
    assert answer.status_code == 413
    said = text(answer)
    assert ("This form is too long" if lang == "en" else "यह फ़ॉर्म बहुत लंबा है") in said
    # The Hindi comes first in the form, and fills what is taken.
    assert said.count(SENTENCE.strip()) > 180
    assert ("Summary (हिंदी): 2" if lang == "en" else "सारांश (हिंदी): 2") in said
    assert (
        'type="submit" class="button"' not in answer.content.decode()
    )  # a part is never sent again as a whole
    assert Member.objects.get(pk=made.member.pk).version == before.version


def test_too_many_inputs_are_given_back(made, settings):
    settings.FORM_INPUTS = 100
    form = Form(editor(), url(made.member)).fill(summary_en="The whole morning was spent on this sentence.")
    for _time in range(12):
        form.add_citation(claim="summary", source=str(made.declaration.pk))
    answer = form.submit()
    assert answer.status_code == 413
    assert "at most 100 can be taken" in text(answer)
    assert "The whole morning was spent" in text(answer)


def test_strangers_may_send_no_more_than_anywhere(made, settings, client):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    answer = client.post("/en/admin/login/", {"username": "x" * 20_000, "password": "y"})
    assert answer.status_code == 413
    assert "More was sent than can be taken" in text(answer)
    answer = client.post(url(made.member), {"summary_en": "z " * 10_000})
    assert answer.status_code == 413
    assert "Sign in in a new tab" in text(answer)
    assert "z z z" in text(answer)
    answer = Form(editor(), url(made.member)).fill(summary_en="z " * 10_000).submit()
    assert answer.status_code == 302


def test_a_form_that_came_in_part_is_not_saved(made):
    client = editor()
    form = Form(client, url(made.member))
    body = b"summary_hi=&summary_en=Only+half+of+a+long+sentence+that+was+typed%E0%A4"
    answer = client.generic(
        "POST",
        form.address,
        body,
        content_type="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(body) + 500),
        **{"wsgi.input": io.BytesIO(body)},
    )
    assert answer.status_code == 400
    assert "Only a part of the form arrived" in text(answer)
    assert "Only half of a long sentence" in text(answer)
    assert Member.objects.get(pk=made.member.pk).summary_hi


def test_a_very_long_form_with_an_error_is_shown_again_whole(made):
    long = (SENTENCE * 12000)[:350_000].strip()
    form = Form(editor(), url(made.member)).fill(summary_hi=long, joined="05/06/2024")
    assert form.submit().status_code == 200
    assert form.data["summary_hi"] == long


def test_the_queries_of_a_form_do_not_grow_with_its_citations(made, django_assert_max_num_queries):
    counts = []
    for number in (5, 60):
        form = Form(editor(f"Asha{number}"), url(made.member)).fill(joined="05/06/2024")
        for _time in range(number):
            form.add_citation(claim="summary", source=str(made.declaration.pk), locator=f"p. {number}")
        with django_assert_max_num_queries(200) as asked:
            form.submit()
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 2, connection.vendor
