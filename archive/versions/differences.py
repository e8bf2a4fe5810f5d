"""What changed, in words: by field and language, word by word, for editors and for readers.

Everything here is plain data in the active language; a page only lays it out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive import dates, languages
from archive.editing import asserted
from archive.entries.difference import Change, Difference, difference
from archive.entries.parts import KINDS, kind_of
from archive.entries.renaming import all_renewed
from archive.entries.written import Cited, Value, Values, Written, own_fields, slugs_in
from archive.fields import ColumnsField, EDTFField
from archive.models import Citation, Record, Source, Version
from archive.versions import history
from archive.versions.words import Piece, compared


@dataclass
class TextDifference(languages.InOne):
    """A text of one language, with what was removed from it and added to it."""

    code: str
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass
class FieldDifference:
    """One field that changed: its texts by language, or its value before and after, or what came and went."""

    name: str
    label: str
    #: The columns that changed, by which this change can be taken back alone.
    columns: list[str]
    texts: list[TextDifference] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    old: str = ""
    new: str = ""
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    @property
    def only(self) -> str:
        """The name of the one language in which it changed; '' if it has none, or changed in all."""
        changed = [text.name for text in self.texts if text.is_changed]
        return changed[0] if len(changed) == 1 and len(self.texts) > 1 else ""


@dataclass
class CitationDifference:
    """One citation that came, went, or changed in some of its fields."""

    verb: Literal["added", "removed", "changed"]
    #: `citations.<claim>`, by which the changes of this claim's citations can be taken back alone.
    name: str
    claim: str
    source: str
    slug: str
    fields: list[FieldDifference] = field(default_factory=list)


@dataclass
class RecordDifference:
    """All that changed from one state to another."""

    fields: list[FieldDifference] = field(default_factory=list)
    citations: list[CitationDifference] = field(default_factory=list)
    reordered: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.citations or self.reordered)


def between(old: Version | None, new: Version) -> RecordDifference:
    """What changed from one version of a record to another, or all that a first one says."""
    return of_states(history.written(old) if old else history.nothing(new.kind), history.written(new))


def of_states(old: Written, new: Written) -> RecordDifference:
    """What changed from one state of a record to another."""
    was, now = all_renewed(old, new)
    return as_named(was, now)


#: What records are called, by model and slug.
Known = dict[tuple[type[Record], str], str]


def as_named(old: Written, new: Written, known: Known | None = None) -> RecordDifference:
    """The same for states that name others as they are named now; `known` if those names were read."""
    changes = difference(old, new)
    names = _Names(new.model, changes, records=known)
    return RecordDifference(
        list(_fields(new.model, changes.fields, old.values, new.values, names)),
        list(_citations(new.model, changes, names)),
        changes.reordered,
    )


def _fields(
    model: type[models.Model], changed: dict[str, Change], old: Values, new: Values, names: "_Names"
) -> Iterator[FieldDifference]:
    done = set()
    for column in _in_order(model, changed):
        name = bare_name(model, column)
        if name in done:
            continue
        done.add(name)
        label = label_of(model, name)
        by_language = {code: languages.column(name, code) for code in languages.codes()}
        if name != column:
            columns = [each for each in by_language.values() if each in changed]
            texts = [
                TextDifference(
                    code, compared(names.text(each, old.get(each)), names.text(each, new.get(each)))
                )
                for code, each in by_language.items()
                if old.get(each) or new.get(each)
            ]
            yield FieldDifference(name, label, columns, texts)
        else:
            yield _single(model, name, label, changed[column], names)


def _single(model, name: str, label: str, change: Change, names: "_Names") -> FieldDifference:
    found = FieldDifference(name, label, [name])
    if isinstance(change.old, list) or isinstance(change.new, list):
        was, now = slugs_in(change.old), slugs_in(change.new)
        found.added = [names.text(name, each) for each in now if each not in was]
        found.removed = [names.text(name, each) for each in was if each not in now]
        return found
    found.old, found.new = names.text(name, change.old), names.text(name, change.new)
    if isinstance(_field(model, name), models.TextField):
        found.pieces = compared(found.old, found.new)
    return found


def _citations(model: type[Record], changes: Difference, names: "_Names") -> Iterator[CitationDifference]:
    for verb, several in (("removed", changes.removed), ("added", changes.added)):
        for each in several:
            said = {
                name: Change(None, value) if verb == "added" else Change(value, None)
                for name, value in each.values.items()
                if value and name not in ("claim", "source")
            }
            before, after = ({}, each.values) if verb == "added" else (each.values, {})
            yield _citation(verb, model, each, said, before, after, names)
    for pair in changes.changed:
        yield _citation("changed", model, pair.new, pair.fields, pair.old.values, pair.new.values, names)


def _citation(
    verb, model, each: Cited, fields, old: Values, new: Values, names: "_Names"
) -> CitationDifference:
    own = _Names(Citation, Difference(), kind=model, claim=each.claim, records=names.records)
    return CitationDifference(
        verb,
        f"citations.{each.claim}",
        label_of(model, each.claim),
        names.record(Source, each.source),
        each.source,
        list(_fields(Citation, fields, old, new, own)),
    )


class _Names:
    """Values of the fields of one model in words; the names of other records are read once."""

    def __init__(
        self, model, changes: Difference, *, kind=None, claim: str = "", records: Known | None = None
    ):
        self.model, self.kind, self.claim = model, kind, claim
        self.records: Known = {} if records is None else records
        if records is None:
            self._read(changes)

    def _read(self, changes: Difference) -> None:
        wanted: dict[type[Record], set[str]] = {}
        for name, change in changes.fields.items():
            if (each := _field(self.model, name)) is not None and each.is_relation:
                for value in change:
                    wanted.setdefault(kind_of(each), set()).update(slugs_in(value))
        cited = [*changes.added, *changes.removed]
        cited += [side for each in changes.changed for side in (each.old, each.new)]
        wanted.setdefault(Source, set()).update(each.source for each in cited)
        for model, slugs in wanted.items():
            for record in model._default_manager.filter(slug__in=slugs):
                self.records[model, record.slug] = str(record)

    def record(self, model: type[Record], slug: str) -> str:
        return self.records.get((model, slug), slug)

    def text(self, name: str, value: Value) -> str:
        """A value as people read it; '' for none."""
        if value is None or value == "":
            return ""
        each = _field(self.model, name)
        if each is None:
            return str(value)
        if each.is_relation:
            return self.record(kind_of(each), str(value))
        if isinstance(each, ColumnsField):
            return label_with_language(self.model, str(value))
        if self.kind is not None and name == "asserts":
            return asserted.words(self.kind, self.claim, str(value))
        return in_words(each, value)


def in_words(each: models.Field, value: Value) -> str:
    """What a field holds, in the active language: dates, choices, yes and no in words."""
    if isinstance(each, EDTFField):
        try:
            return dates.words(str(value))
        except dates.DateError:
            return str(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(dict(each.flatchoices).get(value, value)) if each.choices else str(value)


def bare_name(model: type[models.Model], column: str) -> str:
    """The field that a column belongs to: `summary_hi` is the Hindi of `summary`."""
    original = getattr(_field(model, column), "translated_field", None)
    return original.name if original is not None else column


def label_of(model: type[models.Model], name: str) -> str:
    """A field's name for people; a field that is no more keeps the name it had."""
    each = _field(model, name)
    original = getattr(each, "translated_field", None) or each
    return str(capfirst(original.verbose_name)) if original is not None else name


