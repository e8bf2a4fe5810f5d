"""Records written as a sheet."""

import csv
import io
import json
from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from archive.entries.written import Written
from archive.models import Record
from archive.sheets import cells

#: Letters that a cell of a workbook can hold; longer ones would be cut without a word.
MOST_LETTERS = 32_767
#: Endings of the files that can be written, with their media types.
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


class TooLong(ValueError):
    """A text that a workbook cannot hold; the message says whose, and what to do."""


def export(model: type[Record], records: Iterable[Record], ending: str) -> bytes:
    """These records of one kind as a file. Raises `TooLong`."""
    rows = [cells.row(Written.of(record), record.version) for record in records]
    return {"csv": _csv, "xlsx": _xlsx, "json": _json}[ending](model, rows)


def _csv(model, rows) -> bytes:
    out = io.StringIO(newline="")
    names = cells.columns(model)
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([cells.guarded(each[name]) for name in names] for each in rows)
    return ("\ufeff" + out.getvalue()).encode()  # the mark tells Excel that it is UTF-8


def _json(model, rows) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _xlsx(model, rows) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(model.kind_name[:31])
    sheet.freeze_panes = "C2"
    names = cells.columns(model)
    sheet.append(names)
    for each in rows:
        sheet.append([_as_text(sheet, each, name) for name in names])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_text(sheet, row: dict[str, str], name: str) -> WriteOnlyCell:
    if len(row[name]) > MOST_LETTERS:
        text = _("%(record)s: %(column)s is too long for a cell of a workbook. Export it as CSV or JSON.")
        raise TooLong(text % {"record": row[cells.SLUG], "column": name})
    cell = WriteOnlyCell(sheet, value=row[name])
    cell.data_type = "s"  # what begins with = is text all the same
    return cell
