"""The archive's own files: YAML written to be read, checked line by line, saved whole or not at all.

A file is a list. Each item begins with its kind and slug, names other records by their slug, spells every
translated field out per language, and holds its citations under the claim they stand behind:

    - member: pakistan
      country: pakistan
      joined: "2015-12-15"
      summary_hi: संयुक्त वक्तव्य में नाम।
      summary_en: Named in the joint statement.
      citations:
        joined:
          - ians-2015-12-15
          - source: imctc-declaration-2017
            asserts: "2015-12-14"

`read()` finds every mistake in the files themselves, `load()` also what only the database can tell.
`fixtures/README.md` tells an editor how to write such a file.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive import languages
from archive.fields import DerivedField, EDTFField
from archive.models import RECORDS, Citation, Record, Source
from archive.models.citation import PARENTS, unsourced_claims

#: The word that an item of a file begins with -> its model.
KINDS = {model.kind_name: model for model in RECORDS}
#: Bookkeeping that a file may carry but hardly needs; `version` is the archive's own.
NOT_IN_FILES = {"id", "slug", "version"}

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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

    slug: str = ""
    citations: list[Part] = field(default_factory=list)


# --- Which fields a file may name ---------------------------------------------------------------------------------


def fields_of(model: type[models.Model]) -> dict[str, models.Field]:
    """Fields that a file spells out, in the order of the model: translated ones per language, never the bare."""
    translated = bare_columns(model)
    kept = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    hidden = NOT_IN_FILES if model is not Citation else {"id", "claim", "position", *PARENTS}
    return {
        each.name: each
        for each in kept
        if each.name not in translated and each.name not in hidden and not isinstance(each, DerivedField)
    }


def bare_columns(model: type[models.Model]) -> set[str]:
    """Translated fields by the name that must not stand in a file."""
    names = {each.name for each in model._meta.concrete_fields}
    return {name for name in names if languages.column(name, languages.codes()[0]) in names}


def in_order() -> list[type[Record]]:
    """Kinds of records, those that others refer to first; all but sources cite sources."""
    ordered: list[type[Record]] = []
    waiting = list(RECORDS)
    while waiting:
        for model in waiting:
            needed = {each.related_model for each in model._meta.get_fields() if each.concrete and each.is_relation}
            if not ({Source, *needed} & set(waiting)) - {model}:
                ordered.append(model)
        waiting = [model for model in waiting if model not in ordered]
    return ordered


# --- Reading ------------------------------------------------------------------------------------------------------


def read(paths: Iterable[Path]) -> list[Entry]:
    """Every record of the files; `FixtureError` with all that is wrong in them."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            text = Path(path).read_text(encoding="utf-8")
        except FileNotFoundError:
            problems.append(Problem(str(path), 1, "", "", _("There is no such file.")))
        except UnicodeDecodeError:
            problems.append(Problem(str(path), 1, "", "", _("The file is not UTF-8 text: save it as UTF-8.")))
        else:
            _Reader(str(path), entries, problems).read(text)
    seen: dict[tuple, Entry] = {}
    for entry in entries:
        first = seen.setdefault((entry.model, entry.slug), entry)
        if first is not entry:
            where = f"{first.file}:{first.line}"
            problems.append(entry.problem("", _("This record stands in %(where)s already.") % {"where": where}))
    if problems:
        raise FixtureError(problems)
    return entries


