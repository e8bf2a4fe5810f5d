"""YAML for `dumpdata` and `loaddata`: the archive's records in the form of its own files, nothing by number.

Records carry their citations and old addresses; everything else, accounts for example, stands beside them in
Django's usual form, with `model`, `pk` and `fields`. `load_archive` is the better way in: it asks what is to
be done with records that are there already.
"""

import io
from collections.abc import Iterator

import yaml
from django.core.serializers import base, python
from django.core.serializers.pyyaml import DjangoSafeDumper
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import override

from archive import fixture_files, languages
from archive.fixture_entries import Entry
from archive.fixtures import Existing, FixtureError, Writer, in_order
from archive.models import Citation, ContentRevision, OldSlug, Record
from archive.models.search import SearchRow, SearchWord
from archive.search import index
from archive.serializers import text

#: What stands with its record, or follows from the records.
NOT_ALONE = (Citation, OldSlug, ContentRevision, SearchRow, SearchWord)


class Serializer(python.Serializer):
    """Writes records as items of the archive's files, other objects as Django does."""

    internal_use_only = False

    def serialize(self, queryset, *, stream=None, **options):
        stream = stream or io.StringIO()
        self.stream = stream
        others = []
        for each in queryset:
            if isinstance(each, Record):
                stream.write(text.of(each) + "\n")
            elif not isinstance(each, NOT_ALONE):
                others.append(each)
        if others:
            plain = python.Serializer().serialize(others, **options)
            yaml.dump(plain, stream, Dumper=DjangoSafeDumper, allow_unicode=True, sort_keys=False)
        return self.getvalue()

    def getvalue(self):
        return self.stream.getvalue() if callable(getattr(self.stream, "getvalue", None)) else None


class DeserializedRecord:
    """One item of a file, saved as an editor would save it, citations and old addresses included."""

    deferred_fields: dict = {}

    def __init__(self, entry: Entry, writer: Writer):
        self.entry, self.writer = entry, writer
        self.object = entry.model(slug=entry.slug, **entry.values)
        self.m2m_data = None

    def __str__(self) -> str:
        return self.entry.name

    def save(self, save_m2m=True, using=None, **kwargs):
        """Save the record; `FixtureError` with its mistakes, which makes `loaddata` undo everything."""
        with override(languages.codes()[0]):
            self.writer.save(self.entry)
            self.writer.save_citations()
        if self.writer.problems:
            raise FixtureError(self.writer.problems)
        self.object = self.writer.known(self.entry.model)[self.entry.slug]

    def save_deferred_fields(self, using=None):
        """Nothing waits: files name only records of files before them, or of the archive."""


def Deserializer(stream_or_string, *, using=DEFAULT_DB_ALIAS, **options) -> Iterator:
    """The records of a stream, ready to be saved in order; other objects as Django reads them."""
    if isinstance(stream_or_string, str | bytes):
        content, name = stream_or_string, ""
    else:
        content, name = stream_or_string.read(), getattr(stream_or_string, "name", "")
    content = content.decode() if isinstance(content, bytes) else content
    try:
        entries, others = fixture_files.read_text(content, name)
        yield from python.Deserializer(others, using=using, **options)
    except (base.DeserializationError, FixtureError):
        raise
    except Exception as error:
        raise base.DeserializationError from error
    writer = Writer(using, Existing.REPLACE)
    with index.gathered(using):
        for model in in_order():
            for entry in entries:
                if entry.model is model:
                    yield DeserializedRecord(entry, writer)
