"""Beside each text of a form: whether it is a rough translation, and whether an outdated one is still right.

A box of each form field says what is to be; what it says is compared with what the form was opened with, so
that a mark somebody else made meanwhile stays.
"""

from django import forms
from django.utils.translation import gettext_lazy

from archive import languages
from archive.editing import translations
from archive.entries.written import Values, Written, slugs_in

#: What the names of the boxes begin with; the column follows.
ROUGH, RIGHT = "rough-", "right-"


def add(form, values: Values | None = None) -> None:
    """Give a form of a record its boxes; `values` if it shows another state than the record's own."""
    record = form.instance
    rough, stale = (
        slugs_in(values.get(name)) if values is not None else getattr(record, name)
        for name in translations.MARKS
    )
    for column in translations.by_column(type(record)):
        if column not in form.fields:
            continue
        form.fields[ROUGH + column] = forms.BooleanField(
            label=gettext_lazy("Rough translation"), required=False, initial=column in rough
        )
        if column in stale:
            form.fields[RIGHT + column] = forms.BooleanField(
                label=gettext_lazy("It is still right as it stands"), required=False
            )


def values(form, opened: Written | None, stored: Values) -> Values:
    """The marks as they are to be, where the boxes of a valid form change them.

    `stored` is the state that the changes are made to, `opened` the one that the form was opened with.
    """
    known = translations.by_column(type(form.instance))
    rough, stale = (set(slugs_in(stored.get(name))) for name in translations.MARKS)
    before = set(slugs_in((opened.values if opened else stored).get(translations.ROUGH)))
    for column, (field, code) in known.items():
        ticked = form.cleaned_data.get(ROUGH + column)
        if ticked is not None and ticked != (column in before):
            (rough.add if ticked else rough.discard)(column)
        if form.cleaned_data.get(RIGHT + column) and _has_seen(opened, stored, field, code):
            stale.discard(column)
    wanted: Values = {translations.ROUGH: sorted(rough), translations.STALE: sorted(stale)}
    return {name: value for name, value in wanted.items() if value != sorted(slugs_in(stored.get(name)))}


def _has_seen(opened: Written | None, stored: Values, field: str, code: str) -> bool:
    """Whether the other languages say what they said when the form was opened."""
    if opened is None:
        return False
    then, now = translations.texts(opened.values, field), translations.texts(stored, field)
    return all(then[other] == now[other] for other in languages.codes() if other != code)
