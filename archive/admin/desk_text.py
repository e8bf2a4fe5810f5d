"""One text at the translation desk, beside what it is a translation of: written, saved, and to the next."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import languages
from archive.admin import looking
from archive.admin.forms import TextField
from archive.editing import compared, copies, translations, workflow
from archive.editing.checking import Refused
from archive.editing.opened import Opened
from archive.editing.outcome import Committed, Conflicting, Gone, LookFirst
from archive.entries.parts import KINDS
from archive.entries.written import cited, slugs_in
from archive.models import WorkingCopy
from archive.translating import finding, saving
from archive.translating.finding import Place
from archive.versions import accord, differences
from archive.versions.words import Piece
from archive.versions.words import compared as word_by_word

#: Name of the hidden input with the state that a text was begun with.
OPENED = "_opened_with"


class TextForm(forms.Form):
    """One text in one language."""

    text = TextField(label=gettext_lazy("Translation"), required=False, widget=forms.Textarea)
    rough = forms.BooleanField(label=gettext_lazy("Rough translation"), required=False)
    minor = forms.BooleanField(label=gettext_lazy("Small correction"), required=False)
    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)


@dataclass(frozen=True)
class Source(languages.InOne):
    """The same text in another language, and what changed in it since the translation was in line with it."""

    code: str
    text: str
    since: list[Piece]


def address(place: Place) -> str:
    return reverse("admin:desk_text", args=[place.record.kind_name, place.record.pk, place.column])


def next_address(place: Place) -> str:
    """Where the text after this one is looked for."""
    after = f"{place.record.kind_name}/{place.record.pk}/{place.field}"
    return f"{reverse('admin:desk_next', args=[place.code])}?{urlencode({'after': after})}"


def view(site, request, kind, key, column):
    """One text beside what it is a translation of."""
    place = _found(site, request, kind, key, column)
    record = place.record
    here = saving.standing(record, request.user)
    form = TextForm(request.POST or None, initial=_initial(here, place))
    form.fields["text"].widget.attrs.update(
        lang=place.code, dir=languages.direction(place.code), rows=_rows(place), autofocus=True
    )
    instead: dict | None = {}
    if request.method == "POST" and form.is_valid():
        instead = _save(site, request, place, form.cleaned_data)
        if instead is None:
            return HttpResponseRedirect(address(place) if "stay" in request.POST else next_address(place))
        record.refresh_from_db()
        here = saving.standing(record, request.user)
    opened = Opened.of(record, cited(record)) if here.copy is None else Opened(here.written, {})
    marks = {name: column in slugs_in(here.written.values.get(name)) for name in translations.MARKS}
    context = {
        **site.each_context(request),
        "title": f"{record} · {differences.label_with_language(type(record), column)}",
        "record": record,
        "place": place,
        "code": place.code,
        "language": languages.name(place.code),
        "kind": capfirst(type(record)._meta.verbose_name_plural),
        "form": form,
        "sources": _sources(place, here, marks[translations.STALE]),
        "stale": marks[translations.STALE],
        "copy": here.copy,
        "at_once": here.at_once,
        "opened_with": {"name": OPENED, "value": opened.signed(record)},
        "next_url": next_address(place),
        "progress": finding.progress(type(record), place.code),
        "edit_url": reverse(f"admin:archive_{record._meta.model_name}_change", args=[record.pk]),
        **(instead or {}),
    }
    return TemplateResponse(request, "admin/archive/desk_text.html", context)


def _found(site, request, kind, key, column) -> Place:
    model = KINDS.get(kind)
    if model is None or column not in translations.by_column(model) or key >= 2**63:
        raise Http404
    field, code = translations.by_column(model)[column]
    model_admin = site.get_model_admin(model)
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    if code not in workflow.languages_of(request.user, model):
        raise PermissionDenied
    record = model_admin.with_related(model._default_manager.filter(pk=key)).first()
    if record is None:
        raise Http404
    return Place(record, field, code)


def _initial(here, place: Place) -> dict:
    values = here.written.values
    rough = place.column in slugs_in(values.get(translations.ROUGH))
    return {"text": values.get(place.column) or "", "rough": rough}


def _rows(place: Place) -> int:
    longest = max(len(text) for text in languages.texts(place.record, place.field).values())
    return min(max(longest // 60 + 2, 3), 24)


def _sources(place: Place, here, stale: bool) -> list[Source]:
    since = {each.code: each.pieces for each in accord.since(place.record, place.column)} if stale else {}
    texts = translations.texts(here.written.values, place.field)
    return [
        Source(code, text, since.get(code, [])) for code, text in texts.items() if code != place.code and text
    ]


def _save(site, request, place: Place, said: dict) -> dict | None:
    """Save what was written; None if it is saved, else what the page says of it besides."""
    record, column = place.record, place.column
    opened = Opened.read(request.POST.get(OPENED, ""), record)
    if opened is None:
        messages.error(request, _("Nothing was saved: the page was not whole. Look it through, then save."))
        return {}
    right = {column} if "right" in request.POST else set()
    texts = {} if right else {column: said["text"]}
    rough = {column} if said["rough"] else set()
    values = saving.with_marks(opened.written, texts, rough, right, minor=said["minor"])
    try:
        done = saving.save(
            record,
            values,
            opened.written,
            by=request.user,
            why=said["why"],
            minor=said["minor"],
            heeded=looking.heeded(request),
        )
    except Conflicting as conflict:
        messages.error(request, _("Nothing was saved: somebody else changed this text meanwhile."))
        found = conflict.merged.conflicts.get(column)
        return {"theirs": word_by_word(str(found.stored or ""), str(found.wanted or ""))} if found else {}
    except LookFirst as look:
        messages.error(request, looking.nothing_saved())
        return looking.context(look.remarks)
    except Refused as refused:
        messages.error(request, " ".join((_("Nothing was saved."), *refused.sentences)))
        return {}
    except copies.NotNow as reason:
        messages.error(request, str(reason))
        return {}
    except Gone:
        messages.error(request, _("The record was deleted meanwhile."))
        return {}
    _tell(site, request, place, done)
    return None


def _tell(site, request, place: Place, done) -> None:
    label = differences.label_with_language(type(place.record), place.column)
    if isinstance(done, WorkingCopy):
        messages.success(request, _("%(text)s: saved as a working copy.") % {"text": label})
    elif isinstance(done, Committed) and done:
        changed = [{"changed": {"fields": list(done.difference.fields)}}]
        site.get_model_admin(type(place.record)).log_change(request, done.record, changed)
        messages.success(request, _("%(text)s: saved.") % {"text": label})
    else:
        messages.info(request, _("Nothing was changed, so there is nothing to save."))
        return
    if place.record.is_published and not isinstance(done, WorkingCopy):
        return  # whatever there is to look at was looked at before
    values = saving.standing(place.record, request.user).written.values
    both = translations.texts(values, place.field)
    for remark in compared.compared(both.get(compared.HINDI, ""), both.get(compared.ENGLISH, "")):
        messages.warning(request, f"{label}: {remark}")
