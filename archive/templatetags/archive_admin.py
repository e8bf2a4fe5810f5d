"""What the templates of the admin ask for."""

from django import template
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from archive import languages
from archive.admin import acts, marks
from archive.admin.history import citation_words, source_name
from archive.admin.sent import label_of
from archive.editing import asserted
from archive.editing.workflow import claim_label
from archive.versions import accord

register = template.Library()

register.filter("citation_words", citation_words)
register.filter("source_name", source_name)
register.filter("act_words", acts.words)
register.filter("language_name", languages.name)
register.filter("direction", languages.direction)


@register.simple_tag
def latest_acts(entries, user, most: int) -> list[acts.Act]:
    """What somebody did last in these rooms."""
    return acts.named(admin.site, entries.filter(user=user)[:most])


@register.filter
def claim_name(state, record) -> str:
    """The name of a claim of this record."""
    return claim_label(type(record), state.claim)


@register.filter
def claim_names(claims, record) -> str:
    """The names of several claims of a record."""
    return ", ".join(claim_label(type(record), claim) for claim in claims)


@register.filter
def form_address(record) -> str:
    """Where a record is edited."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


@register.filter
def kind_label(record) -> str:
    """What kind of record it is."""
    return capfirst(record._meta.verbose_name)


@register.filter
def asserted_words(value: str, state) -> str:
    """A value as a source asserts it, in words: dates, and what can be chosen."""
    return asserted.words(type(state.citations[0].record), state.claim, value)


@register.filter
def gist(citation) -> str:
    """What a citation says, in one line: the value it asserts, where, and the beginning of its note."""
    value = (
        asserted.words(type(citation.record), citation.claim, citation.asserts) if citation.asserts else ""
    )
    said = Truncator(languages.text(citation, "note").text or citation.quote).chars(90)
    return " · ".join(part for part in (value, citation.locator, said) if part) or gettext(
        "supports the value as it stands"
    )


@register.filter
def has_errors(fieldset) -> bool:
    """Whether something is wrong in this section; Django looks only at fields that stand alone on a line."""
    return any(name in fieldset.form.errors for name in flatten(fieldset.fields))


@register.simple_tag
def wrong_fields(adminform, inlines) -> list[tuple[str, str]]:
    """Where something is wrong, as ids and names, in the order of the page."""
    found = _wrong(adminform.form, [name for fieldset in adminform for name in flatten(fieldset.fields)])
    for inline in inlines:
        if inline.non_form_errors():
            found.append((f"{inline.formset.prefix}-heading", capfirst(inline.opts.verbose_name_plural)))
        kind = capfirst(inline.opts.verbose_name)
        for number, form in enumerate(inline.formset.forms, start=1):
            if not inline.formset._should_delete_form(form):
                found += [(id_, f"{kind} {number}: {label}") for id_, label in _wrong(form, form.fields)]
    return found


@register.inclusion_tag("admin/archive/text_marks.html")
def text_marks(field) -> dict:
    """The boxes beside a text, and what changed in the other languages since one that is out of date."""
    form, column = field.form, field.name
    right = form[marks.RIGHT + column] if marks.RIGHT + column in form.fields else None
    return {
        "rough": form[marks.ROUGH + column] if marks.ROUGH + column in form.fields else None,
        "right": right,
        "since": accord.since(form.instance, column) if right else [],
    }


def _wrong(form, names) -> list[tuple[str, str]]:
    wrong = [name for name in names if name in form.errors and name in form.fields]
    return [(form[name].auto_id, label_of(form.fields[name])) for name in wrong]
