"""One page of a list: what was asked, what was found, the form that asks further, the way to other pages."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from markupsafe import Markup

from archive import languages
from archive.models import Record, RecordQuerySet
from archive.public.addresses import address
from archive.public.counts import facets, loosened
from archive.public.fragments import fragment
from archive.public.memo import remember
from archive.public.paging import SIZE, Order, PageMap, Paging
from archive.public.rows import fetch
from archive.public.selection import Active, Filters, Selection


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, as a view and its template need it."""

    action: str
    selection: Selection
    order: Order
    paging: Paging
    #: The rows of this page, in the order of the list; within groups only, if it has groups.
    rows: list[tuple]
    #: The form that asks further, and the filters in use.
    form: Markup
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

    def group_pages(self) -> list[tuple[Hashable, str, int]]:
        """Each group with the query string of the page on which it begins, and its number of records."""
        groups = self.paging.pages.groups.items()
        return [(group, self.page_query(page), count) for group, (page, count) in groups]


def published(model: type[Record]) -> QuerySet:
    """The published records of a kind, as columns for lists.

    Columns of lists name their language, so that this queryset needs no translation of names (which the
    model's own manager does for every one).
    """
    return RecordQuerySet(model).published()


def listing(
    params: Mapping[str, str],
    name: str,
    filters: Filters,
    base: QuerySet,
    order_of: Callable[[Selection], Order],
    columns: tuple[str, ...],
    size: int = SIZE,
) -> Listing:
    """The page of a list that `params` ask for.

    `name` is the URL name of the list, under which counts and page maps are kept; `base` are all its records,
    as a rule `published(Model)`; `order_of` says how a selection is sorted; `columns` are what a row holds,
    texts and numbers alone.
    """
    selection = filters.read(params)
    order, action = order_of(selection), address(name)
    which = (name, selection.key, order, size)

    pages = remember(
        ("pages", which), lambda: PageMap.of(selection.narrow(base), order, size), weigh=PageMap.weight
    )
    paging = Paging.read(params.get("page", ""), pages)

    def page() -> QuerySet:
        return pages.page(selection.narrow(base), order, paging.number).values_list(*columns)

    return Listing(
        action,
        selection,
        order,
        paging,
        fetch((which, columns, paging.number), page) if pages.total else [],
        form(action, base, selection),
        [] if pages.total else loosened(base, selection),
    )


def form(action: str, base: QuerySet, selection: Selection, scope: Hashable = "") -> Markup:
    """The form of a list's filters with their counts, and the filters in use; kept for the revision.

    `scope` tells lists of one address apart that count different records, such as the members of two days.
    """
    where = (action, scope)
    return remember(
        ("form", where, languages.current(), selection.whole_key),
        lambda: fragment("includes/list.html", "asking")(
            action, selection.fields(facets(base, selection, where)), selection
        ),
        weigh=lambda html: len(html) // 100,
    )
