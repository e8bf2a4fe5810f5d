"""Saving a record without losing what somebody else saved meanwhile (`archive.editing.merge`)."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import router, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin import history
from archive.editing import claims, merge, workflow
from archive.editing.snapshot import INPUT, Snapshot
from archive.models import Status


class SavingMixin:
    """For an admin of records: locks the row, merges, saves only what changed, and says what became of it."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            stored = self._locked(object_id)
            if stored is None and self.has_change_permission(request) and self.has_add_permission(request):
                form_url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
                object_id = None
                self._start_anew(request)
            elif stored is not None and self.has_change_permission(request, stored):
                self._merge(request, stored)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _locked(self, object_id):
        """The stored record, its row locked until the save is done (on SQLite the whole file is)."""
        try:
            key = self.opts.pk.to_python(unquote(object_id))
        except forms.ValidationError:
            return None
        rows = self.with_related(self.model._default_manager.filter(pk=key))
        return rows.select_for_update(of=("self",)).first()

    def _unbound(self, request, record):
        """The forms that show a stored record: its own, and that of its citations if there is one."""
        fieldsets = self.get_fieldsets(request, record)
        form = self.get_form(request, record, change=True, fields=flatten_fieldsets(fieldsets))(
            instance=record
        )
        formset = None
        for FormSet, inline in self.get_formsets_with_inlines(request, record):
            queryset = inline.get_queryset(request)
            formset = FormSet(instance=record, prefix=FormSet.get_default_prefix(), queryset=queryset)
        return form, formset

    def _merge(self, request, stored):
        form, formset = self._unbound(request, stored)
        opened = Snapshot.read(request.POST.get(INPUT, ""), stored)
        outcome = merge.merged(request.POST, opened, form, formset)
        request.POST = outcome.data
        if not outcome and not outcome.taken:
            return
        outcome.by = history.last_editor(stored)
        request.merge = outcome
        if outcome.taken:
            fields = ", ".join(dict.fromkeys(outcome.taken))
            text = _("%(who)s saved this record while you were writing. Taken over from there: %(fields)s.")
            messages.info(request, text % {"who": outcome.by or _("Somebody"), "fields": fields})

    def _start_anew(self, request):
        for FormSet, _inline in self.get_formsets_with_inlines(request):
            request.POST = merge.as_new(request.POST, FormSet.get_default_prefix(), FormSet.fk.name)
        request.merge = merge.Merge(request.POST, gone=True)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            record = obj
            form = context["adminform"].form
            formset = next((inline.formset for inline in context["inline_admin_formsets"]), None)
            if form.is_bound:  # the record in hand has what was typed; what is stored is asked for once more
                record = self.get_queryset(request).get(pk=obj.pk)
                form, formset = self._unbound(request, record)
            context["opened_with"] = {"name": INPUT, "value": Snapshot.of(form, formset).signed(record)}
            context["claims"] = claims.states(record) if claims.has_claims(self.model) else []
            context["is_public"] = record.status in (Status.PUBLISHED, Status.WITHDRAWN)
            context["stored"] = record
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """A new record is saved here; a changed one with its citations, and only if anything changed."""
        if not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if change and (form.has_changed() or any(formset.has_changed() for formset in formsets)):
            super().save_model(request, form.instance, form, change)
        super().save_related(request, form, formsets, change)

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        if obj.status == Status.PUBLISHED and (waiting := self._badges(obj)):
            messages.warning(request, waiting)
        return response

    def _badges(self, obj) -> str:
        """What a publisher should look at, after saving a public record."""
        if not claims.has_claims(self.model):
            return ""
        loose = [state.claim for state in claims.states(obj) if state.recheck]
        if not loose:
            return ""
        text = ngettext(
            "To be re-checked: the value of %(claims)s is not what its sources were recorded to say.",
            "To be re-checked: the values of %(claims)s are not what their sources were recorded to say.",
            len(loose),
        )
        return text % {"claims": ", ".join(workflow.claim_label(self.model, claim) for claim in loose)}
