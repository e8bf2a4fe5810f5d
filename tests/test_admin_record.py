"""The form of a record: both languages side by side, dates that explain themselves, plain refusals."""

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Citation, Country, Event, Figure, Member
from tests.rooms import XHTML, Form, administrator, editor, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def inputs(response):
    """Inputs of a page by name."""
    tree = html5lib.parse(response.content, transport_encoding="utf-8")
    kinds = {f"{XHTML}{kind}" for kind in ("input", "textarea", "select")}
    return {each.get("name"): each for each in tree.iter() if each.tag in kinds}


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_every_language_of_a_field_stands_on_one_line_with_its_name(made, lang):
    page = editor().get(url(made.event, lang=lang))
    tree = html5lib.parse(page.content, transport_encoding="utf-8")
    line = next(each for each in tree.iter(f"{XHTML}div") if "field-title_hi" in each.get("class", ""))
    assert "field-title_en" in line.get("class")
    names = [each for each in line.iter(f"{XHTML}span") if each.get("class") == "language"]
    assert [(each.get("lang"), each.text) for each in names] == [("hi", "हिंदी"), ("en", "English")]


def test_each_input_says_which_language_and_direction_it_takes(made):
    found = inputs(editor().get(url(made.event, lang="en")))
    assert (found["title_hi"].get("lang"), found["title_hi"].get("dir")) == ("hi", "ltr")
    assert (found["summary_en"].get("lang"), found["summary_en"].get("dir")) == ("en", "ltr")
    assert (found["citations-0-note_hi"].get("lang"), found["citations-0-note_hi"].get("dir")) == (
        "hi",
        "ltr",
    )
    assert found["date"].get("dir") == "ltr"


def test_the_bare_column_of_no_field_is_on_the_form(made):
    found = inputs(editor().get(url(made.event)))
    assert not {"title", "summary", "place", "withdrawn_reason"} & set(found)


@pytest.mark.parametrize(("code", "title"), [("hi", "बैठक"), ("en", "A meeting")])
def test_a_record_in_one_language_is_enough(code, title):
    form = Form(editor(), "/hi/admin/archive/event/add/")
    form.fill(slug="a-meeting", date="2016", kind="meeting", **{f"title_{code}": title})
    assert form.submit().status_code == 302
    assert str(Event.objects.get()) == title


def test_a_record_in_no_language_is_refused_in_a_sentence():
    form = Form(editor(), "/en/admin/archive/event/add/").fill(slug="a-meeting", date="2016", kind="meeting")
    assert "Write this in at least one language." in text(form.submit())


def test_the_date_is_explained_on_the_form_and_after_saving(made):
    client = editor()
    assert "2015-12-15 — 15 December 2015" in text(client.get(url(made.member)))
    form = Form(client, url(made.member)).fill(joined="दिसंबर 2015")
    answer = client.post(form.address, {**form.data, "_continue": "1"}, follow=True)
    assert "2015-12 — December 2015" in text(answer)
    assert Member.objects.get(pk=made.member.pk).joined == "2015-12"


def test_a_date_with_two_readings_is_refused_with_both(made):
    answer = Form(editor(), url(made.member)).fill(joined="05/06/2024").submit()
    assert answer.status_code == 200
    assert "5 June 2024" in text(answer)
    assert "6 May 2024" in text(answer)


def test_leaving_before_joining_is_refused_in_a_sentence(made):
    answer = Form(editor(), url(made.member)).fill(left="2014").submit()
    assert "The day of leaving lies before the day of joining." in text(answer)


def test_an_address_that_was_another_records_is_refused(made):
    Form(administrator(), url(made.draft)).fill(slug="sultanate-of-oman").submit()
    form = Form(editor(), url(made.member)).fill(slug="oman")
    assert "Another record had this address before." in text(form.submit())


def test_the_address_is_proposed_from_the_latin_title_of_a_new_record_only(made):
    client = editor()
    assert "#id_title_en" in client.get("/hi/admin/archive/event/add/").content.decode()
    assert 'data-prepopulated-fields="[]"' in client.get(url(made.event)).content.decode()


def test_line_ends_are_stored_as_files_have_them(made):
    form = Form(editor(), url(made.member))
    assert "\r\n" in form.data["summary_en"]
    form.fill(summary_hi="एक\r\nदो").submit()
    member = Member.objects.get(pk=made.member.pk)
    assert (member.summary_hi, "\r" in member.summary_en) == ("एक\nदो", False)


def test_no_text_is_ever_stored_as_null(made):
    Form(editor(), url(made.member)).fill(summary_hi="", role_en="").submit()
    member = Member.objects.get(pk=made.member.pk)
    assert (member.summary_hi, member.role_en) == ("", "")


def test_sets_of_countries_are_kept_as_they_stood(made):
    form = Form(editor(), url(made.event))
    assert set(form.data["participants"]) == {str(made.pakistan.pk), str(made.oman.pk)}
    form.fill(title_en="First council").submit()
    assert set(made.event.participants.all()) == {made.pakistan, made.oman}


def test_unknown_membership_of_a_body_stays_unknown(made):
    form = Form(editor(), url(made.oman)).fill(aliases="عمان")
    assert form.submit().status_code == 302
    assert Country.objects.get(pk=made.oman.pk).oic_member is None


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize("name", ["member", "event", "oman", "declaration"])
def test_opening_a_form_costs_no_query_for_each_citation(made, lang, name):
    record, client = getattr(made, name), editor()
    address = url(record, lang=lang)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for claim in record.CLAIMS * 3:
        Citation.objects.create(
            **{type(record).citations.field.name: record}, claim=claim, source=made.statement
        )
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few) <= 12


def test_a_save_of_a_record_that_never_was_leads_to_an_empty_form_and_no_error():
    answer = editor().post("/en/admin/archive/member/999999/change/", {"summary_en": "Typed."})
    assert answer.status_code == 200
    assert "Typed." in answer.content.decode()
    assert editor("John").get("/en/admin/archive/member/nonsense/change/").status_code == 302


def test_a_number_is_written_in_the_digits_of_either_script(made):
    form = Form(editor(), "/hi/admin/archive/figure/add/")
    page = form.response.content.decode()
    assert 'type="number"' not in page
    form.fill(slug="forty-one", date="Nov 2017", value="४१", verdict="agrees")
    form.fill(counts_hi="सदस्य", claimed_by_hi="घोषणा")
    assert form.submit().status_code == 302
    assert Figure.objects.get(slug="forty-one").value == 41


def test_a_number_that_is_none_stays_in_its_box(made):
    form = Form(editor(), "/en/admin/archive/figure/add/")
    assert "Enter a whole number." in text(form.fill(value="about forty").submit())
    assert form.data["value"] == "about forty"
