"""Two people save one record: what each changed is kept, and where both changed the same, both are shown.

What was sent is read as plain values before the form checks it, merged with what is stored
(`archive.editing.merging`), and what came of it is written into the data that the form is bound to. Saving a
form once more that was shown with a conflict is a decision.

Whoever calls this holds a lock on the record's row until the save is done.
"""

from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict

from archive.admin import pieces, sent
from archive.admin.pieces import Clash
from archive.admin.sent import Row, Slugs
from archive.editing.merging import UNKNOWN, CitedMerge, Merged
from archive.editing.merging import merged as merged_values
from archive.editing.opened import Opened
from archive.entries.written import Cited, Values, Written


@dataclass
class Merge:
    """What came of it: the data to bind the forms to, and what the editor must be told."""

    data: QueryDict
    #: Input name -> the stored text, where both changed the same field.
    conflicts: dict[str, str] = field(default_factory=dict)
    #: Input name -> its pieces, see `archive.admin.pieces`.
    clashes: dict[str, Clash] = field(default_factory=dict)
    #: Prefix of a citation's form -> how it clashes, see `Row.clash`.
    rows: dict[str, str] = field(default_factory=dict)
    #: Labels of what was taken over from the other save.
    taken: list[str] = field(default_factory=list)
    #: Who saved meanwhile, if that is known.
    by: str = ""
    #: The record was deleted meanwhile.
    gone: bool = False
    #: The browser had laid an earlier visit over the form (`archive.admin.restored`).
    restored: bool = False
    #: The form was sent and saved before, with other values in it.
    again: bool = False
    #: Texts that have no place in the form any more, to be copied.
    texts: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.rows or self.gone or self.restored or self.again)


def merged(data: QueryDict, opened: Opened | None, form, formset=None) -> Merge:
    """Merge what was submitted with what is stored.

    `form` and `formset` are unbound and show the stored record. Without a readable state that the form was
    opened with nobody can tell who changed what, and every difference is a conflict.
    """
    return _Merging(data, opened, form, formset).done()


