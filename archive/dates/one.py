"""One date in words or numbers, turned into its parts, or refused when it can mean two dates."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from archive.dates.errors import DateError
from archive.dates.grammar import Grammar
from archive.dates.point import Point
from archive.dates.value import parse
from archive.dates.wording import words

_YEAR_FIRST = re.compile(r"(\d{4})([-./ ])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./ ])(\d{1,2})\2(\d{4})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_YEAR_AND_NUMBER = re.compile(r"(\d{4})([-./–])(\d{1,2})")
_SHORT_YEAR = re.compile(r"\d{1,2}([-./])\d{1,2}\1\d{2}")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_SIGNED = re.compile(r"(?P<before>~?)\s*(?P<date>.+?)\s*\(?(?P<after>[~?%]?)\)?")
#: The season that lies in two years, and how these are written: "winter 2015/16".
_WINTER, _TWO_YEARS = 24, re.compile(r"(\d{4})[-–/](\d{2}|\d{4})")
#: In EDTF of level 2 a sign before a date belongs to the year alone.
_LEVEL_2 = re.compile(r"\d{4}-\d{2}(-\d{2})?")
#: What stands between the words of one date. A hyphen joins a word to a number, as in "15-Dec-2015"; between
#: two numbers, beside a space or at the edge it means something else.
_BETWEEN_WORDS = re.compile(
    r"[,،]?\s+(?![-,،.])|(?<=[^\s,،])[,،](?=[^\s,،])|(?<=[^\W\d])[-.](?=\d)|(?<=\d)[-.](?=[^\W\d])"
)
_VOWEL_SIGN_AND_HYPHEN = re.compile("(?<=[\u0900-\u0963])-(?=\\d)")


@dataclass(frozen=True)
class Parts:
    """What a piece of text says about a date; an end of an interval may leave out what the other says."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    qualifier: str = ""
    #: How doubt was said: "word" or "sign" before the date, "after" it; '' for none, or for both.
    doubt: str = ""

    @property
    def complete(self) -> bool:
        return self.year is not None and (self.day is None or self.month is not None)

    def point(self) -> Point:
        return Point.of(self.year, self.month, self.day, season=self.season, qualifier=self.qualifier)

    def edtf(self) -> str:
        return str(self.point())

    def qualified(self, sign: str, doubt: str = "") -> "Parts":
        both = self.qualifier not in ("", sign)
        where = "" if self.qualifier and self.doubt != doubt else doubt
        return replace(self, qualifier="%" if both else sign, doubt=where)

    def before(self, end: "Parts") -> "Parts":
        """With the month and year that only the end of the interval names: "27 – 28 March 2016"."""
        if self.year is None and end.month is not None and (self.day is None or end.day is not None):
            return replace(self, month=self.month or end.month, year=end.year)
        return self

    def after(self, start: "Parts") -> "Parts":
        """With what only the beginning names: "March 27 – 28, 2016", "2016-12-28 to 30"."""
        if self.day and self.month is None and start.day:
            return replace(self, month=start.month, year=self.year or start.year)
        return self


