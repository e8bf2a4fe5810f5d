"""Records that point at a record: a country's events and statements, what was said at an event.

They are no part of the record itself, and there may be many: at most `LIMIT` of a kind, with `more` telling
that there are others. Drafts and withdrawn records are in none of these lists.
"""

from django.db.models import Case, F, Q, QuerySet, Value, When

from archive import languages, posts, visible
from archive.models import Event, RecordQuerySet, Statement
from archive.serialise import loading, prepared, texts
from archive.serialise.loading import columns, country_link
from archive.serialise.shapes import AnyLink, EventLink, Limited, StatementLink

LIMIT = 60


def of_country(pk: int) -> dict:
    """What has to do with a country, for its page and for that of its membership: what it did, what was said,
    and which posts its people held."""
    return {
        "events": events(pk),
        "statements": statements(_by_country, pk),
        "statements_there": statements(_there, pk),
        "statements_about": statements(_about_country, pk),
        "held": [held for held in posts.published() if held.country == pk],
    }


def events(country: int) -> Limited[EventLink]:
    """Events in which a country took part, or which it was the place of."""
    found: list[EventLink] = []
    own = len(loading.EVENT) + 2
    for row in prepared.rows(_events, [country]):
        relation, took_part = row[own - 2 : own]
        title, summary = _halves(row[own:])
        link = loading.event_link(*row[: own - 2], *title)
        associated = relation == Event.Relation.ASSOCIATED
        found.append(
            {**link, "associated": associated, "hosted": not took_part, "gist": texts.pairs(summary)}
        )
    return limited(found)


def _halves(words: tuple) -> tuple[tuple, tuple]:
    """The words of two fields in each language."""
    return words[: len(words) // 2], words[len(words) // 2 :]


def _events(ids) -> QuerySet:
    through = Event.participants.through.objects.filter(country__in=ids)
    took_part = Q(pk__in=through.values("event"))
    found = RecordQuerySet(Event).published().filter(took_part | Q(place_country__in=ids))
    here = Case(When(took_part, then=Value(1)), default=Value(0))
    rows = found.annotate(took_part=here).order_by("date_sort", "slug")
    return rows.values_list(*loading.EVENT, "relation", "took_part", *columns("title", "summary"))[
        : LIMIT + 1
    ]


def latest_events(count: int) -> list[EventLink]:
    """The last events, what is planned or approximate included, with their summaries."""
    rows = (
        Event.objects.published()
        .order_by("-date_sort", "-slug")
        .values_list(*loading.EVENT, *columns("title", "summary"))[:count]
    )
    own = len(loading.EVENT) + len(languages.codes())
    return [{**loading.event_link(*row[:own]), "gist": texts.pairs(row[own:])} for row in rows]


def statements(build, pk: int) -> Limited[StatementLink]:
    """Statements that have to do with one record, as `build` finds them."""
    return limited([_statement(row) for row in prepared.rows(build, [pk])])


STATEMENT = ("slug", "date", "kind")


def _statements(queryset: QuerySet) -> QuerySet:
    return queryset.order_by("date_sort", "slug").values_list(
        *STATEMENT,
        *columns("speaker", "gist"),
        *(f"country__{name}" for name in ("status", *loading.COUNTRY, *columns("name"))),
    )[: LIMIT + 1]


def _by_country(ids) -> QuerySet:
    """What was said in a country's name, alone or with others."""
    said = RecordQuerySet(Statement).published().filter(voice=Statement.Voice.OFFICIAL)
    joint = Statement.parties.through.objects.filter(country__in=ids).values("statement")
    return _statements(said.filter(Q(country__in=ids) | Q(pk__in=joint)))


def _there(ids) -> QuerySet:
    """What bodies and people of a country said that do not speak for it."""
    said = RecordQuerySet(Statement).published()
    unofficial = Q(country__in=ids) & ~Q(voice=Statement.Voice.OFFICIAL)
    person = Q(person__country__in=ids) & ~Q(country__in=ids) & visible.published("person")
    body = Q(country__within__in=ids) & visible.published("country")
    return _statements(said.filter(unofficial | person | body))


def _about_country(ids) -> QuerySet:
    about = RecordQuerySet(Statement).published().filter(about__in=ids)
    about = about.exclude(country__within__in=ids)
    return _statements(about.exclude(country=F("about")))


def _by_person(ids) -> QuerySet:
    return _statements(RecordQuerySet(Statement).published().filter(person__in=ids))


def of_person(pk: int) -> dict:
    """What somebody said, and the events in which they are named."""
    return {
        "events": limited([loading.event_link(*row) for row in prepared.rows(_events_naming, [pk])]),
        "statements": statements(_by_person, pk),
        "held": [held for held in posts.published() if held.holder == pk],
    }


def _events_naming(ids) -> QuerySet:
    found = RecordQuerySet(Event).published().filter(people__in=ids)
    return found.order_by("date_sort", "slug").values_list(*loading.EVENT, *columns("title"))[: LIMIT + 1]


def at_event(ids) -> QuerySet:
    return _statements(RecordQuerySet(Statement).published().filter(event__in=ids))


def _statement(row: tuple) -> StatementLink:
    each = len(languages.codes())
    slug, date, kind, *words = row[: 3 + 2 * each]
    country_status, *country = row[3 + 2 * each :]
    return {
        "type": "statement",
        "slug": slug,
        "path": Statement.path(slug),
        "title": texts.pairs(words[:each]) or {"und": slug},
        "date": date,
        "kind": kind,
        "position": texts.choice_of(Statement, "kind", kind),
        "gist": texts.pairs(words[each:]),
        "country": country_link(*country) if visible.is_published(country_status) else None,
    }


def limited(rows: list[AnyLink], limit: int = LIMIT) -> Limited[AnyLink]:
    return {"rows": rows[:limit], "more": len(rows) > limit}