class _Merging:
    def __init__(self, data: QueryDict, opened: Opened | None, form, formset):
        self.merge = Merge(data.copy())
        self.form, self.formset, self.slugs = form, formset, Slugs()
        self.forms = {str(each.instance.pk): each for each in formset.initial_forms} if formset else {}
        self.stored = Opened.of(form.instance, [each.instance for each in self.forms.values()])
        is_sent = formset is not None and f"{formset.prefix}-TOTAL_FORMS" in data
        self.rows = sent.rows_of(self.merge.data, formset.prefix) if is_sent else []
        self.base = opened or self.unknown()
        self.slugs.know(each.instance.source for each in self.forms.values())
        self.slugs.know(_related(form.instance))
        #: Submitted citations by the number that they are known by here; new ones count down from -1.
        self.numbered: dict[int, Row] = {}
        if not is_sent:
            self.formset = None

    def unknown(self) -> Opened:
        """A state of before of which nothing is known."""
        values: Values = dict.fromkeys(self.stored.written.values, UNKNOWN)  # type: ignore[arg-type]
        keys = {*self.forms, *(row.pk for row in self.rows)}
        names = dict.fromkeys(("claim", "source"), UNKNOWN)
        citations = [Cited(dict(names), int(key)) for key in sorted(keys) if key.isdecimal()]  # type: ignore[arg-type]
        return Opened(Written(self.stored.written.kind, values, citations), {})

    def done(self) -> Merge:
        base = self.base.written
        wanted = Written(base.kind, self.read(self.form, self.form.add_prefix, base.values))
        if self.formset is not None:
            wanted.citations = self.wanted_rows()
        else:
            wanted.citations = base.citations
        outcome = merged_values(base, self.stored.written, wanted)
        self.lay(self.form, self.form.add_prefix, outcome)
        if self.formset is not None:
            self.lay_rows(outcome)
        return self.merge

    # Reading ------------------------------------------------------------------------------------------------

    def read(self, form, address, before: Values, data: QueryDict | None = None) -> Values:
        """What was sent for the fields of a form, untouched ones as they were before."""
        values: Values = {}
        for name, each in sent.editable(form):
            if name in self.stored.written.values or name in ("claim", "source") or form is not self.form:
                value = sent.value_of(
                    each, self.merge.data if data is None else data, address(name), self.slugs
                )
                was = before.get(name)
                values[name] = was if was is not UNKNOWN and sent.is_same(value, was) else value
        return values

    def wanted_rows(self) -> list[Cited]:
        """The submitted citations that are not to be deleted, in the order in which they shall stand."""
        prefix, empty = self.formset.prefix, self.formset.empty_form
        before = {each.pk: each.values for each in self.base.written.citations}
        name = f"{prefix}-{{}}-source"
        self.slugs.read(
            empty.fields["source"].queryset.model,
            [self.merge.data.get(name.format(row.index)) for row in self.rows],
        )
        wanted = []
        for place, row in enumerate(self.rows, start=1):
            key = int(row.pk) if row.pk.isdecimal() and row.pk.isascii() else -place
            if row.pk and key not in before and row.pk not in self.forms:
                key = -place  # no citation of this record: the formset refuses that
            self.numbered[key] = row
            if row.deleted:
                continue
            values = self.read(
                empty, lambda field, row=row: f"{prefix}-{row.index}-{field}", before.get(key, {})
            )
            values.pop("position", None)
            wanted.append(Cited(values, key))
        return wanted

    # Writing ------------------------------------------------------------------------------------------------

    def lay(self, form, address, outcome: Merged | CitedMerge, label: str = "") -> None:
        """Write into the data what was taken over, and note what both changed."""
        values = outcome.values if isinstance(outcome, Merged) else outcome.citation.values
        stored = self.stored.written.values if isinstance(outcome, Merged) else {}
        for name, each in sent.editable(form):
            html_name = address(name)
            initial = form.get_initial_for_field(each, name)
            if name in outcome.taken:
                if isinstance(outcome, Merged) and values[name] != stored.get(name):
                    sent.put_written(self.merge.data, each, html_name, values[name])
                else:
                    sent.put(self.merge.data, each, html_name, initial)
                self.merge.taken.append(label or sent.label_of(each))
            elif name in outcome.conflicts:
                if _is_no_longer_a_choice(each, outcome.conflicts[name].wanted):
                    sent.put(self.merge.data, each, html_name, initial)
                    self.merge.taken.append(label or sent.label_of(each))
                else:
                    self.merge.conflicts[html_name] = sent.shown(each, initial)
                    clash = pieces.of(each, html_name, outcome.conflicts[name], self.form.instance)
                    self.merge.clashes[html_name] = clash
                    if clash.text is not None:
                        self.merge.data[html_name] = clash.text

    def lay_rows(self, outcome: Merged) -> None:
        label = str(self.formset.model._meta.verbose_name)
        by_key = {each.wanted.pk: each for each in outcome.cited if each.wanted is not None}
        clashes = {each.citation.pk: each for each in outcome.cited if each.clash == "changed"}
        rows = []
        for key, row in self.numbered.items():
            found = by_key.get(key)
            if key < 0:
                if found is not None or row.deleted or row.pk:
                    rows.append(row)
            elif row.deleted:
                if key in clashes:
                    row.deleted, row.clash = False, "changed"
                    sent.fill(row, self.forms[row.pk])
                if row.pk in self.forms:
                    rows.append(row)
            elif found is None:
                self.merge.taken.append(label)  # deleted by the other, and left alone here
            else:
                if found.clash == "deleted":
                    row.pk, row.clash = "", "deleted"
                rows.append(row)
        for each in outcome.cited:
            if "*" in each.taken:
                row = Row(-1, str(each.citation.pk), {})
                sent.fill(row, self.forms[row.pk])
                rows.append(row)
                self.merge.taken.append(label)
        keys = {id(row): key for key, row in self.numbered.items()}
        for row in sent.write_rows(self.merge.data, self.formset.prefix, rows):
            prefix = f"{self.formset.prefix}-{row.index}"
            if row.clash:
                self.merge.rows[prefix] = row.clash
            found = by_key.get(keys.get(id(row), 0))
            if row.pk in self.forms and found is not None and not row.clash:
                self.lay(self.forms[row.pk], lambda name, prefix=prefix: f"{prefix}-{name}", found, label)
                self.lay_position(row, prefix)

    def lay_position(self, row: Row, prefix: str) -> None:
        """A place that was not given here is the one that is stored."""
        before = self.base.positions.get(int(row.pk))
        form, name = self.forms[row.pk], f"{prefix}-position"
        if "position" in form.fields and before is not None and self.merge.data.get(name) == str(before):
            self.merge.data[name] = str(form.instance.position)


def _related(record):
    """The records that a record refers to, as far as they were read with it."""
    yield from filter(None, record._state.fields_cache.values())
    for each in record._meta.many_to_many:
        yield from getattr(record, each.name).all()


def _is_no_longer_a_choice(form_field: forms.Field, value) -> bool:
    """Whether a choice made here is closed by now: what was published cannot become a draft again."""
    if isinstance(form_field, forms.ModelChoiceField) or not isinstance(form_field, forms.ChoiceField):
        return False
    return not form_field.valid_value(value) if value else False
