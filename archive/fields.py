"""Model fields for imprecise dates: the text as typed, and the columns derived from it."""

from django.core import checks
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from archive import dates


def validate_edtf(text: str) -> None:
    """Refuse a text that is not a date in EDTF, with the sentence that says what to write."""
    try:
        dates.parse(text)
    except dates.DateError as error:
        raise ValidationError(str(error), code=error.code) from error


class EDTFField(models.CharField):
    """A date as precise as its source, stored byte for byte as typed; '' where there is none.

    The value in Python is the text. `archive.dates.parse(text)` has everything that follows from it.
    """

    description = _("Imprecise date (EDTF)")
    default_validators = (validate_edtf,)

    def __init__(self, *args, max_length=80, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)

    def formfield(self, **kwargs):
        from archive.forms.edtf import EDTFFormField, EDTFInput

        # The admin asks for its own text input for every CharField; this one explains the date.
        widget = kwargs.get("widget")
        if not isinstance(widget, EDTFInput):
            kwargs["widget"] = EDTFInput(getattr(widget, "attrs", None))
        return super().formfield(**{"form_class": EDTFFormField, **kwargs})


class DerivedAttribute(DeferredAttribute):
    """Reads what follows from the source field as it is now, not what was stored before it changed."""

    def __get__(self, instance, cls=None):
        if instance is not None and self.field.source in instance.__dict__:
            return self.field.derived(instance.__dict__[self.field.source])
        return super().__get__(instance, cls)

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


#: What every derived column is unless told otherwise; left out of migrations.
DERIVED_OPTIONS = {"editable": False, "db_index": True, "serialize": False}


class DerivedField(models.Field):
    """A column that follows from an EDTF field of the same record.

    It cannot be set: whatever way a record is saved (a form, `bulk_create`, a raw fixture), the column is
    made from the text, and it is in no fixture. Only `QuerySet.update()` of the text passes it by;
    `bulk_update()` and `save(update_fields=…)` need its name as well (see `with_derived`).
    """

    descriptor_class = DerivedAttribute

    def __init__(self, *args, source, **kwargs):
        self.source = source
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

    def derived(self, text: str):
        """The column's value for the source text; a text that is no date counts as an empty one."""
        try:
            return self.derived_from(dates.parse(text)) if text else self.empty
        except dates.DateError:
            return self.empty


class DerivedDayField(DerivedField, models.DateField):
    """The earliest or the latest day that a date allows; NULL where there is no such bound, or no date."""

    empty = None

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


def derived_fields(model: type[models.Model]) -> list[DerivedField]:
    """The derived columns of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, DerivedField)]


def with_derived(model: type[models.Model], names) -> set[str]:
    """Field names, and the derived columns of those among them that are dates (for `update_fields`)."""
    return {*names, *(field.name for field in derived_fields(model) if field.source in names)}


def without_derived(model: type[models.Model], names) -> set[str]:
    """Field names, but no derived column whose date is not among them (for the `exclude` of a validation)."""
    return set(names) - {field.name for field in derived_fields(model) if field.source not in names}
