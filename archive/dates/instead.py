"""What to write instead of a date that cannot be kept: other levels of EDTF, signs left without a half.

Nothing here decides what a text means. It finds the forms that somebody may have meant, for the sentence that
refuses the text; whoever wrote it chooses.
"""

import calendar
import re
from collections.abc import Callable

from django.utils.translation import gettext

from archive.dates.errors import DateError
from archive.dates.value import EDTFDate, parse
from archive.dates.wording import words

#: Parts of a year that EDTF of level 2 has beside 21 to 24, as their first and last month (13 and more lie in
#: the next year). Seasons of the northern half are written 21 to 24.
_NORTHERN = {25: 21, 26: 22, 27: 23, 28: 24}
_MONTHS = {
    29: (9, 11),
    30: (12, 14),
    31: (3, 5),
    32: (6, 8),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    37: (1, 4),
    38: (5, 8),
    39: (9, 12),
    40: (1, 6),
    41: (7, 12),
}
_EDGE = re.compile(r"(?P<open>[\s\-–,./?]*[\-–,./]\s*)?(?P<date>.*?)(?P<close>\s*[\-–,./][\s\-–,./?]*)?")
_UNKNOWN = re.compile(r"(?P<year>[\dxu]{4})(?:-(?P<month>[\dxu]{2})(?:-(?P<day>[\dxu]{2}))?)?", re.IGNORECASE)
_YEAR_AND_NUMBER = re.compile(r"(\d{4})[-–/](\d{2})")
_DOUBT, _DATE = ("~", "?", "%"), re.compile(r"\d{4}(-\d{2}){0,2}(?![-\d~?%])")
_QUALIFIED = re.compile(r"[~?%]?\d{4}[~?%]?-[~?%]?\d{2}[~?%]?(-[~?%]?\d{2}[~?%]?)?")


def instead(text: str, read: Callable[[str], EDTFDate | None]) -> DateError | None:
    """The refusal of a (normalised) text that names the forms to write; None where no form is known.

    `read` understands another text, or answers None.
    """
    forms = _forms(text, read)
    if not forms and text.endswith(_DOUBT):
        forms = [_DATE.sub(rf"\g<0>{text[-1]}", form) for form in _forms(text[:-1], read)]
    return _refusal(text, forms) if forms else None


def _forms(text: str, read) -> list[str]:
    for find in (_unknown_digits, _all_of, _number_after_year, _signs_inside, _between, _half):
        if forms := [form for form in find(text, read) if _is_date(form)]:
            return list(dict.fromkeys(forms))
    return []


def _refusal(text: str, forms: list[str]) -> DateError:
    named = [gettext("%(form)s for “%(words)s”") % {"form": form, "words": words(form)} for form in forms]
    sentence = gettext("“%(text)s” cannot be kept as it is written. Write one of these: %(forms)s.")
    if len(named) == 1:
        sentence = gettext("“%(text)s” cannot be kept as it is written. Write %(forms)s.")
    return DateError(sentence % {"text": text, "forms": "; ".join(named)}, "unsupported")


def _is_date(text: str) -> bool:
    try:
        return bool(parse(text))
    except DateError:
        return False


def _half(text: str, read) -> list[str]:
    """`2017-`, `- Dec 2016`, `..2017`, `2017/?`: from, until, or the date alone."""
    match = _EDGE.fullmatch(text)
    if not match or not (match["open"] or match["close"]) or (value := read(match["date"])) is None:
        return []
    date = str(value)
    if match["open"]:
        return [f"../{date}", date]
    return [f"{date}/..", f"{date}/", date]


def _unknown_digits(text: str, read) -> list[str]:
    """`201X`, `1985-04-XX`: the month or year that is known, or from the first to the last that it may be."""
    match = _UNKNOWN.fullmatch(text)
    if not match or not re.search("[xu]", text, re.IGNORECASE):
        return []
    year, month, day = match["year"], match["month"] or "xx", match["day"] or "xx"
    years = [max(1, int(_filled(year, digit))) for digit in "09"]
    months, days = _possible(month, 12), []
    if _is_blank(month):
        ends = [f"{each:04}" for each in years]
    elif not months:
        return []
    else:
        ends = [f"{year:04}-{month:02}" for year, month in zip(years, (months[0], months[-1]), strict=True)]
        if not _is_blank(day):
            lengths = [
                calendar.monthrange(year, month)[1]
                for year, month in zip(years, (months[0], months[-1]), strict=True)
            ]
            days = [_possible(day, length) for length in lengths]
            if not all(days):
                return []
            ends = [f"{ends[0]}-{days[0][0]:02}", f"{ends[1]}-{days[1][-1]:02}"]
    return [ends[0] if ends[0] == ends[1] else f"[{ends[0]}..{ends[1]}]"]


def _is_blank(digits: str) -> bool:
    return not any(map(str.isdigit, digits))


def _filled(digits: str, digit: str) -> str:
    return re.sub("[xu]", digit, digits, flags=re.IGNORECASE)


def _possible(digits: str, most: int) -> list[int]:
    pattern = re.compile(re.sub("[xu]", ".", digits, flags=re.IGNORECASE))
    return [number for number in range(1, most + 1) if pattern.fullmatch(f"{number:02}")]


def _all_of(text: str, read) -> list[str]:
    """`{1960,1961-12}`, all of several dates: one of them, or from the first to the last."""
    if not re.fullmatch(r"\{.*\}", text):
        return []
    try:
        chosen = parse(f"[{text[1:-1]}]")
    except DateError:
        return []
    return [chosen.canonical, f"{chosen.start}/{chosen.end}"]


def _number_after_year(text: str, read) -> list[str]:
    """`2016-25`, `2001-34`, `2015/18`: a part of the year that is not kept, or the years to a short one."""
    match = _YEAR_AND_NUMBER.fullmatch(text)
    if not match:
        return []
    year, number = int(match[1]), int(match[2])
    forms = []
    if number in _NORTHERN:
        forms.append(f"{year:04}-{_NORTHERN[number]}")
    elif number in _MONTHS:
        first, last = _MONTHS[number]
        end = f"{year:04}-{last:02}" if last <= 12 else f"{year + 1:04}-{last - 12:02}"
        forms.append(f"[{year:04}-{first:02}..{end}]")
    if number > 12 and number > year % 100:
        forms.append(f"{year:04}/{year - year % 100 + number:04}")
    elif number == 0 and year % 100 == 99:
        forms.append(f"{year:04}/{year + 1:04}")
    return forms


def _signs_inside(text: str, read) -> list[str]:
    """`2016-06~-11`, `~2016-12`: here a sign of doubt stands at the end and holds for the whole date."""
    if not _QUALIFIED.fullmatch(text):
        return []
    signs = set(re.sub(r"[\d-]", "", text))
    sign = "%" if "%" in signs or len(signs) > 1 else "".join(signs)
    return [re.sub("[~?%]", "", text) + sign]


def _between(text: str, read) -> list[str]:
    """`2016..2017`: between the two, or from one to the other."""
    first, dots, last = text.strip("[]").partition("..")
    if not (dots and first and last):
        return []
    return [f"[{first.strip()}..{last.strip()}]", f"{first.strip()}/{last.strip()}"]
