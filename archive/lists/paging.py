"""Pages of a list that are found by key, the last as fast as the first.

One walk over an index, kept for the content revision, notes where each page begins (`PageMap`). Showing
page N is then one query between two keys. There is no OFFSET, which costs more the further one goes, and no
count for each request.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from archive.lists.filters import plain

#: Rows of one page.
SIZE = 50

#: Rows fetched at a time on the walk, so that a long list is never in memory as a whole.
CHUNK = 2_000

#: In digits of our own alone: `int()` takes those of every script, and any number of zeros before them.
_PAGE_NUMBER = re.compile("[0-9]{1,7}")

Key = tuple[str, ...]


class Start(NamedTuple):
    """Where a page begins: in which group (its place in the order of groups), and with which key."""

    group: int
    key: Key


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted: by columns that together are unique, all up or all down, within groups or not.

    `groups` are the values of the column `group` in the order in which they are shown; records with another
    value are not in the list.
    """

    columns: tuple[str, ...] = ("date_sort", "slug")
    descending: bool = False
    group: str = ""
    groups: tuple[Hashable, ...] = ()

    @property
    def by(self) -> list[str]:
        return [f"-{column}" if self.descending else column for column in self.columns]

    def from_key(self, key: Key) -> Q:
        """Records at `key` or after it; the bound of the first column is what the index is entered by."""
        return self._beyond(key, "lte" if self.descending else "gte")

    def before_key(self, key: Key) -> Q:
        """Records before `key`."""
        return self._beyond(key, "gt" if self.descending else "lt")

    def after_key(self, key: Key) -> Q:
        """Records after `key`."""
        return self._beyond(key, "lt" if self.descending else "gt")

    def up_to_key(self, key: Key) -> Q:
        """Records at `key` or before it."""
        return self._beyond(key, "gte" if self.descending else "lte")

    def _beyond(self, key: Key, last: str) -> Q:
        *leading, column = self.columns
        condition = Q(**{f"{column}__{last}": key[-1]})
        side = last[:2]
        for name, value in zip(reversed(leading), reversed(key[:-1]), strict=True):
            condition = Q(**{f"{name}__{side}e": value}) & (Q(**{f"{name}__{side}": value}) | condition)
        return condition


