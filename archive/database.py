"""Which database an answer is read from: one for everything in it, the content revision included.

Where reading is spread over replicas, one may lag. An answer made of the content of one and the revision of
another would keep an old page under a new number, until the next edit. So the database is named once for each
answer: `reading()` says it, and `Router`, the first of `DATABASE_ROUTERS`, holds every query of the archive's
models to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections, router, transaction

from archive.models.revision import ContentRevision

_named: ContextVar[str | None] = ContextVar("database of this answer", default=None)


def reading() -> str:
    """The alias that this answer is read from; outside of `one()` the one that routers name now."""
    return _named.get() or router.db_for_read(ContentRevision)


def connection():
    """The connection for statements of our own."""
    return connections[reading()]


@contextmanager
def one(alias: str = "") -> Iterator[None]:
    """Within this block the archive is read from one database: `alias`, or that of a block around it."""
    token = _named.set(alias or reading())
    try:
        yield
    finally:
        _named.reset(token)


def writing() -> str:
    """The alias that the archive is written to."""
    return router.db_for_write(ContentRevision)


@contextmanager
def written() -> Iterator[str]:
    """A transaction in which what was written is read again, from where it was written; its alias."""
    alias = writing()
    with one(alias), transaction.atomic(using=alias):
        yield alias


def count_anew() -> None:
    """Let PostgreSQL count what its tables hold now; by itself it does so a minute after much was written.

    Until then it plans every query as if they were nearly empty, and some take minutes.
    """
    if (to := connections[writing()]).vendor == "postgresql":
        with to.cursor() as cursor:
            cursor.execute("ANALYZE")


class Router:
    """Holds the reading of an answer to its database, and has no opinion otherwise."""

    def db_for_read(self, model, **hints) -> str | None:
        return _named.get() if model._meta.app_label == "archive" else None
