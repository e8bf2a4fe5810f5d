"""A form in which stands what a browser remembered of an earlier visit, and not what it was opened with.

After Back, a reload, or when a tab is restored, a browser may fetch a form anew and then lay over it the
values that its inputs had before, by their place on the page. Digests that came fresh with the form then call
old values new decisions, and a tick meant for one citation stands at another.

So a form also carries, in a list of choices, the *proof* of what it was opened with; the other choice is
nothing. A browser restores that as it restores every other list: it looks for the choice that it remembers,
which is not there any more, and nothing is chosen. A form without its proof is not saved but shown again. In
it what was typed into a text of the record stands beside what is stored; every choice and tick, and every
citation, is what is stored, for nobody can tell which of these were meant; and the texts of citations can be
copied.
"""

import hashlib
import json

from django import forms
from django.http import QueryDict

from archive.admin import sent
from archive.admin.merge import Merge
from archive.admin.sent import Row, canonical
from archive.editing.opened import Opened

#: Name of the list that holds the proof.
HELD = "_held"


def proof(opened: Opened, rows: list[str]) -> str:
    """What a form proves to hold: the state it was opened with, and its citations in their order."""
    cited = [
        [each.pk, opened.positions.get(each.pk or 0, 0), each.values] for each in opened.written.citations
    ]
    text = json.dumps([opened.written.values, cited, rows], sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def shown_rows(formset) -> list[str]:
    """The primary keys of the stored citations of a formset, in the order in which it shows them."""
    return [str(form["id"].value()) for form in formset.initial_forms] if formset is not None else []


def is_laid_over(data, opened: Opened | None, prefix: str) -> bool:
    """Whether a form that came with a readable snapshot cannot prove that its values belong to it."""
    if opened is None:
        return False  # then nothing is believed anyway, see `archive.admin.merge.merged`
    return data.get(HELD) != proof(opened, submitted_keys(data, prefix))


def taken_back(data, form, formset=None) -> Merge:
    """What such a form is shown with: `form` and `formset` are unbound and show the stored record."""
    found = Merge(data.copy(), restored=True)
    for name, each in sent.editable(form):
        html_name, stored = form.add_prefix(name), form.get_initial_for_field(each, name)
        submitted = each.widget.value_from_datadict(found.data, {}, html_name)
        if canonical(each, submitted) == canonical(each, stored):
            continue
        if _is_typed(each):
            found.conflicts[html_name] = sent.shown(each, stored)
        else:
            sent.put(found.data, each, html_name, stored)
    if formset is not None and f"{formset.prefix}-TOTAL_FORMS" in data:
        found.texts = _reset_rows(found, formset)
    return found


def _is_typed(form_field) -> bool:
    """Whether a field holds what somebody types, and not what is chosen or ticked."""
    return not isinstance(form_field, forms.ChoiceField | forms.BooleanField | forms.NullBooleanField)


def submitted_keys(data, prefix: str) -> list[str]:
    """The primary keys of the citations that a form was opened with, in their order."""
    try:
        count = min(int(data.get(f"{prefix}-INITIAL_FORMS", 0)), len(data))
    except ValueError:
        return []
    return [data.get(f"{prefix}-{index}-id", "") for index in range(count)]


def _reset_rows(found: Merge, formset) -> list[str]:
    """Put the stored citations in place of those submitted, but for new ones; texts that go with it."""
    stored = {str(form.instance.pk): form for form in formset.initial_forms}
    rows, texts = [], []
    for row in sent.rows_of(found.data, formset.prefix):
        if not row.pk and not _is_stored(row, formset):
            rows.append(row)
        elif row.pk:
            texts += _texts(row, formset.empty_form)
    kept = {text for form in stored.values() for text in _texts_of(form)}
    for pk, form in stored.items():
        row = Row(-1, pk, {})
        sent.fill(row, form)
        rows.append(row)
    sent.write_rows(found.data, formset.prefix, rows)
    return [text for text in dict.fromkeys(texts) if text not in kept]


def _is_stored(row: Row, formset) -> bool:
    """Whether a new citation says what a stored one says already."""
    names = dict(sent.editable(formset.empty_form))
    values = {name: _typed_in(row, each, name) for name, each in names.items() if name != "position"}
    return any(
        all(
            value == canonical(form.fields[name], form.get_initial_for_field(form.fields[name], name))
            for name, value in values.items()
        )
        for form in formset.initial_forms
    )


def _texts(row: Row, form) -> list[str]:
    values = (_typed_in(row, each, name) for name, each in sent.editable(form) if _is_text(each))
    return [value for value in values if value]


def _texts_of(form) -> list[str]:
    return [
        canonical(each, form.get_initial_for_field(each, name))
        for name, each in sent.editable(form)
        if _is_text(each)
    ]


def _is_text(form_field) -> bool:
    return isinstance(form_field, forms.CharField)


def _typed_in(row: Row, form_field, name: str) -> str:
    """What a submitted citation has in one of its fields, as text."""
    data = QueryDict(mutable=True)
    data.setlist(name, row.data.get(name, []))
    return canonical(form_field, form_field.widget.value_from_datadict(data, {}, name))
