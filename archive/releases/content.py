"""What is in a release: every published record, as tables and whole."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from archive import kinds, languages
from archive.data import records as as_json
from archive.data import tables
from archive.data.things import said
from archive.kinds import Kind, readform
from archive.lists import columns
from archive.lists.columns import Column
from archive.releases import meaning
from archive.releases.meaning import Meaning

#: Records that are read at once.
BATCH = 200


class Reference(NamedTuple):
    """Columns whose values name rows of another table by columns of that one."""

    columns: tuple[str, ...]
    table: str
    there: tuple[str, ...]


class Table(NamedTuple):
    """One table: its name, what its columns mean in a language, and its rows as text."""

    name: str
    title: dict[str, str]
    meanings: Callable[[str], list[Meaning]]
    rows: list[list[str]]
    #: The column by which other tables name its rows; '' if none does.
    key: str = ""
    #: Which of its columns name rows of other tables.
    references: tuple[Reference, ...] = ()
    #: The column that says best what a row is.
    label: str = ""


def kinds_released() -> list[Kind]:
    return [kind for kind in kinds.KINDS.values() if kind.listed]


def name_of(kind: Kind) -> str:
    """What the files and the table of a kind are called: `members`, `seed_text`."""
    return kind.folder.replace("-", "_")


def table(kind: Kind) -> Table:
    """The list of a kind without any filter; of memberships all, whatever the day."""
    listed = kind.listing
    order = listed.order(listed.filters.read({}))
    found = listed.published().order_by(*order.by).values_list(*listed.fields)
    rows = [[*tables.cells(kind, row), tables.page_of(kind, row)] for row in listed.read(list(found))]
    title = {code: _many(kind, code) for code in languages.codes()}
    return Table(
        name_of(kind),
        title,
        lambda lang: meaning.of_table(kind, lang),
        rows,
        key(kind),
        tuple(filter(None, map(reference, listed.columns))),
        label(kind, rows),
    )


def key(kind: Kind) -> str:
    """What names a record of the kind in other tables: of a country its code, as in every list."""
    return "code" if kind is kinds.KINDS["country"] else "slug"


def reference(column: Column) -> Reference | None:
    """The table whose rows a column names: that of countries, or `posts` if it reads `post__slug`."""
    name, _join, there = column.field.partition("__")
    if isinstance(column, columns.Country):
        name, there = "country", key(kinds.KINDS["country"])
    if not column.headers or name not in kinds.KINDS or there != key(kinds.KINDS[name]):
        return None
    return Reference((column.name,), name_of(kinds.KINDS[name]), (there,))


def label(kind: Kind, rows: list[list[str]]) -> str:
    """The column that says what a row is: its name or title, in English, if all have one; else its slug."""
    heads = [each.name for each in meaning.of_table(kind, "en")]
    for name in (f"{kind.model.TITLE}_en", "title", "country_en"):
        if name in heads and all(row[heads.index(name)] for row in rows):
            return name
    return "slug"


def _many(kind: Kind, lang: str) -> str:
    return said(kind.model.NAMES.many, lang)


def records(kind: Kind) -> Iterator[dict[str, Any]]:
    """Every published record of a kind, whole, by its address."""
    slugs = list(kind.model.objects.published().order_by("slug").values_list("slug", flat=True))
    for start in range(0, len(slugs), BATCH):
        found = kind.records().published().filter(slug__in=slugs[start : start + BATCH]).order_by("slug")
        for one in readform.records(found):
            yield as_json.public(one)


def citations(whole: dict[str, list[dict[str, Any]]]) -> Table:
    """What each document says about each claim, one row each, of records as `records` gives them."""
    rows = []
    for kind, found in whole.items():
        for record in found:
            for fact in record["facts"]:
                if fact["of"] != kind:  # what a membership tells of its country stands with the country
                    continue
                for each in fact["citations"]:
                    own = [
                        kind,
                        record["slug"],
                        fact["claim"],
                        each["source"],
                        each["locator"],
                        each["quote"],
                    ]
                    own += [each["quote_language"], each["asserts"], each["as_of"]]
                    notes = [each["note"].get(code, "") for code in languages.codes()]
                    rows.append([*map(tables.harmless, own), "true" if each["heard"] else "false", *notes])
    title = {code: _citations(code) for code in languages.codes()}
    documents = Reference(("source",), name_of(kinds.KINDS["source"]), ("slug",))
    return Table("citations", title, meaning.of_citations, rows, references=(documents,))


def _citations(lang: str) -> str:
    return said("Citations", lang)


def written(heads: list[str], rows: list[list[str]]) -> bytes:
    """A table as CSV (RFC 4180), with a byte order mark, by which Excel sees that it is UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    return (tables.BYTE_ORDER_MARK + out.getvalue()).encode()
