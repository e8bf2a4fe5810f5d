"""Two people save one record: what each changed is kept, and where both changed the same, both are shown.

Merging happens on what was submitted, before the form reads it. For every field, each language by itself, and
for every field of every citation there are three values: the one the form was opened with (its digest, see
`archive.editing.snapshot`), the stored one, and the submitted one.

- Only the other one changed it: the stored value takes its place in the form.
- Only this one changed it: the submitted value stays.
- Both changed it, to different values: the submitted value stays in the form, and the form is not saved but
  shown again, with the stored text beside it. Saving once more is then a decision.

Whoever calls this holds a lock on the record's row until the save is done.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import QueryDict

from archive import languages
from archive.editing.snapshot import Snapshot, canonical, digest


@dataclass
class Row:
    """One citation of the submitted form, by its place there."""

    index: int
    pk: str
    data: dict[str, list[str]]
    deleted: bool = False
    #: What became of it: "", "deleted" (somebody deleted what was edited here) or "changed" (the reverse).
    clash: str = ""


@dataclass
class Merge:
    """What came of it: the data to bind the forms to, and what the editor must be told."""

    data: QueryDict
    #: Input name -> the stored text, where both changed the same field.
    conflicts: dict[str, str] = field(default_factory=dict)
    #: Prefix of a citation's form -> how it clashes, see `Row.clash`.
    rows: dict[str, str] = field(default_factory=dict)
    #: Labels of what was taken over from the other save.
    taken: list[str] = field(default_factory=list)
    #: Who saved meanwhile, if that is known.
    by: str = ""
    #: The record was deleted meanwhile.
    gone: bool = False

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.rows or self.gone)


def merged(data: QueryDict, opened: Snapshot | None, form, formset=None) -> Merge:
    """Merge what was submitted with what is stored.

    `form` and `formset` are unbound and show the stored record. Without a readable snapshot nobody can tell
    who changed what, and every difference is a conflict.
    """
    merge = Merge(data.copy())
    known = opened.fields if opened else {}
    for name, each in editable(form):
        _merge_field(merge, each, form, name, form.add_prefix(name), known.get(name), label=label_of(each))
    if formset is not None and f"{formset.prefix}-TOTAL_FORMS" in data:
        _merge_rows(merge, opened, formset)
    return merge


def as_new(data: QueryDict, prefix: str, parent: str) -> QueryDict:
    """The data of a form for a record that is gone, as the form of a new one with all its citations.

    `parent` is the input of a citation that names its record.
    """
    data = data.copy()
    rows = [row for row in _rows(data, prefix) if not row.deleted]
    for row in rows:
        row.pk = ""
        row.data.pop(parent, None)
    _write_rows(data, prefix, rows)
    return data


def editable(form) -> Iterator[tuple[str, forms.Field]]:
    for name, each in form.fields.items():
        if not (each.disabled or isinstance(each.widget, forms.HiddenInput) or name == "DELETE"):
            yield name, each


def label_of(form_field: forms.Field) -> str:
    """A field's name for the editor, with the language it is written in."""
    code = getattr(form_field, "language", "")
    return f"{form_field.label} ({languages.name(code)})" if code else str(form_field.label)


def _merge_field(merge, form_field, form, name, html_name, known, label) -> bool:
    """Merge one field; whether it is a conflict."""
    stored = form.get_initial_for_field(form_field, name)
    theirs = canonical(form_field, stored)
    submitted = form_field.widget.value_from_datadict(merge.data, {}, html_name)
    ours = canonical(form_field, submitted)
    if ours == theirs or known == digest(theirs):
        return False
    if known == digest(ours) or _is_no_longer_a_choice(form_field, ours):
        put(merge.data, form_field, html_name, stored)
        merge.taken.append(label)
        return False
    merge.conflicts[html_name] = shown(form_field, stored)
    return True


def _is_no_longer_a_choice(form_field, value: str) -> bool:
    """Whether a choice made here is closed by now: what was published cannot become a draft again."""
    if isinstance(form_field, forms.ModelChoiceField) or not isinstance(form_field, forms.ChoiceField):
        return False
    return not form_field.valid_value(value) if value else False


def put(data: QueryDict, form_field, html_name: str, value) -> None:
    """Write a stored value into the data as a browser would send it."""
    widget = form_field.widget
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    value = form_field.prepare_value(value)
    if isinstance(widget, forms.NullBooleanSelect):
        data[html_name] = {True: "true", False: "false"}.get(value, "unknown")
    elif isinstance(widget, forms.CheckboxInput):
        data.setlist(html_name, ["on"] if value else [])
        if not value:
            del data[html_name]
    elif isinstance(value, list | tuple | set):
        data.setlist(html_name, [str(form_field.prepare_value(one)) for one in value])
    else:
        data[html_name] = "" if value is None else str(value)


