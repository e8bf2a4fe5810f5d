"""In which languages a record is written."""

import pytest

from archive.editing import translations
from archive.editing.translations import State
from archive.models import Event, Statement
from tests.rooms import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def test_a_record_is_measured_by_what_it_says_in_any_language(made):
    assert translations.counted(made.event, "hi") == {State.CURRENT: 2}
    made.event.place_en = "Riyadh"
    assert translations.counted(made.event, "hi") == {State.CURRENT: 2, State.MISSING: 1}
    assert translations.counted(made.event, "en") == {State.CURRENT: 3}
    assert translations.counted(made.draft, "hi") == {State.MISSING: 1}


def test_a_missing_language_is_found_in_lists(made):
    members = type(made.member).objects
    assert [m.slug for m in members.filter(translations.has(type(made.member), State.MISSING, "hi"))] == [
        "oman"
    ]
    assert not members.filter(translations.has(type(made.member), State.MISSING, "en")).exists()
    Event.objects.filter(pk=made.event.pk).update(title_en=None)
    assert Event.objects.filter(translations.has(Event, State.MISSING, "en")).get() == made.event


def test_what_a_quotation_is_counts_as_no_text(made):
    assert "wording" not in translations.fields(Statement)
    assert "quote" in translations.fields(Statement)


def test_every_language_has_its_columns():
    assert translations.columns(Event)[:2] == ["title_hi", "title_en"]
