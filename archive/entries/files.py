"""What the archive's files say: YAML text turned into records to be saved, each with the line it stands on.

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

`fixtures/README.md` tells an editor how to write such a file; `archive.loading` saves what was read here.
"""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from archive import languages
from archive.entries.parts import KINDS, Entry, FixtureError, Part, Problem, bare_columns, fields_of
from archive.fields import ColumnsField, EDTFField
from archive.models import Citation, OldSlug, Source, Version, WorkingCopy
from archive.spelling.clean import clean

#: What stands after the records that it tells of, and goes with them.
WITH_RECORDS = {model._meta.label_lower for model in (Version, WorkingCopy, OldSlug)}

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(paths: Iterable[Path]) -> tuple[list[Entry], list[dict]]:
    """Every record of the files, and what goes with them; `FixtureError` with all that is wrong in them.

    Versions, working copies and addresses of deleted records stand as `dumpdata` writes them, with `model`
    and `fields`.
    """
    entries: list[Entry] = []
    versions: list[dict] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            text = Path(path).read_text(encoding="utf-8")
        except FileNotFoundError:
            problems.append(Problem(str(path), 1, "", "", _("There is no such file.")))
        except UnicodeDecodeError:
            problems.append(Problem(str(path), 1, "", "", _("The file is not UTF-8 text: save it as UTF-8.")))
        else:
            _Reader(str(path), entries, problems, versions).read(text)
    return _sound(entries, problems), versions


def read_text(text: str, file: str) -> tuple[list[Entry], list[dict], list[dict]]:
    """The records of a text, what goes with them, and all else in Django's form: `model`, `pk`, `fields`."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    versions: list[dict] = []
    others: list[dict] = []
    _Reader(file, entries, problems, versions, others).read(text)
    return _sound(entries, problems), versions, others


def _sound(entries: list[Entry], problems: list[Problem]) -> list[Entry]:
    """The entries, if there is no problem and no record stands twice."""
    seen: dict[tuple, Entry] = {}
    for entry in entries:
        first = seen.setdefault((entry.model, entry.slug), entry)
        if first is not entry:
            where = f"{first.file}:{first.line}"
            problems.append(
                entry.problem("", _("This record stands in %(where)s as well.") % {"where": where})
            )
    if problems:
        raise FixtureError(problems)
    return entries


def nearest(name: str, known: Iterable[str]) -> str:
    """A question that names what may have been meant; empty if nothing known looks like it."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return " " + _("Did you mean “%(name)s”?") % {"name": close[0]} if close else ""


def _clean(node: yaml.Node) -> None:
    """Rid every text of a file of the signs that nobody sees."""
    waiting, seen = [node], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # an anchor can lead back to itself
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            node.value = clean(node.value)
        elif isinstance(node, yaml.MappingNode):
            waiting += (part for pair in node.value for part in pair)
        else:
            waiting += node.value


