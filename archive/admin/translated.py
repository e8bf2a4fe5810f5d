"""Fields in every language side by side: labels, and `lang` and `dir` on each input."""

from django import forms
from django.db import models
from django.utils.text import capfirst
from modeltranslation.admin import TranslationBaseModelAdmin

from archive import languages
from archive.admin.addresses import AddressField
from archive.admin.forms import NumberInput, TextField, say_what_is_taken
from archive.fields import EDTFField
from archive.forms.edtf import EDTFInput


class TranslatedFieldsMixin(TranslationBaseModelAdmin):
    """For an admin or an inline of modeltranslation's; comes before it in the bases."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, EDTFField):
            kwargs.setdefault("widget", EDTFInput)
        if isinstance(db_field, models.IntegerField) and not db_field.choices:
            kwargs.setdefault("widget", NumberInput)
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
            kwargs.setdefault("form_class", AddressField)
        if isinstance(db_field, models.TextField):
            kwargs.setdefault("form_class", TextField)
        field = say_what_is_taken(super().formfield_for_dbfield(db_field, request, **kwargs), db_field)
        if field is not None and (code := getattr(db_field, "language", "")):
            original = db_field.translated_field
            field.language = code
            field.empty_value = ""  # its column may be NULL, for modeltranslation's sake; a text never is
            field.label = capfirst(original.verbose_name)
            field.widget.attrs.update(lang=code, dir=languages.direction(code))
            if original.choices:  # a choice of the archive's own words is read in the page's language
                field.widget.attrs.pop("lang"), field.widget.attrs.pop("dir")
        if isinstance(getattr(field, "widget", None), forms.Textarea):
            field.widget.attrs["rows"] = self.rows.get(_bare(db_field), 4)
        return field

    #: Rows of the text areas, by field, where it is not four.
    rows: dict[str, int] = {}

    def abreast(self, lines):
        """Lines of a form: `("title",)` becomes one line with the title in every language."""
        return [tuple(self.replace_orig_field(line)) if isinstance(line, tuple) else line for line in lines]


def _bare(db_field) -> str:
    return getattr(db_field, "translated_field", db_field).name
