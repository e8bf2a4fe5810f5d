"""The content revision: one number that is the version of everything public.

It goes up in the same transaction as the change itself, so that a reader sees either the old content with the
old number or the new content with the new one, in every process. The database does it by itself, whoever
writes and however: see `archive.triggers`.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections

from archive import database, triggers
from archive.models.revision import ContentRevision

#: The primary key of the one row.
ROW = 1

SQL = f"SELECT number FROM {ContentRevision._meta.db_table} WHERE id = {ROW}"  # noqa: S608 - no outside value


def current() -> int:
    """The revision as the database of this answer has it; 0 if there is none yet. One small query.

    Reading inside a transaction makes the next write in it advance again, so that nobody who looks twice
    sees one number for two contents.
    """
    connection = database.connection()
    again = connection.vendor == "postgresql" and connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(SQL_AGAIN if again else SQL)
        row = cursor.fetchone()
    return row[0] if row else 0


#: The same, after which a write in this transaction of PostgreSQL advances once more.
SQL_AGAIN = SQL.replace("number", "number, set_config('archive.advanced', '', true)", 1)

_seen: ContextVar[int | None] = ContextVar("content revision of this answer", default=None)


@contextmanager
def one(number: int | None = None) -> Iterator[None]:
    """Within this block `seen()` is one number: `number`, that of the block around, or the present one.

    For one answer to one reader. The number is read before the content and from the same database
    (`archive.database`), so that what is kept under it can be newer than its number, never older.
    """
    with database.one():
        token = _seen.set(seen() if number is None else number)
        try:
            yield
        finally:
            _seen.reset(token)


def seen() -> int:
    """The number that the block of `one()` has read, `current()` outside of it."""
    number = _seen.get()
    return current() if number is None else number


def advance(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make every public answer of before out of date, when the transaction commits and only then.

    Needed only for what no table of the archive shows, or to take the revision's row before other rows.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT archive_advance_revision()")
        else:
            for statement in triggers.SQLITE:
                cursor.execute(statement)


def begin(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the one row, unless it is there."""
    ContentRevision.objects.using(using).bulk_create(
        [ContentRevision(pk=ROW, number=_now())], ignore_conflicts=True
    )


def _now() -> int:
    return time.time_ns() // 1_000_000
