"""The history of a record, in words."""

from datetime import UTC, datetime

import pytest

from archive.models import Country, Version
from tests.rooms import Form, editor, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Joined, Summary (हिंदी), Citations: Joined and Citations: Standing"),
        ("hi", "शामिल होने की तारीख़, सारांश (हिंदी), संदर्भ: शामिल होने की तारीख़ और संदर्भ: सदस्यता की स्थिति"),
    ],
)
def test_the_history_says_what_changed_in_the_readers_language(made, lang, words):
    client = editor("Asha")
    form = Form(client, url(made.member)).fill(
        joined="2015-12", summary_hi="नया।", **{"citations-0-locator": "p. 1"}
    )
    form.add_citation(claim="standing", source=str(made.declaration.pk)).submit()
    page = text(client.get(url(made.member, "history", lang)))
    assert words in page
    assert "Asha" in page


def test_a_record_that_nobody_changed_here_says_so(made):
    page = text(editor().get(url(made.member, "history")))
    assert "Nobody has changed this here yet; it was loaded with the archive." in page


def test_a_save_that_changed_nothing_leaves_no_trace(made):
    client = editor()
    answer = client.get(Form(client, url(made.member)).submit().headers["Location"])
    assert "Nothing had to be changed: the record says that already." in text(answer)
    assert "successfully" not in text(answer)
    assert "Nobody has changed this here yet" in text(client.get(url(made.member, "history")))


def test_making_a_record_is_in_its_history(made):
    client = editor("Asha")
    Form(client, "/en/admin/archive/country/add/").fill(
        slug="iran", code="IR", name_en="Iran", kind="state"
    ).submit()
    page = text(client.get(url(Country.objects.get(code="IR"), "history")))
    assert "Asha The first version of this record" in page


@pytest.mark.parametrize(
    ("lang", "written"), [("hi", "3 फ़रवरी 2024, 21:35 IST"), ("en", "3 February 2024, 21:35 IST")]
)
def test_the_time_of_a_change_is_written_as_the_language_writes_it_and_says_by_which_clock(
    made, lang, written
):
    client = editor("Asha")
    Form(client, url(made.member)).fill(summary_en="New.").submit()
    moment = datetime(2024, 2, 3, 16, 5, tzinfo=UTC)
    Version.objects.update(at=moment)
    assert written in text(client.get(url(made.member, "history", lang)))
