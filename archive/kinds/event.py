"""Events, as readers meet them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.kinds.base import Kind
from archive.lists import filters
from archive.lists.columns import Choice, Column, Country, Date, Hidden, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.places import Place
from archive.lists.selection import Filters
from archive.models import Event, Statement
from archive.models.citation import normalised
from archive.serialise import loading, related, texts
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind
from archive.serialise.shapes import OfKind
from archive.serialise.texts import Texts

if TYPE_CHECKING:
    from archive.versions.past import Past


def behind(found: Behind, records: Sequence[Event], preview: bool) -> None:
    found.participants = loading.participants([record.pk for record in records])
    found.named = loading.named_in([record.pk for record in records])
    found.people = loading.people({pk for named in found.named.values() for pk in named})
    wanted = {pk for taking_part in found.participants.values() for pk in taking_part}
    found.countries = loading.countries(wanted | {record.place_country_id for record in records})


def before(found: Behind, record: Event, past: "Past") -> None:
    found.participants = {None: past.related("participants")}
    found.named = {None: past.related("people")}
    found.people = past.people("people")
    found.countries = past.countries("participants", "place_country")


def facts(record: Event, own: Facts, behind: Behind) -> OfKind:
    linked = [behind.countries[pk] for pk in behind.participants.get(record.pk, []) if pk in behind.countries]
    linked.sort(key=lambda link: link["slug"])
    codes = {normalised(" ".join(sorted(link["code"] for link in linked)))} if linked else set()
    own.words("summary", "markdown")
    own.name("title")
    own.date("date")
    own.choice("kind")
    if record.occurrence != Event.Occurrence.HELD or own.by_claim.get("occurrence"):
        own.choice("occurrence")
    if record.relation != Event.Relation.OWN:
        own.choice("relation")
    place = behind.country(record.place_country_id)
    own.add(
        "place", "text", texts.translated(record, "place"), texts.translated(record, "place"), country=place
    )
    own.number("participants_count")
    own.add("participants", "links", [link["code"] for link in linked], {}, held=codes, links=linked)
    people = [behind.people[pk] for pk in behind.named.get(record.pk, []) if pk in behind.people]
    people.sort(key=lambda link: link["slug"])
    own.add("people", "links", [link["slug"] for link in people], {}, links=people)
    return {
        "date": record.date,
        "kind": record.kind,
        "participants": linked,
        "people": people,
        "place_country": place,
    }


class Row(NamedTuple):
    """One event of a list."""

    slug: str
    date: str
    date_sort: str
    title: Texts
    kind: str
    relation: str
    occurrence: str
    place: Texts
    country: Place | None
    summary: Texts

    @property
    def year(self) -> str:
        """The year under which it stands; '' without a date."""
        return self.date_sort[:4]


LIST = Listed(
    model=Event,
    row=Row,
    columns=(
        Column("slug"),
        Date("date", _("Date")),
        Hidden("date_sort"),
        Words("title", _("Title")),
        Choice("kind", _("Kind"), Event.Kind.choices),
        Choice("relation", _("Whose act"), Event.Relation.choices),
        Choice("occurrence", _("Did it take place?"), Event.Occurrence.choices),
        Words("place", _("Place")),
        Country("country", _("Country"), "place_country_id"),
        Prose("summary", _("In short")),
    ),
    filters=Filters(
        filters.Choice("kind", _("Kind"), "kind", Event.Kind.choices),
        filters.Place("country", _("Country or body"), Event, key="place_country", many="participants"),
        filters.Year("year", _("Year")),
        filters.Choice(
            "relation",
            _("Whose act"),
            "relation",
            [
                (Event.Relation.OWN, _("of the coalition or its members")),
                (Event.Relation.ASSOCIATED, _("associated only")),
            ],
        ),
        switches=[filters.OLDEST_FIRST],
    ),
    order=lambda selection: Order(descending=selection["sort"] == "newest"),
)

EVENT = Kind(
    model=Event,
    facts=facts,
    behind=behind,
    before=before,
    related=lambda record: {"statements": related.statements(related.at_event, record.pk)},
    list_formats=("csv", "json", "ics", "atom", "bib", "ris", "csl.json"),
    template="event.html",
    dependants=lambda record: [(Statement, Q(event=record.pk))],
    listed=LIST,
)
