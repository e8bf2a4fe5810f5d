"""Working copies: nothing public moves until a publisher publishes one, whole."""

import pytest

from archive import revision
from archive.models import Citation, Version, WorkingCopy
from tests.copies_made import (
    LONG,
    State,
    act,
    begun,
    client_of,
    copy_form,
    fresh,
    page,
    records_with_paragraphs,
    submitted,
)
from tests.rooms import Form, editor, publisher, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_copy(settings):
    settings.EDITORS_CHANGE_PUBLISHED = False


@pytest.fixture
def made():
    return records_with_paragraphs()


# Saving as one ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["_copy", "_save", "_continue", "_addanother"])
def test_an_editors_change_of_a_published_record_is_a_working_copy_whatever_is_pressed(made, button):
    number = revision.current()
    form = Form(editor("Asha"), url(made.event)).fill(place_en="Riyadh", why="Where it was.")
    assert form.submit(button).status_code == 302
    copy = WorkingCopy.objects.get()
    assert (copy.state, copy.who, copy.why) == (State.WRITING, "Asha", "Where it was.")
    assert fresh(made.event).place_en == ""
    assert not Version.objects.of(made.event).exists()
    assert revision.current() == number


def test_the_form_says_so_and_offers_no_other_button(made):
    html = editor().get(url(made.event)).content.decode()
    assert 'name="_copy"' in html
    assert 'name="_save"' not in html
    assert 'name="_continue"' not in html
    html = editor("John").get(url(made.draft)).content.decode()
    assert 'name="_save"' in html
    assert 'name="_copy"' not in html


def test_where_the_site_says_so_editors_change_published_records_at_once(made, settings):
    settings.EDITORS_CHANGE_PUBLISHED = True
    assert Form(editor(), url(made.event)).fill(place_en="Riyadh").submit("_save").status_code == 302
    assert fresh(made.event).place_en == "Riyadh"
    assert not WorkingCopy.objects.exists()


def test_a_publisher_chooses(made):
    client = publisher()
    assert Form(client, url(made.event)).fill(place_en="Riyadh").submit("_copy").status_code == 302
    assert fresh(made.event).place_en == ""
    assert Form(client, url(made.event)).fill(place_hi="रियाद").submit("_save").status_code == 302
    assert fresh(made.event).place_hi == "रियाद"


def test_drafts_are_written_as_ever(made):
    assert Form(editor(), url(made.draft)).fill(summary_en="New.").submit("_save").status_code == 302
    assert fresh(made.draft).summary_en == "New."


def test_a_copy_that_changes_nothing_is_none(made):
    answer = Form(editor(), url(made.event)).submit("_copy")
    assert answer.status_code == 302
    assert not WorkingCopy.objects.exists()


# The form of a copy -----------------------------------------------------------------------------------------


def test_the_form_of_a_copy_holds_what_it_says_citations_and_sets_included(made):
    Citation.objects.create(event=made.event, claim="kind", source=made.declaration, position=3)
    form = Form(editor("Asha"), url(made.event)).fill(
        place_en="Riyadh",
        participants=[str(made.oman.pk)],
        **{"citations-0-locator": "p. 1", "citations-2-DELETE": "on"},
    )
    form.add_citation(claim="place", source=str(made.statement.pk), note_en="New.")
    assert form.submit("_copy").status_code == 302
    shown = copy_form(form.client, made.event)
    assert shown.data["place_en"] == "Riyadh"
    assert shown.data["participants"] == [str(made.oman.pk)]
    cited = [
        (
            shown.data[f"citations-{n}-claim"],
            shown.data[f"citations-{n}-locator"],
            shown.data[f"citations-{n}-note_en"],
        )
        for n in range(int(shown.data["citations-TOTAL_FORMS"]))
    ]
    assert cited == [("date", "p. 1", ""), ("summary", "", ""), ("place", "", "New.")]
    assert shown.submit("_continue").status_code == 302  # saved as it is, it says the same
    again = copy_form(form.client, made.event)
    assert again.data["place_en"] == "Riyadh"
    assert again.data["citations-TOTAL_FORMS"] == "3"
    stored = fresh(made.event)
    assert (stored.place_en, stored.participants.count(), stored.citations.count()) == ("", 2, 3)


def test_a_copy_is_written_on(made):
    copy = begun(made.event, place_en="Riyadh")
    form = copy_form(client_of(copy), made.event).fill(place_hi="रियाद", place_en=None)
    form.data["place_en"] = ""
    assert form.submit("_copy").status_code == 302
    copy.refresh_from_db()
    assert '"place_hi":"रियाद"' in copy.data
    assert "Riyadh" not in copy.data
    assert copy.number == 2


