"""Triggers by which the database itself advances the content revision, whoever writes and however.

Every table of the archive has them but those that are made from the others. So `update()`, bulk operations
and SQL typed by hand are followed like any save, in the same transaction. Drafts advance as well: a draft
country or source may be named on a public page, and the price is to make each page once more.

* SQLite runs them for each row; it has no others.
* PostgreSQL runs one for each statement, before it, so that two transactions which write the same rows meet
  first at the revision's row and wait there, instead of each holding a row that the other wants. A
  transaction advances once; a savepoint that is rolled back takes its advance with it, and
  `archive.advanced`, by which the transaction knows, goes the same way.

The number is at least the time in milliseconds: a database restored from a copy never counts up again through
numbers under which readers hold other pages.

They are made after every `migrate` and not in a migration: on SQLite Django replaces a table to change it,
and its triggers go with the old one.
"""

from django.apps import apps
from django.db import connections

#: Models that are derived from the others, are the revision itself, or are nothing that readers see.
DERIVED = (
    "ContentRevision",
    "SearchRow",
    "SearchWord",
    "Submission",
    "Presence",
    "Report",
    "WorkingCopy",
)

PREFIX = "archive_advance"

#: What SQLite has a trigger each for.
EVENTS = ("insert", "update", "delete")

_SQLITE_NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
_SQLITE_TIME = "strftime('%Y-%m-%d %H:%M:%f', 'now')"

#: How SQLite advances. The second statement makes the row where it is missing.
SQLITE = (
    f"UPDATE archive_contentrevision SET number = max(number + 1, {_SQLITE_NOW}), "  # noqa: S608
    f"advanced_at = {_SQLITE_TIME} WHERE id = 1",
    f"INSERT INTO archive_contentrevision (id, number, advanced_at) SELECT 1, {_SQLITE_NOW}, {_SQLITE_TIME} "  # noqa: S608
    "WHERE NOT EXISTS (SELECT 1 FROM archive_contentrevision WHERE id = 1)",
)

POSTGRESQL = """
CREATE OR REPLACE FUNCTION archive_advance_revision() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    present bigint := floor(extract(epoch FROM clock_timestamp()) * 1000);
BEGIN
    IF current_setting('archive.advanced', true) = txid_current()::text THEN
        RETURN;
    END IF;
    INSERT INTO {schema}.archive_contentrevision AS revision (id, number, advanced_at)
        VALUES (1, present, clock_timestamp())
        ON CONFLICT (id) DO UPDATE
        SET number = greatest(revision.number + 1, present), advanced_at = clock_timestamp();
    PERFORM set_config('archive.advanced', txid_current()::text, true);
END $$;

CREATE OR REPLACE FUNCTION archive_advance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {schema}.archive_advance_revision();
    RETURN NULL;
END $$
"""


def tables() -> list[str]:
    """The tables whose rows readers may see the trace of, those between two records included."""
    models = apps.get_app_config("archive").get_models(include_auto_created=True)
    return sorted(model._meta.db_table for model in models if model._meta.object_name not in DERIVED)


def names(vendor: str) -> set[tuple[str, str]]:
    """(table, trigger) for each trigger that should be there."""
    if vendor == "postgresql":  # where names are each table's own
        return {(table, PREFIX) for table in tables()}
    return {(table, f"{PREFIX}_{table}_{event}") for table in tables() for event in EVENTS}


def missing(using: str) -> set[tuple[str, str]]:
    """(table, trigger) for each trigger that is not there."""
    connection = connections[using]
    return names(connection.vendor) - _present(connection)


def _present(connection) -> set[tuple[str, str]]:
    sql = (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
        if connection.vendor == "sqlite"
        else "SELECT relname, tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE tgname LIKE %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{PREFIX}%"])
        return set(cursor.fetchall())


def make(using: str) -> None:
    """Make those that are missing, on the tables that are there: migrations may have been taken back."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    lacking = {(table, name) for table, name in missing(using) if table in there}
    if not lacking:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_schema()")
            schema = connection.ops.quote_name(cursor.fetchone()[0])
            cursor.execute(POSTGRESQL.format(schema=schema))
        for table, name in sorted(lacking):
            cursor.execute(_statement(connection, table, name))


def _statement(connection, table: str, name: str) -> str:
    quote = connection.ops.quote_name
    if connection.vendor == "postgresql":
        return (
            f"CREATE TRIGGER {quote(name)} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {quote(table)} "
            "FOR EACH STATEMENT EXECUTE FUNCTION archive_advance()"
        )
    event = name.rpartition("_")[2].upper()
    steps = "; ".join(SQLITE)
    return f"CREATE TRIGGER {quote(name)} AFTER {event} ON {quote(table)} BEGIN {steps}; END"


def drop(using: str) -> None:
    """Take them away for as long as `migrate` runs: SQLite could not rename the table they write to."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for _table, name in _present(connection):
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
