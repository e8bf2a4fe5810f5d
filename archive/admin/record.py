"""What the rooms of all records have in common: two languages, sources, status, and saving without loss."""

from typing import cast

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin
from modeltranslation.translator import translator

from archive import languages, search
from archive.admin import actions, history
from archive.admin.choices import ChoicesMixin
from archive.admin.columns import Columns
from archive.admin.copying import CopyingMixin
from archive.admin.filters import SourcesFilter, TranslationFilter
from archive.admin.forms import RecordForm, offered
from archive.admin.presence import PresenceMixin
from archive.admin.searching import BoundedSearch, found_or_warning
from archive.admin.sheets import ExportMixin
from archive.admin.translated import TranslatedFieldsMixin
from archive.admin.versions import VersionsMixin
from archive.editing import claims, translations, workflow
from archive.sheets.exporting import TYPES

WITHDRAWAL = gettext_lazy("Withdrawal")
ADDRESS = gettext_lazy("Address and status")
THIS_CHANGE = gettext_lazy("This change")


class RecordAdmin(
    BoundedSearch,
    TranslatedFieldsMixin,
    ChoicesMixin,
    CopyingMixin,
    VersionsMixin,
    PresenceMixin,
    ExportMixin,
    history.HistoryMixin,
    Columns,
    TranslationAdmin,
):
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
        found = (*self.searched, *names, *translations.columns(model))
        self.search_fields = found  # type: ignore[misc]  # Django asks the instance

    # What is shown ------------------------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        status = ["slug", "status"]
        sections = [(title, {"fields": self.abreast(fields)}) for title, fields in self.sections]
        fieldsets = [*sections, (ADDRESS, {"fields": status})]
        if obj is not None and (obj.is_withdrawn or self._may_withdraw(request, obj)):
            reason = self.abreast([("withdrawn_reason",)])
            closed = () if obj.is_withdrawn else ("collapse",)
            fieldsets.append((WITHDRAWAL, {"fields": reason, "classes": closed}))
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets.append((THIS_CHANGE, {"fields": ["why", "minor"]}))
        return fieldsets

    def _may_withdraw(self, request, obj) -> bool:
        return obj.is_published and self.has_publish_permission(request)

    def get_readonly_fields(self, request, obj=None):
        readonly = list(super().get_readonly_fields(request, obj))
        if obj is not None and not self.has_publish_permission(request):
            readonly += self.replace_orig_field(["withdrawn_reason"])
        if workflow.is_translator(request.user, self.model):
            columns = translations.by_column(self.model).items()
            codes = workflow.languages_of(request.user, self.model)
            own = {column for column, (_field, code) in columns if code in codes} | {"why", "minor"}
            shown = flatten_fieldsets(self.get_fieldsets(request, obj))
            readonly += [name for name in shown if name not in own and name not in readonly]
        return readonly

    def get_inline_instances(self, request, obj=None):
        """Who translates is shown no form of citations; the claims and their sources stand above."""
        if workflow.is_translator(request.user, self.model):
            return []
        return super().get_inline_instances(request, obj)

    def get_prepopulated_fields(self, request, obj=None):
        """An address is proposed while a record is new; later it is changed only on purpose."""
        return super().get_prepopulated_fields(request, obj) if obj is None else {}

    def get_list_filter(self, request):
        with_claims = (SourcesFilter,) if claims.has_claims(self.model) else ()
        return ("status", *self.own_filters, TranslationFilter, *with_claims)

    def get_search_results(self, request, queryset, search_term):
        """Every language is searched; the index adds spellings and inflections."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, duplicates
        known = found_or_warning(request, lambda: search.ids(self.model, search_term))
        return queryset.filter(models.Q(pk__in=known) | models.Q(pk__in=found.values("pk"))), False

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(
            request, {"title": title, "can_be_exported": tuple(TYPES), **(extra_context or {})}
        )

    def get_queryset(self, request):
        return self.with_related(super().get_queryset(request))

    def with_related(self, queryset):
        """With what a record's name needs; without a name, `select_related()` would follow every key."""
        return queryset.select_related(*self.related) if self.related else queryset

    def get_view_on_site_url(self, obj=None):
        """The record's public address: for a draft that is its preview, which answers to staff alone."""
        return obj.get_absolute_url() if obj is not None and obj.pk else None

    def choice_label(self, record) -> str:
        """A record as one of several to choose from."""
        return str(record)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return named(field, self.admin_site)

    def get_actions(self, request, action_location=None):
        """Records are deleted one at a time, if at all. Django 6.1 says where actions shall stand."""
        where = {} if action_location is None else {"action_location": action_location}
        found = super().get_actions(request, **where)
        found.pop("delete_selected", None)
        return found

    # Who may do what ----------------------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        """Translators change texts of their languages; saving itself refuses them everything else."""
        return super().has_change_permission(request, obj) or workflow.may_write(request.user, self.model)

    def has_move_permission(self, request) -> bool:
        return workflow.may_change(request.user, self.model)

    def has_publish_permission(self, request) -> bool:
        return workflow.may_publish(request.user, self.model)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and workflow.may_delete(request.user, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs.setdefault("labels", labels(self.model))
        form = cast(type[RecordForm], super().get_form(request, obj, change=change, **kwargs))
        form.publisher = self.has_publish_permission(request)
        form.merge = getattr(request, "merge", None)
        form.faults = getattr(request, "faults", ())
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**options, "form_kwargs": {"merge": getattr(request, "merge", None), "kind": self.model}}

    # Deleting -----------------------------------------------------------------------------------------------

    def delete_view(self, request, object_id, extra_context=None):
        """Say plainly what to do instead, where a record cannot or should not be deleted."""
        change_url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
        return super().delete_view(request, object_id, {"change_url": change_url, **(extra_context or {})})

    def get_deleted_objects(self, objs, request):
        """What goes with a record: its citations, in words, without the rows that only join two tables."""
        _nested, counts, lacking, protected = super().get_deleted_objects(objs, request)
        through = [field.remote_field.through for field in self.opts.many_to_many]
        joining = {table._meta.verbose_name_plural for table in through if table}
        listed: list[str | list[str]] = []
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
        context["is_public"] = workflow.was_public(context["object"])
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
    """Give the choices of a field the labels by which the rooms of those records tell them apart.

    A record is deleted in its own room, where what rests on it is named, and not from beside a choice.
    """
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = False
    if isinstance(field, forms.ModelChoiceField) and admin_site.is_registered(offered(field).model):
        related = admin_site.get_model_admin(offered(field).model)
        if label := getattr(related, "choice_label", None):
            field.label_from_instance = label  # type: ignore[method-assign]  # as Django's manual says
        if needed := getattr(related, "related", ()):
            field.queryset = offered(field).select_related(*needed)
    return field
