"""A year, a month, a day or a season: what every date of the archive is made of."""

import calendar
import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext

from archive import languages
from archive.dates.cldr import spoken
from archive.dates.errors import DateError

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24

#: First and last day of a season as (year offset, month, day). EDTF does not say when a season begins, so
#: each holds the meteorological and the astronomical season of the northern half of the earth, where nearly
#: all members lie. "Winter 2016" may be the one that begins or the one that ends in 2016.
_SEASONS = {
    SPRING: ((0, 3, 1), (0, 6, 21)),
    SUMMER: ((0, 6, 1), (0, 9, 23)),
    AUTUMN: ((0, 9, 1), (0, 12, 22)),
    WINTER: ((0, 1, 1), (1, 3, 20)),
}

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Point:
    """One date of EDTF: `2016`, `2016-12`, `2016-12-28`, `2016-21`, each with `~`, `?` or `%` or without.

    `first` and `last` are the days that the text names. `earliest` and `latest` are the days that it allows:
    the same for a plain date, wider for a qualified one (see `_widened`).
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    qualifier: str = ""

    @classmethod
    def parse(cls, text: str) -> "Point":
        """The point that `text` writes in EDTF; `DateError` for anything else, impossible days included."""
        match = _POINT.fullmatch(text)
        if not match:
            raise DateError(
                gettext(
                    "“%(text)s” is not understood as a date. Write a day as 2016-12-28, a month as 2016-12, "
                    "a year as 2016; add ~ for “about” or ? for “possibly”."
                )
                % {"text": text}
            )
        year, month, day = (int(digits) if digits else None for digits in match.groups()[:3])
        if month in _SEASONS and day is None:
            return cls.of(year, season=month, qualifier=match[4])
        return cls.of(year, month, day, qualifier=match[4])

    @classmethod
    def of(cls, year, month=None, day=None, *, season=None, qualifier="") -> "Point":
        """A point of numbers; `DateError` when the calendar has no such day."""
        if year == 0:
            raise DateError(
                gettext("There is no year 0. Write the year with four digits, as in 2016."), "impossible"
            )
        if month is not None and not 1 <= month <= 12:
            raise DateError(
                gettext("There is no month %(month)s. Months are 01 to 12.") % {"month": f"{month:02}"},
                "impossible",
            )
        if day is not None:
            days = calendar.monthrange(year, month)[1]
            if not 1 <= day <= days:
                raise DateError(
                    gettext("%(month)s has the days 1 to %(days)s: there is no day %(day)s.")
                    % {"month": spoken(languages.current(), year, month), "days": days, "day": day},
                    "impossible",
                )
        return cls(year, month, day, season, qualifier)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{number:02}" for number in (self.season or self.month, self.day) if number]
        return "-".join(parts) + self.qualifier

    @property
    def precision(self) -> str:
        """How exact it is: "year", "season", "month" or "day"."""
        return "season" if self.season else "day" if self.day else "month" if self.month else "year"

    @property
    def anchor(self) -> datetime.date:
        """The day under which the point is sorted: its first, but winter stands after autumn."""
        return datetime.date(self.year, 12, 1) if self.season == WINTER else self.first

    @property
    def first(self) -> datetime.date:
        if self.season:
            return self._season_day(self.season, 0)
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        if self.season:
            return self._season_day(self.season, 1)
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def earliest(self) -> datetime.date:
        return self._widened(self.first, -1)

    @property
    def latest(self) -> datetime.date:
        return self._widened(self.last, +1)

    def _season_day(self, season: int, end: int) -> datetime.date:
        offset, month, day = _SEASONS[season][end]
        year = self.year + offset
        return datetime.date(year, month, day) if year <= datetime.MAXYEAR else datetime.date.max

    def _widened(self, day: datetime.date, direction: int) -> datetime.date:
        """`day` moved outwards by as much as an approximate or uncertain date may miss.

        A week for a day, half a year for a month or season, a year for a year. EDTF gives no number; the
        case that decides is Uganda, which joined `2015-12~`: it was announced that month, was still "awaiting
        arrangements" after it, and is first listed in 2017. On 1 June 2016 it must count as a possible
        member, not as a certain one; a month's margin would already make it certain. For one kind of date the
        margin is always the same, so that earliest and latest day alone answer every question, in SQL too.
        """
        if not self.qualifier:
            return day
        try:
            if self.precision == "day":
                return day + direction * datetime.timedelta(days=7)
            months = direction * (12 if self.precision == "year" else 6)
            if direction < 0:
                return _shifted(day, months)
            # From the first day after, so that the end of a month stays the end of a month.
            return _shifted(day + datetime.timedelta(days=1), months) - datetime.timedelta(days=1)
        except (OverflowError, ValueError):
            return datetime.date.min if direction < 0 else datetime.date.max


def _shifted(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
