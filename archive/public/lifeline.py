"""The line of a life: how a membership, or the posts of a person, went, with what happened above it.

All is attributes of SVG, because pages allow no style within. What the line shows is said beside it in words.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from archive import dates, languages, lifeline, membership
from archive.lifeline import State, Stretch
from archive.posts import Held
from archive.public import rail, wording
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.tenure import Axis
from archive.serialise.shapes import Fact

#: Heights of the ticks, of a name over a bar, of a bar, and of the years under them.
TICKS, NAME, BAR, YEARS = 34, 22, 20, 24
#: Ticks nearer to each other than a finger is broad are drawn as one.
APART = 26
#: Days before the first of all, so that what stands at it can be seen.
BEFORE = 60

#: What the stretches are called, in the order of the key.
STATES = {
    State.SHOWN: _("sources show it as a member"),
    State.DOUBTFUL: _("taking part doubtful"),
    State.ABSENT: _("absent, but still counted"),
    State.AFTER: _("not confirmed any more"),
}
IN_POST = {
    State.SHOWN: _("in the post, as sources show"),
    State.DOUBTFUL: _("begun or ended within this time"),
    State.AFTER: _("until when is not known"),
}


class Lane(NamedTuple):
    """One bar: of a membership, or of a term of office, which has a name and a page of its own."""

    name: str
    href: str
    stretches: list[Stretch]


class Row(NamedTuple):
    """What happened on a day, as a tick tells it; `anchor` is where it stands on the page."""

    day: datetime.date
    date: str
    strand: str
    href: str
    title: str
    anchor: str


class Drawn(NamedTuple):
    state: str
    x: float
    width: float


class Bar(NamedTuple):
    name: str
    href: str
    y: int
    #: Where the name stands, and from which end it is written.
    label: float
    anchor: str
    stretches: list[Drawn]


class Tick(NamedTuple):
    """One thing that happened, or several that would hide each other."""

    x: float
    number: int
    strand: str
    href: str
    said: str


class Picture(NamedTuple):
    width: int
    height: int
    #: Where the ticks end and the bars begin.
    top: int
    bars: list[Bar]
    ticks: list[Tick]
    #: Years with their places.
    years: list[tuple[str, float]]


class Line(NamedTuple):
    """A line of life: drawings by shape, and what they show in words."""

    pictures: dict[str, Picture]
    key: list[tuple[str, str, list[str]]]
    strands: list[tuple[str, str]]


def of_member(pk: int, standing: Fact | None, years: Sequence[rail.Month]) -> Line | None:
    """The line of a membership that readers see, or None; `standing` is what sources say of it, by day."""
    known, today = membership.published(), timezone.localdate()
    if (term := known.by_pk.get(pk)) is None:
        return None
    cited = standing["citations"] if standing else []
    said = [(each["as_of"], each["asserts"]) for each in cited if each["heard"]]
    stretches = lifeline.of_member(term, said, today, known.founded)
    return made([Lane("", "", stretches)], years, STATES, today) if stretches else None


def of_person(held: Iterable[Held], years: Sequence[rail.Month]) -> Line | None:
    """The line of somebody who held a post, or None."""
    reader, today = Reader(languages.current()), timezone.localdate()
    lanes = [
        Lane(reader.text(each.office).text or each.post, address("term", each.slug), stretches)
        for each in held
        if (stretches := lifeline.of_post(each, today))
    ]
    return made(lanes, years, IN_POST, today) if lanes else None


def made(lanes: list[Lane], years: Sequence[rail.Month], states: dict, today: datetime.date) -> Line:
    rows = [row for year in years for entry in year.entries if (row := row_of(entry, year.anchor))]
    pictures = {
        shape: picture(lanes, rows, today, width, every)
        for shape, width, every in (("wide", 700, 1), ("narrow", 340, 2))
    }
    key = []
    for state, words in states.items():
        spans = [each for lane in lanes for each in lane.stretches if each.state is state]
        if spans:
            key.append((state.value, str(words), [in_words(each) for each in spans]))
    strands = {entry.strand: entry.word for year in years for entry in year.entries}
    return Line(pictures, key, list(strands.items()))


def in_words(stretch: Stretch) -> str:
    """From when to when; what is over since the last evidence has no end."""
    start = dates.words(stretch.start.isoformat())
    if stretch.state is State.AFTER:
        return str(_("after %(day)s") % {"day": start})
    if stretch.start == stretch.end:
        return start
    return dates.words(f"{stretch.start.isoformat()}/{stretch.end.isoformat()}")


def row_of(entry: rail.Shown, anchor: str) -> Row | None:
    day = dates.parse(entry.date).earliest
    title = entry.title.striptags()
    if entry.planned:
        title = f"{title} ({gettext('announced only')})"
    return Row(day, entry.date, entry.strand, entry.href, title, anchor) if day else None


def picture(
    lanes: Sequence[Lane], rows: Iterable[Row], today: datetime.date, width: int, every: int
) -> Picture:
    """The drawing, `width` units wide, every `every`th year written."""
    rows = [row for row in rows if row.day <= today]
    days = [each.start for lane in lanes for each in lane.stretches] + [row.day for row in rows]
    axis = Axis(min(days) - datetime.timedelta(BEFORE), today, width)
    bars, y = [], TICKS
    for lane in lanes:
        y += NAME if lane.name else 0
        x = axis.at(lane.stretches[0].start)
        late = x > width * 0.55
        # A doubt may have lasted for days alone: it is drawn over the rest, and wide enough to be seen.
        drawn = sorted(
            (_drawn(each, axis) for each in lane.stretches), key=lambda each: each.state == State.DOUBTFUL
        )
        bars.append(Bar(lane.name, lane.href, y, width if late else x, "end" if late else "start", drawn))
        y += BAR + (8 if lane.name else 0)
    years = [
        (f"{year:04}", axis.at(datetime.date(year, 1, 1)))
        for year in range(axis.first.year + 1, today.year + 1)
        if (year - axis.first.year - 1) % every == 0
    ]
    return Picture(width, y + YEARS, TICKS, bars, _ticks(rows, axis), years)


def _drawn(stretch: Stretch, axis: Axis) -> Drawn:
    x = axis.at(stretch.start)
    least = 6.0 if stretch.state is State.DOUBTFUL else 2.0
    return Drawn(stretch.state.value, x, max(round(axis.at(stretch.end) - x, 1), least))


def _ticks(rows: Iterable[Row], axis: Axis) -> list[Tick]:
    together: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: row.day):
        if together and axis.at(row.day) - axis.at(together[-1][0].day) < APART:
            together[-1].append(row)
        else:
            together.append([row])
    return [_tick(group, axis) for group in together]


def _tick(rows: list[Row], axis: Axis) -> Tick:
    first, last = rows[0], rows[-1]
    x = min(max(axis.at(first.day), 8.0), axis.width - 8.0)
    if len(rows) == 1:
        return Tick(x, 1, first.strand, first.href, f"{dates.words(first.date)}: {first.title}")
    number = wording.number(len(rows), languages.current())
    said = ngettext("%(number)s entry", "%(number)s entries", len(rows)) % {"number": number}
    when = [dates.words(first.date), dates.words(last.date)]
    return Tick(x, len(rows), "", f"#{first.anchor}", f"{said}: {' … '.join(dict.fromkeys(when))}")