class OneReader:
    """Reads single dates. What does not fit is None; `DateError` refuses a text that fits but is unclear."""

    def __init__(self, typed: str, grammar: Grammar) -> None:
        self.typed = typed
        self.grammar = grammar
        #: Why a date was not taken, where that is better known than "not understood".
        self.refusal: DateError | None = None
        self._read: dict[str, Parts | None] = {}

    def one(self, text: str) -> str | None:
        """The EDTF of one date by itself."""
        parts = self.parts(text)
        return self.whole(parts) if parts else None

    def whole(self, parts: Parts) -> str | None:
        """The EDTF of parts that say enough."""
        if parts.complete:
            return parts.edtf()
        if parts.month:
            self.refusal = self.year_missing()
        return None

    def matches(self, meaning: str, text: str) -> list[re.Match]:
        return [match for pattern in self.grammar.phrases[meaning] if (match := pattern.fullmatch(text))]

    def parts(self, text: str) -> Parts | None:
        # Kept, because phrases can be nested in more ways than could be tried ("c c c c c …").
        if text not in self._read:
            self._read[text] = self._read_parts(text)
        return self._read[text]

    def _read_parts(self, text: str) -> Parts | None:
        for sign in "%?~":
            for match in self.matches(sign, text):
                if parts := self.parts(match["date"]):
                    return parts.qualified(sign, "word" if match.start("date") else "after")
        signed = _SIGNED.fullmatch(text)
        if signed and (signed["before"] or signed["after"]):
            parts = self.parts(signed["date"])
            if parts and signed["before"]:
                if _LEVEL_2.match(signed["date"]):
                    return None
                parts = parts.qualified(signed["before"], "sign")
            return parts.qualified(signed["after"], "after") if parts and signed["after"] else parts
        return self._season(text) or self._numbers(text) or self._words(text)

    def _season(self, text: str) -> Parts | None:
        for pattern, number in self.grammar.seasons:
            match = pattern.fullmatch(text)
            if match and re.fullmatch(r"\d{4}", match["year"]):
                return Parts(int(match["year"]), season=number)
            if match and number == _WINTER and (two := _TWO_YEARS.fullmatch(match["year"])):
                year = int(two[1])
                if str(year + 1).endswith(two[2]):  # one winter, or all that lies between
                    raise self.ambiguous(f"[{year:04}-12..{year + 1:04}-02]", f"{year:04}-24/{year + 1:04}")
        return None

    def _numbers(self, text: str) -> Parts | None:
        """A date in numbers only."""
        if re.fullmatch(r"\d{4}", text):
            return Parts(int(text))
        if match := _YEAR_FIRST.fullmatch(text):
            return Parts(int(match[1]), int(match[3]), int(match[4]))
        if match := _YEAR_LAST.fullmatch(text):
            return self._day_and_month(int(match[4]), int(match[1]), int(match[3]))
        if match := _MONTH_AND_YEAR.fullmatch(text):
            return Parts(int(match[2]), int(match[1]))
        if match := _YEAR_AND_NUMBER.fullmatch(text):
            return self._year_and_number(int(match[1]), match[2], match[3])
        if _SHORT_YEAR.fullmatch(text):
            raise self.year_missing()
        return None

    def _day_and_month(self, year: int, first: int, second: int) -> Parts:
        """`28-12-2016` and `12/28/2016` have one meaning; `05/06/2024` has two."""
        if first <= 12 and second <= 12 and first != second:
            raise self.ambiguous(Parts(year, second, first).edtf(), Parts(year, first, second).edtf())
        return Parts(year, first, second) if second > 12 >= first else Parts(year, second, first)

    def _year_and_number(self, year: int, sign: str, number: str) -> Parts | None:
        """`2016/02` is a month; `2011/12` may as well be two years; `2016/17` can only be two years."""
        month = int(number)
        if month > 12:
            return None
        if sign in "/–" and len(number) == 2 and month > year % 100:
            raise self.ambiguous(f"{year}-{number}", f"{year}/{year - year % 100 + month}")
        return Parts(year, month) if sign != "–" else None

    def _words(self, text: str) -> Parts | None:
        """A date with its month in words, in whatever order."""
        parts = Parts()
        for word in _BETWEEN_WORDS.split(_VOWEL_SIGN_AND_HYPHEN.sub(" ", text.strip())):
            if word in self.grammar.fillers:
                continue
            if re.fullmatch(r"\d{4}", word) and parts.year is None:
                parts = replace(parts, year=int(word))
            elif (match := _DAY.fullmatch(word)) and parts.day is None:
                parts = replace(parts, day=int(match[1]))
            elif len(months := self.grammar.months.get(word, ())) == 1 and parts.month is None:
                parts = replace(parts, month=min(months))
            else:
                if _DAY.fullmatch(word) and parts.month and parts.year is None:
                    self.refusal = self.year_missing()
                return None
        return parts if parts != Parts() else None

    # What is said of a text that is refused -----------------------------------------------------------------

    def ambiguous(self, first: str, second: str) -> DateError:
        """The refusal of a text that means either of two dates, given in EDTF."""
        return DateError(
            gettext(
                "“%(text)s” can mean %(first)s or %(second)s. "
                "Write %(first_edtf)s for %(first)s, or %(second_edtf)s for %(second)s."
            )
            % {
                "text": self.typed,
                "first": words(parse(first)),
                "first_edtf": first,
                "second": words(parse(second)),
                "second_edtf": second,
            },
            "ambiguous",
        )

    def year_missing(self) -> DateError:
        return DateError(
            gettext("In “%(text)s” the year is not clear. Write it with four digits, as in 2016.")
            % {"text": self.typed},
            "year_missing",
        )
