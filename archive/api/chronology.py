"""The chronology for programs: everything dated, of every kind, in parts that follow each other."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from ninja import Schema
from pydantic import create_model

from archive import chronology, kinds
from archive.api import cursors
from archive.api.answers import answer, url
from archive.api.fields import said
from archive.api.lists import limit_of, read
from archive.api.rows import fields_of, of_asked, paged
from archive.data import tables
from archive.data.records import LICENCE
from archive.models import RECORDS

PARAMETERS = (*(name for name in chronology.FILTERS.parameters if name != "page"), "limit", "cursor")

TABLE = SimpleNamespace(listed=SimpleNamespace(columns=chronology.COLUMNS), path=lambda row: row.path)

#: What the columns without a heading hold, and what an example of the others is.
TOLD: dict[str, tuple[str, Any]] = {
    "entry": ("What happened.", {"code": "event", "label": {"hi": "घटना", "en": "event"}}),
    "type": ("The kind of the record that tells of it; a joining is told by a member.", "event"),
    "slug": ("Which record: the last part of its address.", "2017-11-26-council-1"),
    "sort": ("What kind of event, which position, whether a number agrees; by language.", {"en": "meeting"}),
    "announced_only": ("Whether it was only announced.", False),
    "associated": ("Whether it was no act of the coalition.", False),
}


def asked() -> type[Schema]:
    own = ((name, given) for name, given in paged() if name != "whole")
    return create_model("ChronologyAsked", __base__=Schema, **of_asked(chronology.FILTERS), **dict(own))


def described_rows() -> Iterator[tuple[str, Any]]:
    yield from fields_of(chronology.COLUMNS, {}, TOLD).items()
    yield (
        "page",
        (
            str,
            said(
                "Its page, which leads each reader to their own language.",
                "https://archive.example.org/events/x/",
            ),
        ),
    )
    yield "api", (str, said("The whole record here.", "https://archive.example.org/api/v1/events/x"))


Row = create_model(
    "ChronologyRow", __base__=Schema, __doc__="One thing that happened.", **dict(described_rows())
)


class Chronology(Schema):
    """A part of the chronology."""

    total: int = said("Entries that fit what was asked, in all parts together.", 204)
    next: str | None = said(
        "The address of the next part; null in the last.",
        "https://archive.example.org/api/v1/chronology?cursor=W10",
    )
    licence: str = said("Under which it may be used.", LICENCE)
    page: str = said("The same as a page.", "https://archive.example.org/chronology/")
    data: list[Row] = said("The entries by date.", [])  # type: ignore[valid-type]


def listing(sent: dict[str, str]):
    """The answer to what was sent."""
    read(chronology.FILTERS, sent)
    selection = chronology.asked(sent)
    start = None
    if cursor := sent.get("cursor", ""):
        date, slug, strand = cursors.read(cursor, [str, str, int])
        start = chronology.Start((date, slug), strand)
    newest_first = selection["sort"] == "newest"
    total, entries, following = chronology.part(
        selection.values, newest_first, start, limit_of(sent.get("limit", ""))
    )
    asked = {name: sent[name] for name in PARAMETERS if name != "cursor" and sent.get(name)}
    after = (
        url("chronology", **asked, cursor=cursors.written([*following.key, following.strand]))
        if following
        else None
    )
    body = {
        "total": total,
        "next": after,
        "licence": LICENCE,
        "page": tables.page_of_list("chronology", selection.query()),
        "data": [shown(entry) for entry in entries],
    }
    return answer(body, following=after or "")


FOLDERS = {model.kind_name: model.FOLDER for model in RECORDS}


def shown(entry: chronology.Entry) -> dict[str, Any]:
    folder = FOLDERS[entry.type] or kinds.KINDS[entry.type].folder
    return {**tables.plain(TABLE, entry), "api": url(f"{folder}/{entry.slug}")}
