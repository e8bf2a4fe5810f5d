"""Rows of a sheet brought into the archive: all of them, or none.

A trial run does everything and takes it back, so that it says exactly what the real one would do. A row that
names the version it was made from is merged with what was changed since, like any form.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from archive.editing import workflow
from archive.editing.checking import Refused
from archive.editing.many import Act, TakenBack, all_or_nothing
from archive.editing.merging import conflicts_of
from archive.editing.saving import Committed, Conflicting, Gone, LookFirst, commit
from archive.entries.written import Cited, Values, Written, own_fields
from archive.models import Record, Version
from archive.sheets import cells
from archive.sheets.reading import Row
from archive.versions import history
from archive.versions.words import Piece, compared


class Problem(NamedTuple):
    """What is wrong: where, and what to do."""

    row: Row
    column: str
    message: str

    def __str__(self) -> str:
        where = _("Row %(row)s") % {"row": self.row.number}
        if self.row.sheet:
            where = _("Sheet %(sheet)s, row %(row)s") % {"sheet": self.row.sheet, "row": self.row.number}
        return f"{where}, {self.column}: {self.message}" if self.column else f"{where}: {self.message}"


class Cell(NamedTuple):
    """One cell that changes: its column, what is stored, and what will be."""

    column: str
    old: str
    new: str

    @property
    def pieces(self) -> list[Piece]:
        return compared(self.old, self.new)


class Changed(NamedTuple):
    """One record that an import changes, or makes."""

    row: Row
    kind: str
    slug: str
    is_new: bool
    cells: list[Cell]


class Imported(Act[Problem, Changed]):
    """What an import did, or would do."""


@dataclass
class _Plan:
    """What one row says about its record."""

    row: Row
    record: Record
    values: Values
    citations: list[Cited] | None
    was: Written | None


def import_rows(
    rows: Iterable[Row],
    *,
    kind: str = "",
    by=None,
    why: str = "",
    trial: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    heeded: Collection[str] | None = None,
) -> Imported:
    """Bring rows into the archive as one batch of changes. `kind` is that of rows which name none.

    On `trial`, and if anything is wrong, nothing is changed. Where somebody can be asked, `heeded` are the
    remarks (`many.ToLookAt.key`) that were looked at: as long as there are others, nothing is changed either.
    """
    done = Imported()
    waiting = list(rows)
    total = len(waiting)
    with all_or_nothing(done, trial):
        while waiting:
            left, problems = [], []
            for row in waiting:
                if wrong := _import(row, kind, by, why, done, heeded):
                    left.append(row)
                    problems += wrong
                progress(total - len(left), total)
            if len(left) == len(waiting):  # what is left does not wait for another row
                done.problems = problems
                break
            waiting = left
    return done


def _import(
    row: Row, kind: str, by, why: str, done: Imported, heeded: Collection[str] | None
) -> list[Problem]:
    """Save one row; what is wrong with it, if anything: then nothing of it is saved."""
    plan, problems = _planned(row, kind)
    if plan is None:
        return problems
    if faults := _not_allowed(plan, by):
        return faults
    is_new = plan.record.pk is None
    old = {} if is_new else cells.row(Written.of(plan.record), 0)
    reason = {"by": by, "why": why, "batch": done.batch, "origin": Version.Origin.LOADED}
    try:
        with transaction.atomic():
            saved = _save(plan, done, heeded, reason)
            if problems:  # all that is wrong was to be known, at one go
                raise TakenBack
    except TakenBack:
        return problems
    except Refused as refused:
        return [*problems, *(Problem(row, fault.field, fault.message) for fault in refused.faults)]
    except Conflicting as conflict:
        text = _("Somebody changed this since the sheet was made. Export it anew.")
        return [Problem(row, name, text) for name in dict.fromkeys(conflicts_of(conflict.merged))]
    except Gone:
        return [Problem(row, cells.SLUG, _("This record was deleted."))]
    if saved:
        new = cells.row(Written.of(saved.record), 0)
        changed = [Cell(name, old.get(name, ""), new[name]) for name in new if new[name] != old.get(name, "")]
        kind = saved.record.kind_name
        done.changes.append(Changed(row, kind, saved.record.slug, is_new, changed))
    else:
        done.unchanged += 1
    return []


def _save(plan: _Plan, done: Imported, heeded: Collection[str] | None, reason: dict) -> Committed:
    how = {"citations": plan.citations, "was": plan.was, **reason}
    try:
        with transaction.atomic():
            return commit(plan.record, plan.values, heeded=None if heeded is None else (), **how)
    except LookFirst as look:
        kind, slug = plan.record.kind_name, str(plan.values.get("slug") or plan.record.slug)
        looked = done.ask(kind, slug, look.remarks, heeded or ())
        return commit(plan.record, plan.values, heeded=looked, **how)


def _not_allowed(plan: _Plan, by) -> list[Problem]:
    if by is None:
        return []
    model = type(plan.record)
    if plan.record.pk is None:
        allowed = by.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")
    else:
        allowed = workflow.may_write(by, model)
    return [] if allowed else [Problem(plan.row, "", _("Your account may not change records of this kind."))]


def _planned(row: Row, kind: str) -> tuple[_Plan | None, list[Problem]]:
    name = cells.tidy(row.cells.get(cells.RECORD, "")) or kind
    model, slug = cells.model_of(name), cells.tidy(row.cells.get(cells.SLUG, ""))
    if model is None:
        return None, [Problem(row, cells.RECORD, _("There is no kind “%(kind)s”.") % {"kind": name})]
    if not slug:
        return None, [Problem(row, cells.SLUG, _("Every row needs the address name of its record."))]
    record = model._default_manager.filter(slug=slug).first() or model()
    base, problems = _base(row, record)
    known = own_fields(model)
    values: Values = {} if record.pk else {"slug": slug}
    for column, cell in row.cells.items():
        if column in cells.HEAD or not cell.strip() or column == cells.CITATIONS:
            continue
        if column not in known:
            problems.append(Problem(row, column, _("There is no such column. Remove it or mend its name.")))
            continue
        try:
            value = cells.value(known[column], cell)
        except cells.Unfit as unfit:
            problems.append(Problem(row, column, str(unfit)))
            continue
        if base is None or cell != cells.text(base.values.get(column)):
            values[column] = value
    citations = None
    cell = row.cells.get(cells.CITATIONS, "")
    if cell.strip() and model.CLAIMS:
        try:
            written = cells.citations(name, slug, cell)
            if base is None or written.citations != base.citations:
                citations = written.citations
        except cells.Unfit as unfit:
            problems.append(Problem(row, cells.CITATIONS, str(unfit)))
    was = base if record.pk else None
    return _Plan(row, record, values, citations, was), problems


def _base(row: Row, record: Record) -> tuple[Written | None, list[Problem]]:
    """The state that a row was made from: the version it names, or what is stored."""
    if record.pk is None:
        return None, []
    number = cells.tidy(row.cells.get(cells.VERSION, ""))
    if not number or number == str(record.version):
        return Written.of(record), []
    version = (
        history.get(record, int(number))
        if number.isascii() and number.isdecimal() and len(number) < 10
        else None
    )
    if version is None:
        text = _("This record has no such version. Export it anew, or leave the cell blank.")
        return Written.of(record), [Problem(row, cells.VERSION, text)]
    return history.written(version), []
