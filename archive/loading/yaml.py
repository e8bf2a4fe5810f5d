"""YAML for `dumpdata` and `loaddata`: the archive's records in the form of its own files, nothing by number.

Records carry their citations and old addresses; everything else, accounts for example, stands beside them in
Django's usual form, with `model`, `pk` and `fields`. So do versions, working copies and the addresses of
deleted records, after the records, and reports, all without numbers of the database. What is only of the
hour (who has a form open, which form was sent) is in no file. `load_archive` is the better way in: it asks
what is to be done with records that are there.
"""

import io
from collections.abc import Iterator

import yaml
from django.core.serializers import base, python
from django.core.serializers.pyyaml import DjangoSafeDumper
from django.db import DEFAULT_DB_ALIAS, models

from archive.entries import files, text
from archive.entries.parts import Entry, FixtureError
from archive.entries.written import Written
from archive.loading.records import Existing, Writer, in_order
from archive.loading.versions import Taking, made_of
from archive.models import (
    Citation,
    ContentRevision,
    OldSlug,
    Presence,
    Record,
    Report,
    Submission,
    Version,
    WorkingCopy,
)
from archive.models.search import SearchRow, SearchWord
from archive.search import index

#: What stands with its record, follows from the records, or is only of the hour.
NOT_ALONE = (Citation, OldSlug, ContentRevision, SearchRow, SearchWord, Presence, Submission)
#: What refers to nothing by a number, whatever `dumpdata` was told.
NATURAL = (Version, WorkingCopy, OldSlug, Report)


class Serializer(python.Serializer):
    """Writes records as items of the archive's files, other objects as Django does."""

    internal_use_only = False

    def serialize(self, queryset, *, stream=None, **options):
        stream = stream or io.StringIO()
        self.stream = stream
        others, natural = [], []
        for each in queryset:
            if isinstance(each, Record):
                stream.write(text.of(Written.of(each)) + "\n")
            elif isinstance(each, NATURAL):
                if not (isinstance(each, OldSlug) and each.present):  # which stands with its record
                    natural.append(each)
            elif not isinstance(each, NOT_ALONE):
                others.append(each)
        plain = python.Serializer().serialize(others, **options) if others else []
        if natural:
            plain += python.Serializer().serialize(natural, **options | {"use_natural_primary_keys": True})
        if plain:
            yaml.dump(plain, stream, Dumper=DjangoSafeDumper, allow_unicode=True, sort_keys=False)
        return self.getvalue()

    def getvalue(self):
        getvalue = getattr(self.stream, "getvalue", None)
        return getvalue() if callable(getvalue) else None


class DeserializedRecord:
    """One item of a file, saved as an editor would save it, citations and old addresses included."""

    deferred_fields: dict = {}

    def __init__(self, entry: Entry, writer: Writer):
        self.entry, self.writer = entry, writer
        self.object: Record | None = entry.model(slug=entry.slug, **entry.values)
        self.m2m_data = None

    def __str__(self) -> str:
        return self.entry.name

    def save(self, save_m2m=True, using=None, **kwargs):
        """Save the record; `FixtureError` with its mistakes, which makes `loaddata` undo everything."""
        self.object = self.writer.save(self.entry)
        if self.writer.problems:
            raise FixtureError(self.writer.problems)

    def save_deferred_fields(self, using=None):
        """Nothing waits: files name only records of files before them, or of the archive."""


class DeserializedAside:
    """What goes with a record of a file: a version, a working copy, the address of one that was deleted."""

    deferred_fields: dict = {}

    def __init__(self, aside: models.Model, taking: Taking):
        self.object, self.taking, self.m2m_data = aside, taking, None

    def __str__(self) -> str:
        return str(self.object)

    def save(self, save_m2m=True, using=None, **kwargs):
        self.taking.save(self.object)

    def save_deferred_fields(self, using=None):
        """Nothing waits."""


def Deserializer(stream_or_string, *, using=DEFAULT_DB_ALIAS, **options) -> Iterator:
    """The records of a stream, ready to be saved in order; other objects as Django reads them."""
    if isinstance(stream_or_string, str | bytes):
        content, name = stream_or_string, ""
    else:
        content, name = stream_or_string.read(), getattr(stream_or_string, "name", "")
    content = content.decode() if isinstance(content, bytes) else content
    try:
        entries, with_records, others = files.read_text(content, name)
        yield from python.Deserializer(others, using=using, **options)
    except (base.DeserializationError, FixtureError):
        raise
    except Exception as error:
        raise base.DeserializationError from error
    writer = Writer(Existing.REPLACE)
    with index.gathered():
        for model in in_order():
            for entry in entries:
                if entry.model is model:
                    yield DeserializedRecord(entry, writer)
        taking = Taking(writer.new)
        for aside in made_of(with_records):
            yield DeserializedAside(aside, taking)
