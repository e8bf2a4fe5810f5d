"""Imprecise dates as values: a text in EDTF, and what follows from it.

The subset of EDTF (ISO 8601-2:2019) is levels 0 and 1 without unspecified digits, long years and times of
day, and the one-of sets of level 2: `2016`, `2016-12`, `2016-12-28`, `2016-21` (seasons 21 to 24), each with
`~`, `?` or `%`; intervals `a/b`, `a/..` and `../b` (open), `a/` and `/b` (unknown); `[a,b]`, `[a..b]`,
`[a..]`, `[..b]`.
"""

import datetime
import enum
from dataclasses import dataclass, field

from django.utils.translation import gettext

from archive.dates.errors import DateError
from archive.dates.point import Point
from imctc_site.bounded import bounded

#: Digits of other scripts that Hindi is written with; EDTF itself has ASCII ones alone.
_DIGITS = {ord(digit): str(number) for number, digit in enumerate("०१२३४५६७८९")}


class Kind(enum.Enum):
    """What a date says: one date, a stretch of time, or one date out of several."""

    POINT = "point"
    INTERVAL = "interval"
    ONE_OF = "one_of"


class End(enum.Enum):
    """The end of a stretch that names no date."""

    OPEN = ".."
    UNKNOWN = ""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one date to another; one single date begins and ends itself."""

    start: Point | End
    end: Point | End

    @property
    def points(self) -> list[Point]:
        """The dates that it names, one at least."""
        return [end for end in (self.start, self.end) if isinstance(end, Point)]

    @property
    def earliest(self) -> datetime.date | None:
        return self.start.earliest if isinstance(self.start, Point) else None

    @property
    def latest(self) -> datetime.date | None:
        return self.end.latest if isinstance(self.end, Point) else None

    @property
    def key(self) -> str:
        """Digits that sort by first day, then the wider before the narrower, then the surer first."""
        anchor = self.points[0].anchor
        last = f"{self.end.last.year:04}{self.end.last:%m%d}" if isinstance(self.end, Point) else ""
        width = 99999999 - int(last) if last else 0
        signs = "".join(point.qualifier for point in self.points)
        doubt = 3 if "%" in signs else 2 if "?" in signs else 1 if "~" in signs else 0
        return f"{anchor.year:04}{anchor:%m%d}{width:08}{doubt}"


@dataclass(frozen=True, slots=True)
class EDTFDate:
    """An imprecise date. `str(value)` is the text byte for byte as it was typed."""

    text: str
    kind: Kind = field(compare=False)
    stretches: tuple[Stretch, ...] = field(compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def single(self) -> Point | None:
        """The one date that it says; None for a stretch of time and for one date out of several."""
        return self.stretches[0].points[0] if self.kind is Kind.POINT else None

    @property
    def start(self) -> Point | End:
        """How the date begins: a point, `End.OPEN` or `End.UNKNOWN` (`earliest` is None for both)."""
        return min(self.stretches, key=lambda stretch: stretch.earliest or datetime.date.min).start

    @property
    def end(self) -> Point | End:
        """How the date ends: a point, `End.OPEN` or `End.UNKNOWN`."""
        return max(self.stretches, key=lambda stretch: stretch.latest or datetime.date.max).end

    @property
    def earliest(self) -> datetime.date | None:
        """The first day that the date allows; None when it allows any day before."""
        days = [stretch.earliest for stretch in self.stretches if stretch.earliest]
        return min(days) if len(days) == len(self.stretches) else None

    @property
    def latest(self) -> datetime.date | None:
        """The last day that the date allows; None when it allows any day after."""
        days = [stretch.latest for stretch in self.stretches if stretch.latest]
        return max(days) if len(days) == len(self.stretches) else None

    @property
    def sort_key(self) -> str:
        """17 digits, so that every database sorts them alike; the first four are a year.

        Dates sort by their first day as written (an open beginning by the day it ends), "2016" before
        "January 2016" before "1 January 2016", and a plain date before an approximate one.
        """
        return min(stretch.key for stretch in self.stretches)

    @property
    def canonical(self) -> str:
        """The text that all spellings of one date share: no spaces, sets in order and without repeats."""
        ordered = sorted(self.stretches, key=lambda stretch: (stretch.key, self._text_of(stretch)))
        texts = list(dict.fromkeys(self._text_of(stretch) for stretch in ordered))
        if self.kind is not Kind.ONE_OF:
            return texts[0]
        if len(texts) == 1 and ".." not in texts[0]:
            return texts[0]
        return f"[{','.join(texts)}]"

    def _text_of(self, stretch: Stretch) -> str:
        if stretch.start == stretch.end:
            return str(stretch.start)
        if self.kind is Kind.INTERVAL:
            return f"{stretch.start}/{stretch.end}"
        return "..".join("" if end is End.OPEN else str(end) for end in (stretch.start, stretch.end))


@bounded(1024)
def parse(text: str) -> EDTFDate:
    """The date that `text` writes in EDTF, exactly and without any guessing; `DateError` otherwise."""
    if text.startswith("[") and text.endswith("]"):
        members = [member.strip(" ") for member in text[1:-1].split(",")]
        return EDTFDate(text, Kind.ONE_OF, tuple(_member(member) for member in members))
    if "/" in text:
        return EDTFDate(text, Kind.INTERVAL, (_interval(text),))
    point = Point.parse(text)
    return EDTFDate(text, Kind.POINT, (Stretch(point, point),))


def canonical(text: str) -> str:
    """The canonical form of an EDTF text; a text that is no date comes back unchanged."""
    try:
        return parse(text).canonical
    except DateError:
        return text


def meaning(text: str) -> str:
    """What an EDTF text says, the same for all texts that say it; '' for a text that is no date.

    `[2016,2015]`, `[2015..2016]` and `[2015-01-01..2016-12-31]` say the same, so do `2016-12` and
    `2016-12/2016-12`. What lasts from one date to another is told from what happened once in between.
    """
    try:
        date = parse(text.translate(_DIGITS))
    except DateError:
        return ""
    ends = [end for stretch in date.stretches for end in (stretch.start, stretch.end)]
    if any(isinstance(end, Point) and (end.qualifier or end.season) for end in ends):
        return date.canonical
    if date.kind is not Kind.INTERVAL or date.stretches[0].start == date.stretches[0].end:
        return ",".join("..".join(span) for span in _joined(date.stretches))
    first, last = ends
    return "/".join((_day(first, "first"), _day(last, "last")))


def _joined(stretches: tuple[Stretch, ...]) -> list[tuple[str, str]]:
    """The days that stretches allow together, neighbours as one: (first, last), each '' where it is open."""
    earliest, latest = datetime.date.min, datetime.date.max
    spans = sorted((each.earliest or earliest, each.latest or latest) for each in stretches)
    joined = [spans[0]]
    for first, last in spans[1:]:
        if first.toordinal() <= joined[-1][1].toordinal() + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    texts = ["" if day in (earliest, latest) else day.isoformat() for span in joined for day in span]
    return list(zip(texts[::2], texts[1::2], strict=True))


def _day(end: Point | End, which: str) -> str:
    return getattr(end, which).isoformat() if isinstance(end, Point) else str(end)


def _interval(text: str) -> Stretch:
    first, last = text.split("/", 1)
    return _stretch(text, _end(first), _end(last), "/")


def _end(text: str) -> Point | End:
    return End(text) if text in ("", "..") else Point.parse(text)


def _member(text: str) -> Stretch:
    if ".." not in text:
        point = Point.parse(text)
        return Stretch(point, point)
    parts = (part.strip(" ") for part in text.split("..", 1))
    start, end = (Point.parse(part) if part else End.OPEN for part in parts)
    return _stretch(text, start, end, "..")


def _stretch(text: str, start: Point | End, end: Point | End, sign: str) -> Stretch:
    if isinstance(start, End) and isinstance(end, End):
        raise DateError(
            gettext("“%(text)s” names no date. Write at least one, as in 2017/.. for “from 2017”.")
            % {"text": text}
        )
    if isinstance(start, Point) and isinstance(end, Point) and start.first > end.last:
        raise DateError(
            gettext("“%(text)s” ends before it begins. Write the earlier date first: %(swapped)s.")
            % {"text": text, "swapped": f"{end}{sign}{start}"},
            "reversed",
        )
    return Stretch(start, end)
