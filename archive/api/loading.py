"""What stands behind records, read for a whole batch of them in a fixed number of queries.

Rows, not model instances: fifty translated instances cost more than the page that shows them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace

from archive import languages
from archive.api.texts import Texts, pairs
from archive.models import Citation, Country, Event, Source, Status

READABLE = (Status.PUBLISHED, Status.WITHDRAWN)

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


def columns(name: str, prefix: str = "") -> list[str]:
    """The columns of a translated field."""
    return [f"{prefix}{languages.column(name, code)}" for code in languages.codes()]


def citations(parent: str, ids: Collection[int], *, preview: bool = False) -> dict[int, list[Cited]]:
    """Citations by the record they stand behind, in their order: `citations("member", [1, 2])`.

    A source that readers cannot see is no source to them: it counts in a preview alone.
    """
    if not ids:
        return {}
    names = ["claim", "locator", "quote", "quote_language", "asserts", "as_of", *columns("note")]
    rows = Citation.objects.filter(**{f"{parent}_id__in": ids}).order_by("position", "pk")
    if not preview:
        rows = rows.filter(source__status__in=READABLE)
    found = defaultdict(list)
    shared: dict[str, SimpleNamespace] = {}
    for key, *values in rows.values_list(f"{parent}_id", *names, *(f"source__{name}" for name in SOURCE)):
        own, of_source = values[: len(names)], values[len(names) :]
        source = shared.setdefault(of_source[0], SimpleNamespace(**dict(zip(SOURCE, of_source, strict=True))))
        found[key].append(Cited(*own[:6], note=pairs(own[6:]), source=source))
    return found


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
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    rows = Country.objects.filter(pk__in=wanted, status__in=READABLE).values_list(
        "pk", "slug", "code", "kind", "member__slug", "member__status", *columns("name")
    )
    return {row[0]: country_link(*row[1:]) for row in rows}


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
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    rows = Event.objects.filter(pk__in=wanted, status__in=READABLE).values_list(
        "pk", "slug", "date", "kind", *columns("title")
    )
    return {pk: event_link(slug, date, kind, *titles) for pk, slug, date, kind, *titles in rows}


def event_link(slug, date, kind, *titles) -> dict:
    return {
        "type": "event",
        "slug": slug,
        "path": f"/events/{slug}/",
        "title": pairs(titles) or {"und": slug},
        "date": date,
        "kind": kind,
    }


def participants(ids: Collection[int]) -> dict[int, list[int]]:
    """Primary keys of the countries taking part, by event."""
    found = defaultdict(list)
    through = Event.participants.through
    for event, country in through.objects.filter(event_id__in=ids).values_list("event_id", "country_id"):
        found[event].append(country)
    return found


@dataclass
class Behind:
    """Everything that stands behind a batch of records, by primary key."""

    citations: dict[int, list[Cited]] = field(default_factory=dict)
    country_citations: dict[int, list[Cited]] = field(default_factory=dict)
    countries: dict[int, dict] = field(default_factory=dict)
    events: dict[int, dict] = field(default_factory=dict)
    participants: dict[int, list[int]] = field(default_factory=dict)
    sources: dict[str, SimpleNamespace] = field(default_factory=dict)