class _Reader:
    """Turns the text of one file into entries; appends what is wrong to `problems`."""

    def __init__(self, file: str, entries: list[Entry], problems: list[Problem]):
        self.file, self.entries, self.problems = file, entries, problems

    def read(self, text: str) -> None:
        try:
            root = yaml.compose(text, Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or str(error).splitlines()[0]
            self.wrong(mark.line + 1 if mark else 1, "", "", _("This is not YAML: %(why)s.") % {"why": reason})
            return
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            self.wrong(1, "", "", _("A file is a list of records, each beginning with “- member: …” or the like."))
            return
        for item in root.value:
            self.record(item)

    def wrong(self, line: int, record: str, name: str, message: str) -> None:
        self.problems.append(Problem(self.file, line, record, name, message))

    def record(self, item: yaml.Node) -> None:
        line = item.start_mark.line + 1
        kinds = ", ".join(KINDS)
        pairs = self.pairs(item, "") if isinstance(item, yaml.MappingNode) else []
        kind = pairs[0][0] if pairs else ""
        if kind not in KINDS:
            self.wrong(line, "", kind, _("A record begins with its kind: one of %(kinds)s.") % {"kinds": kinds})
            return
        model = KINDS[kind]
        entry = Entry(model, f"{kind} {pairs[0][1].value}", self.file, line)
        entry.slug = self.value(entry, kind, model._meta.get_field("slug"), pairs.pop(0)[1])
        for name, node in pairs:
            entry.lines[name] = node.start_mark.line + 1
            if name == "citations" and model is not Source:
                self.citations(entry, node)
            else:
                self.field(entry, name, node)
        self.entries.append(entry)

    def pairs(self, node: yaml.MappingNode, record: str) -> list[tuple[str, yaml.Node]]:
        pairs: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in pairs:
                self.wrong(key.start_mark.line + 1, record, key.value, _("This field is given twice."))
            pairs[key.value] = value
        return list(pairs.items())

    def field(self, part: Part, name: str, node: yaml.Node) -> None:
        known = fields_of(part.model)
        if name in bare_columns(part.model):
            spelled = ", ".join(languages.column(name, code) for code in languages.codes())
            message = _("This field has a text in each language: write %(names)s instead.") % {"names": spelled}
            self.problems.append(part.problem(name, message))
        elif name not in known:
            message = _("There is no such field.") + self.nearest(name, known)
            self.problems.append(part.problem(name, message))
        elif known[name].is_relation:
            part.references[name] = self.slugs(part, name, known[name], node)
        else:
            part.values[name] = self.value(part, name, known[name], node)

    @staticmethod
    def nearest(name: str, known: Iterable[str]) -> str:
        close = difflib.get_close_matches(name, list(known), n=1)
        return " " + _("Did you mean “%(name)s”?") % {"name": close[0]} if close else ""

    def slugs(self, part: Part, name: str, column: models.Field, node: yaml.Node):
        if not column.many_to_many:
            if isinstance(node, yaml.ScalarNode):
                return node.value
            self.problems.append(part.problem(name, _("Write the slug of one record.")))
            return ""
        if isinstance(node, yaml.SequenceNode) and all(isinstance(each, yaml.ScalarNode) for each in node.value):
            return [each.value for each in node.value]
        self.problems.append(part.problem(name, _("Write a list of slugs: [saudi-arabia, oman].")))
        return []

    def value(self, part: Part, name: str, column: models.Field, node: yaml.Node):
        """The Python value of a scalar; what YAML makes of an unquoted text is refused, never guessed back."""
        message = ""
        value: Any = node.value
        tag = node.tag.rpartition(":")[2]
        if not isinstance(node, yaml.ScalarNode):
            message = _("Write one value here, not a list.")
        elif isinstance(column, models.BooleanField | models.IntegerField):
            wanted = "bool" if isinstance(column, models.BooleanField) else "int"
            if tag == wanted:
                value = yaml.safe_load(value)
            else:
                message = _("Write true or false.") if wanted == "bool" else _("Write a whole number.")
        elif tag != "str" and isinstance(column, EDTFField):
            message = _("Put the date in quotes, so that it stays as you wrote it: \"%(text)s\".") % {"text": value}
        elif tag == "null":
            message = _("Nothing is written here: write the text, or leave the line out.")
        elif tag != "str" and not isinstance(column, models.DateTimeField):
            message = _("Put the text in quotes: \"%(text)s\".") % {"text": value}
        elif isinstance(column, models.DateTimeField):
            value = parse_datetime(value)
            if value is None or value.tzinfo is None:
                message = _("Write a moment with its time zone: 2026-01-31T12:00:00Z.")
        elif column.choices and value not in {str(key) for key, _label in column.flatchoices}:
            keys = ", ".join(str(key) for key, _label in column.flatchoices if key)
            message = _("“%(text)s” is not one of the choices: %(keys)s.") % {"text": value, "keys": keys}
        if not message:
            try:
                return column.clean(value, None)
            except ValidationError as error:
                message = " ".join(error.messages)
        self.problems.append(part.problem(name, message))
        return None

    def citations(self, entry: Entry, node: yaml.Node) -> None:
        if not isinstance(node, yaml.MappingNode):
            self.problems.append(entry.problem("citations", _("Write the claims, and under each its sources.")))
            return
        for claim, sources in self.pairs(node, entry.name):
            entry.lines[f"citations: {claim}"] = sources.start_mark.line + 1
            if claim not in entry.model.CLAIMS:
                claims = ", ".join(entry.model.CLAIMS)
                message = _("This is not a claim of the record; its claims are %(claims)s.") % {"claims": claims}
                self.problems.append(entry.problem(f"citations: {claim}", message))
            elif not isinstance(sources, yaml.SequenceNode):
                self.problems.append(entry.problem(f"citations: {claim}", _("Write a list of sources.")))
            else:
                for each in sources.value:
                    self.citation(entry, claim, each)

    def citation(self, entry: Entry, claim: str, node: yaml.Node) -> None:
        """One citation: the slug of its source, or what is to be said about it field by field."""
        name = f"{entry.name}, {claim}"
        part = Part(Citation, name, entry.file, node.start_mark.line + 1, {"claim": claim})
        part.values["position"] = len(entry.citations) + 1
        if isinstance(node, yaml.ScalarNode):
            part.references["source"] = node.value
        elif isinstance(node, yaml.MappingNode):
            for key, value in self.pairs(node, name):
                part.lines[key] = value.start_mark.line + 1
                self.field(part, key, value)
        if not part.references.get("source"):
            self.problems.append(part.problem("source", _("Name the source by its slug.")))
        entry.citations.append(part)


# --- Saving -------------------------------------------------------------------------------------------------------


class Existing:
    """What happens to records that the archive has already."""

    REFUSE, ADD, REPLACE = "refuse", "add", "replace"


def load(
    paths: Iterable[Path], existing: str = Existing.REFUSE, using: str = DEFAULT_DB_ALIAS
) -> Counter:
    """Save every record of the files, or none; how many of each kind were saved.

    `Existing.REFUSE` wants an archive without records, `ADD` one without these, `REPLACE` gives records of the
    same slug what the files say, citations included. Raises `FixtureError` with every mistake.
    """
    entries = read(paths)
    # The hidden bare column of a translated field follows the active language: always the same one here.
    with transaction.atomic(using), override(languages.codes()[0]):
        writer = Writer(using, existing)
        for model in in_order():
            for entry in entries:
                if entry.model is model:
                    writer.save(entry)
        if writer.problems:
            raise FixtureError(writer.problems)
    return Counter(entry.model.kind_name for entry in entries) + Counter(
        citation=sum(len(entry.citations) for entry in entries)
    )


def is_empty(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether the archive has no record of any kind, drafts and withdrawn ones included."""
    return not any(model.objects.using(using).exists() for model in RECORDS)


class Writer:
    """Saves entries in the order they are given, and collects what is wrong with them in `problems`."""

    def __init__(self, using: str = DEFAULT_DB_ALIAS, existing: str = Existing.REPLACE):
        self.using, self.existing = using, existing
        self.problems: list[Problem] = []
        self.records: dict[type[Record], dict[str, Record | None]] = {}
        if existing == Existing.REFUSE and not is_empty(using):
            raise FixtureError([Problem("", 0, "", "", _("The archive has records already."))])

    def save(self, entry: Entry) -> None:
        found = len(self.problems)
        record = self.known(entry.model).get(entry.slug)
        if record is not None and self.existing != Existing.REPLACE:
            self.problems.append(entry.problem("", _("The archive has this record already.")))
            return
        record = record or entry.model(slug=entry.slug)
        related = self.related(entry)
        citations = [(part, self.related(part)) for part in entry.citations]
        for name, value in {**self.plain(entry.model), **entry.values, **related}.items():
            if not entry.model._meta.get_field(name).many_to_many:
                setattr(record, name, value)
        spoilt = any(other is None for _part, known in [(entry, related), *citations] for other in _flat(known))
        if len(self.problems) == found and not spoilt:
            self.check(entry, record)
        if len(self.problems) > found or spoilt:
            # It is known, but wrong: what refers to it is left out without a complaint of its own.
            self.known(entry.model).setdefault(entry.slug, None)
            return
        record.save(using=self.using, keep_times="changed_at" in entry.values)
        self.known(entry.model)[entry.slug] = record
        for relation in entry.model._meta.local_many_to_many:
            getattr(record, relation.name).set(related.get(relation.name, []))
        if citations or entry.model is not Source:
            self.save_citations(entry, record, citations)

    def save_citations(self, entry: Entry, record: Record, citations) -> None:
        parent = record.kind_name.replace("-", "_")
        saved = []
        record.citations.all().delete()
        for part, related in citations:
            citation = Citation(**{parent: record}, **part.values, **related)
            self.check(part, citation)
            citation.save(using=self.using)
            saved.append(citation)
        if record.is_published:
            for claim in unsourced_claims(record, saved):
                message = _("No source stands behind this claim, and a published record needs one here.")
                self.problems.append(entry.problem(claim, message))

    @staticmethod
    def plain(model: type[models.Model]) -> dict[str, Any]:
        """What fields hold that a file does not name, so that a replaced record keeps nothing of its past."""
        kept = {"created_at", "changed_at", "published_at"}
        return {
            name: each.get_default()
            for name, each in fields_of(model).items()
            if not each.many_to_many and name not in kept
        }

    def related(self, part: Part) -> dict[str, Any]:
        """The records that `part` refers to; an unknown slug becomes a problem."""
        found: dict[str, Any] = {}
        for name, slugs in part.references.items():
            column = part.model._meta.get_field(name)
            known = self.known(column.related_model)
            for slug in [slugs] if isinstance(slugs, str) else slugs:
                if slug not in known:
                    message = _("There is no %(kind)s “%(slug)s”.") % {
                        "kind": column.related_model._meta.verbose_name,
                        "slug": slug,
                    }
                    self.problems.append(part.problem(name, message + _Reader.nearest(slug, known)))
                elif column.many_to_many:
                    found.setdefault(name, []).append(known[slug])
                else:
                    found[name] = known[slug]
        return found

    def known(self, model: type[Record]) -> dict[str, Record | None]:
        if model not in self.records:
            self.records[model] = {record.slug: record for record in model.objects.using(self.using)}
        return self.records[model]

    def check(self, part: Part, instance: models.Model) -> None:
        """The model's own validation; relations were looked up already."""
        relations = {each.name for each in instance._meta.concrete_fields if each.is_relation and not each.unique}
        try:
            instance.full_clean(exclude=relations)
        except ValidationError as error:
            for name, errors in error.message_dict.items():
                where = "" if name == NON_FIELD_ERRORS else name
                self.problems += [part.problem(where, message) for message in errors]


def _flat(related: dict[str, Any]) -> Iterator[Any]:
    for value in related.values():
        yield from value if isinstance(value, list) else [value]


def default_paths() -> Iterator[Path]:
    """The files of the archive itself, in the order of their names."""
    return iter(sorted((Path(__file__).resolve().parent.parent / "fixtures").glob("*.yaml")))
