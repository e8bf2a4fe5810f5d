"""Sheets in the rooms: a list with its filters as a file, and a file brought in after a look at it."""

import base64
import binascii
from typing import cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive import sheets
from archive.models import RECORDS
from archive.sheets.exporting import TYPES, TooLong

#: Bytes that a file may have which is brought in through a page; longer ones by the command.
MOST = 5 * 1024 * 1024
#: Records and mistakes that are shown at once.
SHOWN = 200


class ExportMixin(admin.ModelAdmin):
    """For an admin of records: its list as a sheet, as far as it is filtered."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/<slug:ending>/", view, name=name), *super().get_urls()]

    def export_view(self, request, ending):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if ending not in TYPES:
            raise BadRequest("That is no kind of sheet.")
        found = self.get_changelist_instance(request).get_queryset(request)
        keys = found.order_by().values_list("pk", flat=True)
        records = self.model._default_manager.filter(pk__in=list(keys)).order_by("slug")
        try:
            content = sheets.export(self.model, records, ending)
        except TooLong as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse(f"admin:archive_{self.opts.model_name}_changelist"))
        response = HttpResponse(content, content_type=TYPES[ending])
        name = f"{self.model.kind_name}-{timezone.localdate().isoformat()}.{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


class ImportForm(forms.Form):
    """A sheet, and why it is brought in."""

    file = forms.FileField(
        label=gettext_lazy("Sheet"),
        required=False,
        help_text=gettext_lazy(
            "A file (.csv, .xlsx, .json) with the columns of an export. A blank cell leaves what is stored, "
            "∅ empties it. First you see what would change; nothing is changed by that."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        help_text=gettext_lazy("Only for a sheet without a column “record”."),
    )
    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    content = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(model.kind_name, capfirst(model._meta.verbose_name)) for model in RECORDS]
        cast(forms.ChoiceField, self.fields["kind"]).choices = [("", "---------"), *kinds]

    def clean(self):
        cleaned = super().clean() or {}
        sent = cleaned.get("file")
        if sent is None and cleaned.get("content"):
            try:
                content = base64.b64decode(cleaned["content"], validate=True)
            except binascii.Error as error:
                raise forms.ValidationError(_("Choose the file again.")) from error
            sent = SimpleUploadedFile(cleaned.get("name") or "sheet", content)
        if sent is None:
            raise forms.ValidationError({"file": _("Choose a file.")})
        if sent.size > MOST:
            text = _("This file is longer than 5 MB. Bring it in by the command import_records.")
            raise forms.ValidationError({"file": text})
        cleaned["bytes"], cleaned["sheet"] = sent.read(), sent.name
        try:
            cleaned["rows"] = sheets.read(sent.name, cleaned["bytes"])
        except sheets.Unreadable as error:
            raise forms.ValidationError({"file": str(error)}) from error
        return cleaned


def import_view(site, request):
    """A sheet is looked at first: what each cell would change; then it is brought in as one change."""
    form = ImportForm(request.POST or None, request.FILES or None)
    done, held = None, {}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        trial = "import" not in request.POST
        done = sheets.import_rows(
            typed["rows"], kind=typed["kind"], by=request.user, why=typed["why"], trial=trial
        )
        if not trial and not done.problems:
            text = ngettext(
                "%(count)s record was changed.", "%(count)s records were changed.", len(done.changes)
            )
            messages.success(request, text % {"count": len(done.changes)})
            return HttpResponseRedirect(reverse("admin:changes"))
        content = base64.b64encode(typed["bytes"]).decode("ascii")
        held = {"name": typed["sheet"], "content": content, "kind": typed["kind"], "why": typed["why"]}
    context = {
        **site.each_context(request),
        "title": _("Bring in a sheet"),
        "form": form,
        "done": done,
        "held": held,
        "shown": SHOWN,
    }
    return TemplateResponse(request, "admin/archive/import.html", context)