def label_with_language(model: type[models.Model], name: str) -> str:
    """The name of what `Version.fields` calls `name`, with its language or its claim."""
    if name.startswith("citations."):
        return _("Citations: %(claim)s") % {"claim": label_of(model, name.removeprefix("citations."))}
    if name == "citations":
        return _("Order of the citations")
    code = language_of(model, name)
    return f"{label_of(model, name)} ({languages.name(code)})" if code else label_of(model, name)


def language_of(model: type[models.Model], column: str) -> str:
    """The code of the language that a column is written in; '' if it has none."""
    return getattr(_field(model, column), "language", "")


def labels(version: Version) -> list[str]:
    """What changed in a version, as names of fields with their languages, in the order of the form."""
    model = KINDS[version.kind]
    columns = [name for name in version.changed if not name.startswith("citations")]
    if said := [name for name in columns if not _is_mark(model, name)]:
        columns = said  # what a change leaves behind follows from it, and is told beside the difference
    order = {f"citations.{claim}": place for place, claim in enumerate(model.CLAIMS)}
    cited = [name for name in version.changed if name.startswith("citations")]
    cited.sort(key=lambda name: order.get(name, len(order)))
    return [label_with_language(model, name) for name in [*_in_order(model, columns), *cited]]


def _in_order(model: type[models.Model], columns: Iterable[str]) -> list[str]:
    """Columns as their model has them, then what was left behind, those that are no more last."""
    order = {name: place for place, name in enumerate(["slug", *own_fields(model)])}
    return sorted(columns, key=lambda name: (_is_mark(model, name), order.get(name, len(order)), name))


def _is_mark(model: type[models.Model], name: str) -> bool:
    """Whether a field tells of texts (that they are out of date, or rough), and not of its record."""
    return isinstance(_field(model, name), ColumnsField)


def _field(model: type[models.Model], name: str) -> models.Field | None:
    try:
        each = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return each if isinstance(each, models.Field) else None
