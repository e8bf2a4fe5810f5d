"""Sources, as readers meet them, and what each of them stands behind."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from archive import dates, languages, visible
from archive.kinds.base import KINDS, Kind
from archive.lists import filters
from archive.lists.columns import Address, Choice, Column, Date, Gathered, Hidden, Language, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.selection import Filters
from archive.memo import remember
from archive.models import Citation, Source
from archive.models.citation import BEHIND_PUBLISHED
from archive.serialise import prepared, texts
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind, columns
from archive.serialise.shapes import Cites, CitingGroup, CitingKind, CitingLink, OfKind, Supports

#: A source may stand behind hundreds of claims.
CITED_LIMIT = 400


def facts(record: Source, own: Facts, behind: Behind) -> OfKind:
    printed = record.kind != Source.Kind.KNOWLEDGE
    if printed:
        own.words("publisher")
    own.date("date")
    if printed:
        own.add("language", "language", record.language, {})
    own.choice("kind")
    if printed:
        own.choice("seen")
    own.add("url", "url", record.url, {})
    own.add("archived_url", "url", record.archived_url, {})
    own.add("slug", "code", record.slug, {"und": record.slug})
    own.words("note", "markdown")
    return {
        "date": record.date,
        "kind": record.kind,
        "language": record.language,
        "publisher": texts.publisher(record),
        "headed": bool(record.title),
        "seen": record.seen,
        "url": record.url,
        "archived_url": record.archived_url,
    }


def supported_by(source: Source) -> Supports:
    """Every published claim that a source stands behind, by record, in one query."""
    spans, _columns = _spans()
    rows = prepared.rows(_supported_by, [source.pk])
    records: dict[tuple[str, str], tuple[CitingLink, list[Cites]]] = {}
    for row in rows[:CITED_LIMIT]:
        for name, span in spans.items():
            kind = KINDS[name]
            statuses = 1 + len(kind.named_with)
            slug, *rest = row[span][statuses:]
            if all(map(visible.is_published, row[span][:statuses])):
                _link, claims = records.setdefault((name, slug), (_citing(kind, slug, rest), []))
                claims.append(_claim(kind, row))
    order = list(KINDS)
    found = sorted(
        records.values(), key=lambda each: (order.index(each[0]["type"]), _when(each[0]), each[0]["slug"])
    )
    return {"kinds": _gathered(found), "more": len(rows) > CITED_LIMIT}


def _supported_by(ids) -> QuerySet:
    return (
        QuerySet(Citation)
        .filter(BEHIND_PUBLISHED, source__in=ids)
        .order_by("pk")
        .values_list(*_spans()[1])[: CITED_LIMIT + 1]
    )


def _spans() -> tuple[dict[str, slice], list[str]]:
    """The columns of a citation with all records it may stand behind, and which of them are about which."""
    spans, wanted = {}, [*CLAIM, *columns("note")]
    for kind in filter(lambda kind: kind.parent, KINDS.values()):
        date, numbered = kind.model.DATE, kind.numbered_by
        names = [
            "status",
            *kind.named_with,
            "slug",
            *([date] if date else []),
            *columns(kind.named_by or kind.model.TITLE),
        ]
        names += [numbered] if numbered else []
        spans[kind.name] = slice(len(wanted), len(wanted) + len(names))
        wanted += [f"{kind.parent}__{name}" for name in names]
    return spans, wanted


CLAIM = ("claim", "locator", "quote", "quote_language", "asserts")


def _gathered(links: list[tuple[CitingLink, list[Cites]]]) -> list[CitingKind]:
    """Links by kind, and within a kind those together for which the source says the same."""
    kinds: dict[str, dict[str, CitingGroup]] = {}
    for link, claims in links:
        alike = kinds.setdefault(link["type"], {}).setdefault(repr(claims), {"claims": claims, "records": []})
        alike["records"].append(link)
    return [{"type": kind, "groups": list(groups.values())} for kind, groups in kinds.items()]


def _when(link: CitingLink) -> str:
    return dates.parse(link["date"]).sort_key if link["date"] else ""


def _citing(kind: Kind, slug: str, rest: list) -> CitingLink:
    date = rest.pop(0) if kind.model.DATE else ""
    number = texts.number(rest.pop()) if kind.numbered_by else None
    link: CitingLink = {
        "type": kind.name,
        "slug": slug,
        "path": kind.model.path(slug),
        "title": texts.pairs(rest) or {"und": slug},
        "date": date,
    }
    if number is not None:
        link["value"] = number
    return link


def _claim(kind: Kind, row: tuple) -> Cites:
    claim, locator, quote, quote_language, asserts, *note = row[: 5 + len(languages.codes())]
    return {
        "claim": claim,
        "label": kind.model.LABELS.get(claim, claim),
        "locator": locator,
        "quote": quote,
        "quote_language": quote_language,
        "asserts": asserts,
        "note": texts.pairs(note),
    }


class Row(NamedTuple):
    """One document of a list."""

    pk: int
    slug: str
    #: As printed; '' where its heading was not seen.
    title: str
    publisher: texts.Texts
    date: str
    language: str
    kind: str
    seen: str
    url: str
    archived_url: str
    #: Published claims that it stands behind.
    claims: int


def claims(pks: Collection[int]) -> dict[int, int]:
    cited = Citation.objects.filter(BEHIND_PUBLISHED, source__in=pks).order_by()
    counted = cited.values_list("source").annotate(Count("pk"))
    return remember(("claims of sources", tuple(pks)), lambda: dict(counted))


def language_name(code: str) -> str:
    return texts.language_name(code, languages.current())


LIST = Listed(
    model=Source,
    row=Row,
    columns=(
        Hidden("pk"),
        Column("slug", _("Citation key")),
        Column("title", _("Title")),
        Words("publisher", _("Publisher")),
        Date("date", _("Date")),
        Language("language", _("Language")),
        Choice("kind", _("Kind"), Source.Kind.choices),
        Choice("seen", _("How much of it was seen"), Source.Seen.choices),
        Address("url", _("Address")),
        Address("archived_url", _("Archived copy")),
        Gathered("claims", _("Claims"), claims, missing=0),
    ),
    filters=Filters(
        filters.Choice("kind", _("Kind"), "kind", Source.Kind.choices),
        filters.Open("language", _("Language"), "language", language_name),
        filters.Year("year", _("Year")),
        filters.Choice("seen", _("How much was seen"), "seen", Source.Seen.choices),
        switches=[filters.NEWEST_FIRST],
    ),
    order=lambda selection: Order(descending=selection["sort"] == "newest"),
)

SOURCE = Kind(
    model=Source,
    facts=facts,
    related=lambda record: {"supports": supported_by(record)},
    title=texts.source_title,
    template="source.html",
    listed=LIST,
)
