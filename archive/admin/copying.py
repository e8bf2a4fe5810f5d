"""The form of a record as the form of its working copy, and saving into one (`archive.editing.copies`)."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from archive import languages
from archive.admin import entered, looking, marks, pieces, preview, restored, sent
from archive.admin.laid import laid
from archive.admin.saving import INPUT, SavingMixin
from archive.editing import copies, review, workflow
from archive.editing.checking import Fault
from archive.editing.merging import Merged, conflicts_of
from archive.editing.opened import Opened
from archive.editing.outcome import Conflicting, LookFirst
from archive.entries.written import Written
from archive.versions import differences
from archive.visible import is_readable

#: Names of the buttons.
COPY, SUBMIT, PREVIEW = "_copy", "_submit", "_preview"


class CopyingMixin(SavingMixin):
    """For an admin of records: changes of published records are saved as working copies."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_copy"
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<path:object_id>/copy/", view, name=name), *super().get_urls()]

    def copy_view(self, request, object_id):
        """The form of the working copy of a record that is being prepared."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        copy = request.copy = copies.unfinished(record)
        request.of_copy = True
        if copy is None and request.method == "POST":
            text = _(
                "The working copy that you had open is finished by now. What you change goes into a new one."
            )
            messages.info(request, text)
        elif copy is None:
            messages.info(request, _("There is no working copy of this record that could be changed."))
            return HttpResponseRedirect(self._change_url(record))
        elif request.method != "POST":
            form, formset = self._unbound(request, record)
            here = copies.rebased(copy, record)
            self._show(request, form, formset, here.outcome, here.written)
        return self.changeform_view(request, object_id)

    def _change_url(self, record) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[quote(record.pk)])

    def copy_url(self, record) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_copy", args=[quote(record.pk)])

    # Showing ------------------------------------------------------------------------------------------------

    def _show(self, request, form, formset, outcome: Merged, written: Written, by: str = "") -> None:
        """Have the forms show what came of a merge; `written` is what the copy says by now."""
        more = {"why": request.copy.why, "minor": request.copy.minor}
        found = laid(form, formset, outcome, more, by or _("Somebody"))
        request.opened = Opened(written, {})
        request.merge = found
        request.laid = found.data
        if request.method == "POST":
            request.POST = found.data

    def get_form(self, request, obj=None, change=False, **kwargs):
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.laid = getattr(request, "laid", None) if request.method != "POST" else None
        form.copying = getattr(request, "of_copy", False)
        if form.copying and getattr(request, "opened", None) is not None:
            form.shown = request.opened.written.values
        form.at_once = workflow.may_change_public(request.user, self.model)
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method != "POST" and getattr(request, "laid", None) is not None:
            options["data"] = request.laid
        return options

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not getattr(request, "of_copy", False):
            return fieldsets
        reasons = {languages.column("withdrawn_reason", code) for code in languages.codes()}
        return [each for each in fieldsets if not reasons & set(_flat(each[1]["fields"]))]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        answer = super().render_change_form(request, context, add, change, form_url, obj)
        shown = answer.context_data
        shown["can_preview"] = shown.get("show_save", True) and not shown["is_popup"]
        if obj is None or not change:
            return answer
        copy = getattr(request, "copy", None)
        stored = shown["stored"]
        public = is_readable(stored.status) and self.has_change_permission(request, stored)
        at_once = workflow.may_change_public(request.user, self.model)
        if copy is not None:
            shown.update(self._copy_context(request, copy, stored, shown))
        elif public:
            shown["can_copy"], shown["copy"] = True, copies.unfinished(stored)
            if shown["copy"] is not None:
                shown["copy_url"] = self.copy_url(stored)
        shown["can_preview"] = shown["can_preview"] and self.has_change_permission(request, stored)
        if copy is not None or (public and not at_once):
            shown.update(copy_only=True)
            shown.update(show_save=False, show_save_and_continue=False, show_save_and_add_another=False)
            shown["show_delete_link"] = shown["show_delete"] = False
        return answer

    def _copy_context(self, request, copy, stored, shown) -> dict:
        opened = request.opened
        inline = next(iter(shown["inline_admin_formsets"]), None)
        keys = []
        if inline is not None:
            keys = restored.submitted_keys(inline.formset.data, inline.formset.prefix)
        return {
            "title": _("Working copy"),
            "copying": copy,
            "review_url": reverse("admin:copy", args=[copy.pk]),
            "public_url": self._change_url(stored),
            "opened_with": {"name": INPUT, "value": opened.signed(stored)},
            "held": restored.proof(opened, keys),
            "claims": [],
        }

    # Saving -------------------------------------------------------------------------------------------------

    def _merge(self, request, stored):
        if getattr(request, "copy", None) is None:
            return super()._merge(request, stored)
        form, formset = self._unbound(request, stored)
        prefix = formset.prefix if formset is not None else ""
        opened = Opened.read(request.POST.get(INPUT, ""), stored)
        again = getattr(request, "sent_before", False)
        if opened is None or again or restored.is_laid_over(request.POST, opened, prefix):
            here = copies.rebased(request.copy, stored)
            names = [name for name in request.POST if not name.startswith(("_", "csrf"))]
            typed = [value for name in names for value in request.POST.getlist(name)]
            self._show(request, form, formset, here.outcome, here.written)
            known = {value for name in request.POST for value in request.POST.getlist(name)}
            request.merge.texts = [value for value in dict.fromkeys(typed) if value and value not in known]
            request.merge.restored, request.merge.again = not again, again
            return None
        request.opened = opened
        request.POST, left = pieces.chosen(request.POST, stored)
        if left:
            text = _("Where you had typed into the very passage, your text stands and theirs was not taken.")
            messages.warning(request, text)
        if formset is not None:
            kept = {str(each.instance.pk) for each in formset.initial_forms}
            rows = sent.rows_of(request.POST, prefix)
            for row in rows:
                row.pk = row.pk if row.pk in kept else ""
            request.POST = request.POST.copy()
            sent.write_rows(request.POST, prefix, rows)
        return None

    def _changeform_view(self, request, object_id, form_url, extra_context):
        try:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        except preview.Previewed as previewed:
            return previewed.response
        except copies.NotNow as reason:
            request.faults = [Fault("", str(reason))]
        except Conflicting as conflict:
            record = self._locked(object_id)
            copy = copies.unfinished(record)
            if copy is None:
                raise
            if getattr(request, "copy", None) is not None:
                form, formset = self._unbound(request, record)
                written = copies.rebased(copy, record).written
                self._show(request, form, formset, conflict.merged, written, copy.changed_by)
            else:
                request.faults = [Fault("", self._says_other(record, copy, conflict.merged))]
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _says_other(self, record, copy, outcome: Merged) -> str:
        named = dict.fromkeys(conflicts_of(outcome))
        fields = get_text_list(
            [differences.label_with_language(self.model, name) for name in named], _("and")
        )
        text = _("{who} has begun a working copy that says something else: {fields}. {link}")
        link = format_html(
            '<a href="{}" target="_blank">{}</a>', self.copy_url(record), _("Change it there.")
        )
        return format_html(text, who=copy.who, fields=fields, link=link)

    def save_related(self, request, form, formsets, change):
        if PREVIEW in request.POST:
            raise preview.Previewed(self._preview(request, form, formsets))
        copy, reason = getattr(request, "copy", None), entered.reason(form)
        request.saved_copy = None
        if copy is not None:
            wanted = self._wanted(request, form, formsets)
            record, was = form.instance, request.opened.written
            request.saved_copy = copies.save(copy, record, was, wanted, by=request.user, **reason)
        elif change and self._goes_to_copy(request, form):
            values, citations = entered.values(form), entered.citations(formsets)
            values |= self.marks(request, form)
            request.goes_to_copy = True
            request.saved_copy = copies.propose(form.instance, values, citations, by=request.user, **reason)
        else:
            super().save_related(request, form, formsets, change)

    def _goes_to_copy(self, request, form) -> bool:
        if not is_readable(form.stored_status):
            return False
        return (
            form.copying or COPY in request.POST or not workflow.may_change_public(request.user, self.model)
        )

    def _wanted(self, request, form, formsets) -> Written:
        """What a form of a copy says, whole; what was left alone is as it was opened."""
        was = request.opened.written
        values = dict(was.values)
        for name, value in entered.every_value(form).items():
            if not sent.is_same(value, was.values.get(name)):
                values[name] = value
        values |= marks.values(form, request.opened.written, values)
        cited = entered.citations(formsets)
        if cited is None:
            cited = Written.of(form.instance).citations if form.instance.CLAIMS else []
        return Written(was.kind, values, cited)

    def _preview(self, request, form, formsets):
        """The public page as it would be with what stands in the form; nothing is saved."""
        if getattr(request, "copy", None) is not None:
            wanted = self._wanted(request, form, formsets)
            values, cited = wanted.values, wanted.citations if form.instance.CLAIMS else None
        else:
            values, cited = entered.values(form), entered.citations(formsets)
        return preview.page(request, form.instance, values, cited, request.POST[PREVIEW])

    # What comes after ---------------------------------------------------------------------------------------

    def construct_change_message(self, request, form, formsets, add=False):
        if getattr(request, "copy", None) is not None or getattr(request, "goes_to_copy", False):
            return []
        return super().construct_change_message(request, form, formsets, add)

    def response_change(self, request, obj):
        copy = getattr(request, "saved_copy", None)
        if copy is None and not getattr(request, "goes_to_copy", False):
            return super().response_change(request, obj)
        if copy is None:
            messages.info(request, _("Nothing was changed, so there is nothing to save."))
            return HttpResponseRedirect(request.get_full_path())
        messages.success(request, _("Saved as a working copy. Readers see none of it yet."))
        if SUBMIT in request.POST:
            try:
                review.submit(copy, by=request.user, heeded=looking.heeded(request))
                messages.success(request, _("Submitted: a publisher will look at it."))
            except copies.NotNow as reason:
                messages.info(request, str(reason))
            except LookFirst:
                text = _("It is saved, and not submitted yet: look at the places below first.")
                messages.warning(request, text)
        if "_continue" in request.POST:
            return HttpResponseRedirect(self.copy_url(obj))
        return HttpResponseRedirect(reverse("admin:copy", args=[copy.pk]))


def _flat(fields) -> list[str]:
    return [name for line in fields for name in (line if isinstance(line, list | tuple) else [line])]
