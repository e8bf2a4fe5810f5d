"""In which languages a record is written, and where one is missing."""

import enum

from django.db.models import Q
from modeltranslation.translator import translator

from archive import languages

#: A translated field that is no part of what a record says to readers while it is public.
ASIDE = "withdrawn_reason"


class Coverage(enum.Enum):
    """How far a record is written in one language, measured by what it says in any language."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


def fields(model) -> list[str]:
    """The fields of a model that are written in every language (choices aside), the title first."""
    registered = translator.get_options_for_model(model).all_fields
    names = [name for name in registered if name != ASIDE and not model._meta.get_field(name).choices]
    title = getattr(model, "TITLE", "")
    return sorted(names, key=lambda name: name != title)


def columns(model) -> list[str]:
    """Every column of a model that holds text in one language, for searching all of them."""
    return [languages.column(field, code) for field in fields(model) for code in languages.codes()]


def coverage(record) -> dict[str, Coverage]:
    """How far a record is written, by language."""
    written = [
        texts
        for texts in (languages.texts(record, field) for field in fields(type(record)))
        if any(texts.values())
    ]
    found = {}
    for code in languages.codes():
        have = sum(bool(texts[code]) for texts in written)
        found[code] = Coverage.WHOLE if have == len(written) else Coverage.PART if have else Coverage.NONE
    return found


def missing(model, code: str) -> Q:
    """Records that say something in another language which they do not say in this one."""
    condition = Q(pk__in=())
    for field in fields(model):
        column = languages.column(field, code)
        elsewhere = Q(pk__in=())
        for other in languages.codes():
            if other != code:
                elsewhere |= Q(**{f"{languages.column(field, other)}__gt": ""})
        condition |= (Q(**{column: ""}) | Q(**{column: None})) & elsewhere
    return condition
