"""Model fields for imprecise dates: the text as typed, and the columns derived from it."""

import zlib

from django.core import checks
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from archive import dates, language_tags
from archive.spelling.clean import clean


def validate_edtf(text: str) -> None:
    """Refuse a text that is not a date in EDTF, with the sentence that says what to write."""
    try:
        dates.check(text)
    except dates.DateError as error:
        raise ValidationError(str(error), code=error.code) from error


class EDTFField(models.CharField):
    """A date as precise as its source, stored byte for byte as typed; '' where there is none.

    The value in Python is the text. `archive.dates.parse(text)` has everything that follows from it.
    """

    description = _("Imprecise date (EDTF)")
    default_validators = [validate_edtf]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 80, **kwargs})

    def formfield(self, **kwargs):
        # Forms are asked for by pages of editors alone, and bring the readers of dates with them.
        from archive.forms.edtf import EDTFFormField, EDTFInput

        # The admin asks for its own text input for every CharField; this one explains the date.
        widget = kwargs.get("widget")
        if not isinstance(widget, EDTFInput):
            kwargs["widget"] = EDTFInput(getattr(widget, "attrs", None))
        return super().formfield(**{"form_class": EDTFFormField, **kwargs})


def validate_language(text: str) -> None:
    """Refuse a text that is no code of a language, with the sentence that says what to write."""
    try:
        language_tags.read(text)
    except language_tags.LanguageError as error:
        raise ValidationError(str(error), code="language") from error


class LanguageField(models.CharField):
    """The code of a language (BCP 47), written as the standard has it once it was validated."""

    default_validators = [validate_language]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": language_tags.LONGEST, **kwargs})

    def deconstruct(self):
        """For migrations a column like any other: only what may be written into it is its own."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clean(self, value, model_instance):
        value = super().clean(value, model_instance)
        return language_tags.read(value) if value else value


class DerivedAttribute(DeferredAttribute):
    """Reads what follows from the source field as it is now, not what was stored before it changed."""

    field: "DerivedField"

    def __get__(self, instance, cls=None):
        if instance is not None and self.field.source in instance.__dict__:
            return self.field.derived(instance.__dict__[self.field.source])
        return super().__get__(instance, cls)

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class CompressedTextField(models.BinaryField):
    """A long text that is only read whole, stored in zlib's format (RFC 1950); in Python it is the text."""

    description = "Compressed text"
    #: What it takes and gives, for django-stubs.
    _pyi_private_set_type: str  # type: ignore[assignment]  # in Python it is no bytes
    _pyi_private_get_type: str  # type: ignore[assignment]

    def from_db_value(self, value, expression, connection) -> str | None:
        return None if value is None else zlib.decompress(bytes(value)).decode()

    def get_prep_value(self, value) -> bytes | None:
        return None if value is None else zlib.compress(value.encode(), 9)

    def to_python(self, value):
        return value

    def value_to_string(self, obj):
        return self.value_from_object(obj)


class ColumnsField(models.TextField):
    """Names of columns of the same record: in Python a sorted list, in the database each between two blanks.

    So one condition finds a column (`contains=" title_hi "`) or a language (`contains="_hi "`).
    """

    description = "Names of columns"
    #: What it takes and gives, for django-stubs.
    _pyi_private_set_type: list[str]  # type: ignore[assignment]  # in Python it is no text
    _pyi_private_get_type: list[str]  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": list, "blank": True, "editable": False, **kwargs})

    def from_db_value(self, value, expression, connection) -> list[str]:
        return self.to_python(value)

    def to_python(self, value) -> list[str]:
        return sorted({*(value.split() if isinstance(value, str) else value or ())})

    def get_prep_value(self, value) -> str | None:
        # A text is a part to be looked for.
        if value is None or isinstance(value, str):
            return value
        return f" {' '.join(sorted(value))} " if value else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))


