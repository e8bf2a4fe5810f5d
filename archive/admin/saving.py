"""Saving a record without losing what somebody else saved meanwhile (`archive.admin.merge`)."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import router, transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin import (
    drafts,
    entered,
    history,
    looking,
    marks,
    merge,
    pieces,
    presence,
    restored,
    sent,
    submission,
)
from archive.editing import claims, second_look, workflow
from archive.editing.checking import Fault, Refused
from archive.editing.opened import Opened
from archive.editing.saving import LookFirst, commit
from archive.models import Citation
from archive.visible import is_readable

#: Name of the hidden input that takes along what a form was opened with.
INPUT = "_opened_with"


class SavingMixin(admin.ModelAdmin):
    """For an admin of records: locks the row, merges, saves only what changed, and says what became of it."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id is None:
            request.merge = self._merge_added(request)
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

    def with_related(self, queryset):
        """With what a record's name needs."""
        raise NotImplementedError

    def get_object(self, request, object_id, from_field=None):
        """The record with its sets, which its form, its claims and what it was opened with all read."""
        record = super().get_object(request, object_id, from_field)
        if record is not None and request.method == "GET":
            prefetch_related_objects([record], *[each.name for each in self.opts.many_to_many])
        return record

    def _locked(self, object_id):
        """The stored record, its row locked until the save is done (on SQLite the whole file is)."""
        try:
            key = self.opts.pk.to_python(unquote(object_id))
        except forms.ValidationError:
            return None
        keys = [each.name for each in self.opts.concrete_fields if each.is_relation]
        rows = self.with_related(self.model._default_manager.filter(pk=key))
        rows = rows.select_related(*keys) if keys else rows
        sets = [each.name for each in self.opts.many_to_many]
        return rows.prefetch_related(*sets).select_for_update(of=("self",)).first()

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
        opened = Opened.read(request.POST.get(INPUT, ""), stored)
        request.seen = opened.written if opened is not None else None
        request.stored_values = Opened.of(stored).written.values
        prefix = formset.prefix if formset is not None else ""
        again = getattr(request, "sent_before", False)
        if again or restored.is_laid_over(request.POST, opened, prefix):
            outcome = restored.taken_back(request.POST, form, formset)
            outcome.again = again
        else:
            request.POST, left = pieces.chosen(request.POST, stored)
            if left:
                text = _(
                    "Where you had typed into the very passage, your text stands and theirs was not taken."
                )
                messages.warning(request, text)
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

    def _merge_added(self, request):
        """What stands against saving the form of a new record: it was saved, or was not typed now."""
        data = request.POST
        if getattr(request, "sent_before", False):
            return merge.Merge(data, again=True)
        if submission.INPUT in data and data.get(restored.HELD) != data[submission.INPUT]:
            return merge.Merge(data, restored=True)
        return None

    def _start_anew(self, request):
        for FormSet, _inline in self.get_formsets_with_inlines(request):
            request.POST = sent.as_new(request.POST, FormSet.get_default_prefix(), FormSet.fk.name)
        request.merge = merge.Merge(request.POST, gone=True)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            record = obj
            form = context["adminform"].form
            formset = shown = next((inline.formset for inline in context["inline_admin_formsets"]), None)
            if form.is_bound:  # the record in hand has what was typed; what is stored is asked for once more
                record = self.get_queryset(request).get(pk=obj.pk)
                form, formset = self._unbound(request, record)
            opened = Opened.of(record, citations_of(formset))
            context["opened_with"] = {"name": INPUT, "value": opened.signed(record)}
            context["held"] = restored.proof(opened, restored.shown_rows(shown))
            context["claims"] = claims.states(record) if claims.has_claims(self.model) else []
            context["is_public"] = record.is_readable
            context["stored"] = record
            context["open_every"] = presence.EVERY
        if add or self.has_change_permission(request, obj):
            context["draft"] = drafts.name(request, self.model, obj if change else None)
        if getattr(request, "remarks", None):
            context |= looking.context(request.remarks)
        if getattr(request, "merge", None):
            context["texts"] = request.merge.texts
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """What saving refuses although the form let it pass is shown in the form (Django's stubs lack it)."""
        try:
            return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        except Refused as refused:
            request.faults = refused.faults
        except LookFirst as first:
            request.faults, request.remarks = [Fault("", looking.nothing_saved())], first.remarks
        return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def save_model(self, request, obj, form, change):
        """Nothing yet: a record is saved together with its citations."""

    def save_related(self, request, form, formsets, change):
        values, citations = entered.values(form), entered.citations(formsets)
        values |= self.marks(request, form)
        done = commit(
            form.instance,
            values,
            citations,
            by=request.user,
            seen=getattr(request, "seen", None),
            heeded=looking.heeded(request),
            **entered.reason(form),
        )
        request.committed = done
        if done:
            self.committed(request, done)
            self._ask_why(request, done)

    def marks(self, request, form):
        """Which texts are rough translations or out of date, as far as the form changes that."""
        stored = getattr(request, "stored_values", {})
        return marks.values(form, getattr(request, "seen", None), stored)

    def _ask_why(self, request, done):
        """Ask why a public record changed in substance, where it was not said: readers see it."""
        version = done.version
        if not is_readable(version.status_before) or version.minor or version.why:
            return
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_version"
        where = reverse(name, args=[done.record.pk, version.number])
        text = _("Readers see that this record was changed. Say in a few words why: {link}.")
        link = format_html('<a href="{}">{}</a>', where, _("give a reason"))
        messages.info(request, format_html(text, link=link))

    def committed(self, request, done):
        """For what is to be said after a save that changed something."""

    def response_add(self, request, obj, post_url_continue=None):
        self._second_look(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def _second_look(self, request, obj):
        if self.model.CLAIMS:  # read once for all that is said after a save
            cited = Prefetch("citations", Citation.objects.select_related("source"))
            prefetch_related_objects([obj], cited)
        for remark in second_look.remarks(obj):
            messages.warning(request, remark)

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """Django says of every save that it changed something."""
        done = getattr(request, "committed", None)
        if done is not None and not done and level == messages.SUCCESS:
            level, message = messages.INFO, _("Nothing had to be changed: the record says that already.")
        super().message_user(request, message, level, *args, **kwargs)

    def response_change(self, request, obj):
        self._second_look(request, obj)
        response = super().response_change(request, obj)
        if obj.is_published and (waiting := self._badges(obj)):
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


def citations_of(formset) -> list:
    """The stored citations that a formset shows."""
    return [each.instance for each in formset.initial_forms] if formset is not None else []
