"""The timeline of events."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.models import Event
from archive.public import names
from archive.public.addresses import address
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

COLUMNS = ("slug", "date", "date_sort", "kind", "relation", "occurrence", "place_country_id")
TEXTS = ("title", "place", "summary")


class Row(NamedTuple):
    """One event as the timeline shows it."""

    href: str
    year: str
    date: str
    kind: str
    associated: bool
    planned: bool
    country: names.Named | None
    title: languages.Text
    place: languages.Text
    summary: languages.Text


def order(selection: Selection) -> Order:
    return Order(descending=selection["sort"] == "newest")


@public_page(params=FILTERS.parameters)
@one_revision
def event_list(request):
    found = listing(request.GET, "event-list", FILTERS, published(Event), order)
    years = [(year, list(events)) for year, events in groupby(rows(found.records), attrgetter("year"))]
    context = {"listing": found, "years": years}
    return page(request, "events.html", context, section="event-list", query=found.query)


def rows(events) -> list[Row]:
    """Events in the language of the page, without making a record of each."""
    lang, codes = languages.current(), languages.codes()
    base, table = address("event-list", lang=lang), names.countries()
    kinds = {value: str(label) for value, label in Event.Kind.choices}
    width = len(codes)
    listed = []
    for slug, date, sort, kind, relation, occurrence, country, *texts in events.values_list(
        *COLUMNS, *names.columns(*TEXTS)
    ):
        title, place = names.picked(texts[:width], lang), names.picked(texts[width : 2 * width], lang)
        summary = names.in_brief(texts[2 * width :], lang)
        listed.append(
            Row(
                f"{base}{slug}/",
                sort[:4],
                date,
                kinds.get(kind, ""),
                relation == Event.Relation.ASSOCIATED,
                occurrence == Event.Occurrence.PLANNED,
                table.get(country),
                title,
                place,
                summary,
            )
        )
    return listed
