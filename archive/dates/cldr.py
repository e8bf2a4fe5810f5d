"""Days, months and years of the calendar in words, by CLDR."""

import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, parse_pattern

#: English of the archive writes "28 December 2016": the day before the month, as Hindi does.
_LOCALES = {"en": "en_GB"}

_INTERVAL_SKELETONS = {"year": "y", "month": "yMMMM", "day": "yMMMd"}


@lru_cache(maxsize=64)
def locale(lang: str) -> Locale:
    """The CLDR locale that dates of a language are written in; the English one for a language without any."""
    try:
        return Locale.parse(_LOCALES.get(lang, lang.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_LOCALES["en"])


def spoken(lang: str, year: int, month: int | None = None, day: int | None = None) -> str:
    """A year, a month or a day in words, never more exact than given. Digits are ASCII in every language."""
    date = datetime.date(year, month or 1, day or 1)
    if day:
        return parse_pattern(locale(lang).date_formats["long"]).apply(date, locale(lang))
    return format_skeleton("yMMMM" if month else "y", date, locale=locale(lang))


def spoken_interval(lang: str, precision: str, start: datetime.date, end: datetime.date) -> str | None:
    """Two different days, months or years without repeating what they share: "27 February – 10 March 2016".

    `precision` is "year", "month" or "day". None where CLDR has no such pattern for the language.
    """
    letter = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    patterns = locale(lang).interval_formats.get(_INTERVAL_SKELETONS[precision], {}).get(letter, ())
    if len(patterns) != 2:
        return None
    return "".join(
        parse_pattern(_with_month_in_full(pattern)).apply(day, locale(lang))
        for day, pattern in zip((start, end), patterns, strict=True)
    )


def joined(lang: str, start: str, end: str) -> str:
    """Two texts as the ends of an interval."""
    return locale(lang).interval_formats[None].format(start, end)


def _with_month_in_full(pattern: str) -> str:
    for letter in "ML":
        pattern = pattern.replace(letter * 4, letter * 3).replace(letter * 3, letter * 4)
    return pattern
