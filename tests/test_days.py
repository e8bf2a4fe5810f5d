"""The day a reader asks about."""

import datetime

import pytest
from django.utils import timezone, translation

from archive.lists.days import read_day

CHRISTMAS = datetime.date(2016, 12, 28)


@pytest.mark.parametrize(
    "typed",
    [
        "2016-12-28",
        " 2016-12-28",
        "28-12-2016",
        "28.12.2016",
        "28 December 2016",
        "28 दिसंबर 2016",
        "२८ दिसंबर २०१६",
    ],
)
def test_a_day_is_read_as_people_type_it(typed):
    day = read_day(typed)
    assert (day.day, day.asked, day.value, day.notice) == (CHRISTMAS, True, "2016-12-28", "")


def test_the_present_day_has_come():
    today = timezone.localdate()
    day = read_day(today.isoformat())
    assert (day.day, day.asked, day.notice) == (today, True, "")


def test_no_day_is_today():
    assert read_day("") == (timezone.localdate(), False, "", ())
    assert read_day("").value == ""


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("दिसंबर 2016", "2016-12-01", "2016-12-31"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("[2015-12-15..2016-12-28]", "2015-12-15", "2016-12-28"),
        ("2016-12-28~", "2016-12-21", "2017-01-04"),
    ],
)
def test_what_is_not_one_day_is_said_and_its_ends_are_offered(typed, first, last):
    with translation.override("en"):
        day = read_day(typed)
    assert not day.asked
    assert [end.isoformat() for end in day.choices] == [first, last]
    assert first in day.notice
    assert "is not a single day" in day.notice


@pytest.mark.parametrize(
    "typed", ["05/06/2024", "2016-02-30", "31 June 2016", "soon", "\x00", "9" * 500, "2016-12-28\x00"]
)
def test_what_is_no_date_is_said(typed):
    day = read_day(typed)
    assert not day.asked
    assert day.notice
    assert "\x00" not in day.notice
    assert len(day.notice) < 400


def test_an_open_stretch_offers_the_end_that_it_has():
    assert read_day("2017/..").choices == (datetime.date(2017, 1, 1),)
