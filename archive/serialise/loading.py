"""What stands behind records, read for a whole batch of them in a fixed number of queries.

Rows, not model instances: fifty translated instances cost more than the page that shows them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet

from archive import languages, visible
from archive.models import Citation, Country, Event, Member, Person, Post, Source, Statement, Term
from archive.serialise import prepared
from archive.serialise.shapes import CountryLink, EventLink, Link, TermLink
from archive.serialise.texts import Texts, pairs

#: What links to a country and to an event need, besides the name.
COUNTRY = ("slug", "code", "kind", "member__slug", "member__status")
EVENT = ("slug", "date", "kind", "occurrence")

SOURCE = ("slug", "title", "date", "url", "archived_url", "language", "kind", "seen", "status")


def source_columns(prefix: str = "") -> list[str]:
    """The columns of a source as records list it; `named_source` reads them."""
    return [*(f"{prefix}{name}" for name in SOURCE), *columns("publisher", prefix=prefix)]


def named_source(row) -> SimpleNamespace:
    """A source from its columns, with its publisher in each language in which it is written."""
    own = dict(zip(SOURCE, row, strict=False))
    return SimpleNamespace(**own, publisher=pairs(row[len(SOURCE) :]))


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
            source = shared[slug] = named_source(row[end_of_notes:])
        claim, locator, quote, language, asserts, as_of = row[1:7]
        note = pairs(row[7:end_of_notes])
        cited = Cited(claim, locator, quote, language, asserts, as_of, note, source)
        found.setdefault(row[0], []).append(cited)
    return found


def _citations(ids, parent: str, preview: bool) -> QuerySet:
    queryset: QuerySet[Citation] = QuerySet(Citation).order_by("position", "pk")
    queryset = queryset.filter(visible.named_source(preview=preview), **{f"{parent}_id__in": ids})
    return queryset.values_list(f"{parent}_id", *OWN, *columns("note"), *source_columns("source__"))


def sources(slugs: Collection[str], *, preview: bool = False) -> dict[str, SimpleNamespace]:
    """Sources by citation key, for texts that cite within themselves."""
    if not slugs:
        return {}
    rows = Source.objects.filter(visible.named_source("", preview=preview), slug__in=slugs)
    return {row[0]: named_source(row) for row in rows.values_list(*source_columns())}


def countries(ids: Iterable[int | None]) -> dict[int, CountryLink]:
    """Links to countries by primary key; a member's country leads to its membership."""
    return {row[0]: country_link(*row[1:]) for row in prepared.rows(_countries, {pk for pk in ids if pk})}


def _countries(ids) -> QuerySet:
    named: QuerySet[Country] = QuerySet(Country).filter(visible.published(), pk__in=ids)
    return named.order_by().values_list("pk", *COUNTRY, *columns("name"))


def country_link(slug, code, kind, member, member_status, *names) -> CountryLink:
    is_member = visible.is_published(member_status)
    return {
        "type": "member" if is_member else "country",
        "slug": member if is_member else slug,
        "path": Member.path(member) if is_member else Country.path(slug),
        "code": code,
        "kind": kind,
        "title": pairs(names) or {"und": slug},
    }


def events(ids: Iterable[int | None]) -> dict[int, EventLink]:
    """Links to events by primary key."""
    return {row[0]: event_link(*row[1:]) for row in prepared.rows(_events, {pk for pk in ids if pk})}


def _events(ids) -> QuerySet:
    named: QuerySet[Event] = QuerySet(Event).filter(visible.published(), pk__in=ids)
    return named.order_by().values_list("pk", *EVENT, *columns("title"))


def event_link(slug, date, kind, occurrence, *titles) -> EventLink:
    return {
        "type": "event",
        "slug": slug,
        "path": Event.path(slug),
        "title": pairs(titles) or {"und": slug},
        "date": date,
        "kind": kind,
        "planned": occurrence == Event.Occurrence.PLANNED,
    }


def people(ids: Iterable[int | None]) -> dict[int, Link]:
    """Links to people by primary key."""
    return {row[0]: person_link(*row[1:]) for row in prepared.rows(_people, {pk for pk in ids if pk})}


def _people(ids) -> QuerySet:
    named: QuerySet[Person] = QuerySet(Person).filter(visible.published(), pk__in=ids)
    return named.order_by().values_list("pk", "slug", *columns("name"))


def person_link(slug, *names) -> Link:
    return {"type": "person", "slug": slug, "path": Person.path(slug), "title": pairs(names) or {"und": slug}}


def posts(ids: Iterable[int | None]) -> dict[int, Link]:
    """Links to posts by primary key."""
    return {row[0]: post_link(*row[1:]) for row in prepared.rows(_posts, {pk for pk in ids if pk})}


