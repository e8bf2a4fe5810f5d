"""Loading the archive's own files: checked line by line, saved whole or not at all.

`archive.entries.files.read()` finds every mistake in the files themselves, `load()` also what only the
database can tell: slugs that lead nowhere, constraints, published records without their sources.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from archive import database
from archive.editing.checking import Refused
from archive.editing.saving import commit
from archive.editing.slugs import Slugs
from archive.entries.files import nearest, read
from archive.entries.parts import Entry, FixtureError, Part, Problem, fields_of, kind_of
from archive.entries.written import Written
from archive.loading.versions import Taking, made_of
from archive.models import RECORDS, Record, Source, Version
from archive.search import index


def in_order() -> list[type[Record]]:
    """Kinds of records, those that others refer to first; all but sources cite sources."""
    ordered: list[type[Record]] = []
    waiting = list(RECORDS)
    while waiting:
        for model in waiting:
            own = (*model._meta.fields, *model._meta.many_to_many)  # no set is "concrete" in Django 6.1
            needed = {each.related_model for each in own if each.is_relation}
            if not ({Source, *needed} & set(waiting)) - {model}:
                ordered.append(model)
        waiting = [model for model in waiting if model not in ordered]
    return ordered


class Existing:
    """What happens to records that the archive has already."""

    REFUSE, ADD, REPLACE = "refuse", "add", "replace"


def load(paths: Iterable[Path], existing: str = Existing.REFUSE) -> Counter:
    """Save every record of the files, or none; how many of each kind were saved.

    `Existing.REFUSE` wants an archive without records, `ADD` one without these, `REPLACE` gives records of
    the same slug what the files say, citations included. Raises `FixtureError` with every mistake.
    """
    entries, with_records = read(paths)
    with index.gathered():
        writer = Writer(existing)
        for model in in_order():
            for entry in entries:
                if entry.model is model:
                    writer.save(entry)
        if writer.problems:
            raise FixtureError(writer.problems)
        taking = Taking(writer.new)
        for aside in made_of(with_records):
            taking.save(aside)
    database.count_anew()
    return Counter(entry.model.kind_name for entry in entries) + Counter(
        citation=sum(len(entry.citations) for entry in entries)
    )


def is_empty() -> bool:
    """Whether the archive has no record of any kind, drafts and withdrawn ones included."""
    return not any(model.objects.exists() for model in RECORDS)


class Writer:
    """Saves entries in the order they are given, and collects what is wrong with them in `problems`.

    All that one writer saves is one act, which is shown as one change and taken back as one.
    """

    def __init__(self, existing: str = Existing.REPLACE):
        self.existing = existing
        self.problems: list[Problem] = []
        self.slugs = Slugs()
        self.batch = uuid.uuid4()
        self.new: set[tuple[type[Record], str]] = set()
        if existing == Existing.REFUSE and not is_empty():
            raise FixtureError([Problem("", 0, "", "", _("The archive has records already."))])

    def save(self, entry: Entry) -> Record | None:
        """The saved record; None for one that is wrong."""
        known = self.slugs.all(entry.model)
        record = known.get(entry.slug)
        if record is not None and self.existing != Existing.REPLACE:
            self.problems.append(entry.problem("", _("The archive has this record already.")))
            return None
        parts = [entry, *entry.citations]
        if not (all(map(self.is_known, parts)) and not any(map(self.is_spoilt, parts))):
            # It is known, but wrong: what refers to it is left out without a complaint of its own.
            known.setdefault(entry.slug, None)
            return None
        written = Written.from_entry(entry)
        record = record or entry.model()
        try:
            citations = written.citations if entry.model.CLAIMS else None
            done = commit(
                record,
                written.values | written.about,
                citations,
                origin=Version.Origin.LOADED,
                batch=self.batch,
                slugs=self.slugs,
            )
        except Refused as refused:
            places = dict(zip(map(id, written.citations), entry.citations, strict=True))
            for fault in refused.faults:
                part = places[id(fault.citation)] if fault.citation else entry
                self.problems.append(part.problem(fault.field, fault.message))
            known.setdefault(entry.slug, None)
            return None
        if done.created:
            self.new.add((entry.model, entry.slug))
        return record

    def is_known(self, part: Part) -> bool:
        """Whether every record that `part` refers to is there; each that is not becomes a problem."""
        found = len(self.problems)
        for name, slug, known in self.references(part):
            if slug not in known:
                kind = kind_of(fields_of(part.model)[name])._meta.verbose_name
                message = _("There is no %(kind)s “%(slug)s”.") % {"kind": kind, "slug": slug}
                self.problems.append(part.problem(name, message + nearest(slug, known)))
        return len(self.problems) == found

    def is_spoilt(self, part: Part) -> bool:
        """Whether it refers to a record that is in the files, but wrong."""
        return any(known.get(slug) is None for _name, slug, known in self.references(part))

    def references(self, part: Part) -> Iterator[tuple[str, str, dict[str, Record | None]]]:
        for name, slugs in part.references.items():
            known = self.slugs.all(kind_of(fields_of(part.model)[name]))
            for slug in [slugs] if isinstance(slugs, str) else slugs:
                yield name, slug, known


def default_paths() -> Iterator[Path]:
    """The files of the archive itself, in the order of their names."""
    return iter(sorted((Path(__file__).resolve().parents[2] / "fixtures").glob("*.yaml")))
