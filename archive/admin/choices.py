"""Choices of other records that take numbers only: what else is sent is no choice, and nothing to ask for."""

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from archive.admin.forms import number


class _Numbered(forms.widgets.ChoiceWidget):
    def optgroups(self, name, value, attrs=None):
        value = [one for one in value if not one or number(str(one)) is not None]
        return super().optgroups(name, value, attrs)


class SelectOne(_Numbered, AutocompleteSelect):
    """One record, searched for as one types."""


class SelectSeveral(_Numbered, AutocompleteSelectMultiple):
    """Several records, searched for as one types."""


class SeveralField(forms.ModelMultipleChoiceField):
    """Several records by their numbers."""

    def clean(self, value):
        for one in value if isinstance(value, list | tuple) else ():
            if number(str(one)) is None:
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": one}
                )
        return super().clean(value)


class ChoicesMixin(BaseModelAdmin):
    """For an admin: its fields that refer to other records."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SelectOne(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", SeveralField)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SelectSeveral(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
