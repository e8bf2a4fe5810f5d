"""Queries by primary keys whose SQL is worked out once in a process.

Django builds the SQL of a queryset anew each time, which for one record costs more than running it. What
stands behind a record is asked in the same few forms again and again; only the keys differ.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from archive import database, languages
from imctc_site.bounded import bounded

#: Stand for the keys while the SQL is worked out; no table has such keys.
STAND_IN = -1_000_000_007

#: More keys than this are asked for seldom enough to work the SQL out again.
MOST_KEYS = 64


def rows(build: Callable[..., QuerySet], keys: Collection[int], **options) -> list[tuple[Any, ...]]:
    """The rows of `build(keys, **options)`, a queryset whose `values_list` is of text and whole numbers.

    `build` must be a function of a module (its SQL is kept for it) and use each key exactly as given.
    """
    keys = list(keys)
    if not keys:
        return []
    connection = database.connection()
    known = (build, tuple(options.items()), len(keys), connection.alias, tuple(languages.codes()))
    sql, params = _statement(*known) if len(keys) <= MOST_KEYS else _sql(*known)
    with connection.cursor() as cursor:
        cursor.execute(sql, [keys[STAND_IN - p] if _stands_in(p, len(keys)) else p for p in params])
        return cursor.fetchall()


def _stands_in(param, count: int) -> bool:
    return type(param) is int and STAND_IN - count < param <= STAND_IN


def _sql(build, options: tuple, count: int, alias: str, codes: tuple) -> tuple[str, tuple]:
    queryset = build([STAND_IN - place for place in range(count)], **dict(options))
    try:
        sql, params = queryset.query.get_compiler(alias).as_sql()
    except EmptyResultSet:  # a condition that nothing can meet
        return "SELECT 1 WHERE 1 = 0", ()
    return sql, tuple(params)


_statement = bounded(1024)(_sql)
