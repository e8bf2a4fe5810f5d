"""One page of a list: what was asked, what was found, the form that asks further, the way to other pages."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from markupsafe import Markup

from archive import languages
from archive.data.formats import Link, links
from archive.kinds import Kind
from archive.lists.counts import facets, loosened
from archive.lists.paging import Order, PageMap, Paging
from archive.lists.rows import fetch
from archive.lists.selection import Active, Selection
from archive.memo import remember
from archive.public.addresses import address
from archive.public.fragments import fragment


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, as a view and its template need it."""

    action: str
    #: In which it can be had as data.
    formats: tuple[str, ...]
    selection: Selection
    order: Order
    paging: Paging
    #: The rows of this page, in the order of the list; within groups only, if it has groups.
    rows: list[Any]
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

    @property
    def data(self) -> list[Link]:
        """The ways to all pages of it in other formats."""
        return links(self.action, self.formats, self.selection.query())

    def page_query(self, number: int) -> str:
        return self.selection.query(page=str(number) if number > 1 else "")

    def year_pages(self) -> list[tuple[str, str]]:
        """Each year with the query string of the page on which it begins."""
        return [(year, self.page_query(page)) for year, page in self.paging.pages.years.items() if year]

    def group_pages(self) -> list[tuple[Hashable, str, int]]:
        """Each group with the query string of the page on which it begins, and its number of records."""
        groups = self.paging.pages.groups.items()
        return [(group, self.page_query(page), count) for group, (page, count) in groups]


def listing(params: Mapping[str, str], kind: Kind) -> Listing:
    """The page of a kind's list that `params` ask for. What is counted is kept by the list's name."""
    listed, name = kind.listing, kind.list_name
    base = listed.published()
    selection = listed.filters.read(params)
    order, action = listed.order(selection), address(name)
    which = (name, selection.key, order)

    pages = remember(
        ("pages", which),
        lambda: PageMap.of(selection.narrow(base), order, listed.size),
    )
    paging = Paging.read(params.get("page", ""), pages)

    def page() -> QuerySet:
        return pages.page(selection.narrow(base), order, paging.number).values_list(*listed.fields)

    return Listing(
        action,
        kind.list_formats,
        selection,
        order,
        paging,
        listed.read(fetch((which, paging.number), page)) if pages.total else [],
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
    )
