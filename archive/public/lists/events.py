"""The timeline of events."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from archive import languages
from archive.models import Event
from archive.public import names
from archive.public.addresses import address
from archive.public.columns import Reader, columns
from archive.public.filters import Choice, Place, Switch, Year
from archive.public.http import public_page
from archive.public.listing import listing, published
from archive.public.memo import one_revision
from archive.public.page import page
from archive.public.paging import Order
from archive.public.selection import Filters, Selection

FILTERS = Filters(
    Choice("kind", _("Kind"), "kind", Event.Kind.choices),
    Place("country", _("Country or body"), Event, key="place_country", many="participants"),
    Year("year", _("Year")),
    Choice(
        "relation",
        _("Whose act"),
        "relation",
        [
            (Event.Relation.OWN, _("of the coalition or its members")),
            (Event.Relation.ASSOCIATED, _("associated only")),
        ],
    ),
    switches=[Switch("sort", _("Sorted"), {"oldest": _("oldest first"), "newest": _("newest first")})],
)

COLUMNS = (
    "slug", "date", "date_sort", "kind", "relation", "occurrence", "place_country_id",
    *columns("title", "place", "summary"),
)  # fmt: skip


class Row(NamedTuple):
    """One event as the timeline shows it; the template unpacks it in this order."""

    year: str
    date: str
    title: Markup
    kind: str
    #: Place and country, '' if neither is known.
    place: Markup
    associated: bool
    planned: bool
    summary: Markup


def order(selection: Selection) -> Order:
    return Order(descending=selection["sort"] == "newest")


@public_page(params=FILTERS.parameters)
@one_revision
def event_list(request):
    found = listing(request.GET, "event-list", FILTERS, published(Event), order, COLUMNS)
    years = [(year, list(events)) for year, events in groupby(rows(found.rows), attrgetter("year"))]
    context = {"listing": found, "years": years}
    return page(request, "events.html", context, section="event-list", query=found.query)


def rows(events: list[tuple]) -> list[Row]:
    lang = languages.current()
    base, table, reader = address("event-list", lang=lang), names.countries(), Reader(lang)
    kinds = {value: str(label) for value, label in Event.Kind.choices}
    return [
        Row(
            sort[:4],
            date,
            reader.link(f"{base}{slug}/", reader.text(texts, 0)),
            kinds.get(kind, ""),
            where(reader, reader.text(texts, 1), table.get(country)),
            relation == Event.Relation.ASSOCIATED,
            occurrence == Event.Occurrence.PLANNED,
            reader.paragraph(reader.brief(texts, 2)),
        )
        for slug, date, sort, kind, relation, occurrence, country, *texts in events
    ]


def where(reader: Reader, place: languages.Text, country: names.Named | None) -> Markup:
    """A place and its country, which is not said twice where the place is the country itself."""
    if country is None or country.name.text == place.text:
        return reader.told(place)
    if not place:
        return reader.told(country.name)
    return Markup(f"{reader.told(place)}, {reader.told(country.name)}")  # noqa: S704 (both escaped)
