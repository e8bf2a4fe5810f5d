"""Rows of a list as files: CSV (RFC 4180) and JSON, made batch by batch."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from django.conf import settings

#: Signs by which a spreadsheet takes a cell for a formula, full-width ones included.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")

#: By this Excel sees that a file is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


class Table(Protocol):
    """What is written as a file: columns (`Listed` has them), and where the page of a row is."""

    @property
    def listed(self) -> Any: ...

    def path(self, row: Any) -> str: ...


def page_of(kind: Table, row: Any) -> str:
    """The address of a record that leads each reader to a language of their own."""
    return f"{settings.SITE_URL}{kind.path(row)}"


def page_of_list(folder: str, query: str) -> str:
    """The address of a list with what is asked of it, which does the same."""
    return f"{settings.SITE_URL}/{folder}/{f'?{query}' if query else ''}"


def headers(kind: Table) -> list[str]:
    """The heads of the columns, which never change their meaning or their language."""
    return [*(name for column in kind.listed.columns for name in column.headers), "page"]


def csv_of(kind: Table, batches: Iterable[list[Any]], more: Mapping[str, str] | None = None) -> Iterator[str]:
    """A table with a head, in pieces; `more` are columns that hold the same in every row."""
    more = more or {}
    yield BYTE_ORDER_MARK + _lines([[*headers(kind), *more]])
    for rows in batches:
        yield _lines([*cells(kind, row), page_of(kind, row), *more.values()] for row in rows)


def cells(kind: Table, row: Any) -> Iterator[str]:
    for column, value in zip(kind.listed.columns, row, strict=True):
        yield from map(harmless, column.cells(value))


def _lines(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before it where one might."""
    return f"'{cell}" if cell.lstrip(" ")[:1] in FORMULA and cell else cell


def json_of(kind: Table, batches: Iterable[list[Any]], head: dict) -> Iterator[str]:
    """An object with `head` and all `rows`, in pieces."""
    opening = json.dumps(head, ensure_ascii=False, indent=1)
    yield f'{opening[:-2]},\n "rows": ['
    separator = "\n"
    for rows in batches:
        lines = (json.dumps(plain(kind, row), ensure_ascii=False) for row in rows)
        if text := ",\n".join(lines):
            yield separator + text
            separator = ",\n"
    yield "\n ]\n}\n"


def plain(kind: Table, row: Any) -> dict[str, Any]:
    """A row as JSON has it: its columns by name, and where its record's page is."""
    values = {
        column.name: column.plain(value)
        for column, value in zip(kind.listed.columns, row, strict=True)
        if column.headers
    }
    return {**values, "page": page_of(kind, row)}
