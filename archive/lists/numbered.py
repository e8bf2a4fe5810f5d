"""Pages of a list that is only ever written at its head: found by counting along an index, and never mapped.

A map of where pages begin (`archive.lists.paging`) is right for lists that are read oftener than they change.
A line of changes is another list after each save, so that whoever looks next would pay for the whole of it.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from archive.lists.paging import SIZE, Order


@dataclass(frozen=True, slots=True)
class NumberedPages:
    """So many rows, on pages of so many; an empty list has one page."""

    total: int
    size: int = SIZE
    years: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[Hashable, tuple[int, int]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    def page(self, queryset: QuerySet, order: Order, number: int) -> QuerySet:
        """The rows of page `number` in order: an index is stepped along, and no other row is read."""
        start = (number - 1) * self.size
        keys = list(queryset.order_by(*order.by).values_list("pk", flat=True)[start : start + self.size])
        return queryset.model._default_manager.filter(pk__in=keys).order_by(*order.by)
