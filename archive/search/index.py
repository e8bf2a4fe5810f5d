"""The index follows the records: every write of one is followed by its rows, in the same transaction."""

import contextlib
import threading
from collections.abc import Iterable, Iterator

from django.db import connections, transaction
from django.db.models import QuerySet

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
            status="",
            slug=row.slug,
            title=row.title,
            title_language=row.title_language,
            names=row.names.split("\n"),
            body=row.body.split("\n"),
        )
        for row in rows
    ]


def begin(using: str = "default") -> None:
    """Where no record has a row, no word stays either: `flush` empties the tables of models alone."""
    if not SearchRow.objects.using(using).exists():
        engine(using).clear(connections[using])


def write(kind: str, new: dict[int, list[Entry]], using: str = "default") -> set[int]:
    """Put new rows in the place of the old ones of records of one kind; the keys of records that changed.

    `new` has the entries of each record by its primary key; none for a record that is gone.
    """
    with transaction.atomic(using=using):
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
        connection = connections[using]
        engine(using).remove(connection, [row.id for row in gone])
        rows.filter(pk__in=[row.id for row in gone]).delete()
        rows.bulk_create([SearchRow(**entry.columns()) for entry in come], batch_size=200)
        engine(using).add(connection, come)
        vocabulary.count(using, stored(gone), come)
        return changed


class _Gathering(threading.local):
    """Records whose rows wait for the end of `gathered()`, by model; None outside of it."""

    records: dict[type, set[int]] | None = None


_gathering = _Gathering()


@contextlib.contextmanager
def gathered(using: str = "default") -> Iterator[None]:
    """Within this block records are saved first and followed together at its end, in its transaction.

    For loading whole files of records: each row is written once, however often its record is saved. If the
    block ends in an error, nothing is indexed.
    """
    if _gathering.records is not None:
        yield
        return
    with transaction.atomic(using=using):
        waiting = _gathering.records = {}
        try:
            yield
        finally:
            _gathering.records = None
        for model, keys in waiting.items():
            _write_all([documents.records(model).filter(pk__in=keys)], using)


def follow(record, using: str = "default") -> None:
    """After a record was saved: its own rows, and if they changed, those of records that speak of it."""
    model = type(record)
    if (waiting := _gathering.records) is not None:
        waiting.setdefault(model, set()).add(record.pk)
        for queryset in documents.dependants(record):
            waiting.setdefault(queryset.model, set()).update(
                queryset.using(using).values_list("pk", flat=True)
            )
        return
    with transaction.atomic(using=using):
        # A record whose country is still to come (loaddata knows no order) follows when that is saved.
        fresh = documents.records(model).using(using).filter(pk=record.pk).first()
        if fresh and write(fresh.kind_name, {fresh.pk: documents.entries(fresh)}, using):
            _write_all(documents.dependants(fresh), using)


def unfollow(record, using: str = "default") -> None:
    """After a record was deleted (and while it still knows its number)."""
    with transaction.atomic(using=using):
        write(record.kind_name, {record.pk: []}, using)
        _write_all(documents.dependants(record), using)


def _write_all(querysets: Iterable[QuerySet], using: str) -> None:
    for queryset in querysets:
        for batch in documents.batched(queryset.using(using).order_by("pk")):
            entries = documents.entries_of(batch)
            new = {record.pk: rows for record, rows in zip(batch, entries, strict=True)}
            write(batch[0].kind_name, new, using)
