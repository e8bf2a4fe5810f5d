"""The list of a kind that has no page of its own making: a table of its columns."""

from markupsafe import Markup

from archive import languages
from archive.kinds import Kind
from archive.memo import one_revision
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.http import public_page
from archive.public.listing import listing
from archive.public.page import page


def table(kind: Kind):
    """The view of such a list."""

    @public_page(params=kind.listing.filters.parameters)
    @one_revision
    def view(request):
        found = listing(request.GET, kind)
        columns = [column for column in kind.listing.columns if column.label]
        context = {
            "listing": found,
            "kind": kind,
            "columns": columns,
            "rows": [cells(kind, columns, row) for row in found.rows],
        }
        return page(
            request, "table.html", context, section=kind.list_name, query=found.query, data=found.data
        )

    view.__name__ = f"{kind.name}_list"
    return view


def cells(kind: Kind, columns, row) -> list[Markup]:
    """What a row shows in each column; its name, or who names it, leads to its page."""
    reader = Reader(languages.current())
    named = kind.model.TITLE or kind.named_by.partition("__")[0]

    def cell(column) -> Markup:
        value = getattr(row, column.name)
        if column.name != named:
            return column.show(value, reader)
        name = reader.text(value) or languages.Text(row.slug, "")
        return reader.link(address(kind.name, row.slug), name)

    return [cell(column) for column in columns]
