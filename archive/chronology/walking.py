"""Pages of the chronology, found by key in every strand at once; see `archive.lists.paging`.

An entry stands by its date, then by its strand, then by its address. Slugs of two strands are never compared,
so that it does not matter how a database sorts letters.
"""

import heapq
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from django.db.models import Q

from archive import dates
from archive.chronology.entry import Entry
from archive.chronology.strand import Key, Values
from archive.chronology.strands import chosen
from archive.lists.paging import SIZE, Order

#: Entries that a file takes at a time.
BATCH = 500


class Start(NamedTuple):
    """The first entry of a page: its key, and the place of its strand."""

    key: Key
    strand: int


@dataclass(frozen=True, slots=True)
class PageMap:
    """Where every page begins, how many entries there are, and on which page each year begins."""

    total: int
    starts: tuple[Start, ...]
    size: int = SIZE
    years: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[Hashable, tuple[int, int]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return max(1, len(self.starts))

    @classmethod
    def of(cls, values: Values, descending: bool, size: int = SIZE) -> "PageMap":
        """Walk once over the keys of all strands."""
        starts: list[Start] = []
        years: dict[str, int] = {}
        total = 0
        for start in _walk(values, descending):
            if total % size == 0:
                starts.append(start)
            years.setdefault(start.key[0][:4], len(starts))
            total += 1
        return cls(total, tuple(starts), size, years)


def _walk(values: Values, descending: bool) -> Iterator[Start]:
    def strand(at, each):
        return (Start(key, at) for key in each.keys(values, descending))

    walks = [strand(at, each) for at, each in chosen(values)]
    return heapq.merge(*walks, key=lambda start: (start.key[0], start.strand), reverse=descending)


def rows(pages: PageMap, number: int, values: Values, descending: bool) -> list[Entry]:
    """The entries of page `number`: one look into each strand."""
    if not pages.starts:
        return []
    start = pages.starts[number - 1]
    end = pages.starts[number] if number < len(pages.starts) else None
    found: list[Entry] = []
    for at, strand in chosen(values):
        found += strand.between(
            values,
            partial(_beyond, at=at, start=start, end=end, descending=descending),
            _between(at, start, end, descending),
        )
    found.sort(key=lambda entry: dates.parse(entry.date).sort_key)
    return found[::-1] if descending else found


def batches(values: Values, descending: bool) -> Iterator[list[Entry]]:
    """All entries in order, some hundreds at a time."""
    pages = PageMap.of(values, descending, BATCH)
    for number in range(1, len(pages.starts) + 1):
        yield rows(pages, number, values, descending)


def part(
    values: Values, descending: bool, start: Start | None, size: int
) -> tuple[int, list[Entry], Start | None]:
    """How many entries there are, so many of them from `start` on, and where the next ones begin."""

    def place(at: Start) -> tuple[str, int, str]:
        return at.key[0], at.strand, at.key[1]

    total, found = 0, 0
    edges: list[Start] = []
    for each in _walk(values, descending):
        total += 1
        if start and (place(each) > place(start) if descending else place(each) < place(start)):
            continue
        if found % size == 0 and len(edges) < 2:
            edges.append(each)
        found += 1
    pages = PageMap(total, tuple(edges), size)
    return total, rows(pages, 1, values, descending), edges[1] if len(edges) > 1 else None


def _beyond(order: Order, at: int, start: Start, end: Start | None, descending: bool) -> Q:
    """Records of the strand at place `at` from `start` on and before `end`."""
    order = Order(order.columns, descending)
    date = order.columns[0]
    since, before = ("lt", "gte") if descending else ("gt", "lte")
    condition = Q()
    for edge, same, later, earlier in (
        (start, order.from_key, since, f"{since}e"),
        (end, order.before_key, before, before.removesuffix("e")),
    ):
        if edge is None:
            continue
        if at == edge.strand:
            condition &= same(edge.key)
        else:
            # What stands before the edge's strand on its own day lies before the edge.
            after_edge = (at > edge.strand) != descending
            condition &= Q(**{f"{date}__{earlier if after_edge else later}": edge.key[0]})
    return condition


def _between(at: int, start: Start, end: Start | None, descending: bool) -> Callable[[Key], bool]:
    """The same for a strand that is kept whole."""

    def place(key: Key, strand: int):
        return key[0], strand, key[1]

    def within(key: Key) -> bool:
        own, first = place(key, at), place(start.key, start.strand)
        last = end and place(end.key, end.strand)
        if descending:
            return own <= first and (last is None or own > last)
        return own >= first and (last is None or own < last)

    return within
