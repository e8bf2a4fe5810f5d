"""The content revision: one number that is the version of everything public.

It goes up in the same transaction as the change itself, so that a reader sees either the old content with the
old number or the new content with the new one, in every process. `archive.signals` advances it after every
save, deletion and change of a relation. `QuerySet.update()`, `bulk_create()` and `bulk_update()` send no
signals: whoever changes content with them calls `advance()` in the same transaction.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from archive.models.revision import ContentRevision

#: The primary key of the one row.
ROW = 1

SQL = f"SELECT number FROM {ContentRevision._meta.db_table} WHERE id = {ROW}"  # noqa: S608 - no outside value


def current(using: str = DEFAULT_DB_ALIAS) -> int:
    """The revision as this connection sees it; 0 if there is none yet. One small query.

    Reading inside a transaction makes the next write in it advance again, so that nobody who looks twice
    sees one number for two contents.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        connection.run_on_commit = [entry for entry in connection.run_on_commit if entry[1] is not _advanced]
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        row = cursor.fetchone()
    return row[0] if row else 0


_seen: ContextVar[int | None] = ContextVar("content revision of this answer", default=None)


@contextmanager
def one(number: int | None = None) -> Iterator[None]:
    """Within this block `seen()` is one number: `number`, that of the block around, or the present one.

    For one answer to one reader. The number is read before the content, so that what is kept under it can be
    newer than its number, never older.
    """
    if number is None:
        number = seen()
    token = _seen.set(number)
    try:
        yield
    finally:
        _seen.reset(token)


def seen(using: str = DEFAULT_DB_ALIAS) -> int:
    """The number that the block of `one()` has read, `current()` outside of it and for other databases."""
    number = _seen.get() if using == DEFAULT_DB_ALIAS else None
    return current(using) if number is None else number


def advance(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make every public answer of before out of date, when the transaction commits and only then.

    Once in a transaction is enough, however much it writes. A nested `atomic()` that is rolled back takes its
    advance with it, and the next write advances anew. (Savepoints made by hand are not followed, as with
    everything that Django does on commit.)

    The number is at least the time in milliseconds: a database restored from a copy never counts up again
    through numbers under which readers hold other pages.
    """
    connection = connections[using]
    if any(entry[1] is _advanced for entry in connection.run_on_commit):
        return
    row = ContentRevision.objects.using(using).filter(pk=ROW)
    changes = {"number": Greatest(models.F("number") + 1, _now()), "advanced_at": timezone.now()}
    if not row.update(**changes):
        begin(using)
        row.update(**changes)
    if connection.in_atomic_block:
        transaction.on_commit(_advanced, using=using)


def begin(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the one row, unless it is there."""
    ContentRevision.objects.using(using).bulk_create(
        [ContentRevision(pk=ROW, number=_now())], ignore_conflicts=True
    )


def _now() -> int:
    return time.time_ns() // 1_000_000


def _advanced() -> None:
    """Do nothing: in the list of things to do on commit this is the mark that the transaction advanced.

    Django takes it off that list exactly when the advance itself is undone, savepoints included.
    """
