"""A record as plain data: what files and versions hold, and what saving compares.

Texts stand by column (`summary_hi`), dates as EDTF, other records by their slug, sets of them in the order of
their slugs, and citations under their claims. Two records that an editor could not tell apart are equal.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import models
from django.utils.dateparse import parse_datetime

from archive.entries.parts import KINDS, Entry, fields_of
from archive.fields import ColumnsField, holds_several
from archive.models import Citation, OldSlug, Record

#: What one field holds: None or "" for nothing, a slug for another record, a sorted list for several.
Value = str | int | bool | None | list[str]
Values = dict[str, Value]
#: Moments, written as ISO 8601; what is told about a record and is no part of what it says.
MOMENTS = ("published_at", "created_at", "changed_at")


@dataclass
class Cited:
    """One citation: its claim, the slug of its source, and what is said about it, field by field."""

    values: Values
    #: Its number in the database; '' in nothing that is written down.
    pk: int | None = field(default=None, compare=False)

    @property
    def claim(self) -> str:
        return str(self.values["claim"])

    @property
    def source(self) -> str:
        return str(self.values["source"])


@dataclass
class Written:
    """One record: its slug and every other field, and its citations, those of one claim together."""

    kind: str
    values: Values
    citations: list[Cited] = field(default_factory=list)
    #: The moments of the record and the addresses it had; two records that differ in these alone are equal.
    about: Values = field(default_factory=dict, compare=False)

    @property
    def model(self) -> type[Record]:
        return KINDS[self.kind]

    @property
    def slug(self) -> str:
        return str(self.values["slug"])

    @classmethod
    def of(cls, record: Record, citations: Iterable[Citation] | None = None) -> Self:
        """A stored record as it stands; `citations` if they were read already, with their sources."""
        model = type(record)
        if citations is None:
            citations = cited(record)
        about: Values = {name: moment(getattr(record, name)) for name in MOMENTS}
        about["old_slugs"] = old_slugs(record)
        return cls(
            record.kind_name,
            {"slug": record.slug, **{name: plain(record, each) for name, each in own_fields(model).items()}},
            grouped([Cited(citation_values(each), each.pk) for each in citations]),
            about,
        )

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """What was written by `plain()`. Fields that have come since hold what they hold by default."""
        kind = next(iter(data))
        rest = {name: value for name, value in data.items() if name not in (kind, "citations", "old_slugs")}
        about: Values = {name: rest.pop(name, None) for name in MOMENTS}
        about["old_slugs"] = data.get("old_slugs", [])
        citations = [
            Cited(
                complete(Citation, {"claim": claim, **({"source": each} if isinstance(each, str) else each)})
            )
            for claim, several in data.get("citations", {}).items()
            for each in several
        ]
        return cls(kind, complete(KINDS[kind], {"slug": data[kind], **rest}), citations, about)

    @classmethod
    def from_entry(cls, entry: Entry) -> Self:
        """What an item of a file says; its citations stand in the order of the entry's."""
        said = {**entry.values, **{name: _sorted(value) for name, value in entry.references.items()}}
        about: Values = {name: moment(said.pop(name, None)) for name in MOMENTS}
        about["old_slugs"] = sorted(entry.old_slugs)
        citations = [
            Cited(complete(Citation, {**each.values, **each.references})) for each in entry.citations
        ]
        return cls(
            entry.model.kind_name, complete(entry.model, {"slug": entry.slug, **said}), citations, about
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        return cls.from_plain(json.loads(text))

    def plain(self) -> dict[str, Any]:
        """What a file or a version says: nothing that is empty, citations under their claims."""
        data: dict[str, Any] = {self.kind: self.slug}
        data |= {name: value for name, value in self.values.items() if name != "slug" and not is_empty(value)}
        data |= {name: value for name, value in self.about.items() if not is_empty(value)}
        if self.citations:
            claims: dict[str, list] = {}
            for each in self.citations:
                said = {name: value for name, value in each.values.items() if not is_empty(value)}
                del said["claim"]
                claims.setdefault(each.claim, []).append(each.source if len(said) == 1 else said)
            data["citations"] = claims
        return data

    def json(self) -> str:
        """The same, in one line and byte for byte the same for the same record."""
        return json.dumps(self.plain(), ensure_ascii=False, separators=(",", ":"))


def is_empty(value: Value) -> bool:
    return value is None or value in ("", [])


def own_fields(model: type[models.Model]) -> dict[str, models.Field]:
    """The fields that say something, in the order of the model: all that a file may hold but the moments."""
    return {name: each for name, each in fields_of(model).items() if name not in MOMENTS}


def complete(model: type[models.Model], values: Mapping[str, Any]) -> Values:
    """Every field of a record or a citation, those that are not given as they are by default."""
    head: Values = {"claim": "", "source": ""} if model is Citation else {"slug": ""}
    defaults = {name: default(each) for name, each in own_fields(model).items()}
    return {**head, **defaults, **values}


def tidy(model: type[models.Model], values: Mapping[str, Any]) -> Values:
    """Values as they are written: sets in order, nothing in one way."""
    tidied = dict(values)
    for name, each in own_fields(model).items():
        if name in values and (holds_several(each) or is_empty(values[name])):
            tidied[name] = sorted(set(values[name] or ())) if holds_several(each) else nothing(each)
    return tidied


def nothing(each: models.Field) -> Value:
    """How an empty field is written."""
    if isinstance(each, ColumnsField):
        return []
    return "" if isinstance(each, models.CharField | models.TextField) else None


def default(each: models.Field) -> Value:
    """What a field holds that nobody filled in."""
    if each.many_to_many:
        return []
    if each.is_relation:
        return None
    value = each.get_default()
    return "" if value is None and isinstance(each, models.CharField | models.TextField) else value


def plain(record: models.Model, each: models.Field) -> Value:
    """What a stored record or citation holds in one field."""
    if each.many_to_many:
        return sorted(other.slug for other in getattr(record, each.name).all())
    value = getattr(record, each.name)
    if each.is_relation:
        return value.slug if value is not None else None
    if value is None and isinstance(each, models.CharField | models.TextField):
        return ""  # an unwritten text of one language may be NULL
    return value


def citation_values(citation: Citation) -> Values:
    fields = {name: plain(citation, each) for name, each in own_fields(Citation).items()}
    return {"claim": citation.claim, "source": citation.source.slug, **fields}


def old_slugs(record: Record) -> list[str]:
    """The addresses that a record had before."""
    return list(OldSlug.objects.of(record).order_by("slug").values_list("slug", flat=True))


def cited(record: Record) -> list[Citation]:
    """The citations of a record in their order, with their sources; those of a source cite it."""
    return list(record.citations.select_related("source")) if record.CLAIMS else []


def grouped(citations: Iterable[Cited]) -> list[Cited]:
    """Citations of one claim together, claims in the order in which their first citation stands."""
    claims: dict[str, list[Cited]] = {}
    for each in citations:
        claims.setdefault(each.claim, []).append(each)
    return [each for several in claims.values() for each in several]


def slugs_in(value: Value) -> list[str]:
    """The slugs of the records that a field refers to."""
    return value if isinstance(value, list) else [value] if isinstance(value, str) and value else []


def _sorted(value: Value) -> Value:
    return sorted(set(value)) if isinstance(value, list) else value


def moment(value) -> str | None:
    return value.isoformat() if value else None


def from_moment(value):
    return parse_datetime(value) if isinstance(value, str) else value
