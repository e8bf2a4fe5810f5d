"""The same among the archive's own records: each case has few of its kind, and is easily lost."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.utils import translation

from archive.answers import outside
from archive.chronology.stored import Said
from archive.chronology.walking import PageMap
from archive.data import feed
from archive.entries.written import Written
from archive.lists import places
from archive.models import Country, Member, Source, Statement
from archive.versions import readers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def test_the_coalition_is_no_member_of_itself():
    own = Country.objects.get(relation=Country.Relation.SELF)
    with translation.override("en"):
        assert outside.answer(places.countries()[own.pk]) is None


def test_what_a_country_said_about_itself_counts_once():
    statement = Statement.objects.published().filter(about=None).exclude(country=None).first()
    counts = Said("country", "", Statement).counts
    of_it = Statement.objects.filter(pk=statement.pk)
    slug = places.countries()[statement.country_id].slug
    assert counts(of_it) == {slug: 1}
    of_it.update(about=statement.country_id)
    assert counts(of_it) == {slug: 1}


@pytest.mark.parametrize("descending", [False, True])
def test_a_year_of_the_chronology_begins_on_the_page_that_shows_it(descending):
    pages = PageMap.of({}, descending)
    assert len(pages.years) > 5
    for year, page in pages.years.items():
        keys = [start.key[0] for start in pages.starts]
        following = keys[page] if page < len(keys) else keys[-1]
        between = sorted([keys[page - 1][:4], following[:4]])
        assert between[0] <= year <= between[1] or page == len(keys), (year, page)
    assert next(iter(pages.years.values())) == 1


def test_an_entry_of_a_feed_in_another_language_says_so():
    shown = feed.Feed("t", "https://x.example/", "", language="hi")
    assert feed.Feed.item_attributes(shown, {"lang": "en"}) == {"xml:lang": "en"}
    assert feed.Feed.item_attributes(SimpleNamespace(feed={"language": "hi"}), {"lang": "hi"}) == {}


def changed(**values):
    """What readers are told of a change of a published record."""
    was = Written.of(Member.objects.get(slug="oman"))
    return readers.between([was, replace(was, values={**was.values, **values})])[0]


def test_readers_are_told_of_no_source_that_they_cannot_see():
    Source.objects.create(slug="hidden-one", title="H", publisher_en="H", language="en", kind="press")
    text = Member.objects.get(slug="oman").summary_en
    assert not changed(summary_en=f"{text} [@hidden-one]")
    (field,) = changed(summary_en=f"{text} More. [@hidden-one]").fields
    said = "".join(piece.text for one in field.texts for piece in one.pieces)
    assert "More." in said
    assert "hidden-one" not in said


def test_readers_are_told_of_no_reason_for_a_withdrawal_that_did_not_take_place():
    assert not changed(withdrawn_reason_en="Doubted.")
    assert changed(withdrawn_reason_en="Doubted.", status="withdrawn").fields
