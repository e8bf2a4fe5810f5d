"""In which languages a record is written."""

import pytest

from archive.editing import translations
from archive.editing.translations import Coverage
from archive.models import Event, Statement
from tests.rooms import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def test_a_record_is_measured_by_what_it_says_in_any_language(made):
    assert translations.coverage(made.event) == {"hi": Coverage.WHOLE, "en": Coverage.WHOLE}
    made.event.place_en = "Riyadh"
    assert translations.coverage(made.event) == {"hi": Coverage.PART, "en": Coverage.WHOLE}
    assert translations.coverage(made.draft) == {"hi": Coverage.NONE, "en": Coverage.WHOLE}


def test_a_missing_language_is_found_in_lists(made):
    members = type(made.member).objects
    assert [m.slug for m in members.filter(translations.missing(type(made.member), "hi"))] == ["oman"]
    assert not members.filter(translations.missing(type(made.member), "en")).exists()
    Event.objects.filter(pk=made.event.pk).update(title_en=None)
    assert Event.objects.filter(translations.missing(Event, "en")).get() == made.event


def test_what_a_quotation_is_counts_as_no_text(made):
    assert "wording" not in translations.fields(Statement)
    assert "quote" in translations.fields(Statement)


def test_every_language_has_its_columns():
    assert translations.columns(Event)[:2] == ["title_hi", "title_en"]
