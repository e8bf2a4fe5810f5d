"""Who was a member on a day, for pages: as the queryset answers, and nobody before the founding."""

import datetime

import pytest
from django.utils import translation

from archive.dates import Answer
from archive.models import Country, Member, Status
from archive.public.membership import answers, founding_day, memberships, steps

pytestmark = pytest.mark.django_db


def make(slug, joined, left="", founding=False, **values):
    values = {"status": Status.PUBLISHED, **values}
    country = Country.objects.create(slug=slug, code=slug, name_en=slug.title(), status=Status.PUBLISHED)
    return Member.objects.create(
        slug=slug, country=country, joined=joined, left=left, founding=founding, **values
    )


@pytest.fixture
def coalition():
    make("founder", "2015-12-15", founding=True)
    make("about", "2015-12~")
    make("between", "[2015-12-15..2016-12-28]")
    make("gone", "2016", left="2020-06")
    make("draft", "2016", status=Status.DRAFT)


DAYS = ["2015-12-15", "2016-01-01", "2016-06-30", "2016-12-28", "2019-12-31", "2020-06-15", "2020-07-01"]


@pytest.mark.parametrize("day", DAYS)
def test_the_answer_is_that_of_the_queryset(coalition, day):
    when = datetime.date.fromisoformat(day)
    found = answers(memberships(), when)
    certain = set(Member.objects.published().certainly_in_force(when).values_list("pk", flat=True))
    possible = set(Member.objects.published().possibly_in_force(when).values_list("pk", flat=True))
    assert {pk for pk, answer in found.items() if answer is Answer.CERTAINLY} == certain
    assert {pk for pk, answer in found.items() if answer is Answer.POSSIBLY} == possible


def test_nobody_was_a_member_before_the_founding(coalition):
    day = datetime.date(2015, 12, 14)
    assert set(answers(memberships(), day).values()) == {Answer.NO}
    assert founding_day(memberships()) == datetime.date(2015, 12, 15)


def test_the_steps_are_the_days_on_which_a_count_changes(coalition):
    assert [(step.day.isoformat(), step.certain, step.possible) for step in steps(memberships())] == [
        ("2015-12-15", 1, 2),
        ("2016-01-01", 1, 3),
        ("2016-06-30", 2, 2),
        ("2016-12-28", 3, 1),
        ("2016-12-31", 4, 0),
        ("2020-06-01", 3, 1),
        ("2020-07-01", 3, 0),
    ]


def test_without_members_there_is_no_founding_and_no_step():
    assert memberships() == []
    assert founding_day([]) is None
    assert steps([]) == []


def test_memberships_are_read_once_for_each_revision(coalition, django_assert_num_queries):
    with translation.override("en"):
        memberships()
        with django_assert_num_queries(1):  # the revision
            assert len(memberships()) == 4
        make("late", "2022-09-01")
        assert len(memberships()) == 5
