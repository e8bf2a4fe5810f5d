"""What Django logs of people's acts in these rooms, told in the language of whoever reads it.

It stores the name that a record had in the language of the writer, and English labels with a capital letter,
which no catalogue translates back.
"""

import json
from typing import Any, NamedTuple

from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from archive.editing import translations
from archive.models import Citation, Record
from archive.versions import differences


class Act(NamedTuple):
    """One act, and what it was done to as it is called today."""

    entry: LogEntry
    name: str


def named(site, entries) -> list[Act]:
    """Acts with the names of today; what is gone keeps the name it had."""
    found = list(entries)
    keys: dict[type[models.Model], set[str]] = {}
    for entry in found:
        model = _model(entry)
        if model is not None and entry.object_id and not entry.is_deletion():
            keys.setdefault(model, set()).add(entry.object_id)
    names: dict[tuple[type[models.Model], str], str] = {}
    for model, wanted in keys.items():
        rows = model._default_manager.filter(pk__in=wanted)
        if site.is_registered(model) and hasattr(room := site.get_model_admin(model), "with_related"):
            rows = room.with_related(rows)
        names |= {(model, str(each.pk)): str(each) for each in rows}
    return [Act(each, names.get((_model(each), each.object_id), each.object_repr)) for each in found]


def words(entry: LogEntry) -> str:
    """What was changed, with the names that fields have in the active language."""
    try:
        said = json.loads(entry.change_message)
    except ValueError:
        return entry.get_change_message()
    model = _model(entry)
    if not isinstance(said, list) or model is None:
        return entry.get_change_message()
    for part in said:
        for act in part.values():
            if "fields" in act:
                about = Citation if act.get("name") == "citation" else model
                written = [name for name in act["fields"] if name not in translations.MARKS]
                act["fields"] = [_label(about, name) for name in written or act["fields"]]
    return LogEntry(change_message=json.dumps(said)).get_change_message()


def _model(entry: LogEntry) -> Any:
    return entry.content_type.model_class() if entry.content_type is not None else None


def _label(model: type[models.Model], name: str) -> str:
    """A field by what was logged of it: its column, or the English label of its input."""
    if issubclass(model, Record | Citation):
        return differences.label_with_language(model, name)
    for field in model._meta.get_fields():
        if isinstance(field, models.Field):
            with override(None):
                english = str(capfirst(field.verbose_name))
            if name == english:
                return str(capfirst(field.verbose_name))
    return gettext(name)
