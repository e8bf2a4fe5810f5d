"""What the rooms of all records have in common: two languages, sources, status, and saving without loss."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import models, router, transaction
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modeltranslation.admin import TranslationAdmin
from modeltranslation.translator import translator

from archive import languages
from archive import search as search_index
from archive.admin import actions, history
from archive.admin.columns import Columns
from archive.admin.filters import MissingLanguageFilter, SourcesFilter
from archive.admin.forms import RecordForm
from archive.admin.translated import TranslatedFieldsMixin
from archive.editing import claims, merge, translations, workflow
from archive.editing.snapshot import INPUT, Snapshot
from archive.models import Status

WITHDRAWAL = gettext_lazy("Withdrawal")
ADDRESS = gettext_lazy("Address and status")


class RecordAdmin(TranslatedFieldsMixin, history.HistoryMixin, Columns, TranslationAdmin):
    """One kind of record. A subclass names its sections, columns and filters."""

    form = RecordForm
    list_per_page = 50
    list_max_show_all = 500
    show_full_result_count = False
    save_on_top = False
    actions = (actions.submit_for_review, actions.publish)
    #: Title and lines of each section of the form; `("title",)` is a line with all languages side by side.
    sections: tuple = ()
    #: Filters of this kind besides those of every kind.
    own_filters: tuple = ()
    #: Foreign keys that a list or a record's name needs.
    related: tuple[str, ...] = ()
    #: What the search box searches besides the texts of every language.
    searched: tuple[str, ...] = ("slug",)
    #: Translated fields of related records that it searches in every language.
    searched_names: tuple[str, ...] = ()

    class Media:
        js = ["archive/admin-dates.js", "archive/admin-choices.js"]

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        names = [languages.column(name, code) for name in self.searched_names for code in languages.codes()]
        self.search_fields = (*self.searched, *names, *translations.columns(model))

    # What is shown ------------------------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        status = ["slug", "status"]
        sections = [(title, {"fields": self.abreast(fields)}) for title, fields in self.sections]
        fieldsets = [*sections, (ADDRESS, {"fields": status})]
        if obj is not None and (obj.status == Status.WITHDRAWN or self._may_withdraw(request, obj)):
            reason = self.abreast([("withdrawn_reason",)])
            closed = () if obj.status == Status.WITHDRAWN else ("collapse",)
            fieldsets.append((WITHDRAWAL, {"fields": reason, "classes": closed}))
        return fieldsets

    def _may_withdraw(self, request, obj) -> bool:
        return obj.status == Status.PUBLISHED and self.has_publish_permission(request)

    def get_readonly_fields(self, request, obj=None):
        readonly = list(super().get_readonly_fields(request, obj))
        if obj is not None and not self.has_publish_permission(request):
            readonly += self.replace_orig_field(["withdrawn_reason"])
        return readonly

    def get_prepopulated_fields(self, request, obj=None):
        """An address is proposed while a record is new; later it is changed only on purpose."""
        return super().get_prepopulated_fields(request, obj) if obj is None else {}

    def get_list_filter(self, request):
        with_claims = (SourcesFilter,) if claims.has_claims(self.model) else ()
        return ("status", *self.own_filters, MissingLanguageFilter, *with_claims)

    def get_search_results(self, request, queryset, search_term):
        """Every language is searched; the index adds spellings and inflections."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if (ids := getattr(search_index, "ids", None)) is None or not search_term.strip():
            return found, duplicates
        known = ids(self.model, search_term)
        return queryset.filter(models.Q(pk__in=list(known)) | models.Q(pk__in=found.values("pk"))), False

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)

    def get_view_on_site_url(self, obj=None):
        """The record's public address: for a draft that is its preview, which answers to staff alone."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    def choice_label(self, record) -> str:
        """A record as one of several to choose from."""
        return str(record)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return named(field, self.admin_site)

    def get_actions(self, request):
        """Records are deleted one at a time, if at all."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    # Who may do what ----------------------------------------------------------------------------------------

    def has_publish_permission(self, request) -> bool:
        return workflow.may_publish(request.user, self.model)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and workflow.may_delete(request.user, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs.setdefault("labels", labels(self.model))
        form = super().get_form(request, obj, change=change, **kwargs)
        form.publisher = self.has_publish_permission(request)
        form.merge = getattr(request, "merge", None)
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**options, "form_kwargs": {"merge": getattr(request, "merge", None)}}

    # Saving without loss ------------------------------------------------------------------------------------

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
        queryset = self.model._default_manager.select_related(*self.related).select_for_update(of=("self",))
        return queryset.filter(pk=key).first()

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

    # Deleting -----------------------------------------------------------------------------------------------

    def delete_view(self, request, object_id, extra_context=None):
        """Say plainly what to do instead, where a record cannot or should not be deleted."""
        change_url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
        return super().delete_view(request, object_id, {"change_url": change_url, **(extra_context or {})})

    def get_deleted_objects(self, objs, request):
        """What goes with a record: its citations, in words, without the rows that only join two tables."""
        _nested, counts, lacking, protected = super().get_deleted_objects(objs, request)
        joining = {field.remote_field.through._meta.verbose_name_plural for field in self.opts.many_to_many}
        listed = []
        for record in objs:
            listed.append(f"{capfirst(self.opts.verbose_name)}: {record}")
            if claims.has_claims(self.model):
                cited = record.citations.select_related("source")
                listed.append([history.citation_words(citation, self.model) for citation in cited])
        return (
            listed,
            {name: count for name, count in counts.items() if name not in joining},
            lacking,
            protected,
        )

    def render_delete_form(self, request, context):
        context["is_public"] = context["object"].published_at is not None
        return super().render_delete_form(request, context)


def labels(model) -> dict[str, str]:
    """What fields in one language are called where they can only be read."""
    return {
        languages.column(
            field, code
        ): f"{capfirst(model._meta.get_field(field).verbose_name)} ({languages.name(code)})"
        for field in translator.get_options_for_model(model).all_fields
        for code in languages.codes()
    }


def named(field, admin_site):
    """Give the choices of a field the labels by which the rooms of those records tell them apart."""
    if isinstance(field, forms.ModelChoiceField) and admin_site.is_registered(field.queryset.model):
        related = admin_site.get_model_admin(field.queryset.model)
        if label := getattr(related, "choice_label", None):
            field.label_from_instance = label
        if needed := getattr(related, "related", ()):
            field.queryset = field.queryset.select_related(*needed)
    return field
