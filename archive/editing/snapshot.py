"""What a form held when it was opened: enough to tell later who changed what.

A form takes with it, signed, a short digest of every value that it was opened with: of each field of the
record, each language by itself, and of each field of each citation. Nothing has to be kept on the server, and
unlike a version number it says which fields somebody else has changed since.
"""

import base64
import hashlib
from contextlib import suppress
from dataclasses import dataclass, field

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

#: Name of the hidden input that takes the snapshot along.
INPUT = "_opened_with"


@dataclass
class Snapshot:
    """Digests of values by field name; those of citations by their primary key."""

    version: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    citations: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, form, formset=None) -> "Snapshot":
        """What an unbound form for a stored record holds, with the forms of its citations."""
        rows = formset.initial_forms if formset is not None else []
        return cls(
            version=getattr(form.instance, "version", 0),
            fields=digests(form),
            citations={str(row.instance.pk): digests(row) for row in rows},
        )

    def signed(self, record) -> str:
        """A text for a hidden input, of use for this record alone."""
        return signing.dumps([self.version, self.fields, self.citations], salt=_salt(record), compress=True)

    @classmethod
    def read(cls, text: str, record) -> "Snapshot | None":
        """The snapshot that came back with a form; None if it is missing, of another record, or forged."""
        try:
            return cls(*signing.loads(text, salt=_salt(record)))
        except (signing.BadSignature, TypeError, ValueError):
            return None


def _salt(record) -> str:
    return f"archive.editing {record._meta.label_lower} {record.pk}"


def digest(text: str) -> str:
    return base64.b64encode(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    ).decode()


def digests(form) -> dict[str, str]:
    """A digest of what an unbound form shows in each of its fields."""
    return {
        name: digest(canonical(each, form.get_initial_for_field(each, name)))
        for name, each in form.fields.items()
        if not isinstance(each.widget, forms.HiddenInput)
    }


def canonical(form_field: forms.Field, value) -> str:
    """A field's value as text, the same whether it was stored or submitted."""
    if isinstance(form_field, forms.ModelChoiceField):
        value = form_field.prepare_value(value)
        several = value if isinstance(value, list | tuple | set) else [value]
        return " ".join(sorted(str(one) for one in several if one not in (None, "")))
    with suppress(ValidationError):  # compared as it was typed; what is wrong with it is for the form to say
        value = form_field.to_python(value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
