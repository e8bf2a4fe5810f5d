"""How a text in words or numbers is turned into EDTF, or refused when it can mean two things."""

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
_YEAR_AND_NUMBER = re.compile(r"(\d{4})([-./])(\d{1,2})")
_YEAR_AND_SHORT_YEAR = re.compile(r"(\d\d)(\d\d)[-/–](\d\d)")
_SHORT_YEAR = re.compile(r"\d{1,2}([-./])\d{1,2}\1\d{2}")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_SIGNED = re.compile(r"(?P<before>~?)\s*(?P<date>.+?)\s*\(?(?P<after>[~?%]?)\)?")
#: A hyphen without spaces joins two years, or two days before a month ("27-28 March 2016").
_HYPHENATED = (
    re.compile(r"(?P<start>\d{4})-(?P<end>\d{4})"),
    re.compile(r"(?P<start>\d{1,2})-(?P<end>\d{1,2} .*)"),
)
_BETWEEN_WORDS = re.compile(r"[\s,،.\-]+")


@dataclass(frozen=True)
class Parts:
    """What a piece of text says about a date; an end of an interval may leave out what the other says."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    qualifier: str = ""

    @property
    def complete(self) -> bool:
        return self.year is not None and (self.day is None or self.month is not None)

    def edtf(self) -> str:
        return str(Point.of(self.year, self.month, self.day, season=self.season, qualifier=self.qualifier))

    def qualified(self, sign: str) -> "Parts":
        return replace(self, qualifier=sign if self.qualifier in ("", sign) else "%")

    def before(self, end: "Parts") -> "Parts":
        """With the month and year that only the end of the interval names: "27 – 28 March 2016"."""
        if self.year is None and end.month is not None:
            return replace(self, month=self.month or end.month, year=end.year)
        return self

    def after(self, start: "Parts") -> "Parts":
        """With the month that only the beginning names: "March 27 – 28, 2016"."""
        return replace(self, month=self.month or start.month) if self.day else self


class Reader:
    """Reads one text. What does not fit is None; `DateError` is for a text that fits but must be refused."""

    def __init__(self, typed: str, grammar: Grammar) -> None:
        self.typed = typed
        self.grammar = grammar
        #: Why a date was not taken, where that is better known than "not understood".
        self.refusal: DateError | None = None
        self._read: dict[str, Parts | None] = {}

    def edtf(self, text: str) -> str | None:
        """The EDTF that the (folded) text means."""
        return (
            self._one(text)
            or self._choice(text)
            or self._in_phrase({"from, end unknown": "{}/", "until, start unknown": "/{}"}, text)
            or self._interval(text)
            or self._in_phrase({"from": "{}/..", "until": "../{}"}, text)
        )

    def _one(self, text: str) -> str | None:
        """One date by itself."""
        parts = self._parts(text)
        if parts is None:
            return None
        if parts.complete:
            return parts.edtf()
        if parts.month:
            self.refusal = self._year_missing()
        return None

    def _in_phrase(self, forms: dict[str, str], text: str) -> str | None:
        """One date inside one of the phrases, put into the EDTF form for that phrase."""
        for meaning, form in forms.items():
            for match in self._matches(meaning, text):
                if edtf := self._one(match["date"]):
                    return form.format(edtf)
        return None

    def _matches(self, meaning: str, text: str) -> list[re.Match]:
        return [match for pattern in self.grammar.phrases[meaning] if (match := pattern.fullmatch(text))]

    def _choice(self, text: str) -> str | None:
        members = self._members(text)
        return f"[{','.join(members)}]" if members else None

    def _members(self, text: str) -> list[str] | None:
        """The dates of a choice: "between 2015 and 2016", "2016 or later", "2014, 2015 or 2016"."""
        if member := self._one(text) or self._range(text):
            return [member]
        for separator in self.grammar.last_separators | self.grammar.separators:
            for place in re.finditer(re.escape(separator), text):
                head, tail = text[: place.start()], text[place.end() :]
                first = self._one(head) or self._range(head)
                others = self._members(tail) if first else None
                if others and (separator in self.grammar.last_separators or len(others) > 1):
                    return [first, *others]
        return None

    def _range(self, text: str) -> str | None:
        for match in self._matches("between", text):
            if ends := self._ends(match):
                return "..".join(ends)
        return self._in_phrase({"or later": "{}..", "or earlier": "..{}"}, text)

    def _interval(self, text: str) -> str | None:
        if match := _YEAR_AND_SHORT_YEAR.fullmatch(text):
            century, first, last = match.groups()
            if first < last:
                return f"{century}{first}/{century}{last}"
        matches = self._matches("to", text)
        matches += [match for pattern in _HYPHENATED if (match := pattern.fullmatch(text))]
        for match in matches:
            if ends := self._ends(match):
                return "/".join(ends)
        if text.count("/") == 1:
            ends = [self._one(end.strip()) for end in text.split("/")]
            return "/".join(ends) if all(ends) else None
        return None

    def _ends(self, match: re.Match) -> tuple[str, str] | None:
        start, end = self._parts(match["start"]), self._parts(match["end"])
        if start is None or end is None:
            return None
        end = end.after(start)
        start = start.before(end)
        return (start.edtf(), end.edtf()) if start.complete and end.complete else None

    def _parts(self, text: str) -> Parts | None:
        # Kept, because phrases can be nested in more ways than could be tried ("c c c c c …").
        if text not in self._read:
            self._read[text] = self._read_parts(text)
        return self._read[text]

    def _read_parts(self, text: str) -> Parts | None:
        for sign in "%?~":
            for match in self._matches(sign, text):
                if parts := self._parts(match["date"]):
                    return parts.qualified(sign)
        signed = _SIGNED.fullmatch(text)
        if signed and (signed["before"] or signed["after"]):
            parts = self._parts(signed["date"])
            for sign in filter(None, (signed["before"], signed["after"])):
                parts = parts and parts.qualified(sign)
            return parts
        return self._season(text) or self._numbers(text) or self._words(text)

    def _season(self, text: str) -> Parts | None:
        for pattern, number in self.grammar.seasons:
            match = pattern.fullmatch(text)
            if match and re.fullmatch(r"\d{4}", match["year"]):
                return Parts(int(match["year"]), season=number)
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
            raise self._year_missing()
        return None

    def _day_and_month(self, year: int, first: int, second: int) -> Parts:
        """`28-12-2016` and `12/28/2016` have one meaning; `05/06/2024` has two."""
        if first <= 12 and second <= 12 and first != second:
            raise self._ambiguous(Parts(year, second, first).edtf(), Parts(year, first, second).edtf())
        return Parts(year, first, second) if second > 12 >= first else Parts(year, second, first)

    def _year_and_number(self, year: int, sign: str, number: str) -> Parts | None:
        """`2016/02` is a month; `2011/12` may as well be two years; `2016/17` can only be two years."""
        month = int(number)
        if month > 12:
            return None
        if sign == "/" and len(number) == 2 and month > year % 100:
            raise self._ambiguous(f"{year}-{number}", f"{year}/{year - year % 100 + month}")
        return Parts(year, month)

    def _words(self, text: str) -> Parts | None:
        """A date with its month in words, in whatever order."""
        parts = Parts()
        for word in filter(None, _BETWEEN_WORDS.split(text)):
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
                    self.refusal = self._year_missing()
                return None
        return parts if parts != Parts() else None

    def _ambiguous(self, first: str, second: str) -> DateError:
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

    def _year_missing(self) -> DateError:
        return DateError(
            gettext("In “%(text)s” the year is not clear. Write it with four digits, as in 2016.")
            % {"text": self.typed},
            "year_missing",
        )
