"""What a browser sent for a record and its citations, read as plain values, and values as they are sent."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.http import QueryDict

from archive import languages
from archive.admin.forms import number, offered
from archive.entries.written import Value


class Slugs:
    """Records by the numbers that forms name them by, each kind read at once."""

    def __init__(self) -> None:
        self._known: dict[type, dict[str, str]] = {}

    def know(self, records: Iterable) -> None:
        for each in records:
            self._known.setdefault(type(each), {})[str(each.pk)] = each.slug

    def read(self, model, keys: Iterable) -> None:
        known = self._known.setdefault(model, {})
        if unknown := {each for key in keys if key and str(key) not in known and (each := number(str(key)))}:
            rows = model._default_manager.filter(pk__in=unknown).values_list("pk", "slug")
            known.update((str(pk), slug) for pk, slug in rows)

    def get(self, model, key) -> str:
        """The slug of a record; what is no number of one stays what was sent."""
        self.read(model, [key])
        return self._known[model].get(str(key), str(key))


@dataclass
class Row:
    """One citation of the submitted form, by its place there."""

    index: int
    pk: str
    data: dict[str, list[str]]
    deleted: bool = False
    #: What became of it: "", "deleted" (somebody deleted what was edited here) or "changed" (the reverse).
    clash: str = ""


def editable(form) -> Iterator[tuple[str, forms.Field]]:
    for name, each in form.fields.items():
        if not (each.disabled or isinstance(each.widget, forms.HiddenInput) or name == "DELETE"):
            yield name, each


def label_of(form_field: forms.Field) -> str:
    """A field's name for the editor, with the language it is written in."""
    code = getattr(form_field, "language", "")
    return f"{form_field.label} ({languages.name(code)})" if code else str(form_field.label)


# Reading ----------------------------------------------------------------------------------------------------


def value_of(form_field: forms.Field, data, html_name: str, slugs: Slugs) -> Value:
    """What was sent for one field as it is written; what cannot be read stays what was typed."""
    sent = form_field.widget.value_from_datadict(data, {}, html_name)
    if isinstance(form_field, forms.ModelMultipleChoiceField):
        model = offered(form_field).model
        slugs.read(model, sent or ())
        return sorted({slugs.get(model, each) for each in sent or () if each})
    if isinstance(form_field, forms.ModelChoiceField):
        return slugs.get(offered(form_field).model, sent) if sent else None
    with suppress(ValidationError):  # what is wrong with it is for the form to say
        sent = form_field.to_python(sent)
    return settled(sent)


def settled(value: Value) -> Value:
    """A value without what a browser does to it: line ends, blanks around it."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def is_same(one: Value, other: Value) -> bool:
    """Whether two values look alike in a form."""
    nothing: tuple[Value, ...] = (None, "", [])
    return settled(one) == settled(other) or (settled(one) in nothing and settled(other) in nothing)


def rows_of(data: QueryDict, prefix: str) -> list[Row]:
    """The submitted citations."""
    try:
        total = int(data.get(f"{prefix}-TOTAL_FORMS", 0))
    except ValueError:
        return []  # the formset itself says what is wrong
    by_index: dict[int, dict[str, list[str]]] = {}
    for key in data:
        index, _, name = key.removeprefix(f"{prefix}-").partition("-")
        if key.startswith(f"{prefix}-") and _is_index(index) and int(index) < total:
            by_index.setdefault(int(index), {})[name] = data.getlist(key)
    return [
        Row(index, (values.get("id") or [""])[0], values, deleted=bool(values.get("DELETE", [""])[0]))
        for index, values in sorted(by_index.items())
    ]


# Writing ----------------------------------------------------------------------------------------------------


def put(data: QueryDict, form_field: forms.Field, html_name: str, value) -> None:
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


def put_written(data: QueryDict, form_field: forms.Field, html_name: str, value: Value) -> None:
    """Write a value in its written form into the data: records are found by their slugs."""
    if isinstance(form_field, forms.ModelChoiceField):
        several = value if isinstance(value, list) else [value] if value else []
        keys = list(offered(form_field).filter(slug__in=several).values_list("pk", flat=True))
        value = keys if isinstance(form_field, forms.ModelMultipleChoiceField) else next(iter(keys), None)
    put(data, form_field, html_name, value)


def shown(form_field: forms.Field, value) -> str:
    """A stored value in the words of the form."""
    if isinstance(form_field, forms.ModelChoiceField):
        value = form_field.prepare_value(value)
        keys = value if isinstance(value, list | tuple | set) else [value]
        found = offered(form_field).filter(pk__in=[key for key in keys if key not in (None, "")])
        return ", ".join(form_field.label_from_instance(one) for one in found)
    if isinstance(form_field, forms.ChoiceField | forms.NullBooleanField):
        choices = dict(form_field.widget.choices)
        if isinstance(form_field, forms.NullBooleanField):
            value = {True: "true", False: "false"}.get(value, "unknown")
        return str(choices.get(value, value))
    return canonical(form_field, value)


def canonical(form_field: forms.Field, value) -> str:
    """A field's value as text, the same whether it was stored or submitted."""
    if isinstance(form_field, forms.ModelChoiceField):
        value = form_field.prepare_value(value)
        several = value if isinstance(value, list | tuple | set) else [value]
        return " ".join(sorted(str(one) for one in several if one not in (None, "")))
    with suppress(ValidationError):  # compared as it was typed; what is wrong with it is for the form to say
        value = form_field.to_python(value)
    return "" if value is None else str(settled(str(value)))


def _is_index(text: str) -> bool:
    """Whether it is the place of a row, as forms write it; ² is a digit, too, for Python."""
    return text.isascii() and text.isdecimal() and len(text) < 7


def write_rows(data: QueryDict, prefix: str, rows: list[Row]) -> list[Row]:
    """Write the citations anew, those that exist before those that are new, as a formset wants them."""
    for key in [key for key in data if key.startswith(f"{prefix}-") and _is_index(key.split("-")[1])]:
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


def fill(row: Row, form) -> None:
    """Give a submitted citation all its stored values."""
    data = QueryDict(mutable=True)
    for name, each in editable(form):
        put(data, each, name, form.get_initial_for_field(each, name))
    row.data = {name: data.getlist(name) for name in data}


def as_new(data: QueryDict, prefix: str, parent: str) -> QueryDict:
    """The data of a form for a record that is gone, as the form of a new one with all its citations.

    `parent` is the input of a citation that names its record.
    """
    data = data.copy()
    rows = [row for row in rows_of(data, prefix) if not row.deleted]
    for row in rows:
        row.pk = ""
        row.data.pop(parent, None)
    write_rows(data, prefix, rows)
    return data
