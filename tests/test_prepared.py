"""Queries whose SQL is kept answer as those that are built anew."""

import pytest
from django.db.models import QuerySet

from archive.models import Country, Status
from archive.serialise import prepared

pytestmark = pytest.mark.django_db


def by_key(ids, status):
    return QuerySet(Country).filter(pk__in=ids, status=status).order_by("slug").values_list("slug", "name_en")


def nothing(ids):
    return QuerySet(Country).filter(pk__in=ids).none().values_list("slug")


@pytest.fixture
def countries():
    names = ("bahrain", "comoros", "oman")
    return [
        Country.objects.create(slug=name, code=name, name_en=name.title(), status=Status.PUBLISHED)
        for name in names
    ]


def test_rows_follow_the_keys_that_are_asked_for(countries):
    bahrain, comoros, oman = (country.pk for country in countries)
    assert prepared.rows(by_key, [bahrain, oman], status="published") == [
        ("bahrain", "Bahrain"),
        ("oman", "Oman"),
    ]
    assert prepared.rows(by_key, [comoros, oman], status="published") == [
        ("comoros", "Comoros"),
        ("oman", "Oman"),
    ]
    assert prepared.rows(by_key, [oman], status="published") == [("oman", "Oman")]


def test_options_are_part_of_the_question(countries):
    keys = [country.pk for country in countries]
    assert prepared.rows(by_key, keys, status="draft") == []
    assert len(prepared.rows(by_key, keys, status="published")) == 3


def test_what_changed_is_seen_at_once(countries):
    assert prepared.rows(by_key, [countries[0].pk], status="published") == [("bahrain", "Bahrain")]
    countries[0].name_en = "Kingdom of Bahrain"
    countries[0].save()
    assert prepared.rows(by_key, [countries[0].pk], status="published") == [("bahrain", "Kingdom of Bahrain")]


def test_no_keys_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert prepared.rows(by_key, [], status="published") == []


def test_more_keys_than_are_kept(countries):
    keys = [country.pk for country in countries] + list(range(10**6, 10**6 + prepared.MOST_KEYS))
    assert len(prepared.rows(by_key, keys, status="published")) == 3


def test_a_condition_that_nothing_meets(countries):
    assert prepared.rows(nothing, [countries[0].pk]) == []
