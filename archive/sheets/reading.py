"""Sheets read as rows of text, whatever program wrote them."""

import csv
import io
import json
import zipfile
from pathlib import PurePath
from typing import NamedTuple

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from archive.sheets import cells
from archive.sheets.exporting import TYPES


class Unreadable(ValueError):
    """A file that is no sheet; the message says what to do."""


class Row(NamedTuple):
    """One row: where it stands, and its cells by the names of their columns."""

    number: int
    cells: dict[str, str]
    #: The sheet of a workbook it stands in.
    sheet: str = ""


def read(name: str, content: bytes) -> list[Row]:
    """The rows of a file, known by the ending of its name. Raises `Unreadable`."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending not in TYPES:
        raise Unreadable(_("A sheet ends with .csv, .xlsx or .json."))
    rows = {"csv": _csv, "xlsx": _xlsx, "json": _json}[ending](content)
    if not rows:
        raise Unreadable(_("There is no row in this file."))
    return rows


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _("This file is not UTF-8. Save it as “CSV UTF-8”, or as a workbook (.xlsx).")
        raise Unreadable(text) from error


def _csv(content: bytes) -> list[Row]:
    text = _decoded(content)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Unreadable(_("This is no CSV file: %(why)s.") % {"why": error}) from error
    return _rows([[cells.unguarded(cell) for cell in line] for line in lines])


def _rows(lines: list[list[str]], sheet: str = "") -> list[Row]:
    if not lines:
        return []
    names = [cells.tidy(name) for name in lines[0]]
    if cells.SLUG not in names:
        raise Unreadable(_("The first row names the columns; one of them is “slug”."))
    if twice := [name for name in names if name and names.count(name) > 1]:
        raise Unreadable(_("The column “%(name)s” stands there twice.") % {"name": twice[0]})
    found = []
    for number, line in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in line):
            pairs = zip(names, [*line, *[""] * len(names)], strict=False)
            found.append(Row(number, {name: cell for name, cell in pairs if name}, sheet))
    return found


def _xlsx(content: bytes) -> list[Row]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        found = []
        for sheet in book.worksheets:
            lines = [[_cell(sheet.title, cell) for cell in line] for line in sheet.iter_rows()]
            while lines and not any(lines[-1]):
                lines.pop()
            found += _rows(lines, sheet.title)
        return found
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError) as error:
        raise Unreadable(_("This is no workbook (.xlsx).")) from error


def _cell(sheet: str, cell) -> str:
    if cell.data_type == "f" or (cell.data_type == "e" and cell.value):
        text = _("Sheet %(sheet)s, cell %(cell)s is a formula or an error: paste its value.")
        raise Unreadable(text % {"sheet": sheet, "cell": cell.coordinate})
    return cells.from_excel(cell.value)


def _json(content: bytes) -> list[Row]:
    try:
        items = json.loads(_decoded(content))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable(_("This is no JSON: %(why)s.") % {"why": error}) from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Unreadable(_("The file is a list of rows, each with its columns by name."))
    return [
        Row(number, {str(name): _plain(cell) for name, cell in item.items()})
        for number, item in enumerate(items, start=1)
    ]


def _plain(cell: object) -> str:
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False)
    if isinstance(cell, list):
        return cells.BETWEEN.join(map(str, cell))
    return cells.from_excel(cell)
