"""Loading the archive's own files: checked line by line, saved whole or not at all.

`archive.fixture_files.read()` finds every mistake in the files themselves, `load()` also what only the
database can tell: slugs that lead nowhere, constraints, published records without their sources.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive import languages, revision
from archive.fixture_entries import Entry, FixtureError, Part, Problem, fields_of
from archive.fixture_files import nearest, read
from archive.models import RECORDS, Citation, OldSlug, Record, Source
from archive.models.citation import unsourced_claims
from archive.search import index


def in_order() -> list[type[Record]]:
    """Kinds of records, those that others refer to first; all but sources cite sources."""
    ordered: list[type[Record]] = []
    waiting = list(RECORDS)
    while waiting:
        for model in waiting:
            needed = {
                each.related_model for each in model._meta.get_fields() if each.concrete and each.is_relation
            }
            if not ({Source, *needed} & set(waiting)) - {model}:
                ordered.append(model)
        waiting = [model for model in waiting if model not in ordered]
    return ordered


class Existing:
    """What happens to records that the archive has already."""

    REFUSE, ADD, REPLACE = "refuse", "add", "replace"


def load(paths: Iterable[Path], existing: str = Existing.REFUSE, using: str = DEFAULT_DB_ALIAS) -> Counter:
    """Save every record of the files, or none; how many of each kind were saved.

    `Existing.REFUSE` wants an archive without records, `ADD` one without these, `REPLACE` gives records of
    the same slug what the files say, citations included. Raises `FixtureError` with every mistake.
    """
    entries = read(paths)
    # The hidden bare column of a translated field follows the active language: always the same one here.
    with transaction.atomic(using), index.gathered(using), override(languages.codes()[0]):
        writer = Writer(using, existing)
        for model in in_order():
            for entry in entries:
                if entry.model is model:
                    writer.save(entry)
        writer.save_citations()
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
        self.citations: list[Citation] = []  # of saved records, still to be saved
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
        spoilt = any(
            other is None for _part, known in [(entry, related), *citations] for other in _flat(known)
        )
        if len(self.problems) == found and not spoilt:
            self.check(entry, record)
        if len(self.problems) > found or spoilt:
            # It is known, but wrong: what refers to it is left out without a complaint of its own.
            self.known(entry.model).setdefault(entry.slug, None)
            return
        record.save(using=self.using, keep_times="changed_at" in entry.values)
        self.known(entry.model)[entry.slug] = record
        for slug in entry.old_slugs:
            OldSlug.objects.db_manager(self.using).remember(record, slug)
        for relation in entry.model._meta.local_many_to_many:
            getattr(record, relation.name).set(related.get(relation.name, []))
        if entry.model is not Source:
            self.cite(entry, record, citations)

    def cite(self, entry: Entry, record: Record, citations: list[tuple[Part, dict]]) -> None:
        """Put the citations of a saved record in the place of those it had."""
        if record.version > 1:
            record.citations.using(self.using).delete()
        parent = record.kind_name.replace("-", "_")
        new = [Citation(**{parent: record}, **part.values, **related) for part, related in citations]
        for (part, _related), citation in zip(citations, new, strict=True):
            self.check(part, citation)
        self.citations += new
        if record.is_published:
            for claim in unsourced_claims(record, new):
                message = _("No source stands behind this claim, and a published record needs one here.")
                self.problems.append(entry.problem(claim, message))

    def save_citations(self) -> None:
        """Save the citations of all records saved so far."""
        Citation.objects.using(self.using).bulk_create(self.citations)
        self.citations = []
        revision.advance(self.using)  # bulk_create sends no signals

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
                    self.problems.append(part.problem(name, message + nearest(slug, known)))
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
        """The model's own validation; relations were looked up already, and what they make a citation be."""
        relations = {
            each.name for each in instance._meta.concrete_fields if each.is_relation and not each.unique
        }
        try:
            instance.full_clean(exclude=relations, validate_constraints=isinstance(instance, Record))
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
