"""Texts as PO files at the translation desk: given out, and brought in after a look at what would change."""

import base64
import binascii

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive import languages
from archive.admin.copies import visible_kinds
from archive.editing import workflow
from archive.entries.parts import KINDS
from archive.translating import po

#: Bytes that a file may have which is brought in through a page; longer ones by the command.
MOST = 5 * 1024 * 1024


class FileForm(forms.Form):
    """A PO file, and why it is brought in."""

    file = forms.FileField(
        label=gettext_lazy("PO file"),
        required=False,
        help_text=gettext_lazy("First you see what would change; nothing is changed by that."),
        widget=forms.FileInput(attrs={"accept": ".po"}),
    )
    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)
    content = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean() or {}
        sent = cleaned.get("file")
        if sent is None and cleaned.get("content"):
            try:
                content = base64.b64decode(cleaned["content"], validate=True)
            except binascii.Error as error:
                raise forms.ValidationError(_("Choose the file again.")) from error
            sent = SimpleUploadedFile("texts.po", content)
        if sent is None:
            raise forms.ValidationError({"file": _("Choose a file.")})
        if sent.size > MOST:
            text = _("This file is longer than 5 MB. Bring it in by the command import_texts.")
            raise forms.ValidationError({"file": text})
        cleaned["bytes"] = sent.read()
        try:
            cleaned["catalog"] = po.read(cleaned["bytes"])
        except po.Unreadable as error:
            raise forms.ValidationError({"file": str(error)}) from error
        return cleaned


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
    form = FileForm(request.POST or None, request.FILES or None)
    done, held = None, {}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        trial = "import" not in request.POST
        done = po.bring_in(typed["catalog"], by=request.user, why=typed["why"], trial=trial)
        if not trial and not done.problems:
            text = ngettext("%(count)s text was changed.", "%(count)s texts were changed.", len(done.changes))
            messages.success(request, text % {"count": len(done.changes)})
            return HttpResponseRedirect(reverse("admin:desk"))
        held = {"content": base64.b64encode(typed["bytes"]).decode("ascii"), "why": typed["why"]}
    codes = languages.codes()
    context = {
        **site.each_context(request),
        "title": _("Texts as PO files"),
        "form": form,
        "done": done,
        "held": held,
        "pairs": [
            (languages.name(source), languages.name(target), reverse("admin:desk_po", args=[source, target]))
            for source in codes
            for target in codes
            if source != target
        ],
    }
    return TemplateResponse(request, "admin/archive/desk_files.html", context)
