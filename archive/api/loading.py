"""What stands behind records, read for a whole batch of them in a fixed number of queries.

Rows, not model instances: fifty translated instances cost more than the page that shows them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.db.models import QuerySet

from archive import languages
from archive.api import prepared
from archive.api.texts import Texts, pairs
from archive.models import Citation, Country, Event, Source, Status

READABLE = (Status.PUBLISHED, Status.WITHDRAWN)

#: What links to a country and to an event need, besides the name.
COUNTRY = ("slug", "code", "kind", "member__slug", "member__status")
EVENT = ("slug", "date", "kind", "occurrence")

SOURCE = ("slug", "title", "publisher", "date", "url", "archived_url", "language", "kind", "seen", "status")


@dataclass(slots=True)
class Cited:
    """One citation with its source; has what `archive.models.citation` asks of a citation."""

    claim: str
    locator: str
    quote: str
    quote_language: str
    asserts: str
    as_of: str
    note: Texts
    source: SimpleNamespace


def columns(*fields: str, prefix: str = "") -> list[str]:
    """The columns of translated fields, all languages of one before the next."""
    return [f"{prefix}{languages.column(name, code)}" for name in fields for code in languages.codes()]


OWN = ("claim", "locator", "quote", "quote_language", "asserts", "as_of")


def citations(parent: str, ids: Collection[int], *, preview: bool = False) -> dict[int, list[Cited]]:
    """Citations by the record they stand behind, in their order: `citations("member", [1, 2])`.

    A source that readers cannot see is no source to them: it counts in a preview alone.
    """
    found: dict[int, list[Cited]] = {}
    shared: dict[str, SimpleNamespace] = {}
    end_of_notes = 1 + len(OWN) + len(languages.codes())
    for row in prepared.rows(_citations, ids, parent=parent, preview=preview):
        slug = row[end_of_notes]
        source = shared.get(slug)
        if source is None:
            source = shared[slug] = SimpleNamespace(**dict(zip(SOURCE, row[end_of_notes:], strict=True)))
        cited = Cited(*row[1:7], pairs(row[7:end_of_notes]), source)
        found.setdefault(row[0], []).append(cited)
    return found


def _citations(ids, parent: str, preview: bool) -> QuerySet:
    queryset = QuerySet(Citation).filter(**{f"{parent}_id__in": ids}).order_by("position", "pk")
    if not preview:
        queryset = queryset.filter(source__status__in=READABLE)
    return queryset.values_list(
        f"{parent}_id", *OWN, *columns("note"), *(f"source__{name}" for name in SOURCE)
    )


def sources(slugs: Collection[str], *, preview: bool = False) -> dict[str, SimpleNamespace]:
    """Sources by citation key, for texts that cite within themselves."""
    if not slugs:
        return {}
    rows = Source.objects.filter(slug__in=slugs)
    if not preview:
        rows = rows.filter(status__in=READABLE)
    return {
        row[0]: SimpleNamespace(**dict(zip(SOURCE, row, strict=True))) for row in rows.values_list(*SOURCE)
    }


def countries(ids: Iterable[int | None]) -> dict[int, dict]:
    """Links to countries by primary key; a member's country leads to its membership."""
    return {row[0]: country_link(*row[1:]) for row in prepared.rows(_countries, {pk for pk in ids if pk})}


def _countries(ids) -> QuerySet:
    readable = QuerySet(Country).filter(pk__in=ids, status__in=READABLE)
    return readable.order_by().values_list("pk", *COUNTRY, *columns("name"))


def country_link(slug, code, kind, member, member_status, *names) -> dict:
    is_member = member is not None and member_status in READABLE
    return {
        "type": "member" if is_member else "country",
        "slug": member if is_member else slug,
        "path": f"/members/{member}/" if is_member else f"/countries/{slug}/",
        "code": code,
        "kind": kind,
        "title": pairs(names) or {"und": slug},
    }


def events(ids: Iterable[int | None]) -> dict[int, dict]:
    """Links to events by primary key."""
    return {row[0]: event_link(*row[1:]) for row in prepared.rows(_events, {pk for pk in ids if pk})}


def _events(ids) -> QuerySet:
    readable = QuerySet(Event).filter(pk__in=ids, status__in=READABLE)
    return readable.order_by().values_list("pk", *EVENT, *columns("title"))


def event_link(slug, date, kind, occurrence, *titles) -> dict:
    return {
        "type": "event",
        "slug": slug,
        "path": f"/events/{slug}/",
        "title": pairs(titles) or {"und": slug},
        "date": date,
        "kind": kind,
        "planned": occurrence == Event.Occurrence.PLANNED,
    }


def participants(ids: Collection[int]) -> dict[int, list[int]]:
    """Primary keys of the countries taking part, by event."""
    found: dict[int, list[int]] = {}
    for event, country in prepared.rows(_participants, ids):
        found.setdefault(event, []).append(country)
    return found


def _participants(ids) -> QuerySet:
    taking_part = QuerySet(Event.participants.through).filter(event_id__in=ids)
    return taking_part.order_by().values_list("event_id", "country_id")


@dataclass
class Behind:
    """Everything that stands behind a batch of records, by primary key."""

    citations: dict[int, list[Cited]] = field(default_factory=dict)
    country_citations: dict[int, list[Cited]] = field(default_factory=dict)
    countries: dict[int, dict] = field(default_factory=dict)
    events: dict[int, dict] = field(default_factory=dict)
    participants: dict[int, list[int]] = field(default_factory=dict)
    sources: dict[str, SimpleNamespace] = field(default_factory=dict)