def _posts(ids) -> QuerySet:
    named: QuerySet[Post] = QuerySet(Post).filter(visible.published(), pk__in=ids)
    return named.order_by().values_list("pk", "slug", *columns("office"))


def post_link(slug, *offices) -> Link:
    return {"type": "post", "slug": slug, "path": Post.path(slug), "title": pairs(offices) or {"und": slug}}


def parties(ids: Collection[int]) -> dict[int, list[int]]:
    """Primary keys of those in whose name statements of several were made, by statement."""
    found: dict[int, list[int]] = {}
    for statement, country in prepared.rows(_parties, ids):
        found.setdefault(statement, []).append(country)
    return found


def _parties(ids) -> QuerySet:
    together: QuerySet = QuerySet(Statement.parties.through).filter(statement_id__in=ids)
    return together.order_by().values_list("statement_id", "country_id")


def named_in(ids: Collection[int]) -> dict[int, list[int]]:
    """Primary keys of the people named in events, by event."""
    found: dict[int, list[int]] = {}
    for event, person in prepared.rows(_named_in, ids):
        found.setdefault(event, []).append(person)
    return found


def _named_in(ids) -> QuerySet:
    named: QuerySet = QuerySet(Event.people.through).filter(event_id__in=ids)
    return named.order_by().values_list("event_id", "person_id")


def terms(way: str, ids: Collection[int]) -> dict[int, list[TermLink]]:
    """Terms of office by the person who held them (`way="person"`) or by their post, the first ones first."""
    found: dict[int, list[TermLink]] = {}
    for row in prepared.rows(_terms, ids, way=way):
        found.setdefault(row[0], []).append(term_link(*row[1:]))
    return found


TERM = ("slug", "started", "ended", "person__slug", "post__slug")


def _terms(ids, way: str) -> QuerySet:
    held: QuerySet[Term] = QuerySet(Term).filter(
        visible.published(), visible.published("person"), visible.published("post")
    )
    held = held.filter(**{f"{way}__in": ids}).order_by("date_sort", "slug")
    return held.values_list(f"{way}_id", *TERM, *columns("person__name", "post__office"))


def term_link(slug, started, ended, person, post, *names) -> TermLink:
    half = len(names) // 2
    name, office = person_link(person, *names[:half]), post_link(post, *names[half:])
    return {
        "type": "term",
        "slug": slug,
        "path": Term.path(slug),
        "title": term_title(name["title"], office["title"]),
        "person": name,
        "post": office,
        "started": started,
        "ended": ended,
    }


def term_title(name: Texts, office: Texts) -> Texts:
    """Who, and which post, in the languages in which both can be said."""
    both = {code: f"{name[code]}, {office[code]}" for code in name if code in office}
    return both or {code: f"{text}, {next(iter(office.values()), '')}" for code, text in name.items()}


def participants(ids: Collection[int]) -> dict[int, list[int]]:
    """Primary keys of the countries taking part, by event."""
    found: dict[int, list[int]] = {}
    for event, country in prepared.rows(_participants, ids):
        found.setdefault(event, []).append(country)
    return found


def _participants(ids) -> QuerySet:
    taking_part: QuerySet = QuerySet(Event.participants.through).filter(event_id__in=ids)
    return taking_part.order_by().values_list("event_id", "country_id")


@dataclass
class Behind:
    """Everything that stands behind a batch of records, by primary key; behind a version by slug."""

    citations: dict[Any, list[Cited]] = field(default_factory=dict)
    country_citations: dict[Any, list[Cited]] = field(default_factory=dict)
    countries: dict[Any, CountryLink] = field(default_factory=dict)
    events: dict[Any, EventLink] = field(default_factory=dict)
    participants: dict[Any, list[Any]] = field(default_factory=dict)
    people: dict[Any, Link] = field(default_factory=dict)
    parties: dict[Any, list[Any]] = field(default_factory=dict)
    named: dict[Any, list[Any]] = field(default_factory=dict)
    posts: dict[Any, Link] = field(default_factory=dict)
    terms: dict[Any, list[TermLink]] = field(default_factory=dict)
    sources: dict[str, SimpleNamespace] = field(default_factory=dict)

    def country(self, pk: int | None) -> CountryLink | None:
        """The link to a country; None for one that readers cannot see."""
        return self.countries.get(pk) if pk else None

    def event(self, pk: int | None) -> EventLink | None:
        return self.events.get(pk) if pk else None

    def person(self, pk: int | None) -> Link | None:
        return self.people.get(pk) if pk else None
