"""What the list of one kind of record can be asked, and what its rows hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Model, QuerySet

from archive.lists.columns import Choice, Column
from archive.lists.paging import CHUNK, SIZE, Order
from archive.lists.selection import Filters, Selection
from archive.models import RecordQuerySet


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The list of one kind: its columns with the row that they make, its filters and its order."""

    model: type[Model]
    #: A NamedTuple with one field for each column, in their order.
    row: type[Any]
    columns: tuple[Column, ...]
    filters: Filters
    order: Callable[[Selection], Order]
    #: Rows of one page.
    size: int = SIZE
    #: What an answer says of itself that is not of today, in words; '' for one that is.
    said: Callable[[Selection], str] | None = None
    #: All rows of a selection, where they do not come from the database as they are.
    rows: Callable[[Selection], list[Any]] | None = None
    #: Values of the list's own parameters (`Filters.extra`) that its page leads to.
    offered: Mapping[str, Callable[[], Iterable[str]]] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """The columns of the database that a row is read from."""
        return [field for column in self.columns for field in column.fields]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def labels(self, name: str) -> dict[str, str]:
        """What each code of a column is called in the active language; {} where it holds none."""
        column = self.column(name)
        return column.labels if isinstance(column, Choice) else {}

    def published(self) -> QuerySet:
        """The records that readers may see, as columns.

        Columns name their language, so that this queryset needs no translation of names, which the model's
        own manager does for every one.
        """
        return RecordQuerySet(self.model).published()

    def read(self, values: Sequence[tuple], *, gather: bool = True) -> list[Any]:
        """Rows, of what the database gave as `fields`; `gather=False` leaves `Gathered` columns out."""
        places: dict[str, int] = {}
        at = 0
        for column in self.columns:
            places[column.name] = at
            at += len(column.fields)
        keys = [row[places["pk"]] for row in values] if gather and "pk" in places else []
        read = [column.read(values, places[column.name], keys) for column in self.columns]
        return list(map(self.row._make, zip(*read, strict=True)))

    def batches(self, selection: Selection) -> Iterator[list[Any]]:
        """All rows of a selection in the order of the list, a few thousand at a time."""
        if self.rows:
            yield self.rows(selection)
            return
        order = self.order(selection)
        queryset = selection.narrow(self.published())
        parts = (
            [queryset.filter(**{order.group: group}) for group in order.groups] if order.group else [queryset]
        )
        for part in parts:
            rows = part.order_by(*order.by).values_list(*self.fields).iterator(chunk_size=CHUNK)
            while batch := list(islice(rows, CHUNK)):
                yield self.read(batch)
