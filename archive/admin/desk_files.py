"""Texts as PO files at the translation desk: given out, and brought in after a look at what would change."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive import languages
from archive.admin import files, looking
from archive.admin.copies import visible_kinds
from archive.admin.files import FileForm
from archive.editing import workflow
from archive.entries.parts import KINDS
from archive.translating import po


class TextsForm(FileForm):
    """A PO file."""

    file = forms.FileField(
        label=gettext_lazy("PO file"),
        required=False,
        help_text=gettext_lazy("First you see what would change; nothing is changed by that."),
        widget=forms.FileInput(attrs={"accept": ".po"}),
    )

    too_long = gettext_lazy("This file is longer than 5 MB. Bring it in by the command import_texts.")

    def read(self, name, content):
        return po.read(content)


def give(site, request, source, target):
    """The texts that a person may see as a file: of one kind if it is asked for, all or those that wait."""
    kinds = visible_kinds(site, request)
    if not kinds:
        raise PermissionDenied
    if source == target or not {source, target} <= set(languages.codes()):
        raise Http404
    chosen = KINDS.get(request.GET.get("kind", ""))
    kinds = [chosen] if chosen in kinds else kinds
    content = po.export(kinds, source, target, waiting="waiting" in request.GET)
    response = HttpResponse(content, content_type=po.TYPE)
    name = f"{source}-{target}-{timezone.localdate().isoformat()}.po"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def take(site, request):
    """A file is looked at first: what each entry would change; then it is brought in as one change."""
    if not any(workflow.may_write(request.user, model) for model in visible_kinds(site, request)):
        raise PermissionDenied
    form = TextsForm(request.POST or None, request.FILES or None)
    done = None
    if request.method == "POST" and form.is_valid():
        typed, trial = form.cleaned_data, "import" not in request.POST
        how = {"by": request.user, "why": typed["why"], "trial": trial, "heeded": looking.heeded(request)}
        done = po.bring_in(typed["read"], **how)
        if not (trial or done.problems or done.asked):
            text = ngettext("%(count)s text was changed.", "%(count)s texts were changed.", len(done.changes))
            messages.success(request, text % {"count": len(done.changes)})
            return HttpResponseRedirect(reverse("admin:desk"))
        looking.report(request, done, trial)
    codes = languages.codes()
    context = {
        **site.each_context(request),
        "title": _("Texts as PO files"),
        **files.context(form, done),
        "pairs": [
            (languages.name(source), languages.name(target), reverse("admin:desk_po", args=[source, target]))
            for source in codes
            for target in codes
            if source != target
        ],
    }
    return TemplateResponse(request, "admin/archive/desk_files.html", context)
