"""The timeline of events."""

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup

from archive import languages
from archive.kinds.event import EVENT, Row
from archive.memo import one_revision
from archive.models import Event
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.http import public_page
from archive.public.listing import listing
from archive.public.page import page


class Shown(NamedTuple):
    """One event as the timeline shows it; the template unpacks it in this order."""

    date: str
    title: Markup
    kind: str
    #: Place and country, '' if neither is known.
    place: Markup
    associated: bool
    planned: bool
    summary: Markup


@public_page(params=EVENT.listing.filters.parameters)
@one_revision
def event_list(request):
    found = listing(request.GET, EVENT)
    together = zip((row.year for row in found.rows), shown(found.rows), strict=True)
    years = [(year, [each for _year, each in events]) for year, events in groupby(together, itemgetter(0))]
    context = {"listing": found, "years": years}
    return page(request, "events.html", context, section="event-list", query=found.query, data=found.data)


def shown(events: list[Row]) -> list[Shown]:
    lang = languages.current()
    base, reader = address("event-list", lang=lang), Reader(lang)
    kinds = EVENT.listing.labels("kind")
    return [
        Shown(
            event.date,
            reader.link(f"{base}{event.slug}/", reader.text(event.title)),
            kinds.get(event.kind, ""),
            where(reader, event),
            event.relation == Event.Relation.ASSOCIATED,
            event.occurrence == Event.Occurrence.PLANNED,
            reader.paragraph(reader.plain(event.summary)),
        )
        for event in events
    ]


def where(reader: Reader, event: Row) -> Markup:
    """A place and its country, which is not said twice where the place has its name."""
    place, country = reader.text(event.place), event.country
    if country is None or country.name.text in place.text:
        return reader.marked(place)
    if not place:
        return reader.marked(country.name)
    return Markup(f"{reader.marked(place)}, {reader.marked(country.name)}")  # noqa: S704 (both escaped)
