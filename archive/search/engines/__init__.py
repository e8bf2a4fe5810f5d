"""Two engines behind one small interface; which one is used follows from the database.

An engine keeps one table of words beside `SearchRow`, under the same numbers, and answers which rows match a
query (`terms`) in the order of their numbers. It neither ranks nor folds: both is done once for both engines.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from django.db import connections

from archive.search.engines.terms import All, Any, Except, Phrase, Term, both, either
from archive.search.entry import Entry

__all__ = ["All", "Any", "Engine", "Except", "Phrase", "Term", "Tier", "both", "either", "engine"]


class Tier(NamedTuple):
    """Hits of one degree of likeness: a query in the engine's language, how many, and their numbers."""

    expression: str
    limit: int
    low: int = 1
    high: int = (1 << 63) - 1


class Engine(Protocol):
    """What the search asks of a database."""

    def expression(self, query) -> str:
        """A query (`terms`) in the language of the database."""

    def create(self, connection, suffix: str = "") -> None:
        """Make the engine's tables, with names that end in `suffix`."""

    def drop(self, connection, suffix: str = "") -> None:
        """Drop them."""

    def fill(self, connection, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        """Write many rows into one of the search's tables."""

    def finish(self, connection, suffix: str) -> None:
        """Make what is quicker to make once the tables are full."""

    def replace(self, connection, suffix: str) -> None:
        """Put the tables with this suffix in the place of those without."""

    def add(self, connection, entries: Iterable[Entry], suffix: str = "") -> None:
        """Index entries under their numbers, which must be free."""

    def remove(self, connection, ids: Sequence[int]) -> None:
        """Forget rows; unknown numbers are ignored."""

    def rows(self, connection, tiers: Sequence[Tier]) -> list[tuple[int, int]]:
        """(place of the tier, number of the row) of each tier's first rows by number, in one SQL query."""

    def among(self, connection, expression: str, ids: Sequence[int]) -> list[int]:
        """Which of these rows match."""

    def clear(self, connection) -> None:
        """Forget everything."""

    def count(self, connection) -> int:
        """Number of rows that have words."""

    def size(self, connection) -> int:
        """Bytes that the whole search takes in the database."""


def engine(using: str = "default") -> Engine:
    """The engine of a database. Raises `NotImplementedError` for databases that have none."""
    vendor = connections[using].vendor
    if vendor == "sqlite":
        from archive.search.engines.sqlite import SQLite

        return SQLite()
    if vendor == "postgresql":
        from archive.search.engines.postgresql import PostgreSQL

        return PostgreSQL()
    raise NotImplementedError(f"The archive searches on SQLite and PostgreSQL, not on {vendor}.")
