"""The archive's own records for tests: loaded from the files once in each process, and copied after that."""

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from archive import database, revision
from archive.models.revision import ContentRevision

_kept: dict[str, tuple[list[str], list[tuple]]] = {}


def load() -> None:
    """Fill the empty archive."""
    with transaction.atomic():
        if _kept:
            _copy()
        else:
            call_command("load_archive", verbosity=0)
            _keep()
        database.count_anew()


def _tables() -> list[str]:
    """Those of the archive, without the revision and without what FTS5 keeps for itself."""
    return [
        name
        for name in connection.introspection.table_names()
        if name.startswith("archive_")
        and not name.startswith("archive_searchindex_")
        and name != ContentRevision._meta.db_table
    ]


def _keep() -> None:
    with connection.cursor() as cursor:
        for table in _tables():
            is_virtual = table == "archive_searchindex" and connection.vendor == "sqlite"
            number = "rowid, " if is_virtual else ""
            columns = ", ".join(_written(table)) or "*"
            cursor.execute(f"SELECT {number}{columns} FROM {table}")
            _kept[table] = [column[0] for column in cursor.description], cursor.fetchall()


def _written(table: str) -> list[str]:
    """The columns of a table without those that the database works out; none if it works out none."""
    models = apps.get_app_config("archive").get_models(include_auto_created=True)
    fields = [each for model in models if model._meta.db_table == table for each in model._meta.local_fields]
    written = [f'"{each.column}"' for each in fields if not each.generated]
    return written if len(written) < len(fields) else []


def _copy() -> None:
    with connection.cursor() as cursor:
        for table, (columns, rows) in _kept.items():
            names = ", ".join(f'"{column}"' for column in columns)
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
        models = apps.get_app_config("archive").get_models(include_auto_created=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
    revision.advance()
