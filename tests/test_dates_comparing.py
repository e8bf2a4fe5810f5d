"""Questions about an imprecise date and a day: certainly, possibly or no."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import dates
from archive.dates import Answer
from tests.dates_made import dates_made, days

CERTAINLY, POSSIBLY, NO = Answer.CERTAINLY, Answer.POSSIBLY, Answer.NO


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("joined", "on", "answer"),
    [
        ("2016-12-28", "2016-12-27", NO),
        ("2016-12-28", "2016-12-28", CERTAINLY),
        ("2016-12", "2016-11-30", NO),
        ("2016-12", "2016-12-01", POSSIBLY),
        ("2016-12", "2016-12-30", POSSIBLY),
        ("2016-12", "2016-12-31", CERTAINLY),
        ("2015-12~", "2016-06-01", POSSIBLY),
        ("2015-12~", "2016-12-28", CERTAINLY),
        ("[2015-12-15..2016-12-28]", "2015-12-14", NO),
        ("[2015-12-15..2016-12-28]", "2015-12-15", POSSIBLY),
        ("[2015-12-15..2016-12-28]", "2016-12-28", CERTAINLY),
        ("[2017..]", "2016-12-31", NO),
        ("[2017..]", "2100-01-01", POSSIBLY),
        ("../2017", "1900-01-01", POSSIBLY),
    ],
)
def test_begun_by_a_day(joined, on, answer):
    assert dates.began_by(dates.parse(joined), day(on)) is answer


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("2015-12-14", NO),
        ("2015-12-15", CERTAINLY),
        ("2018-07-31", CERTAINLY),
        ("2018-08-01", POSSIBLY),
        ("2018-08-31", POSSIBLY),
        ("2018-09-01", NO),
    ],
)
def test_in_force_from_the_day_of_joining_until_it_may_have_left(on, answer):
    assert dates.in_force(dates.parse("2015-12-15"), dates.parse("2018-08"), day(on)) is answer


def test_what_has_not_ended_stays_in_force():
    assert dates.in_force(dates.parse("2015-12-15"), None, day("2100-01-01")) is CERTAINLY


@given(dates_made(), st.none() | dates_made(), days)
def test_certainty_only_grows_until_the_end(joined, left, on):
    joined, left = dates.parse(joined.text), left and dates.parse(left.text)
    answer = dates.in_force(joined, left, on)
    if left is None:
        next_day = dates.in_force(joined, left, on + datetime.timedelta(days=1))
        order = [NO, POSSIBLY, CERTAINLY]
        assert order.index(answer) <= order.index(next_day)
    else:
        assert answer is not CERTAINLY or left.earliest > on >= joined.latest
