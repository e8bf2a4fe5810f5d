"""The index follows the records: every write of one is followed by its rows, in the same transaction."""

import contextlib
import threading
from collections.abc import Iterable, Iterator

from django.db import connections
from django.db.models import QuerySet

from archive import database
from archive.models.search import SearchRow
from archive.search import documents, vocabulary
from archive.search.engines import engine
from archive.search.entry import Entry


def stored(rows: Iterable[SearchRow]) -> list[Entry]:
    """The entries that rows were made from."""
    return [
        Entry(
            id=row.id,
            kind=row.kind,
            object_id=row.object_id,
            language=row.language,
            version=row.version,
            state="",
            slug=row.slug,
            title=row.title,
            title_language=row.title_language,
            names=row.names.split("\n"),
            body=row.body.split("\n"),
        )
        for row in rows
    ]


def begin(using: str) -> None:
    """Where no record has a row, no word stays either: `flush` empties the tables of models alone."""
    if not SearchRow.objects.using(using).exists():
        engine(using).clear(connections[using])


def write(kind: str, new: dict[int, list[Entry]]) -> set[int]:
    """Put new rows in the place of the old ones of records of one kind; the keys of records that changed.

    `new` has the entries of each record by its primary key; none for a record that is gone.
    """
    with database.written() as using:
        rows = SearchRow.objects.using(using)
        old: dict[int, list[SearchRow]] = {}
        for row in rows.filter(kind=kind, object_id__in=list(new)).order_by("id"):
            old.setdefault(row.object_id, []).append(row)
        changed = {
            key
            for key, entries in new.items()
            if {row.id: row.stamp for row in old.get(key, ())} != {entry.id: entry.stamp for entry in entries}
        }
        if not changed:
            return changed
        gone = [row for key in sorted(changed) for row in old.get(key, ())]
        come = [entry for key in sorted(changed) for entry in new[key]]
        connection = database.connection()
        engine().remove(connection, [row.id for row in gone])
        rows.filter(pk__in=[row.id for row in gone]).delete()
        rows.bulk_create([SearchRow(**entry.columns()) for entry in come], batch_size=200)
        engine().add(connection, come)
        vocabulary.count(stored(gone), come)
        return changed


class _Gathering(threading.local):
    """Records whose rows wait for the end of `gathered()`, by model; None outside of it."""

    records: dict[type, set[int]] | None = None


_gathering = _Gathering()


@contextlib.contextmanager
def gathered() -> Iterator[None]:
    """Within this block records are saved first and followed together at its end, in its transaction.

    For saving a record with all its relations, and for loading whole files: each row is written once, however
    often its record is saved, and so are those that speak of it. If the block ends in an error, nothing is
    indexed.
    """
    if _gathering.records is not None:
        yield
        return
    with database.written():
        waiting = _gathering.records = {}
        try:
            yield
        finally:
            _gathering.records = None
        speaking: dict[type, set[int]] = {}
        for model, keys in waiting.items():
            for record in _write_all([documents.records(model).filter(pk__in=keys)]):
                for queryset in documents.dependants(record):
                    others = speaking.setdefault(queryset.model, set())
                    others.update(queryset.using(database.reading()).values_list("pk", flat=True))
        for model, keys in speaking.items():
            if others := keys - waiting.get(model, set()):
                _write_all([documents.records(model).filter(pk__in=others)])


def follow(record) -> None:
    """After a record was saved: its own rows, and if they changed, those of records that speak of it."""
    if (waiting := _gathering.records) is not None:
        waiting.setdefault(type(record), set()).add(record.pk)
        return
    with database.written() as using:
        # A record whose country is still to come (loaddata knows no order) follows when that is saved.
        fresh = documents.records(type(record)).using(using).filter(pk=record.pk).first()
        if fresh and write(fresh.kind_name, {fresh.pk: documents.entries(fresh)}):
            _write_all(documents.dependants(fresh))


def unfollow(record) -> None:
    """After a record was deleted (and while it still knows its number)."""
    with database.written():
        write(record.kind_name, {record.pk: []})
        _write_all(documents.dependants(record))


def _write_all(querysets: Iterable[QuerySet]) -> list:
    """Write the rows of these records; those whose rows changed."""
    changed = []
    for queryset in querysets:
        for batch in documents.batched(queryset.using(database.reading()).order_by("pk")):
            entries = documents.entries_of(batch)
            new = {record.pk: rows for record, rows in zip(batch, entries, strict=True)}
            keys = write(batch[0].kind_name, new)
            changed += [record for record in batch if record.pk in keys]
    return changed
