"""What stands in one cell, and the value that it means."""

import datetime
import json
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from archive import dates
from archive.editing import asserted
from archive.entries.parts import KINDS
from archive.entries.written import Value, Written, nothing, own_fields
from archive.fields import EDTFField, holds_several
from archive.models import Record
from archive.spelling.clean import clean

#: Empties a field; a blank cell leaves it.
CLEARED = "∅"
#: The columns that every sheet begins with: what a row is about, and which version it was made from.
RECORD, SLUG, VERSION = HEAD = ("record", "slug", "version")
CITATIONS = "citations"
#: Between several records in one cell.
BETWEEN = "; "
YES, NO = "yes", "no"
_TRUE, _FALSE = {YES, "true", "1", "हाँ", "हां"}, {NO, "false", "0", "नहीं"}
#: What a spreadsheet takes for a formula; an apostrophe before it says that it is text.
_FORMULA = re.compile(r"'*[=+\-@\t]")
#: What of the format of a cell shows no part of a date: colours and languages, quoted and escaped signs.
_NOT_SHOWN = re.compile(r"""\[[^]]*\]|"[^"]*"|\\.|;.*""")
#: The hour that comes along with a day from a spreadsheet or a database.
_MIDNIGHT = re.compile(r"(?<=\d)[ T]0?0:00(:00(\.0+)?)?$")


class Unfit(ValueError):
    """A cell that cannot be what it says; the message tells what to do."""


def columns(model: type[Record]) -> list[str]:
    """The columns of a kind in the order of a sheet."""
    return [*HEAD, *own_fields(model), *([CITATIONS] if model.CLAIMS else [])]


def row(written: Written, version: int) -> dict[str, str]:
    """A record as the cells of its row."""
    cells = {RECORD: written.kind, SLUG: written.slug, VERSION: str(version)}
    cells |= {name: text(written.values.get(name)) for name in own_fields(written.model)}
    if written.model.CLAIMS:
        said = written.plain().get(CITATIONS)
        cells[CITATIONS] = json.dumps(said, ensure_ascii=False) if said else ""
    return cells


def text(value: Value) -> str:
    """A value as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return BETWEEN.join(value) if isinstance(value, list) else str(value)


def value(field: models.Field, cell: str) -> Value:
    """The value that a cell means. Raises `Unfit`."""
    if cell.strip() == CLEARED:
        return [] if holds_several(field) else nothing(field)
    if holds_several(field):
        return sorted({part.strip() for part in tidy(cell).replace(",", ";").split(";") if part.strip()})
    if field.is_relation:
        return tidy(cell)
    if isinstance(field, models.BooleanField):
        return _yes_or_no(tidy(cell))
    if isinstance(field, EDTFField):
        return _date(_MIDNIGHT.sub("", tidy(cell)))
    if field.choices:
        return _choice(field, tidy(cell))
    if isinstance(field, models.TextField):
        return clean(cell)
    if isinstance(field, models.IntegerField):
        return _whole(field, tidy(cell))
    return clean(cell, lines=False)


def tidy(cell: str) -> str:
    """A name, number or date without what comes along from a spreadsheet: blanks of all kinds at its ends."""
    return clean(cell, lines=False).replace("\u00a0", " ").strip()


def _yes_or_no(cell: str) -> bool:
    if cell.lower() in _TRUE:
        return True
    if cell.lower() in _FALSE:
        return False
    raise Unfit(_("Write yes or no."))


def _date(cell: str) -> str:
    """A date as forms read it: “28 दिसंबर 2016” is understood, and what can be two days is refused."""
    try:
        return str(dates.read(cell).value) if cell else ""
    except dates.DateError as error:
        raise Unfit(str(error)) from error


def _choice(field: models.Field, cell: str) -> str:
    """One of the words that a field offers: as files have it, or as a form shows it in any language."""
    try:
        return asserted.choice(cell, {code: label for code, label in field.flatchoices if code})
    except asserted.AssertedError:
        listed = get_text_list([str(code) for code, _label in field.flatchoices if code], _("or"))
        raise Unfit(
            _("“%(text)s” cannot stand here. Write %(values)s.") % {"text": cell, "values": listed}
        ) from None


def _whole(field: models.Field, cell: str) -> int:
    cell = cell.removesuffix(".0")
    try:
        return field.to_python(cell)
    except ValidationError as error:
        raise Unfit(_("Write a whole number in digits.")) from error


def citations(kind: str, slug: str, cell: str) -> Written:
    """A record that holds the citations of a cell. Raises `Unfit`."""
    try:
        said = {} if cell.strip() == CLEARED else json.loads(cell)
        return Written.from_plain({kind: slug, CITATIONS: said})
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        text = _('Write citations as they are exported: {"joined": ["source-key"]}.')
        raise Unfit(text) from error


def model_of(name: str) -> type[Record] | None:
    return KINDS.get(name)


def guarded(cell: str) -> str:
    """A cell as CSV holds it: no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def from_excel(found: object, shown_as: str = "") -> str:
    """What a cell of a workbook holds, as text: dates as EDTF, whole numbers without a point.

    Excel makes the first of December of “2016-12” and shows “Dec-16”: a date is as exact as it is shown.
    """
    if found is None:
        return ""
    if isinstance(found, bool):
        return YES if found else NO
    if isinstance(found, datetime.date):
        parts = set(_NOT_SHOWN.sub("", shown_as.lower())) & set("ymd") or set("ymd")
        day = found.date() if isinstance(found, datetime.datetime) else found
        return day.isoformat()[: 10 if "d" in parts else 7 if "m" in parts else 4]
    if isinstance(found, float) and found.is_integer():
        return str(int(found))
    return str(found)
