"""What saving says without refusing: a year far from all others, an address that another source has."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from archive.editing.second_look import remarks
from archive.models import Citation, Event, Source
from tests.rooms import Form, editor, records, text, url

pytestmark = pytest.mark.django_db

FAR = {"en": "lies far from all other dates of the archive", "hi": "अभिलेखागार की सभी दूसरी तारीख़ों से बहुत दूर है"}
SAME = {"en": "has the same address", "hi": "यही पता"}


@pytest.fixture
def made():
    return records()


@pytest.mark.parametrize(
    "date", ["9016", "0201/..", "1016-12-28", "2106-01", "[2016,2061]", "../0016", "1899~"]
)
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_year_far_from_all_others_is_pointed_out_after_saving(made, date, lang):
    form = Form(editor(), url(made.event, lang=lang)).fill(date=date)
    answer = form.client.post(form.address, {**form.data, "_continue": "1"}, follow=True)
    assert FAR[lang] in text(answer)
    made.event.refresh_from_db()
    assert made.event.date == date


@pytest.mark.parametrize("date", ["2016", "2015-12~", "[2015..2017]", "2026-01", "2009", "2011/.."])
def test_a_year_among_the_others_is_not(made, date):
    form = Form(editor(), url(made.event)).fill(date=date)
    answer = form.client.post(form.address, {**form.data, "_continue": "1"}, follow=True)
    assert FAR["en"] not in text(answer)


def test_a_new_record_and_each_date_of_it_is_looked_at(made):
    form = Form(editor(), "/en/admin/archive/source/add/")
    form.fill(slug="new", publisher_en="P", language="en", kind="press", date="0216")
    answer = form.client.post(form.address, {**form.data, "_continue": "1"}, follow=True)
    assert "Date: the year 216 lies far" in text(answer)
    made.draft.left = "9018"
    with override("en"):
        assert any("9018" in remark for remark in remarks(made.draft))
    Citation.objects.create(member=made.draft, claim="standing", source=made.statement, as_of="1716")
    with override("en"):
        assert any("1716" in remark for remark in remarks(made.draft))


def test_a_year_is_near_where_other_records_are(made):
    Source.objects.create(
        slug="oic-charter", publisher="OIC", date="1972-03-04", language="en", kind="official"
    )
    assert not remarks(Event(slug="e", date="1969-09-25", kind="meeting"))
    assert remarks(Event(slug="e", date="1950", kind="meeting"))
    alone = Source.objects.get(slug="oic-charter")
    assert remarks(alone), "its own year is no company"


def test_most_saves_ask_nothing_for_this(made, django_assert_num_queries):
    with django_assert_num_queries(1):  # as_of of its citations
        assert remarks(made.event) == []


ADDRESS = "https://www.example.org/News/2016/statement.html"


@pytest.mark.parametrize(
    "typed",
    [
        ADDRESS,
        "http://www.example.org/News/2016/statement.html",
        "https://example.org/News/2016/statement.html",
        "https://EXAMPLE.org/News/2016/statement.html/",
        "https://www.example.org/News/2016/statement.html#part-2",
        "https://www.example.org/News/2016/statement.html\u200b",
    ],
)
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_an_address_that_another_source_has_is_pointed_out(made, typed, lang):
    made.statement.url = ADDRESS
    made.statement.save()
    form = Form(editor(), url(made.declaration, lang=lang)).fill(url=typed)
    answer = form.client.post(form.address, {**form.data, "_continue": "1"}, follow=True)
    assert SAME[lang] in text(answer)
    assert f'href="/{lang}/admin/archive/source/{made.statement.pk}/change/"' in answer.content.decode()


@pytest.mark.parametrize(
    "typed", ["https://www.example.org/News/2016/statement.html?page=2", "https://www.example.org/news/", ""]
)
def test_another_address_is_not(made, typed):
    made.statement.url = ADDRESS
    made.statement.save()
    form = Form(editor(), url(made.declaration)).fill(url=typed)
    answer = form.client.post(form.address, {**form.data, "_continue": "1"}, follow=True)
    assert SAME["en"] not in text(answer)


def test_a_copy_in_an_archive_that_another_source_has_is_pointed_out(made):
    made.statement.archived_url = "https://web.archive.org/web/2016/http://example.org/a"
    made.statement.save()
    made.declaration.archived_url = made.statement.archived_url
    with override("en"):
        assert any(SAME["en"] in remark for remark in remarks(made.declaration))
    made.declaration.archived_url = "https://web.archive.org/web/2017/http://example.org/a"
    assert remarks(made.declaration) == []


TWICE = {"en": "This citation stands here twice", "hi": "यह संदर्भ यहाँ दो बार है"}


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_citation_that_stands_there_twice_is_said(made, lang):
    form = Form(editor(), url(made.member, lang=lang))
    form.add_citation(claim="joined", source=str(made.statement.pk), asserts="15 Dec 2015")
    assert TWICE[lang] in text(form.submit())
    assert made.member.citations.count() == 1


def test_two_new_ones_that_are_the_same_are_said_and_different_ones_are_taken(made):
    form = Form(editor(), url(made.draft))
    for _each in range(2):
        form.add_citation(claim="standing", source=str(made.statement.pk), locator="p. 1")
    assert TWICE["en"] in text(form.submit())
    form.data["citations-1-locator"] = "p. 2"
    assert form.submit().status_code == 302
    assert made.draft.citations.count() == 2


def test_what_stood_twice_before_can_be_left_or_mended(made):
    Citation.objects.create(member=made.member, claim="joined", source=made.statement, asserts="2015-12-15")
    form = Form(editor(), url(made.member)).fill(summary_en="Other words on Pakistan.")
    assert form.submit().status_code == 302
    form = Form(editor("Bina"), url(made.member))
    form.data["citations-1-DELETE"] = "on"
    assert form.submit().status_code == 302
    assert made.member.citations.count() == 1


def test_a_year_to_come_is_far_even_beside_a_mistake(made):
    coming = timezone.localdate().year + 9
    Event.objects.create(slug="slip", date=f"{coming + 1}", kind="meeting")
    assert remarks(Event(slug="e", date=f"{coming}", kind="meeting"))
    assert not remarks(Event(slug="e", date=f"{timezone.localdate().year + 1}", kind="meeting"))
