"""Rows fetched by a statement that is kept."""

import pytest

from archive import memo
from archive.lists.rows import fetch
from archive.memo import one_revision
from archive.models import Event, RecordQuerySet, Status

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def events():
    memo.forget()
    for slug, kind in (("a", "visit"), ("b", "meeting"), ("c", "visit")):
        Event.objects.create(
            slug=slug, kind=kind, date="2016", status=Status.PUBLISHED, title_hi=f"घटना {slug}"
        )


def visits():
    return (
        RecordQuerySet(Event)
        .published()
        .filter(kind="visit")
        .order_by("slug")
        .values_list("slug", "title_hi")
    )


def test_the_rows_are_those_of_the_queryset():
    assert [tuple(row) for row in fetch("visits", visits)] == [("a", "घटना a"), ("c", "घटना c")]


def test_the_statement_is_made_once_for_each_revision_and_the_rows_each_time(django_assert_num_queries):
    made = []

    @one_revision
    def rows():
        return fetch("visits", lambda: made.append(1) or visits())

    rows()
    with django_assert_num_queries(2):  # the revision and the rows
        rows()
    assert len(made) == 1
    Event.objects.filter(slug="c").delete()
    assert len(rows()) == 1
    assert len(made) == 2


def test_what_can_have_no_rows_is_not_asked(django_assert_num_queries):
    memo.forget()
    with django_assert_num_queries(1):  # the revision
        assert fetch("none", lambda: Event.objects.none().values_list("slug")) == []
