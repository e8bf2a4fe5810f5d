"""Dates for tests: forty that editors of the archive write, and strategies that make others."""

import calendar
import datetime
from typing import NamedTuple

from hypothesis import assume, settings
from hypothesis import strategies as st

# The first date in words of a language reads its CLDR data; a busy machine must not fail a test for it.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

#: Every form that the facts use, and the other forms of the subset.
FORTY = [
    "2015-12-15",
    "2016-02-29",
    "2016-12",
    "2016",
    "2015-12~",
    "2015-12-16~",
    "2019~",
    "2025?",
    "2025-10?",
    "2025-10-13?",
    "2016%",
    "2016-08%",
    "2016-08-01%",
    "2016-21",
    "2016-22~",
    "2016-23?",
    "2016-24",
    "2016-02-27/2016-03-10",
    "2016-03-27/2016-03-28",
    "2015-12-30/2016-01-02",
    "2015/2017",
    "2016-01/2016-03",
    "2015-12/2016~",
    "2016-02~/2016-03-11",
    "2016-21/2016-23",
    "2015-12/2022-09-27",
    "2017/..",
    "2021-10/..",
    "2019-01~/..",
    "../2019-01",
    "2017/",
    "/2019-01",
    "[2015-12-15..2016-12-28]",
    "[2015,2017]",
    "[2016-03-26,2016-03-27]",
    "[2014,2016..2018]",
    "[2017..]",
    "[..2015-12-14]",
    "[2016, 2017]",
    "[2016-12~..2017?]",
]


class Made(NamedTuple):
    """A date, and a day that it allows."""

    text: str
    day: datetime.date


days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))

#: Months of a season by the meteorological year; "winter 2016" may begin or end in 2016.
_SEASON_MONTHS = {21: (3, 4, 5), 22: (6, 7, 8), 23: (9, 10, 11), 24: (1, 2, 12)}


@st.composite
def points(draw, qualifiers="~?%", seasons=True):
    """A year, season, month or day, plain or qualified, with a day that it allows.

    The day is found first and the date written around it, so that this knows nothing of computing bounds.
    """
    day = draw(days)
    sign = draw(st.sampled_from(["", *qualifiers]))
    form = draw(st.sampled_from(["year", "month", "day", *(["season"] if seasons else [])]))
    season = next(number for number, months in _SEASON_MONTHS.items() if day.month in months)
    year = day.year - 1 if season == 24 and day.month < 3 and draw(st.booleans()) else day.year
    written = {"year": f"{day:%Y}", "month": f"{day:%Y-%m}", "day": f"{day}", "season": f"{year}-{season}"}
    if sign:
        # What a date in doubt may miss: a week, half a year, a year.
        if form == "day":
            day += datetime.timedelta(days=draw(st.integers(-7, 7)))
        else:
            day = _months_later(day, draw(st.integers(-12, 12) if form == "year" else st.integers(-6, 6)))
    return Made(written[form] + sign, day)


@st.composite
def dates_made(draw, qualifiers="~?%", seasons=True):
    """Any date of the subset, with a day that it allows."""
    one = draw(points(qualifiers, seasons))
    form = draw(st.sampled_from(["point", "half", "set", "stretch"]))
    if form == "point":
        return one
    if form == "half":
        days_off = datetime.timedelta(days=draw(st.integers(0, 5000)))
        later = draw(st.sampled_from(["{}/..", "{}/", "[{}..]", "../{}", "/{}", "[..{}]"]))
        return Made(later.format(one.text), one.day + days_off * (1 if later.strip("[")[0] == "{" else -1))
    other = draw(points(qualifiers, seasons))
    if form == "set":
        return Made(f"[{one.text},{other.text}]", draw(st.sampled_from([one.day, other.day])))
    first, last = sorted((one, other))
    # Within one year only dates of one form have a plain order: not "2016-24" and "2016-03".
    assume(first.text[:4] < last.text[:4] or (len(first.text) == len(last.text) and not seasons))
    low, high = sorted((first.day, last.day))
    within = low + datetime.timedelta(days=draw(st.integers(0, (high - low).days)))
    return Made(draw(st.sampled_from(["{}/{}", "[{}..{}]"])).format(first.text, last.text), within)


def _months_later(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
