"""How a text in words or numbers is turned into EDTF, or refused when it can mean two things.

A sign is read with its meaning or not at all: what `_interval` and `_range` do not take stays a text that is
not understood (`archive.dates.instead` says what to write), never a shorter and more exact date.
"""

import datetime
import re
from dataclasses import replace

from archive.dates.one import OneReader, Parts

_YEAR_AND_SHORT_YEAR = re.compile(r"(\d{4})([-/–])(\d\d)")
#: EDTF has these for seasons, quarters and other parts of a year.
SEASONS_OF_EDTF = range(21, 42)
#: A hyphen without spaces, unless what follows a year looks like its month ("5 Dec 2015-12"); a dash with a
#: space on one side at most, as a dash between spaces is a phrase.
_JOINING = re.compile(r"(?<=[^\s\-–])(?:(?<!\d{4})-|-(?!\d{1,2}(?:\s\d|$))|–\s?|\s–)(?=[^\s\-–])")


class Reader(OneReader):
    """Reads one text. What does not fit is None; `DateError` is for a text that fits but must be refused."""

    def edtf(self, text: str) -> str | None:
        """The EDTF that the (folded) text means."""
        return (
            self.one(text)
            or self._choice(text)
            or self._in_phrase({"from, end unknown": "{}/", "until, start unknown": "/{}"}, text)
            or self._interval(text)
            or self._in_phrase({"from": "{}/..", "until": "../{}"}, text)
        )

    def _in_phrase(self, forms: dict[str, str], text: str) -> str | None:
        """One date inside one of the phrases, put into the EDTF form for that phrase."""
        for meaning, form in forms.items():
            for match in self.matches(meaning, text):
                if edtf := self.one(match["date"]):
                    return form.format(edtf)
        return None

    # One of several -----------------------------------------------------------------------------------------

    def _choice(self, text: str) -> str | None:
        members = self._members(text)
        if not members:
            return None
        last = self._last_doubt(text)
        if last and len(members) > 1 and not any(re.search("[~?%]", member) for member in members[:-1]):
            raise self.ambiguous(
                _set(members), _set([*(f"{one}{last}" for one in members[:-1]), members[-1]])
            )
        return _set(members)

    def _last_doubt(self, text: str) -> str:
        """The sign of doubt at the end of a text, which may be about the last date or about all of them."""
        match = re.search(r"([~?%])\)?$", text)
        return match[1] if match else ""

    def _members(self, text: str) -> list[str] | None:
        """The dates of a choice: "between 2015 and 2016", "2016 or later", "2014, 2015 or 2016"."""
        if member := self.one(text) or self._range(text):
            return [member]
        for separator in self.grammar.last_separators | self.grammar.separators:
            for place in re.finditer(re.escape(separator), text):
                head, tail = text[: place.start()], text[place.end() :]
                first = self.one(head) or self._range(head)
                others = self._members(tail) if first else None
                if first and others and (separator in self.grammar.last_separators or len(others) > 1):
                    return [first, *others]
        return None

    def _range(self, text: str) -> str | None:
        for match in self.matches("between", text):
            ends = self._ends(match["start"], match["end"], sign="..", clear=True)
            if ends:
                return "..".join(ends)
        return self._in_phrase({"or later": "{}..", "or earlier": "..{}"}, text)

    # From one to another ------------------------------------------------------------------------------------

    def _interval(self, text: str) -> str | None:
        if years := self._following_year(text):
            return years
        found = {}
        for start, end, clear in self._halves(text):
            if ends := self._ends(start, end, clear=clear):
                found["/".join(ends)] = True
        if len(found) > 1:
            raise self.ambiguous(*list(found)[:2])
        if found:
            return next(iter(found))
        if text.count("/") == 1:
            return self._stroke(*(end.strip() for end in text.split("/")))
        return None

    def _stroke(self, first: str, last: str) -> str | None:
        """`2015/2016` is an interval; between what makes one date together a stroke is "or" as often."""
        start, end = self.one(first), self.one(last)
        if start and end:
            return f"{start}/{end}"
        if ends := self._ends(first, last, clear=False):
            raise self.ambiguous("/".join(ends), _set(list(ends)))
        return None

    def _following_year(self, text: str) -> str | None:
        """`2016-17`: a year and the next. Other short years are as likely a slip of the hand."""
        match = _YEAR_AND_SHORT_YEAR.fullmatch(text)
        if not match:
            return None
        year, short = int(match[1]), int(match[3])
        if short <= 12 or (year + 1) % 100 != short:
            return None
        years = f"{year:04}/{year + 1:04}"
        return None if match[2] == "-" and short in SEASONS_OF_EDTF else years

    def _halves(self, text: str):
        """Every way to part the text into a beginning and an end, and whether doubt at its head is clear.

        A hyphen or dash without spaces may join two: "2015-2017", "27–28 March 2016", "Dec 2015-Jan 2016".
        """
        for meaning in ("from to", "to"):
            for match in self.matches(meaning, text):
                yield match["start"], match["end"], meaning == "from to"
        for sign in _JOINING.finditer(text):
            yield text[: sign.start()], text[sign.end() :], False

    def _ends(self, first: str, last: str, *, sign: str = "/", clear: bool) -> tuple[str, str] | None:
        start, end = self.parts(first), self.parts(last)
        if start is None or end is None:
            return None
        whole_end = end.after(start)
        whole_start = start.before(whole_end)
        if not (whole_start.complete and whole_end.complete):
            if whole_end.year is None and (whole_end.month or (start.month and end.day)):
                self.refusal = self.year_missing()
            return None
        if (start, end) != (whole_start, whole_end):
            self._refuse_if_reversed(start, whole_start, whole_end)
        self._refuse_unclear_doubt(whole_start, whole_end, sign, clear)
        return whole_start.edtf(), whole_end.edtf()

    def _refuse_if_reversed(self, start: Parts, whole_start: Parts, whole_end: Parts) -> None:
        """Where an end was completed from the other: "Dec – Jan 2016" lies in two years, but in which?"""
        first, last = whole_start.point(), whole_end.point()
        if first.first <= last.last:
            return
        if whole_start.month != whole_end.month:
            earlier, later = replace(whole_start, year=last.year - 1), replace(whole_end, year=last.year + 1)
            raise self.ambiguous(
                f"{earlier.edtf()}/{whole_end.edtf()}", f"{whole_start.edtf()}/{later.edtf()}"
            )
        try:
            earlier = _moved(whole_start, -1) if start.month is None else whole_start
            later = whole_end if start.month is None else _moved(whole_end, +1)
        except ValueError:
            return
        raise self.ambiguous(f"{earlier.edtf()}/{later.edtf()}", f"{whole_end.edtf()}/{whole_start.edtf()}")

    def _refuse_unclear_doubt(self, start: Parts, end: Parts, sign: str, clear: bool) -> None:
        """ "about 2015-2016": is the end in doubt as well? A word inside ("to about 2016") is clear."""
        if not end.qualifier and (start.doubt == "sign" or (start.doubt == "word" and not clear)):
            both = start, replace(end, qualifier=start.qualifier)
        elif not start.qualifier and end.doubt == "after":
            both = replace(start, qualifier=end.qualifier), end
        else:
            return
        form = "[{}..{}]" if sign == ".." else "{}/{}"
        raise self.ambiguous(*(form.format(*(one.edtf() for one in pair)) for pair in ((start, end), both)))


def _set(members: list[str]) -> str:
    return f"[{','.join(members)}]"


def _moved(parts: Parts, months: int) -> Parts:
    """The same day of the month before or after; `ValueError` if that month has no such day."""
    point = parts.point()
    year, month = divmod(point.year * 12 + (point.month or 1) - 1 + months, 12)
    datetime.date(year, month + 1, point.day or 1)
    return replace(parts, year=year, month=month + 1)
