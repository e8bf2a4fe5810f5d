"""Sheets in the rooms: a list with its filters as a file, and a file brought in after a look at it."""

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive import sheets
from archive.admin import files, looking
from archive.admin.files import FileForm
from archive.models import RECORDS
from archive.sheets.exporting import TYPES, TooLong


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


class ImportForm(FileForm):
    """A sheet."""

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

    field_order = ("file", "kind", "why")
    too_long = gettext_lazy("This file is longer than 5 MB. Bring it in by the command import_records.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(model.kind_name, capfirst(model._meta.verbose_name)) for model in RECORDS]
        cast(forms.ChoiceField, self.fields["kind"]).choices = [("", "---------"), *kinds]

    def read(self, name, content):
        return sheets.read(name, content)


def import_view(site, request):
    """A sheet is looked at first: what each cell would change; then it is brought in as one change."""
    form = ImportForm(request.POST or None, request.FILES or None)
    done, kind = None, {}
    if request.method == "POST" and form.is_valid():
        typed, trial = form.cleaned_data, "import" not in request.POST
        kind = {"kind": typed["kind"]}
        how = {"by": request.user, "why": typed["why"], "trial": trial, "heeded": looking.heeded(request)}
        done = sheets.import_rows(typed["read"], **kind, **how)
        if not (trial or done.problems or done.asked):
            text = ngettext(
                "%(count)s record was changed.", "%(count)s records were changed.", len(done.changes)
            )
            messages.success(request, text % {"count": len(done.changes)})
            return HttpResponseRedirect(reverse("admin:changes"))
        looking.report(request, done, trial)
    context = {
        **site.each_context(request),
        "title": _("Bring in a sheet"),
        **files.context(form, done, kind),
    }
    return TemplateResponse(request, "admin/archive/import.html", context)
