"""The list of statements, by position, by country or by day."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.models import Statement, Status
from archive.public import names
from archive.public.addresses import address
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
    for column in names.columns("quote"):
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

COLUMNS = ("slug", "date", "kind", "attribution", "country_id", "quote_original", "quote_language")
TEXTS = ("speaker", "office", "relayed_by", "gist", "quote", "wording")


class Row(NamedTuple):
    """One statement as the list shows it."""

    href: str
    date: str
    kind: str
    position: str
    attribution: str
    direct: bool
    country_id: int
    country: names.Named | None
    speaker: languages.Text
    office: languages.Text
    relayed_by: languages.Text
    gist: languages.Text
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
    found = listing(request.GET, "statement-list", FILTERS, published(Statement), order)
    context = {"listing": found, "groups": grouped(rows(found.records), found)}
    return page(request, "statements.html", context, section="statement-list", query=found.query)


def grouped(statements: list[Row], found) -> list[tuple[languages.Text | None, str, list[Row]]]:
    """The rows under their headings: a name (None without groups), where it leads, and the rows."""
    by = found.selection["group"]
    if by == "none":
        return [(None, "", statements)]
    key = (lambda row: row.kind) if by == "position" else (lambda row: row.country_id)
    places = {group: place for place, group in enumerate(found.order.groups)}
    statements.sort(key=lambda row: places.get(key(row), len(places)))
    return [heading(list(members), by) for _group, members in groupby(statements, key)]


def heading(members: list[Row], by: str) -> tuple[languages.Text, str, list[Row]]:
    first = members[0]
    if by == "position":
        return languages.Text(first.position, ""), "", members
    if first.country is None:
        return languages.Text(gettext("others"), ""), "", members
    return first.country.name, first.country.href, members


def rows(statements) -> list[Row]:
    """Statements in the language of the page, without making a record of each."""
    lang, codes = languages.current(), languages.codes()
    base, table, width = address("statement-list", lang=lang), names.countries(), len(codes)
    positions = {value: str(label) for value, label in Statement.Kind.choices}
    attributions = {value: str(label) for value, label in Statement.Attribution.choices}
    listed = []
    for slug, date, kind, attribution, country, original, spoken_in, *texts in statements.values_list(
        *COLUMNS, *names.columns(*TEXTS)
    ):
        columns = [texts[at : at + width] for at in range(0, len(texts), width)]
        speaker, office, relayed_by = (names.picked(column, lang) for column in columns[:3])
        quote, wording = (dict(zip(codes, column, strict=True)) for column in columns[4:])
        listed.append(
            Row(
                f"{base}{slug}/",
                date,
                kind,
                positions.get(kind, kind),
                attributions.get(attribution, ""),
                attribution == Statement.Attribution.DIRECT,
                country,
                table.get(country),
                speaker,
                office,
                relayed_by,
                names.in_brief(columns[3], lang),
                quotation(quote, wording, original, spoken_in, lang),
            )
        )
    return listed
