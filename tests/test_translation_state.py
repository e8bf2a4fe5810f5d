"""Where each text stands beside the other languages: missing, current, out of date, rough."""

import pytest

from archive.editing import translations
from archive.editing.saving import commit
from archive.editing.translations import State, state
from archive.entries.written import Written
from archive.models import Event, Member, Statement, Version
from archive.versions import accord, history, undo
from tests.rooms import publisher, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def save(record, **values):
    """Save some columns as a command would; `minor`, `was` and the like go to `commit`."""
    how = {name: values.pop(name) for name in ("minor", "was", "origin") if name in values}
    done = commit(record, values, **how)
    record.refresh_from_db()
    return done


def of(record, field="summary"):
    return {code: state(record, field, code) for code in ("hi", "en")}


def test_a_text_is_missing_where_the_other_language_has_one(made):
    assert of(made.draft) == {"hi": State.MISSING, "en": State.CURRENT}
    assert of(made.event) == {"hi": State.CURRENT, "en": State.CURRENT}
    assert of(made.event, "place") == {"hi": None, "en": None}


@pytest.mark.parametrize(("one", "other"), [("en", "hi"), ("hi", "en")])
def test_a_change_in_one_language_leaves_the_other_behind_whichever_it_is(made, one, other):
    save(made.event, **{f"summary_{one}": "बैठक रियाद में 26 नवंबर को हुई। Riyadh"})
    assert of(made.event) == {one: State.CURRENT, other: State.STALE}
    assert made.event.stale == [f"summary_{other}"]


def test_a_small_correction_leaves_nothing_behind(made):
    save(made.event, summary_en="The council met in Riyadh!", minor=True)
    assert of(made.event) == {"hi": State.CURRENT, "en": State.CURRENT}


def test_bringing_a_text_into_line_does_not_leave_its_source_behind(made):
    save(made.event, summary_en="It met in Riyadh for a day.")
    save(made.event, summary_hi="बैठक एक दिन रियाद में हुई।")
    assert of(made.event) == {"hi": State.CURRENT, "en": State.CURRENT}
    save(made.draft, summary_hi="इकतालीसवाँ।")
    assert of(made.draft) == {"hi": State.CURRENT, "en": State.CURRENT}


def test_a_small_correction_of_an_outdated_text_does_not_bring_it_into_line(made):
    save(made.event, summary_en="It met in Riyadh for a day.")
    save(made.event, summary_hi="बैठक रियाद में हुई थी।", minor=True)
    assert of(made.event)["hi"] == State.STALE


def test_both_changed_at_once_are_both_current(made):
    save(made.event, summary_en="It met for a day.", summary_hi="बैठक एक दिन चली।")
    assert of(made.event) == {"hi": State.CURRENT, "en": State.CURRENT}


def test_still_right_is_a_version_that_changes_no_text(made):
    save(made.event, summary_en="The council met in Riyadh, the capital.")
    done = save(made.event, stale=[], was=Written.of(made.event))
    assert of(made.event)["hi"] == State.CURRENT
    assert done.version.changed == ["stale"]


def test_still_right_does_not_hold_for_what_was_changed_meanwhile(made):
    save(made.event, summary_en="The council met in Riyadh, the capital.")
    seen = Written.of(made.event)
    save(made.event, summary_en="The council did not meet in Riyadh.")
    save(made.event, stale=[], was=seen)
    assert of(made.event)["hi"] == State.STALE


def test_a_translation_of_what_is_changed_meanwhile_stays_out_of_date(made):
    seen = Written.of(made.event)
    save(made.event, summary_en="The council did not meet in Riyadh.")
    save(made.event, summary_hi="परिषद की बैठक रियाद में हुई।", was=seen)
    assert of(made.event) == {"hi": State.STALE, "en": State.CURRENT}


def test_what_an_outdated_text_was_in_line_with_is_found_over_several_changes(made):
    save(made.event, summary_en="It met in Riyadh for a day.")
    save(made.event, summary_en="It met in Jeddah for a day.")
    save(made.event, place_en="Jeddah")
    (since,) = accord.since(made.event, "summary_hi")
    assert since.code == "en"
    assert "".join(p.text for p in since.pieces if p.kind != "added") == "The council met in Riyadh."
    assert "".join(p.text for p in since.pieces if p.kind != "removed") == "It met in Jeddah for a day."


