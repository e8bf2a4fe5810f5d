"""One page of a list: what was asked, what was found, the form that asks further, the way to other pages."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from archive.public.counts import facets, loosened
from archive.public.paging import SIZE, Order, PageMap, Paging
from archive.public.selection import Active, Field, Filters, Selection


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, as a view and its template need it."""

    selection: Selection
    order: Order
    paging: Paging
    #: The records of this page, in the order of the list; within groups only, if it has groups.
    records: QuerySet
    fields: list[Field]
    active: list[Active]
    #: For an empty list: filters to take away, each with the number of records that would then be found.
    loosened: list[tuple[Active, int]]

    @property
    def total(self) -> int:
        return self.paging.pages.total

    @property
    def notices(self) -> list[str]:
        return [*self.selection.notices, *filter(None, [self.paging.notice])]

    @property
    def query(self) -> str:
        """The canonical query string of this page."""
        return self.page_query(self.paging.number)

    def page_query(self, number: int) -> str:
        return self.selection.query(page=str(number) if number > 1 else "")

    def year_pages(self) -> list[tuple[str, str]]:
        """Each year with the query string of the page on which it begins."""
        return [(year, self.page_query(page)) for year, page in self.paging.pages.years.items() if year]


def listing(
    params: Mapping[str, str],
    filters: Filters,
    base: QuerySet,
    order_of: Callable[[Selection], Order],
    *,
    extra: Mapping[str, str] | None = None,
    scope: Hashable = "",
    size: int = SIZE,
) -> Listing:
    """The page of a list that `params` ask for.

    `base` are all records of the list, as a rule `Model.objects.published()`; `order_of` says how a selection
    is sorted. Counts and page maps are kept by the model's name: two lists of one model differ in `scope`.
    """
    selection = filters.read(params, extra)
    order = order_of(selection)
    found = selection.narrow(base)
    pages = PageMap.kept((base.model._meta.label, scope, selection.key), found, order, size)
    paging = Paging.read(params.get("page", ""), pages)
    return Listing(
        selection,
        order,
        paging,
        pages.page(found, order, paging.number),
        selection.fields(facets(base, selection, scope)),
        selection.active(),
        loosened(base, selection) if not pages.total else [],
    )
