"""Records that point at a record: a country's events and statements, what a source stands behind.

They are no part of the record itself, and there may be many: at most `LIMIT` of a kind, with `more` telling
that there are others. Drafts and withdrawn records are in none of these lists.
"""

from django.db.models import F, QuerySet

from archive import dates, languages
from archive.api import loading, prepared, texts
from archive.api.labels import LABELS
from archive.api.loading import columns, country_link
from archive.api.serialise import path
from archive.models import (
    Citation,
    Country,
    Event,
    Figure,
    Member,
    Record,
    RecordQuerySet,
    Source,
    Statement,
    Status,
)
from archive.models.citation import PARENTS

LIMIT = 60
#: A source may stand behind hundreds of claims.
CITED_LIMIT = 400


def of(obj: Record) -> dict:
    """Lists of related records, by what they are to this one; a fixed number of queries for each kind."""
    if isinstance(obj, Member):
        return _of_country(obj.country_id)
    if isinstance(obj, Country):
        return _of_country(obj.pk)
    if isinstance(obj, Event):
        return {"statements": statements(_at_event, obj.pk)}
    if isinstance(obj, Source):
        return {"supports": supported_by(obj)}
    return {}


def _of_country(pk: int) -> dict:
    return {
        "events": events(pk),
        "statements": statements(_by_country, pk),
        "statements_about": statements(_about_country, pk),
    }


def events(country: int) -> dict:
    """Events in which a country took part."""
    return limited([loading.event_link(*row) for row in prepared.rows(_events, [country])])


def _events(ids) -> QuerySet:
    found = RecordQuerySet(Event).published().filter(participants__in=ids)
    return found.order_by("date_sort", "slug").values_list(*loading.EVENT, *columns("title"))[: LIMIT + 1]


def latest_events(count: int) -> list[dict]:
    """The last events, what is planned or approximate included, with their summaries."""
    rows = (
        Event.objects.published()
        .order_by("-date_sort", "-slug")
        .values_list(*loading.EVENT, *columns("title", "summary"))[:count]
    )
    own = len(loading.EVENT) + len(languages.codes())
    return [{**loading.event_link(*row[:own]), "gist": texts.pairs(row[own:])} for row in rows]


def statements(build, pk: int) -> dict:
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
    return _statements(RecordQuerySet(Statement).published().filter(country__in=ids))


def _about_country(ids) -> QuerySet:
    about = RecordQuerySet(Statement).published().filter(about__in=ids)
    return _statements(about.exclude(country=F("about")))


def _at_event(ids) -> QuerySet:
    return _statements(RecordQuerySet(Statement).published().filter(event__in=ids))


def _statement(row: tuple) -> dict:
    each = len(languages.codes())
    slug, date, kind, *words = row[: 3 + 2 * each]
    country_status, *country = row[3 + 2 * each :]
    return {
        "type": "statement",
        "slug": slug,
        "path": path("statement", slug),
        "title": texts.pairs(words[:each]) or {"und": slug},
        "date": date,
        "kind": kind,
        "position": texts.choice_of(Statement, "kind", kind),
        "gist": texts.pairs(words[each:]),
        "country": country_link(*country) if country_status in loading.READABLE else None,
    }


def limited(rows: list, limit: int = LIMIT) -> dict:
    return {"rows": rows[:limit], "more": len(rows) > limit}


#: What names a record of each kind that cites, by the foreign key of its citations: where the field stands,
#: the field, and the date that goes with it.
NAMED_BY = {
    "member": ("country__", "name", "joined"),
    "country": ("", "name", ""),
    "event": ("", "title", "date"),
    "statement": ("", "speaker", "date"),
    "figure": ("", "counts", "date"),
    "topic": ("", "title", ""),
    "seed_claim": ("", "claim", ""),
}


def supported_by(source: Source) -> dict:
    """Every published claim that a source stands behind, by record, in one query."""
    spans, _columns = _spans()
    rows = prepared.rows(_supported_by, [source.pk])
    records: dict[tuple[str, str], dict] = {}
    for row in rows[:CITED_LIMIT]:
        for parent, span in spans.items():
            status, slug, *rest = row[span]
            if status == Status.PUBLISHED:
                link = records.setdefault((parent, slug), _cited_by(parent, slug, rest))
                link["claims"].append(_claim(PARENTS[parent], row))
    order = list(NAMED_BY)
    found = sorted(records.items(), key=lambda item: (order.index(item[0][0]), _when(item[1]), item[0][1]))
    return {"kinds": _gathered([link for _key, link in found]), "more": len(rows) > CITED_LIMIT}


def _supported_by(ids) -> QuerySet:
    return (
        QuerySet(Citation).filter(source__in=ids).order_by("pk").values_list(*_spans()[1])[: CITED_LIMIT + 1]
    )


def _spans() -> tuple[dict[str, slice], list[str]]:
    """The columns of a citation with all records it may stand behind, and which of them are about which."""
    spans, wanted = {}, [*CLAIM, *columns("note")]
    for parent, (place, field, date) in NAMED_BY.items():
        names = ["status", "slug", *([date] if date else []), *columns(field, prefix=place)]
        names += ["value"] if PARENTS[parent] is Figure else []
        spans[parent] = slice(len(wanted), len(wanted) + len(names))
        wanted += [f"{parent}__{name}" for name in names]
    return spans, wanted


CLAIM = ("claim", "locator", "quote", "quote_language", "asserts")


def _gathered(links: list[dict]) -> list[dict]:
    """Links by kind, and within a kind those together for which the source says the same."""
    kinds: dict[str, dict[str, dict]] = {}
    for link in links:
        claims = link.pop("claims")
        alike = kinds.setdefault(link["type"], {}).setdefault(repr(claims), {"claims": claims, "records": []})
        alike["records"].append(link)
    return [{"type": kind, "groups": list(groups.values())} for kind, groups in kinds.items()]


def _when(link: dict) -> str:
    return dates.parse(link["date"]).sort_key if link["date"] else ""


def _cited_by(parent: str, slug: str, rest: list) -> dict:
    kind = PARENTS[parent].kind_name
    date = rest.pop(0) if NAMED_BY[parent][2] else ""
    value = {"value": texts.number(rest.pop())} if PARENTS[parent] is Figure else {}
    return {
        "type": kind,
        "slug": slug,
        "path": path(kind, slug),
        "title": texts.pairs(rest) or {"und": slug},
        "date": date,
        "claims": [],
        **value,
    }


def _claim(model: type[Record], row: tuple) -> dict:
    claim, locator, quote, quote_language, asserts, *note = row[: 5 + len(languages.codes())]
    return {
        "claim": claim,
        "label": LABELS[model.kind_name].get(claim, claim),
        "locator": locator,
        "quote": quote,
        "quote_language": quote_language,
        "asserts": asserts,
        "note": texts.pairs(note),
    }
