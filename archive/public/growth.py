"""The growth of the membership as a picture: what is to be drawn, in drawing units, in no language.

A step line is the number of states that were certainly members, a band above it those that possibly were. A
point is a number that somebody published.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive.membership import Step


class Published(NamedTuple):
    """A number that somebody gave, and the days on which it may have been given."""

    slug: str
    earliest: datetime.date
    latest: datetime.date
    value: int
    agrees: bool


class Point(NamedTuple):
    """A published number in the picture; `true_x` is where it belongs, `x` where it is drawn to be seen."""

    slug: str
    x: float
    y: float
    true_x: float
    #: How far the days on which it may have been given reach.
    from_x: float
    to_x: float
    agrees: bool


class Tick(NamedTuple):
    """A line of an axis, with the number that stands at it."""

    at: float
    number: int


class Label(NamedTuple):
    """A number beside what it is of: a step of the line, or a point that differs. It begins at `x`, `y`."""

    x: float
    y: float
    number: int
    differs: bool = False


class Picture(NamedTuple):
    """What to draw, in units of `width` × `height`; `plot` is left, top, right, bottom of the field."""

    width: int
    height: int
    plot: tuple[float, float, float, float]
    line: str
    #: Where the line goes on after the last evidence; '' if it need not.
    after: str
    bands: list[str]
    points: list[Point]
    years: list[Tick]
    counts: list[Tick]
    labels: list[Label]
    #: Where the axis is broken, and the number that it begins with above; None if it begins with nothing.
    broken: Tick | None


#: An axis that would begin with less than this is not broken.
LEAST_BROKEN = 15

#: Height of what lies under the break of the axis: two lines, of numbers above and below half its beginning.
UNDER = 68

#: Radius of a point, and the least distance between the centres of two.
RADIUS = 5.5
APART = 15.0


def draw(
    counted: Sequence[Step],
    published: Iterable[Published],
    width: int,
    height: int,
    every: int,
    known_to: datetime.date | None = None,
) -> Picture | None:
    """The picture in `width` × `height` units, every `every`th year written; None with nothing to draw.

    `known_to` is the day after which not all of the membership is confirmed.
    """
    # Those that agree are placed first: they belong on the line, and the others make room.
    published = sorted(published, key=lambda figure: (not figure.agrees, figure.earliest, figure.slug))
    if not counted:
        return None
    first = min([counted[0].day, *(figure.earliest for figure in published)])
    last = max([counted[-1].day, *(figure.latest for figure in published)])
    margin = datetime.timedelta(days=max(30, (last - first).days // 40))
    opening, closing = first - margin, last + margin
    top_count = max(
        [step.members + step.possible for step in counted] + [figure.value for figure in published]
    )
    ceiling = max(5, -(-(top_count + 1) // 5) * 5)
    floor = min(step.members for step in counted) // 5 * 5
    floor = floor if floor >= LEAST_BROKEN else 0
    left, top, right, bottom = plot = (34.0, 14.0, width - 12.0, height - 30.0)

    def x(day: datetime.date) -> float:
        return round(left + (right - left) * (day - opening).days / (closing - opening).days, 1)

    base = bottom - UNDER if floor else bottom

    def y(count: int) -> float:
        if count < floor:
            return bottom - (36.0 if count >= floor / 2 else 12.0)
        return round(base - (base - top) * (count - floor) / (ceiling - floor), 1)

    points = _fanned([_point(figure, x, y) for figure in published], left + RADIUS, right - RADIUS)
    years = range(opening.year + 1, closing.year + 1)
    counts = range(floor, ceiling + 1, 10 if ceiling - floor > 20 else 5)
    return Picture(
        width,
        height,
        plot,
        *_lines(counted, known_to, x, y, right),
        _bands(counted, x, y, right),
        sorted(points, key=lambda point: (point.true_x, point.y)),
        [Tick(x(datetime.date(year, 1, 1)), year) for year in years if (year - years[0]) % every == 0],
        [Tick(y(count), count) for count in counts],
        _labels(counted, x, y, points, {figure.slug: figure.value for figure in published}, right),
        Tick(base + 14, floor) if floor else None,
    )


def _lines(counted, known_to, x, y, right) -> tuple[str, str]:
    """The line up to the last evidence, and the rest of it."""
    before = [step for step in counted if known_to is None or step.day <= known_to] or list(counted)
    path = f"M{x(before[0].day)} {y(before[0].members)}"
    for step in before[1:]:
        path += f"H{x(step.day)}V{y(step.members)}"
    if known_to is None or (end := max(x(known_to), x(before[-1].day))) >= right:
        return f"{path}H{right}", ""
    after = f"M{end} {y(before[-1].members)}"
    for step in counted[len(before) :]:
        after += f"H{x(step.day)}V{y(step.members)}"
    return f"{path}H{end}", f"{after}H{right}"


def _bands(counted, x, y, right) -> list[str]:
    """A closed shape for each stretch of time in which somebody was possibly a member."""
    ends = [x(step.day) for step in counted[1:]] + [right]
    bands, shape = [], []
    for step, end in zip(counted, ends, strict=True):
        if step.possible:
            shape.append((x(step.day), end, y(step.members), y(step.members + step.possible)))
        elif shape:
            bands.append(_closed(shape))
            shape = []
    return [*bands, _closed(shape)] if shape else bands


def _closed(shape: list[tuple[float, float, float, float]]) -> str:
    upper = "".join(f"V{high}H{end}" for _start, end, _low, high in shape)
    lower = "".join(f"V{low}H{start}" for start, _end, low, _high in reversed(shape))
    return f"M{shape[0][0]} {shape[0][2]}{upper}{lower}Z"


def _labels(counted, x, y, points: list[Point], values: dict[str, int], right: float) -> list[Label]:
    """Numbers where there is room: the certain count beside each step where it changes, above the line or
    below, and beside each point that differs."""
    labels: list[Label] = []
    taken = [(point.x, point.y) for point in points]
    certain = None
    ends = [x(step.day) for step in counted[1:]] + [right]
    for step, end in zip(counted, ends, strict=True):
        if step.members == certain:
            continue
        certain = step.members
        for rise in (-9.0, 19.0):
            label = Label(x(step.day) + 6.0, y(certain) + rise, certain)
            middle = (label.x + 8.0, label.y - 5.0)
            if label.x + 16.0 <= (end if rise < 0 else right) and all(
                _clear(middle, other) for other in taken
            ):
                labels.append(label)
                taken.append(middle)
                break
    for point in points:
        for shift in (11.0, -27.0) if not point.agrees else ():
            label = Label(point.x + shift, point.y + 5.0, values[point.slug], differs=True)
            middle = (label.x + 8.0, label.y - 5.0)
            others = [other for other in taken if other != (point.x, point.y)]
            if 0 <= label.x <= right - 16.0 and all(_clear(middle, other) for other in others):
                labels.append(label)
                taken.append(middle)
                break
    return labels


def _clear(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether a label in the middle of `one` leaves `other` alone: a label is wider than it is high."""
    return abs(one[0] - other[0]) >= 17 or abs(one[1] - other[1]) >= 13


def _point(figure: Published, x, y) -> Point:
    middle = figure.earliest + (figure.latest - figure.earliest) / 2
    at = x(middle)
    return Point(figure.slug, at, y(figure.value), at, x(figure.earliest), x(figure.latest), figure.agrees)


def _fanned(points: list[Point], leftmost: float, rightmost: float) -> list[Point]:
    """The points, moved sideways as little as needed, so that none covers another."""
    placed: list[Point] = []
    for point in points:
        for shift in _shifts(rightmost - leftmost):
            moved = point._replace(x=round(point.true_x + shift, 1))
            if leftmost <= moved.x <= rightmost and all(_far(moved, other) for other in placed):
                break
        else:
            moved = point
        placed.append(moved)
    return placed


def _shifts(width: float):
    yield 0.0
    step = APART / 3
    for times in range(1, int(width / step) + 1):
        yield step * times
        yield -step * times


def _far(one: Point, other: Point) -> bool:
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= APART**2
