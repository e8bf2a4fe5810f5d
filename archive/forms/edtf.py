"""The form field for imprecise dates: takes what people type, and shows how it was understood."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from archive import dates, languages


class EDTFInput(forms.TextInput):
    """A text input with a line below that says how the date is understood, in the language of the page.

    The line is an `<output>` even while it is empty, so that a script may keep it up to date with
    `archive.dates.explain`; without a script it tells how the date shown was understood.
    """

    def __init__(self, attrs=None):
        own = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false", "class": "edtf-input vTextField"}
        super().__init__({**own, **(attrs or {})})

    def render(self, name, value, attrs=None, renderer=None):
        attrs = {**(attrs or {})}
        line = f"{attrs.get('id') or name}_reading"
        attrs["aria-describedby"] = " ".join(filter(None, (attrs.get("aria-describedby"), line)))
        return format_html(
            '{} <output id="{}" for="{}" class="edtf-reading">{}</output>',
            super().render(name, value, attrs, renderer),
            line,
            attrs.get("id", ""),
            reading_line(value),
        )


class EDTFFormField(forms.CharField):
    """Cleans a date to EDTF: EDTF is kept as typed, "Dec 2016" becomes `2016-12`, `05/06/2024` is refused."""

    widget = EDTFInput
    default_help_text = _(
        "As exact as the source: 2016-12-28, 2016-12 or 2016. 2015-12~ is “about”, 2025? is “possibly”, "
        "2017/.. is “from 2017”. Words such as “Dec 2016” are understood as well."
    )

    def __init__(self, *args, help_text="", **kwargs):
        super().__init__(*args, help_text=help_text or self.default_help_text, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if text is None or text in self.empty_values:
            return text
        try:
            return str(dates.read(text).value)
        except dates.DateError as error:
            raise ValidationError(str(error), code=error.code) from error


def reading_line(text: str | None):
    """`2016-12 — December 2016` as HTML, or '' when there is nothing to say: no date, or none understood."""
    reading = dates.explain(text or "", languages.current())
    if not reading["text"]:
        return ""
    return format_html('<bdi dir="ltr">{}</bdi> — {}', reading["text"], reading["words"])