def holds_several(field: models.Field) -> bool:
    """Whether a field holds a list: other records, or names of columns."""
    return bool(field.many_to_many) or isinstance(field, ColumnsField)


#: What every derived column is unless told otherwise; left out of migrations.
DERIVED_OPTIONS = {"editable": False, "db_index": True, "serialize": False}


class DerivedField(models.Field):
    """A column that follows from an EDTF field of the same record.

    It cannot be set: whatever way a record is saved (a form, `bulk_create`, a raw fixture), the column is
    made from the text, and it is in no fixture. Only `QuerySet.update()` of the text passes it by;
    `bulk_update()` and `save(update_fields=…)` need its name as well (see `with_derived`).
    """

    descriptor_class = DerivedAttribute
    #: What stands in the column where there is no date.
    empty: str | None = None

    def __init__(self, *args, source, **kwargs):
        self.source: str = source
        super().__init__(*args, **{**DERIVED_OPTIONS, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for option, ours in DERIVED_OPTIONS.items():
            kwargs.pop(option, None)
            if getattr(self, option) != ours:
                kwargs[option] = not ours
        return name, path, args, {**kwargs, "source": self.source}

    def check(self, **kwargs):
        return [*super().check(**kwargs), *self._check_source()]

    def _check_source(self):
        try:
            source = self.model._meta.get_field(self.source)
        except FieldDoesNotExist:
            source = None
        if isinstance(source, EDTFField):
            return []
        message = f"The source “{self.source}” is not an EDTFField of this model."
        return [checks.Error(message, obj=self, id="archive.E001")]

    def derived_from(self, value: dates.EDTFDate):
        """The column's value for a date."""
        raise NotImplementedError

    def derived(self, text: str):
        """The column's value for the source text; a text that is no date counts as an empty one."""
        try:
            return self.derived_from(dates.parse(text)) if text else self.empty
        except dates.DateError:
            return self.empty


class DerivedDayField(DerivedField, models.DateField):
    """The earliest or the latest day that a date allows; NULL where there is no such bound, or no date."""

    def __init__(self, *args, source, bound, **kwargs):
        if bound not in ("earliest", "latest"):
            raise ValueError(f"bound is “earliest” or “latest”, not “{bound}”.")
        self.bound = bound
        super().__init__(*args, source=source, **{"null": True, "blank": True, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "bound": self.bound}

    def derived_from(self, value: dates.EDTFDate):
        return getattr(value, self.bound)


class DerivedSortField(DerivedField, models.CharField):
    """The sort key of a date: digits that sort alike in every database; '' where there is no date."""

    empty = ""

    def __init__(self, *args, source, max_length=17, **kwargs):
        options = {"max_length": max_length, "blank": True, "default": "", **kwargs}
        super().__init__(*args, source=source, **options)

    def derived_from(self, value: dates.EDTFDate):
        return value.sort_key


def clean_texts(record: models.Model) -> None:
    """Rid every text of a record of the signs that nobody sees; one that holds nothing else becomes empty."""
    for field in record._meta.concrete_fields:
        held = record.__dict__.get(field.attname)
        if isinstance(held, str) and isinstance(field, models.CharField | models.TextField):
            lines = isinstance(field, models.TextField)
            text = clean(held, lines=lines)
            if not text.strip() and (text != held or not lines):
                text = ""
            record.__dict__[field.attname] = text


def derived_fields(model: type[models.Model]) -> list[DerivedField]:
    """The derived columns of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, DerivedField)]


def with_derived(model: type[models.Model], names) -> set[str]:
    """Field names, and the derived columns of those among them that are dates (for `update_fields`)."""
    return {*names, *(field.name for field in derived_fields(model) if field.source in names)}


def without_derived(model: type[models.Model], names) -> set[str]:
    """Field names, but no derived column whose date is not among them (for the `exclude` of a validation)."""
    return set(names) - {field.name for field in derived_fields(model) if field.source not in names}
