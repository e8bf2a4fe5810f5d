"""What stands in the forms of a record, as the plain values that are saved (`archive.entries.written`)."""

import math
from collections.abc import Iterable
from typing import Any, TypedDict

from django.db.models import QuerySet

from archive.entries.written import Cited, Value, Values, citation_values, own_fields
from archive.models import Citation, Record


def values(form) -> Values:
    """The columns of a record that were changed in its valid form."""
    known = {"slug", *own_fields(type(form.instance))}
    return {name: plain(form.cleaned_data[name]) for name in form.changed_data if name in known}


def every_value(form) -> Values:
    """Every column of a record that its valid form lets one change."""
    known = {"slug", *own_fields(type(form.instance))}
    names = [name for name, each in form.fields.items() if name in known and not each.disabled]
    return {name: plain(form.cleaned_data[name]) for name in names}


class Reason(TypedDict):
    why: str
    minor: bool


def reason(form) -> Reason:
    """Why it is changed, and whether that is a small correction; a new record needs no reason."""
    typed = form.cleaned_data
    return {"why": typed.get("why") or "", "minor": bool(typed.get("minor"))}


def citations(formsets) -> list[Cited] | None:
    """All citations as they stand in a valid form, in their order; None where nobody touched one."""
    changed = [formset for formset in formsets if formset.has_changed()]
    if not changed:
        return None
    placed: list[tuple[tuple[float, int], Cited]] = []
    for formset in changed:
        for index, form in enumerate(formset.forms):
            if form in formset.deleted_forms or not (form.instance.pk or form.has_changed()):
                continue
            placed.append(((_place(form), index), _cited(form)))
    return [cited for _place, cited in sorted(placed, key=lambda each: each[0])]


def _place(form) -> float:
    """Where a citation stands; a new one without a number of its own comes last."""
    position = form.cleaned_data.get("position")
    return math.inf if form.instance.pk is None and not position else position or 0


def _cited(form) -> Cited:
    if not form.has_changed():
        return Cited(citation_values(form.instance), form.instance.pk)
    known = {"claim", *own_fields(Citation)}
    before = citation_values(form.instance) if form.instance.pk else {}
    typed = {name: plain(value) for name, value in form.cleaned_data.items() if name in known}
    return Cited({**before, **typed}, form.instance.pk)


def plain(value: Any) -> Value:
    """A cleaned value: other records by their slug."""
    if isinstance(value, QuerySet | list | tuple):
        return sorted(each.slug for each in value)
    return value.slug if isinstance(value, Record) else value


def faults_by_form(faults: Iterable, form) -> Iterable[tuple[str | None, str]]:
    """What saving refuses, each with the input it belongs to; None for the form as a whole."""
    for fault in faults:
        here = fault.citation is None and fault.field in form.fields
        yield (fault.field if here else None), fault.message
