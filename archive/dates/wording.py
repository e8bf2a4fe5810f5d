"""An imprecise date in words, in any language: dates from CLDR, the phrases around them from our catalogue.

The phrases are translated like all interface text; `reading` turns the same phrases back into dates, so a
language that has them can be both written and read.
"""

from babel.lists import format_list
from django.utils.translation import override, pgettext

from archive import languages
from archive.dates import cldr
from archive.dates.point import AUTUMN, SPRING, SUMMER, WINTER, Point
from archive.dates.value import EDTFDate, End, Kind, Stretch, parse
from imctc_site.bounded import bounded


def phrases() -> dict[str, str]:
    """The phrases around dates in the active language, by what they mean."""
    return {
        "~": pgettext("date", "about %(date)s"),
        "?": pgettext("date", "possibly %(date)s"),
        "%": pgettext("date", "possibly about %(date)s"),
        "between": pgettext("date", "between %(start)s and %(end)s"),
        "from": pgettext("date", "from %(date)s"),
        "until": pgettext("date", "until %(date)s"),
        "from, end unknown": pgettext("date", "from %(date)s, end unknown"),
        "until, start unknown": pgettext("date", "until %(date)s, start unknown"),
        "or later": pgettext("date", "%(date)s or later"),
        "or earlier": pgettext("date", "%(date)s or earlier"),
    }


def seasons() -> dict[int, str]:
    """The seasons of a year in the active language, by their number in EDTF."""
    return {
        SPRING: pgettext("date", "spring %(year)s"),
        SUMMER: pgettext("date", "summer %(year)s"),
        AUTUMN: pgettext("date", "autumn %(year)s"),
        WINTER: pgettext("date", "winter %(year)s"),
    }


def words(value: EDTFDate | str, lang: str | None = None) -> str:
    """The date as a reader of `lang` (the active language, unless given) reads it; '' for ''.

    Never more exact than the date: `2016-12` is "December 2016". Digits are ASCII in every language.
    """
    text = str(value)
    return _words(text, lang or languages.current()) if text else ""


def machine(value: EDTFDate | str) -> str | None:
    """The date for `<time datetime>`: a plain year, month or day; None for all that HTML cannot say."""
    point = parse(str(value)).single if str(value) else None
    return None if point is None or point.qualifier or point.season else str(point)


@bounded(512)
def _words(text: str, lang: str) -> str:
    date = parse(text)
    with override(lang):
        if date.kind is Kind.INTERVAL:
            spoken = _interval(date.stretches[0], lang)
        else:
            choices = [_choice(stretch, lang) for stretch in date.stretches]
            spoken = format_list(choices, "or", cldr.locale(lang))
    # CLDR sets thin spaces around the dash in some languages; plain ones can be searched and copied.
    return spoken.replace("\u2009", " ")


def _choice(stretch: Stretch, lang: str) -> str:
    first, last = (_point(point, lang) for point in (stretch.points[0], stretch.points[-1]))
    if stretch.start == stretch.end:
        return first
    if stretch.start is End.OPEN:
        return phrases()["or earlier"] % {"date": last}
    if stretch.end is End.OPEN:
        return phrases()["or later"] % {"date": first}
    return phrases()["between"] % {"start": first, "end": last}


def _interval(stretch: Stretch, lang: str) -> str:
    start, end = stretch.start, stretch.end
    if isinstance(start, End):
        key = "until" if start is End.OPEN else "until, start unknown"
        return phrases()[key] % {"date": _point(stretch.points[0], lang)}
    if isinstance(end, End):
        key = "from" if end is End.OPEN else "from, end unknown"
        return phrases()[key] % {"date": _point(start, lang)}
    if start == end:
        return _point(start, lang)
    plain = not (start.qualifier or end.qualifier) and start.precision == end.precision != "season"
    if plain and (spoken := cldr.spoken_interval(lang, start.precision, start.first, end.first)):
        return spoken
    return cldr.joined(lang, _point(start, lang), _point(end, lang))


def _point(point: Point, lang: str) -> str:
    if point.season:
        spoken = seasons()[point.season] % {"year": point.year}
    else:
        spoken = cldr.spoken(lang, point.year, point.month, point.day)
    return phrases()[point.qualifier] % {"date": spoken} if point.qualifier else spoken