class _Reader:
    """Turns the text of one file into entries; appends what is wrong to `problems`."""

    def __init__(
        self,
        file: str,
        entries: list[Entry],
        problems: list[Problem],
        versions: list[dict],
        others: list[dict] | None = None,
    ):
        self.file, self.entries, self.problems = file, entries, problems
        self.versions, self.others = versions, others

    def read(self, text: str) -> None:
        try:
            root = yaml.compose(text, Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or str(error).splitlines()[0]
            self.wrong(
                mark.line + 1 if mark else 1, "", "", _("This is not YAML: %(why)s.") % {"why": reason}
            )
            return
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            self.wrong(
                1, "", "", _("A file is a list of records, each beginning with “- member: …” or the like.")
            )
            return
        _clean(root)
        for item in root.value:
            self.record(item)

    def wrong(self, line: int, record: str, name: str, message: str) -> None:
        self.problems.append(Problem(self.file, line, record, name, message))

    def record(self, item: yaml.Node) -> None:
        line = item.start_mark.line + 1
        kinds = ", ".join(KINDS)
        key, named = item.value[0] if isinstance(item, yaml.MappingNode) and item.value else (None, item)
        kind = key.value if isinstance(key, yaml.ScalarNode) else ""
        if kind == "model":
            place = self.versions if named.value in WITH_RECORDS else self.others
            if place is not None:
                place.append(yaml.SafeLoader("").construct_document(item))
                return
        if kind not in KINDS or not isinstance(item, yaml.MappingNode):
            self.wrong(
                line, "", kind, _("A record begins with its kind: one of %(kinds)s.") % {"kinds": kinds}
            )
            return
        model = KINDS[kind]
        entry = Entry(model, f"{kind} {named.value}", self.file, line)
        entry.slug = self.value(entry, kind, model._meta.get_field("slug"), named)
        for name, node in self.pairs(item, entry.name)[1:]:
            entry.lines[name] = node.start_mark.line + 1
            if name == "citations" and model is not Source:
                self.citations(entry, node)
            elif name == "old_slugs":
                entry.old_slugs = self.slugs(entry, name, node)
            else:
                self.field(entry, name, node)
        self.entries.append(entry)

    def pairs(self, node: yaml.MappingNode, record: str) -> list[tuple[str, yaml.Node]]:
        pairs: dict[str, yaml.Node] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.wrong(line, record, "", _("A field has a name, a colon and its value."))
                continue
            if key.value in pairs:
                self.wrong(line, record, key.value, _("This field is given twice."))
            pairs[key.value] = value
        return list(pairs.items())

    def field(self, part: Part, name: str, node: yaml.Node) -> None:
        known = fields_of(part.model)
        if name in bare_columns(part.model):
            spelled = ", ".join(languages.column(name, code) for code in languages.codes())
            message = _("This field has a text in each language: write %(names)s instead.") % {
                "names": spelled
            }
            self.problems.append(part.problem(name, message))
        elif name not in known:
            message = _("There is no such field.") + nearest(name, known)
            self.problems.append(part.problem(name, message))
        elif known[name].is_relation:
            many = known[name].many_to_many
            part.references[name] = (self.slugs if many else self.reference)(part, name, node)
        elif isinstance(known[name], ColumnsField):
            part.values[name] = sorted(self.slugs(part, name, node))
        else:
            part.values[name] = self.value(part, name, known[name], node)

    def reference(self, part: Part, name: str, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode) and node.value:
            return node.value
        self.problems.append(part.problem(name, _("Write the slug of one record.")))
        return ""

    def slugs(self, part: Part, name: str, node: yaml.Node) -> list[str]:
        if isinstance(node, yaml.SequenceNode) and all(
            isinstance(each, yaml.ScalarNode) for each in node.value
        ):
            return [each.value for each in node.value]
        self.problems.append(part.problem(name, _("Write a list of slugs: [saudi-arabia, oman].")))
        return []

    def value(self, part: Part, name: str, column: models.Field, node: yaml.Node):
        """The Python value of a scalar; what YAML would make of an unquoted text is refused."""
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
            message = _('Put the date in quotes, so that it stays as you wrote it: "%(text)s".') % {
                "text": value
            }
        elif tag == "null":
            message = _("Nothing is written here: write the text, or leave the line out.")
        elif tag != "str" and not isinstance(column, models.DateTimeField):
            message = _('Put the text in quotes: "%(text)s".') % {"text": value}
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
            self.problems.append(
                entry.problem("citations", _("Write the claims, and under each its sources."))
            )
            return
        for claim, sources in self.pairs(node, entry.name):
            entry.lines[f"citations: {claim}"] = sources.start_mark.line + 1
            if claim not in entry.model.CLAIMS:
                claims = ", ".join(entry.model.CLAIMS)
                message = _("This is not a claim of the record; its claims are %(claims)s.") % {
                    "claims": claims
                }
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
        if isinstance(node, yaml.ScalarNode):
            part.references["source"] = node.value
        elif isinstance(node, yaml.MappingNode):
            for key, value in self.pairs(node, name):
                part.lines[key] = value.start_mark.line + 1
                self.field(part, key, value)
        if "source" not in part.references:
            self.problems.append(part.problem("source", _("Name the source by its slug.")))
        entry.citations.append(part)
