"""The picture of posts: a bar for each term of office on one axis of years.

A bar is filled from the day by which the term had begun to the last day of which it is known. It is hatched
where it may have begun or ended already, and fades out where nobody says that it ended. All is attributes of
SVG, because pages allow no style within.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone

from archive.posts import Held

#: Heights of a post's name, of a holder with bar, and of what stands between two posts.
HEAD, ROW, GAP = 26, 40, 16
#: Where nothing bounds a beginning, so many days of doubt are drawn before it.
UNBOUNDED = 365
#: What the longest name needs; where less is left of the axis, a name ends with it.
NAME = 215
#: No bar is thinner than this.
LEAST = 5


class Bar(NamedTuple):
    """One term; from `left` on it may have begun, from `start` to `end` it is known, `right` is its end."""

    slug: str
    y: int
    left: float
    start: float
    end: float
    right: float
    #: Whether nobody says that it ended: it fades.
    open: bool
    #: The days on which sources say it began, where they differ.
    said: list[float]
    #: Where its name stands, and from which end it is written.
    label: float
    anchor: str


class Lane(NamedTuple):
    """One post with its bars."""

    slug: str
    y: int
    bars: list[Bar]


class Picture(NamedTuple):
    width: int
    height: int
    lanes: list[Lane]
    #: Years with their places; every second one where there is little room.
    years: list[tuple[str, float]]


class Axis:
    """Days on a line of pixels."""

    def __init__(self, first: datetime.date, last: datetime.date, width: int):
        self.first, self.last, self.width = first, last, width
        self.scale = width / max(1, (last - first).days)

    def at(self, day: datetime.date) -> float:
        inside = min(max(day, self.first), self.last)
        return round((inside - self.first).days * self.scale, 1)


def pictures(held: Sequence[Held]) -> dict[str, Picture]:
    """The same for wide pages and for narrow ones; none where nobody is known to have held anything."""
    drawn = [each for each in held if each.begun and each.known_to]
    if not drawn:
        return {}
    return {"wide": picture(drawn, 900, 1), "narrow": picture(drawn, 340, 2)}


def picture(held: Sequence[Held], width: int, every: int) -> Picture:
    today = timezone.localdate()
    first = min(each.earliest or each.begun or today for each in held)
    axis = Axis(datetime.date(first.year, 1, 1), today, width)
    lanes: list[Lane] = []
    y = 0
    for each in held:
        if not lanes or lanes[-1].slug != each.post:
            y += HEAD + (GAP if lanes else 0)
            lanes.append(Lane(each.post, y - 8, []))
        lanes[-1].bars.append(bar(each, axis, y))
        y += ROW
    years = [
        (f"{year:04}", axis.at(datetime.date(year, 1, 1)))
        for year in range(axis.first.year, today.year + 1)
        if (year - axis.first.year) % every == 0
    ]
    return Picture(width, y + 10, lanes, years)


def bar(held: Held, axis: Axis, y: int) -> Bar:
    begun, known = held.begun or axis.first, held.known_to or axis.first
    earliest = held.earliest or begun - datetime.timedelta(UNBOUNDED)
    start, end = axis.at(begun), max(axis.at(known), axis.at(begun) + LEAST)
    over = held.over
    right = axis.at(over) if over else axis.at(axis.last)
    left = min(axis.at(earliest), start)
    beyond = axis.width - left < NAME
    return Bar(
        held.slug, y, left, start, end, max(right, end), over is None, _days(held.said, axis),
        axis.at(axis.last) if beyond else left, "end" if beyond else "start",
    )  # fmt: skip


def _days(said: Iterable[datetime.date], axis: Axis) -> list[float]:
    return [axis.at(day) for day in said]
