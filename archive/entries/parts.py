"""The entries of the archive's files, what may stand in them, and the mistakes found in them."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, cast

from django.db import models
from django.utils.translation import gettext as _

from archive import languages
from archive.fields import DerivedField
from archive.models import RECORDS, Citation, Record
from archive.models.citation import PARENTS

#: The word that an item of a file begins with -> its model.
KINDS = {model.kind_name: model for model in RECORDS}
#: Bookkeeping that a file may carry but hardly needs; `version` is the archive's own.
NOT_IN_FILES = {"id", "slug", "version"}


class Problem(NamedTuple):
    """One mistake: where it stands, in which record and field, and what to do."""

    file: str
    line: int
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        place = _("%(file)s, line %(line)s") % {"file": self.file, "line": self.line}
        return ": ".join(part for part in (place, ", ".join(filter(None, self[2:4])), self.message) if part)


class FixtureError(Exception):
    """Files that cannot be loaded; `problems` has each mistake with its place."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass
class Part:
    """What a file says about one record or one citation: plain values, and slugs of other records."""

    model: type[models.Model]
    name: str
    file: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    references: dict[str, str | list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def problem(self, name: str, message: str) -> Problem:
        return Problem(self.file, self.lines.get(name, self.line), self.name, name, message)


@dataclass
class Entry(Part):
    """One record of a file, with its citations in the order in which they stand there."""

    model: type[Record]
    slug: str = ""
    old_slugs: list[str] = field(default_factory=list)
    citations: list[Part] = field(default_factory=list)


def kind_of(relation: models.Field) -> type[Record]:
    """The kind of the records that a relation leads to."""
    return cast(type[Record], relation.related_model)


@cache
def fields_of(model: type[models.Model]) -> dict[str, models.Field]:
    """Fields that a file spells out, in the order of the model; translated ones in each language."""
    translated = bare_columns(model)
    kept = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    hidden = NOT_IN_FILES if model is not Citation else {"id", "claim", "position", *PARENTS}
    return {
        each.name: each
        for each in kept
        if each.name not in translated and each.name not in hidden and not isinstance(each, DerivedField)
    }


@cache
def bare_columns(model: type[models.Model]) -> set[str]:
    """Translated fields by the name that must not stand in a file."""
    names = {each.name for each in model._meta.concrete_fields}
    return {name for name in names if languages.column(name, languages.codes()[0]) in names}
