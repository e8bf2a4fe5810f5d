"""The citations of a record, on the record's own form."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationStackedInline

from archive import dates
from archive.admin.forms import ArchiveForm, KnownChoiceField, KnownSelect, number
from archive.admin.record import named
from archive.admin.translated import TranslatedFieldsMixin
from archive.editing import asserted, workflow
from archive.editing.checking import said_twice
from archive.models import Citation, Source
from archive.models.citation import PARENTS


class CitationForm(ArchiveForm):
    """One citation; `kind` is the model of the record it stands behind."""

    def __init__(self, *args, kind=None, **kwargs):
        self.kind = kind
        super().__init__(*args, **kwargs)
        if "source" in self.instance._state.fields_cache:
            self.show_source(self.instance.source)

    def show_source(self, source: Source | None) -> None:
        """Tell the box what is chosen in it, which it would ask the database for."""
        widget = getattr(self.fields.get("source"), "widget", None)
        select = getattr(widget, "widget", widget)
        if isinstance(select, KnownSelect) and source is not None:
            select.known = source

    def _get_validation_exclusions(self):
        """Without what the form has looked up itself, row by row for the database otherwise."""
        found = super()._get_validation_exclusions()  # type: ignore[misc]  # the stubs do not know it
        return found | {"source", *PARENTS}

    def clean(self):
        cleaned = super().clean()
        clash = self.merge.rows.get(self.prefix) if self.merge else None
        who = (self.merge and self.merge.by) or _("Somebody")
        if clash == "deleted":
            text = _(
                "%(who)s deleted this citation while you were changing it. What you typed stands here as a "
                "new citation: save it, or remove it."
            )
            raise ValidationError(text % {"who": who}, code="conflict")
        if clash == "changed":
            text = _(
                "%(who)s changed this citation while you were deleting it. It stands here as it is now: "
                "delete it again if it is to go."
            )
            raise ValidationError(text % {"who": who}, code="conflict")
        self._read_asserted(cleaned)
        return cleaned

    def _read_asserted(self, cleaned):
        """Read the asserted value as the claim has it; one that stands as it was stored is left alone."""
        claim, text = cleaned.get("claim"), cleaned.get("asserts")
        if not (self.kind and claim and text) or not {"claim", "asserts"} & set(self.changed_data):
            return
        try:
            cleaned["asserts"] = asserted.read(self.kind, claim, text)
        except (asserted.AssertedError, dates.DateError) as error:
            self.add_error("asserts", str(error))


class CitationFormSet(BaseInlineFormSet):
    """The citations of one record, judged together with the record as it is about to be saved.

    What their inputs name is read for all of them at once: three queries for each row would be asked else.
    """

    def add_fields(self, form, index):
        super().add_fields(form, index)
        name = self._pk_field.name  # type: ignore[attr-defined]  # the stubs do not know it
        row = form.fields[name]
        form.fields[name] = KnownChoiceField(
            row.queryset, initial=row.initial, required=row.required, widget=row.widget
        )
        form.fields[name].read = self._row
        if self.is_bound:
            form.fields["source"].read = self._source
            form.show_source(self._source(form["source"].data))

    def _row(self, key):
        return self._existing_object(number(key))  # type: ignore[attr-defined]  # the stubs do not know it

    def _source(self, key):
        return self._sources.get(number(key) or 0)

    @cached_property
    def _sources(self) -> dict[int, Source]:
        """Every source that is named in the form."""
        names = (f"{self.add_prefix(index)}-source" for index in range(self.total_form_count()))
        return Source.objects.in_bulk({number(self.data.get(name)) for name in names} - {None})

    def clean(self):
        super().clean()
        self._refuse_twice()
        if not self.instance.is_published or any(self.errors):
            return
        standing = [
            form for form in self.forms if form not in self.deleted_forms and form.cleaned_data.get("source")
        ]
        if refusal := workflow.refusal(self.instance, [form.instance for form in standing]):
            raise ValidationError(refusal, code="unsourced")

    def _refuse_twice(self):
        """Say that a citation stands there already; two that were stored before are left as they are."""
        standing: dict[tuple[str, ...], forms.ModelForm] = {}
        for form in self.forms:
            if form in self.deleted_forms or not form.is_valid() or not form.cleaned_data.get("source"):
                continue
            said = tuple(
                str(value or "")
                for name, value in sorted(form.cleaned_data.items())
                if name not in ("id", "position", "DELETE", self.fk.name)
            )
            first = standing.setdefault(said, form)
            if first is not form and (form.has_changed() or first.has_changed()):
                form.add_error(None, ValidationError(said_twice(), code="twice"))


class CitationInline(TranslatedFieldsMixin, TranslationStackedInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    extra = 0
    autocomplete_fields = ("source",)
    template = "admin/archive/citations.html"
    rows = {"quote": 2, "note": 2}

    def get_fieldsets(self, request, obj=None):
        main = [("claim", "source"), ("asserts", "locator"), ("note",)]
        more = ["quote", ("quote_language", "as_of", "position")]
        return [
            (None, {"fields": self.abreast(main)}),
            (_("Quoted words and more"), {"fields": self.abreast(more), "classes": ("collapse",)}),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj is None else 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "claim":
            return self._claims(db_field)
        if db_field.name == "source":
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
            kwargs["form_class"] = KnownChoiceField
        return named(super().formfield_for_dbfield(db_field, request, **kwargs), self.admin_site)

    def _claims(self, db_field):
        parent = self.parent_model
        choices = [(claim, workflow.claim_label(parent, claim)) for claim in parent.CLAIMS]
        return forms.ChoiceField(
            label=capfirst(db_field.verbose_name),
            choices=[("", "---------"), *choices],
            help_text=db_field.help_text,
        )

    # Citations are part of their record: who may change it may change them, and nobody else.

    def has_view_permission(self, request, obj=None):
        return self._of_parent("view", request) or self._of_parent("change", request)

    def has_add_permission(self, request, obj=None):
        return self._of_parent("add" if obj is None else "change", request)

    def has_change_permission(self, request, obj=None):
        return self._of_parent("add" if obj is None else "change", request)

    def has_delete_permission(self, request, obj=None):
        return self._of_parent("change", request)

    def _of_parent(self, action, request) -> bool:
        opts = self.parent_model._meta
        return request.user.has_perm(f"{opts.app_label}.{action}_{opts.model_name}")
