"""The form field for imprecise dates."""

from django import forms


class EDTFFormField(forms.CharField):
    """Reads a date as people type it and cleans it to EDTF."""
