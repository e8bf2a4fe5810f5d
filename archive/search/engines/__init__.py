"""Two engines behind one small interface; which one is used follows from the database.

An engine keeps one table of words beside `SearchRow`, under the same numbers, and answers which rows match a
query (`terms`) in the order of their numbers. It neither ranks nor folds: both is done once for both engines.
"""

from functools import lru_cache

from django.db import connections

from archive import database
from archive.search.engines.base import Engine, Expression, Likeness, Tier
from archive.search.engines.postgresql import PostgreSQL
from archive.search.engines.sqlite import SQLite
from archive.search.engines.terms import All, Any, Except, Phrase, Term, both, either, size

__all__ = [
    "All",
    "Any",
    "Engine",
    "Except",
    "Expression",
    "Likeness",
    "Phrase",
    "Term",
    "Tier",
    "both",
    "either",
    "engine",
    "expressed",
]


def expressed(query) -> Expression:
    """A query (`terms`) for the database in use."""
    return Expression(engine().expression(query), size(query))


def engine(alias: str = "") -> Engine:
    """The engine of a database, by default of the one that this answer is read from.

    Raises `NotImplementedError` for databases that have none.
    """
    return _engine(connections[alias or database.reading()].vendor)


@lru_cache
def _engine(vendor: str) -> Engine:
    if vendor == "sqlite":
        return SQLite()
    if vendor == "postgresql":
        return PostgreSQL()
    raise NotImplementedError(f"The archive searches on SQLite and PostgreSQL, not on {vendor}.")