def shown(form_field, value) -> str:
    """A stored value in the words of the form."""
    if isinstance(form_field, forms.ModelChoiceField):
        value = form_field.prepare_value(value)
        keys = value if isinstance(value, list | tuple | set) else [value]
        found = form_field.queryset.filter(pk__in=[key for key in keys if key not in (None, "")])
        return ", ".join(form_field.label_from_instance(one) for one in found)
    if isinstance(form_field, forms.ChoiceField | forms.NullBooleanField):
        choices = dict(form_field.widget.choices)
        if isinstance(form_field, forms.NullBooleanField):
            value = {True: "true", False: "false"}.get(value, "unknown")
        return str(choices.get(value, value))
    return canonical(form_field, value)


def _rows(data: QueryDict, prefix: str) -> list[Row]:
    """The submitted citations."""
    try:
        total = int(data.get(f"{prefix}-TOTAL_FORMS", 0))
    except ValueError:
        return []  # the formset itself says what is wrong
    by_index = {}
    for key in data:
        index, _, name = key.removeprefix(f"{prefix}-").partition("-")
        if key.startswith(f"{prefix}-") and index.isdigit() and int(index) < total:
            by_index.setdefault(int(index), {})[name] = data.getlist(key)
    return [
        Row(index, (values.get("id") or [""])[0], values, deleted=bool(values.get("DELETE", [""])[0]))
        for index, values in sorted(by_index.items())
    ]


def _write_rows(data: QueryDict, prefix: str, rows: list[Row]) -> list[Row]:
    """Write the citations anew, those that exist before those that are new, as a formset wants them."""
    for key in [key for key in data if key.startswith(f"{prefix}-") and key.split("-")[1].isdigit()]:
        del data[key]
    rows = [row for row in rows if row.pk] + [row for row in rows if not row.pk]
    for index, row in enumerate(rows):
        row.index = index
        for name, values in row.data.items():
            if name not in ("id", "DELETE"):
                data.setlist(f"{prefix}-{index}-{name}", values)
        data[f"{prefix}-{index}-id"] = row.pk
        if row.deleted:
            data[f"{prefix}-{index}-DELETE"] = "on"
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(row.pk) for row in rows))
    return rows


def _merge_rows(merge: Merge, opened: Snapshot | None, formset) -> None:
    prefix = formset.prefix
    stored = {str(form.instance.pk): form for form in formset.initial_forms}
    known = opened.citations if opened else {}
    rows = []
    for row in _rows(merge.data, prefix):
        form = stored.get(row.pk)
        if not row.pk or (form is None and row.pk not in known and opened is not None):
            rows.append(row)  # new, or no citation of this record: the formset refuses that
        elif form is None:
            if not row.deleted and _edited(row, formset.empty_form, known.get(row.pk)):
                row.pk, row.clash = "", "deleted"
                rows.append(row)
            else:
                merge.taken.append(_label(formset))
        else:
            if row.deleted and _changed(form, known.get(row.pk)):
                row.deleted, row.clash = False, "changed"
                _fill(row, form)
            rows.append(row)
    submitted = {row.pk for row in rows}
    for pk, form in stored.items():
        if pk not in submitted and pk not in known and opened is not None:
            row = Row(-1, pk, {})
            _fill(row, form)
            rows.append(row)
            merge.taken.append(_label(formset))
    for row in _write_rows(merge.data, prefix, rows):
        row_prefix = f"{prefix}-{row.index}"
        if row.clash:
            merge.rows[row_prefix] = row.clash
        if (form := stored.get(row.pk)) is not None and not row.deleted:
            for name, each in editable(form):
                known_digest = known.get(row.pk, {}).get(name)
                _merge_field(merge, each, form, name, f"{row_prefix}-{name}", known_digest, _label(formset))


def _label(formset) -> str:
    return str(formset.model._meta.verbose_name)


def _fill(row: Row, form) -> None:
    """Give a submitted citation all its stored values."""
    data = QueryDict(mutable=True)
    for name, each in editable(form):
        put(data, each, name, form.get_initial_for_field(each, name))
    row.data = {name: data.getlist(name) for name in data}


def _edited(row: Row, form, known: dict[str, str] | None) -> bool:
    """Whether a submitted citation differs from what it was opened with."""
    data = QueryDict(mutable=True)
    for name, values in row.data.items():
        data.setlist(name, values)
    return any(
        (known or {}).get(name) != digest(canonical(each, each.widget.value_from_datadict(data, {}, name)))
        for name, each in editable(form)
    )


def _changed(form, known: dict[str, str] | None) -> bool:
    """Whether a stored citation differs from what the submitted form was opened with."""
    return any(
        (known or {}).get(name) != digest(canonical(each, form.get_initial_for_field(each, name)))
        for name, each in editable(form)
    )