@dataclass(frozen=True, slots=True)
class PageMap:
    """Where every page of one list begins, how long the list is, and on which page each year or group begins.

    `last` is the last record: a filter that no index serves must not look further for more.
    """

    total: int
    starts: tuple[Start, ...]
    last: Start | None = None
    years: dict[str, int] = field(default_factory=dict)
    size: int = SIZE
    #: Each group that has records, in their order: the page on which it begins, and how many it has.
    groups: dict[Hashable, tuple[int, int]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Number of pages; an empty list has one."""
        return max(1, len(self.starts))

    @classmethod
    def of(cls, queryset: QuerySet, order: Order, size: int = SIZE) -> "PageMap":
        """Walk over the keys of a list once."""
        places: dict[Hashable, int] = {None: 0}
        positions, groups = [0], {}
        columns, dated = order.columns, not order.group and order.columns[0] == "date_sort"
        if order.group:
            sizes = dict(queryset.order_by().values_list(order.group).annotate(Count("pk")))
            places, positions, total = {}, [], 0
            for place, group in enumerate(order.groups):
                places[group] = place
                positions.append(total)
                if group in sizes:
                    groups[group] = (total // size + 1, sizes[group])
                total += sizes.get(group, 0)
            columns = (order.group, *columns)
        walk = queryset.order_by(*([order.group] if order.group else []), *order.by)
        starts: dict[int, Start] = {}
        years: dict[str, int] = {}
        total, last = 0, None
        for row in walk.values_list(*columns).iterator(chunk_size=CHUNK):
            group, key = (row[0], row[1:]) if order.group else (None, row)
            if group not in places:
                continue
            place = places[group]
            page, offset = divmod(positions[place], size)
            if not offset:
                starts[page] = Start(place, key)
            if dated and key[0][:4] not in years:
                years[key[0][:4]] = page + 1
            positions[place] += 1
            total += 1
            if last is None or place >= last.group:
                last = Start(place, key)
        return cls(total, tuple(starts[page] for page in sorted(starts)), last, years, size, groups)

    def page(self, queryset: QuerySet, order: Order, number: int) -> QuerySet:
        """The records of page `number`, at most one query; the caller chooses columns and sorts groups.

        A page of a grouped list is the end of one group, some whole groups, and the beginning of another.
        """
        if not self.starts or self.last is None:
            return queryset.none()
        start = self.starts[number - 1]
        if number < len(self.starts):
            end = self.starts[number]
            until = order.before_key(end.key)
        else:
            end = self.last
            until = order.up_to_key(end.key)
        if start.group == end.group:
            own = Q(**{order.group: order.groups[start.group]}) if order.group else Q()
            return queryset.filter(order.from_key(start.key) & until & own).order_by(*order.by)
        parts = [
            Q(order.from_key(start.key), **{order.group: order.groups[start.group]}),
            Q(until, **{order.group: order.groups[end.group]}),
        ]
        if whole := order.groups[start.group + 1 : end.group]:
            parts.append(Q(**{f"{order.group}__in": whole}))
        return _together(queryset, parts).order_by(*order.by)


def _together(queryset: QuerySet, parts: Sequence[Q]) -> QuerySet:
    """Records of `queryset` that fit any of the parts, each part looked up in the index by itself.

    Conditions joined by OR would be tried on every record of the list.
    """
    first, *others = (queryset.filter(part).order_by().values("pk") for part in parts)
    found = first.union(*others, all=True)
    if queryset.query.annotations:  # what is worked out for each record is wanted of these as well
        return queryset.filter(pk__in=found)
    return type(queryset)(queryset.model, using=queryset.db).filter(pk__in=found)


class Pages(Protocol):
    """What the pages of a list are to a reader: how many there are, and of what."""

    @property
    def total(self) -> int: ...
    @property
    def size(self) -> int: ...
    @property
    def count(self) -> int: ...
    @property
    def years(self) -> Mapping[str, int]: ...
    @property
    def groups(self) -> Mapping[Hashable, tuple[int, int]]: ...


@dataclass(frozen=True, slots=True)
class Paging:
    """One page among the others, as the reader sees it."""

    number: int
    pages: Pages
    #: Why another page than the asked one is shown; '' if it is the asked one.
    notice: str = ""

    @property
    def count(self) -> int:
        return self.pages.count

    @property
    def first_row(self) -> int:
        return min(self.pages.total, (self.number - 1) * self.pages.size + 1)

    @property
    def last_row(self) -> int:
        return min(self.pages.total, self.number * self.pages.size)

    @property
    def near(self) -> Sequence[int]:
        """Page numbers worth a link: the first, the last, and those around this one; 0 stands for a gap."""
        around = range(max(1, self.number - 2), min(self.count, self.number + 2) + 1)
        wanted = sorted({1, self.count, *around})
        shown: list[int] = []
        for page in wanted:
            if shown and page - shown[-1] == 2:
                shown.append(page - 1)
            elif shown and page - shown[-1] > 2:
                shown.append(0)
            shown.append(page)
        return shown

    @classmethod
    def read(cls, text: str, pages: Pages) -> "Paging":
        """The page that `?page=` asks for; beyond the end the last one, with a sentence that says so."""
        number, notice = page_number(text)
        last = min(number, pages.count)
        return cls(last, pages, notice or no_such_page(number, last))


def page_number(text: str) -> tuple[int, str]:
    """The page that `?page=` asks for, and why it is the first one if it is no page number."""
    text = text.strip()
    number = int(text) if _PAGE_NUMBER.fullmatch(text) else 0
    if number or not text:
        return number or 1, ""
    notice = gettext("“%(page)s” is not a page number. This is the first page.")
    return 1, notice % {"page": plain(text)}


def no_such_page(number: int, last: int) -> str:
    """Why page `last` is shown where page `number` was asked for; '' if they are one."""
    if number == last:
        return ""
    notice = gettext("There is no page %(page)s. This is the last one, page %(last)s.")
    return notice % {"page": number, "last": last}
