"""Rows of a list as plain tuples, with the statement that fetches them worked out once.

Django builds the SQL of a queryset anew each time, which for fifty rows costs as much as running it. The
statement for a page follows from the selection and the content revision alone, so it is kept.
"""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from archive import database
from archive.memo import remember


class Statement(NamedTuple):
    """A query as it is sent to the database; `sql` is '' if it can have no rows."""

    sql: str
    params: tuple


def statement(queryset: QuerySet) -> Statement:
    """The SQL of a queryset of plain columns: text and numbers, nothing that Python would have to convert.

    It comes from `RecordQuerySet`: a manager that translates names changes the order of columns.
    """
    try:
        sql, params = queryset.query.get_compiler(database.reading()).as_sql()
    except EmptyResultSet:
        return Statement("", ())
    return Statement(sql, tuple(params))


def fetch(key: Hashable, queryset: Callable[[], QuerySet]) -> list[tuple[Any, ...]]:
    """The rows of the queryset that `key` stands for; it is only built where its statement is not kept."""
    kept = remember(("statement", key), lambda: statement(queryset()))
    if not kept.sql:
        return []
    with database.connection().cursor() as cursor:
        cursor.execute(kept.sql, kept.params)
        return cursor.fetchall()
