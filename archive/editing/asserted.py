"""What a source says a value is, brought to the form in which the archive compares values.

Editors write it as people do ("28 दिसंबर 2016", "absent", "४१"); compared are EDTF, codes and ASCII digits
(`archive.models.citation.normalised`). What cannot be read would count as a dispute that is none.
"""

import re

from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive import dates, languages
from archive.fields import EDTFField
from archive.models import Country
from archive.models.citation import normalised
from archive.spelling.clean import clean


class AssertedError(ValueError):
    """A text that cannot be a value of its claim; `str(error)` says what to write instead."""


def read(model, claim: str, text: str) -> str:
    """The value of a claim of `model` that somebody typed, as it is stored in `Citation.asserts`.

    Raises `AssertedError`, or `archive.dates.DateError` for a date, with a sentence in the active language.
    """
    field = model._meta.get_field(claim)
    text = clean(text).strip()
    if not text:
        return ""
    if isinstance(field, EDTFField):
        return str(dates.read(text).value)
    if field.many_to_many:
        return _countries(text)
    if isinstance(field, models.IntegerField):
        return _number(text)
    if isinstance(field, models.BooleanField):
        return _choice(text, [("true", lambda: _("Yes")), ("false", lambda: _("No"))])
    if named := names(model, claim):
        return choice(text, {code: label for code, label in named.items() if code})
    return text


def words(model, claim: str, value: str) -> str:
    """A value as a source asserts it, for editors to read: dates, and what can be chosen, in words."""
    field = model._meta.get_field(claim) if claim in model.CLAIMS else None
    if isinstance(field, EDTFField):
        try:
            return dates.words(value)
        except dates.DateError:
            return value
    if isinstance(field, models.BooleanField):
        return {"true": _("Yes"), "false": _("No")}.get(value, value)
    return str(names(model, claim).get(value, value))


def names(model, claim: str) -> dict:
    """What can be chosen for a claim, code by code, with what only sources say of it; {} for other claims."""
    field = model._meta.get_field(claim) if claim in model.CLAIMS else None
    said = getattr(model, "SAID", {}).get(claim)
    return dict(getattr(field, "flatchoices", ())) | dict(said.choices if said else ())


def _number(text: str) -> str:
    if not re.fullmatch(r"\d{1,9}", text):
        raise AssertedError(_("Write the number alone, in digits: 41."))
    return str(int(text))


def choice(text: str, named: dict) -> str:
    """The code of one of these words. Raises `AssertedError`."""
    return _choice(text, [(code, label.__str__) for code, label in named.items()])


def _choice(text: str, options) -> str:
    """The code of what was typed: the code itself, or its name in any language of the archive."""
    typed = normalised(text)
    for code, label in options:
        if typed == normalised(code):
            return code
        for language in languages.codes():
            with override(language):
                if typed == normalised(label()):
                    return code
    listed = get_text_list([f"“{label()}”" for _code, label in options], _("or"))
    raise AssertedError(
        _("“%(text)s” cannot be a value of this claim. Write one of these: %(values)s.")
        % {"text": text, "values": listed}
    )


def _countries(text: str) -> str:
    typed = re.split(r"[\s,;]+", text.strip(" ,;\n\t"))
    known = {code.casefold(): code for code in Country.objects.order_by().values_list("code", flat=True)}
    if unknown := [code for code in typed if code.casefold() not in known]:
        raise AssertedError(
            _("The archive knows no country or body with the code %(codes)s. Write codes, as in “OM SA YE”.")
            % {"codes": get_text_list([f"“{code}”" for code in unknown], _("and"))}
        )
    return " ".join(sorted({known[code.casefold()] for code in typed}))