def test_a_text_that_is_what_it_was_leaves_nobody_behind(made):
    save(made.event, summary_en="It met in Riyadh for a day.")
    save(made.event, summary_en="The council met in Riyadh.")
    assert of(made.event) == {"hi": State.CURRENT, "en": State.CURRENT}


def test_taking_back_and_going_back_take_the_state_along(made):
    save(made.event, place_en="Riyadh", place_hi="रियाद")
    changed = save(made.event, summary_en="It met in Riyadh for a day.").version
    undo.take_back(made.event, changed)
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == State.CURRENT
    save(made.event, summary_hi="बैठक एक दिन चली।")
    undo.back_to(made.event, changed)
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == State.STALE
    assert Written.of(made.event) == history.written(changed)


def test_taking_back_a_change_that_was_followed_leaves_what_followed_behind(made):
    changed = save(made.event, summary_en="It met in Riyadh for a day.").version
    save(made.event, summary_hi="बैठक एक दिन चली।")
    undo.take_back(made.event, changed)
    made.event.refresh_from_db()
    assert of(made.event) == {"hi": State.STALE, "en": State.CURRENT}


def test_a_rough_text_stays_one_until_somebody_says_otherwise(made):
    save(made.draft, summary_hi="इकतालीसवां", rough=["summary_hi"])
    assert of(made.draft) == {"hi": State.DRAFT, "en": State.CURRENT}
    save(made.draft, summary_hi="इकतालीसवाँ।")
    assert of(made.draft) == {"hi": State.DRAFT, "en": State.CURRENT}
    save(made.draft, rough=[])
    assert of(made.draft)["hi"] == State.CURRENT
    save(made.draft, rough=["summary_hi"])
    save(made.draft, summary_hi="")
    assert made.draft.rough == []


def test_lists_know_every_state_in_no_further_query(made, django_assert_num_queries):
    save(made.event, summary_en="It met in Riyadh for a day.")
    save(made.member, rough=["summary_hi"])
    with django_assert_num_queries(1):
        rows = list(Event.objects.all())
        assert [of(row)["hi"] for row in rows] == [State.STALE]
    for model, wanted, code, found in (
        (Event, State.STALE, "hi", ["first-council"]),
        (Event, State.STALE, "en", []),
        (Member, State.DRAFT, "hi", ["pakistan"]),
        (Member, State.MISSING, "hi", ["oman"]),
        (Member, State.CURRENT, "en", ["oman", "pakistan"]),
        (Member, State.CURRENT, "hi", []),
    ):
        matching = model.objects.filter(translations.has(model, wanted, code)).order_by("slug")
        assert [each.slug for each in matching] == found, (model, wanted, code)


def test_a_name_within_another_is_not_taken_for_it(made):
    said = Statement(slug="s", stale=["wording_hi", "note_hi"])
    assert said.stale == ["wording_hi", "note_hi"]
    assert state(said, "note", "hi") is None


def test_a_file_says_what_is_out_of_date_and_is_taken_at_its_word(made):
    from archive.entries import text

    save(made.event, summary_en="It met in Riyadh for a day.")
    written = Written.of(made.event)
    assert "  stale: [summary_hi]\n" in text.of(written)
    assert Written.from_json(written.json()) == written
    done = commit(
        made.event, {**written.values, "stale": []}, written.citations, origin=Version.Origin.LOADED
    )
    assert done.record.stale == []


def test_the_list_shows_and_filters_what_is_out_of_date(made):
    save(made.event, summary_en="It met in Riyadh for a day.")
    client = publisher()
    page = client.get("/en/admin/archive/event/?texts=stale-hi")
    assert page.context_data["cl"].result_count == 1
    assert '<span class="badge stale">out of date</span>' in page.content.decode()
    assert client.get("/en/admin/archive/event/?texts=stale-en").context_data["cl"].result_count == 0
    first = client.get("/en/admin/").content.decode()
    assert "/en/admin/archive/event/?texts=stale-hi" in first
    assert "Hindi out of date" in first
