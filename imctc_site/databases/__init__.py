"""Django's two databases, with bounds on how long a reader waits for them.

Outside a server nothing is bounded: a migration or a rebuild takes the time that it takes. `limit()` is
called once by each process that serves.
"""

from typing import Protocol, cast

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

#: Seconds that one statement may take in this process; None for as long as it takes.
statement_seconds: float | None = None


def limit(seconds: float) -> None:
    """From now on this process serves readers: no statement takes longer, and no database file is made."""
    global statement_seconds
    statement_seconds = seconds


class _Bounded(Protocol):
    def hurry(self, seconds: float) -> None: ...


def hurried(using: str, seconds: float) -> BaseDatabaseWrapper:
    """A connection of its own to a database, not made yet, that waits no longer than this for anything."""
    wrapper = connections[using].copy()
    cast(_Bounded, wrapper).hurry(seconds)  # as both of ours can
    return wrapper
