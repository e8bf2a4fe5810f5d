"""Counts beside the values of a filter, with the other filters as they are."""

import pytest

from archive import memo
from archive.lists.counts import facets, loosened
from archive.lists.filters import Choice, Year
from archive.lists.selection import Filters
from archive.models import Event, Status

pytestmark = pytest.mark.django_db

FILTERS = Filters(Choice("kind", "Kind", "kind", Event.Kind.choices), Year("year", "Year"))


@pytest.fixture(autouse=True)
def events():
    memo.forget()
    for slug, kind, date in (
        ("a", "visit", "2016"),
        ("b", "visit", "2017"),
        ("c", "meeting", "2016"),
        ("d", "meeting", "2016"),
    ):
        Event.objects.create(slug=slug, kind=kind, date=date, status=Status.PUBLISHED)


def counted(**params):
    return facets(Event.objects.published(), FILTERS.read(params), "events")


def test_without_filters_all_are_counted():
    assert counted() == {"kind": {"visit": 2, "meeting": 2}, "year": {"2016": 3, "2017": 1}}


def test_a_filter_narrows_the_counts_of_the_others_and_not_its_own():
    assert counted(kind="visit") == {"kind": {"visit": 2, "meeting": 2}, "year": {"2016": 1, "2017": 1}}
    assert counted(year="2016") == {"kind": {"visit": 1, "meeting": 2}, "year": {"2016": 3, "2017": 1}}


def test_what_was_counted_is_not_counted_again_until_the_content_changes(django_assert_num_queries):
    counted(kind="visit")
    with django_assert_num_queries(3):  # two revisions, and the years of meetings; the kinds are known
        counted(kind="meeting")
    Event.objects.get(slug="a").delete()
    assert counted()["kind"] == {"visit": 1, "meeting": 2}


def test_loosening_names_only_filters_that_bring_something_back():
    selection = FILTERS.read({"kind": "agreement", "year": "2017"})
    base = Event.objects.published()
    assert [(active.name, count) for active, count in loosened(base, selection)] == [("kind", 1)]
