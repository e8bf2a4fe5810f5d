"""The day that a reader asks about, as `?on=` writes it or as people type it."""

import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from archive import dates
from archive.lists.filters import plain


class Day(NamedTuple):
    """The day that a page is about."""

    day: datetime.date
    #: Whether the reader named it; otherwise it is today.
    asked: bool
    #: Why another day than the one typed is shown; '' if all is well.
    notice: str = ""
    #: For a month, a year or another stretch: its first and its last day, to choose from.
    choices: tuple[datetime.date, ...] = ()

    @property
    def value(self) -> str:
        """The canonical value of `?on=`; '' for today."""
        return self.day.isoformat() if self.asked else ""

    @property
    def in_words(self) -> str:
        return dates.words(self.day.isoformat())


def read_day(text: str) -> Day:
    """The day that `text` names: 2016-06-01, 1 June 2016, १ जून २०१६, 28-12-2016; today for ''.

    What is no day, or not one day alone, is answered for today with a sentence that says what to write.
    """
    today = timezone.localdate()
    text = text.strip()
    if not text:
        return Day(today, False)
    try:
        value = dates.read(plain(text)).value
    except dates.DateError as error:
        return Day(today, False, str(error))
    point = value.single
    if point and point.precision == "day" and not point.qualifier:
        if point.first > today:
            return Day(
                today,
                False,
                gettext("%(day)s has not come yet. The answer below is for today.")
                % {"day": dates.words(value)},
            )
        return Day(point.first, True)
    notice = gettext(
        "“%(date)s” is not a single day, and who was a member is asked for a day. Write one: %(example)s."
    )
    ends = tuple(sorted({day for day in (value.earliest, value.latest) if day and day <= today}))
    example = (ends[0] if ends else today).isoformat()
    return Day(today, False, notice % {"date": dates.words(value), "example": example}, ends)
