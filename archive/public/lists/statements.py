"""The list of statements, by position, by country or by day."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup, escape

from archive import languages
from archive.models import Statement, Status
from archive.public import names
from archive.public.addresses import address
from archive.public.columns import Reader, columns
from archive.public.filters import Cases, Choice, Place, Switch, Year
from archive.public.http import public_page
from archive.public.listing import listing, published
from archive.public.memo import one_revision, remember
from archive.public.page import page
from archive.public.paging import Order
from archive.public.quotations import Quotation, quotation
from archive.public.selection import Filters, Selection


def quoted() -> Q:
    """Statements of which the words are known, in whatever language."""
    condition = ~Q(quote_original="")
    for column in columns("quote"):
        condition |= Q(**{f"{column}__gt": ""})
    return condition


FILTERS = Filters(
    Choice("position", _("Position"), "kind", Statement.Kind.choices),
    Place("country", _("Country or body"), Statement, key="country"),
    Year("year", _("Year")),
    Choice("attribution", _("Attribution"), "attribution", Statement.Attribution.choices),
    Cases(
        "quote", _("Quotation"), {"yes": (_("with a quotation"), quoted()), "no": (_("gist only"), ~quoted())}
    ),
    switches=[
        Switch(
            "group",
            _("Grouped"),
            {"position": _("by position"), "country": _("by country"), "none": _("without groups")},
        ),
        Switch("sort", _("Sorted"), {"oldest": _("oldest first"), "newest": _("newest first")}),
    ],
)

COLUMNS = (
    "slug", "date", "kind", "attribution", "country_id", "quote_original", "quote_language",
    *columns("speaker", "office", "gist", "quote", "wording"),
)  # fmt: skip


class Row(NamedTuple):
    """One statement as the list shows it."""

    date: str
    kind: str
    country_id: int
    country: names.Named | None
    speaker: Markup
    #: Office, country and position, as far as the heading above does not say them.
    about: Markup
    #: Said if the words were not heard from the speaker: "relayed by somebody else".
    attribution: str
    gist: Markup
    quotation: Quotation | None


def order(selection: Selection) -> Order:
    descending = selection["sort"] == "newest"
    if selection["group"] == "position":
        return Order(descending=descending, group="kind", groups=tuple(Statement.Kind.values))
    if selection["group"] == "country":
        return Order(descending=descending, group="country_id", groups=(*names.countries(), *unnamed()))
    return Order(descending=descending)


def unnamed() -> tuple[int, ...]:
    """Countries that are not published, but for which a published statement was made: they come last."""
    made = Statement.objects.published().exclude(country__status=Status.PUBLISHED).order_by()
    return remember(
        "countries of statements that have no name",
        lambda: tuple(made.values_list("country_id", flat=True).distinct().order_by("country_id")),
    )


@public_page(params=FILTERS.parameters)
@one_revision
def statement_list(request):
    found = listing(request.GET, "statement-list", FILTERS, published(Statement), order, COLUMNS)
    by = found.selection["group"]
    context = {
        "listing": found,
        "groups": grouped(rows(found.rows, by), by, found.order.groups),
        "positions": positions(found) if by == "position" else [],
    }
    return page(request, "statements.html", context, section="statement-list", query=found.query)


def positions(found) -> list[tuple[str, str, int]]:
    """The way to each position, which may begin on another page: its name, where it is, how many took it."""
    names_of = {value: str(label) for value, label in Statement.Kind.choices}
    ways = []
    for kind, query, count in found.group_pages():
        there = f"{found.action}?{query}" if query else found.action
        ways.append((names_of[kind], f"{'' if query == found.query else there}#{kind}", count))
    return ways


def rows(statements: list[tuple], by: str) -> list[Row]:
    lang = languages.current()
    base, table, reader = address("statement-list", lang=lang), names.countries(), Reader(lang)
    positions = {value: str(label) for value, label in Statement.Kind.choices}
    attributions = {value: str(label) for value, label in Statement.Attribution.choices}
    attributions[Statement.Attribution.DIRECT] = ""
    listed = []
    for slug, date, kind, attribution, country_id, original, spoken_in, *texts in statements:
        country = table.get(country_id)
        about = [reader.told(office)] if (office := reader.text(texts, 1)) else []
        if country and by != "country":
            about.append(country.link)
        if by != "position":
            about.append(escape(positions.get(kind, kind)))
        words = None
        if original or any(reader.all(texts, 3)):
            quotes, wordings = reader.by_language(texts, 3), reader.by_language(texts, 4)
            words = quotation(quotes, wordings, original, spoken_in, lang)
        listed.append(
            Row(
                date,
                kind,
                country_id,
                country,
                reader.link(f"{base}{slug}/", reader.text(texts, 0)),
                Markup(" · ").join(about),
                attributions.get(attribution, attribution),
                reader.paragraph(reader.brief(texts, 2)),
                words,
            )
        )
    return listed


def grouped(statements: list[Row], by: str, order: tuple) -> list[tuple[Markup, list[Row]]]:
    """The rows under their headings; one heading without words where nothing is grouped."""
    if by == "none":
        return [(Markup(""), statements)]
    key = (lambda row: row.kind) if by == "position" else (lambda row: row.country_id)
    places = {group: place for place, group in enumerate(order)}
    statements.sort(key=lambda row: places.get(key(row), len(places)))
    return [heading(list(members), by) for _group, members in groupby(statements, key)]


def heading(members: list[Row], by: str) -> tuple[Markup, list[Row]]:
    kind, country = members[0].kind, members[0].country
    if by == "position":
        return escape(dict(Statement.Kind.choices).get(kind, kind)), members
    if country is None:
        return escape(gettext("others")), members
    return country.link, members
