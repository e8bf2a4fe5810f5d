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

#: Bytes that a workbook may have once it is unpacked: a small file can hold gigabytes of nothing.
MOST_UNPACKED = 100 * 1024 * 1024


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
    reader, lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), []
    try:
        for number, line in enumerate(reader, start=1):
            lines.append((number, [cells.unguarded(cell) for cell in line]))
    except csv.Error as error:  # its own words are English
        where = {"row": lines[-1][0] + 1 if lines else 1}
        raise Unreadable(
            _("This is no CSV file: the quotation marks of row %(row)s do not match.") % where
        ) from error
    return _rows(lines)


def _rows(lines: list[tuple[int, list[str]]], sheet: str = "") -> list[Row]:
    if not lines:
        return []
    names = [cells.tidy(name) for name in lines[0][1]]
    if cells.SLUG not in names:
        text = _("The first row names the columns; one of them is “slug”.")
        raise Unreadable(f"{_in_sheet(sheet)}{text}")
    if twice := [name for name in names if name and names.count(name) > 1]:
        text = _("The column “%(name)s” stands there twice.") % {"name": twice[0]}
        raise Unreadable(f"{_in_sheet(sheet)}{text}")
    found = []
    for number, line in lines[1:]:
        if any(cell.strip() for cell in line):
            pairs = zip(names, [*line, *[""] * len(names)], strict=False)
            found.append(Row(number, {name: cell for name, cell in pairs if name}, sheet))
    return found


def _in_sheet(sheet: str) -> str:
    """Where something is wrong with a whole sheet of a workbook, before what is."""
    return _("Sheet %(sheet)s: ") % {"sheet": sheet} if sheet else ""


def _xlsx(content: bytes) -> list[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("This workbook is too large. Leave in it only the rows that change."))
        book = load_workbook(io.BytesIO(content), read_only=True)
        return [row for sheet in book.worksheets for row in _rows(_lines(sheet), sheet.title)]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError) as error:
        raise Unreadable(_("This is no workbook (.xlsx).")) from error


def _lines(sheet) -> list[tuple[int, list[str]]]:
    """The rows of a sheet that hold something, as wide as the first, which names the columns.

    A space far down or far to the right makes a million rows or a thousand columns of nothing.
    """
    sheet.reset_dimensions()  # what the file itself says of them need not be so
    found: list[tuple[int, list[str]]] = []
    width = None
    for number, line in enumerate(sheet.iter_rows(), start=1):
        texts = [_cell(sheet.title, cell) for cell in line[:width]]
        if any(text.strip() for text in texts):
            found.append((number, texts))
            width = width or len(texts)
    return found


def _cell(sheet: str, cell) -> str:
    if cell.data_type == "f" or (cell.data_type == "e" and cell.value):
        text = _("Sheet %(sheet)s, cell %(cell)s is a formula or an error: paste its value.")
        raise Unreadable(text % {"sheet": sheet, "cell": cell.coordinate})
    return cells.from_excel(cell.value, cell.number_format if cell.data_type == "d" else "")


def _json(content: bytes) -> list[Row]:
    try:
        items = json.loads(_decoded(content))
    except json.JSONDecodeError as error:  # its own words are English
        where = {"line": error.lineno, "column": error.colno}
        text = _("This is no JSON: something is wrong in line %(line)s, at sign %(column)s.")
        raise Unreadable(text % where) from error
    except RecursionError as error:
        raise Unreadable(_("The file is a list of rows, each with its columns by name.")) from error
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
