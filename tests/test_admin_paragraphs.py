"""Two people in one text or one set: what does not meet is merged, what does is shown piece by piece."""

import pytest

from archive.models import Country, Status
from tests.rooms import Form, editor, records, text, url

pytestmark = pytest.mark.django_db

LONG = "First paragraph.\n\nSecond paragraph.\n\nThird paragraph."


@pytest.fixture
def made():
    made = records()
    made.event.summary_en = LONG
    made.event.save()
    return made


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def both(record):
    return Form(editor("Asha"), url(record)), Form(editor("John"), url(record))


def test_different_paragraphs_of_one_text_do_not_clash(made):
    first, second = both(made.event)
    assert first.fill(summary_en=LONG.replace("First", "Opening")).submit().status_code == 302
    answer = second.fill(
        summary_en=LONG.replace("Third paragraph", "Third and last").replace("\n", "\r\n")
    ).submit()
    assert answer.status_code == 302
    assert fresh(made.event).summary_en == "Opening paragraph.\n\nSecond paragraph.\n\nThird and last."
    assert "Taken over from there: Summary (English)." in text(second.client.get(url(made.event)))


def test_one_adds_a_country_while_another_removes_one(made):
    chad = Country.objects.create(slug="chad", code="TD", name_en="Chad", m49="148", status=Status.PUBLISHED)
    first, second = both(made.event)
    assert first.fill(participants=[str(made.oman.pk)]).submit().status_code == 302
    added = [str(each.pk) for each in (made.oman, made.pakistan, chad)]
    assert second.fill(participants=added).submit().status_code == 302
    assert set(fresh(made.event).participants.all()) == {made.oman, chad}


def clashing(made):
    """Two who changed the first and the third paragraph both, and the second each by nobody or one."""
    first, second = both(made.event)
    theirs = "The first paragraph.\n\nSecond paragraph, longer.\n\nThe third."
    assert first.fill(summary_en=theirs).submit().status_code == 302
    answer = second.fill(summary_en="A first paragraph.\n\nSecond paragraph.\n\nA third.").submit()
    assert answer.status_code == 200
    return second, answer


def test_a_true_clash_shows_both_and_what_was_before(made):
    form, answer = clashing(made)
    said, page = text(answer), answer.content.decode()
    assert (
        "Asha also changed this while you were writing. Stored now: Passage 1 of 2 The first paragraph."
        in said
    )
    assert "Before both of you: First paragraph." in said
    assert "<ins>The</ins> <ins>first</ins>" in page or "<ins>The first</ins> paragraph." in page
    assert "<del>First</del> paragraph." in page
    # What does not clash is merged already.
    assert form.data["summary_en"].split("\r\n\r\n")[1] == "Second paragraph, longer."
    assert fresh(made.event).summary_en.startswith("The first")


def test_theirs_is_taken_piece_by_piece(made):
    form, _answer = clashing(made)
    form.data["_piece-summary_en-0"] = "theirs"
    form.data["_piece-summary_en-1"] = "mine"
    assert form.submit().status_code == 302
    assert fresh(made.event).summary_en == "The first paragraph.\n\nSecond paragraph, longer.\n\nA third."


def test_what_is_typed_elsewhere_stands_beside_what_is_taken(made):
    form, _answer = clashing(made)
    form.data["_piece-summary_en-0"] = "theirs"
    form.data["_piece-summary_en-1"] = "mine"
    form.data["summary_en"] = form.data["summary_en"].replace("A third", "A better third")
    assert form.submit().status_code == 302
    assert (
        fresh(made.event).summary_en == "The first paragraph.\n\nSecond paragraph, longer.\n\nA better third."
    )


def test_what_is_typed_into_the_piece_itself_is_not_lost(made):
    form, _answer = clashing(made)
    form.data["_piece-summary_en-0"] = "theirs"
    form.data["summary_en"] = form.data["summary_en"].replace("A first", "My own first")
    assert form.submit().status_code == 302
    assert fresh(made.event).summary_en.startswith("My own first paragraph.")
    assert "your text stands and theirs was not taken" in text(form.client.get(url(made.event)))


@pytest.mark.parametrize(("choice", "kind"), [("theirs", "briefing"), ("mine", "visit")])
def test_a_choice_that_both_changed_is_chosen_as_well(made, choice, kind):
    first, second = both(made.event)
    assert first.fill(kind="briefing").submit().status_code == 302
    answer = second.fill(kind="visit").submit()
    assert answer.status_code == 200
    second.data["_piece-kind-0"] = choice
    assert second.submit().status_code == 302
    assert fresh(made.event).kind == kind


def test_a_piece_of_a_citation_is_chosen(made):
    first, second = both(made.member)
    name = "citations-0-note_en"
    assert first.fill(**{name: "Theirs."}).submit().status_code == 302
    assert second.fill(**{name: "Mine."}).submit().status_code == 200
    second.data[f"_piece-{name}-0"] = "theirs"
    assert second.submit().status_code == 302
    assert fresh(made.citation).note_en == "Theirs."


@pytest.mark.parametrize("held", ["", "nonsense", "W251bGwsWyJ4Il1d:1abcde:forged"])
def test_a_forged_piece_changes_nothing(made, held):
    form, _answer = clashing(made)
    form.data["_pieces-summary_en"] = held
    form.data["_piece-summary_en-0"] = "theirs"
    assert form.submit().status_code == 302
    assert fresh(made.event).summary_en.startswith("A first paragraph.")