def test_a_form_of_a_copy_with_a_mistake_keeps_what_was_typed(made):
    copy = begun(made.event, place_en="Riyadh")
    form = copy_form(client_of(copy), made.event).fill(date="05/06/2024", place_hi="रियाद")
    assert form.submit("_copy").status_code == 200
    assert form.data["place_hi"] == "रियाद"
    assert form.fill(date="2017-11-26").submit("_copy").status_code == 302
    copy.refresh_from_db()
    assert '"place_hi":"रियाद"' in copy.data


def test_two_people_on_one_copy_are_merged(made):
    copy = begun(made.event, place_en="Riyadh")
    first, second = copy_form(client_of(copy), made.event), copy_form(editor("John"), made.event)
    assert first.fill(summary_en=LONG.replace("First", "Opening")).submit("_copy").status_code == 302
    assert (
        second.fill(summary_en=LONG.replace("Third", "Last"), kind="visit").submit("_copy").status_code == 302
    )
    shown = copy_form(first.client, made.event).data
    assert (
        shown["summary_en"].replace("\r", "") == "Opening paragraph.\n\nSecond paragraph.\n\nLast paragraph."
    )
    assert (shown["kind"], shown["place_en"]) == ("visit", "Riyadh")


def test_two_people_who_change_the_same_in_a_copy_are_told(made):
    copy = begun(made.event, place_en="Riyadh")
    first, second = copy_form(client_of(copy), made.event), copy_form(editor("John"), made.event)
    assert first.fill(place_en="Jeddah", place_hi="जेद्दा").submit("_copy").status_code == 302
    answer = second.fill(place_en="Mecca", kind="visit").submit("_copy")
    assert answer.status_code == 200
    assert "Asha also changed this while you were writing. Stored now: Jeddah" in text(answer)
    assert (second.data["place_en"], second.data["place_hi"], second.data["kind"]) == (
        "Mecca",
        "जेद्दा",
        "visit",
    )
    copy.refresh_from_db()
    assert "Jeddah" in copy.data
    second.data["_piece-place_en-0"] = "theirs"
    assert second.submit("_copy").status_code == 302
    shown = copy_form(first.client, made.event).data
    assert (shown["place_en"], shown["place_hi"], shown["kind"]) == ("Jeddah", "जेद्दा", "visit")


def test_a_second_editor_who_begins_from_the_record_goes_into_the_copy_that_is_there(made):
    copy = begun(made.event, place_en="Riyadh")
    john = editor("John")
    assert begun(made.event, john, kind="visit") == copy
    shown = copy_form(john, made.event).data
    assert (shown["place_en"], shown["kind"]) == ("Riyadh", "visit")
    form = Form(john, url(made.event)).fill(place_en="Jeddah")
    answer = form.submit("_copy")
    assert answer.status_code == 200
    assert "Asha has begun a working copy that says something else: Place (English)." in text(answer)
    assert form.data["place_en"] == "Jeddah"


def test_what_others_published_meanwhile_is_in_the_copy_when_it_is_opened(made):
    copy = begun(made.event, summary_en=LONG.replace("First", "Opening"))
    assert (
        Form(publisher(), url(made.event))
        .fill(summary_en=LONG.replace("Third", "Last"))
        .submit("_save")
        .status_code
        == 302
    )
    shown = copy_form(client_of(copy), made.event)
    assert (
        shown.data["summary_en"].replace("\r", "")
        == "Opening paragraph.\n\nSecond paragraph.\n\nLast paragraph."
    )
    assert shown.submit("_copy").status_code == 302


def test_what_others_published_against_it_is_decided_in_the_copy(made):
    copy = submitted(made.event, place_en="Riyadh")
    boss = publisher()
    assert Form(boss, url(made.event)).fill(place_en="Jeddah").submit("_save").status_code == 302
    answer = boss.get(page(copy))
    assert "Others have published something else meanwhile: Place (English)." in text(answer)
    assert "Not published" in text(act(boss, copy, "publish"))
    assert fresh(made.event).place_en == "Jeddah"
    form = copy_form(boss, made.event)
    assert "Stored now: Jeddah" in text(form.response)
    assert form.submit("_copy").status_code == 302
    assert "Published as version" in text(act(boss, copy, "publish"))
    assert fresh(made.event).place_en == "Riyadh"
