"""The index built anew beside the one in use, and put in its place in one transaction.

Readers search the old index until the new one is whole. Writers wait only for the exchange; what they changed
meanwhile is found by the versions of the records and written again.
"""

from collections import Counter
from collections.abc import Callable

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections, models, transaction

from archive import database, revision
from archive.models.search import SearchRow, SearchWord
from archive.search import documents, index, vocabulary
from archive.search.engines import engine
from archive.search.entry import Entry

SUFFIX = "_next"
_BATCH = 500
_TABLES = (SearchRow, SearchWord)


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Build the index anew and put it in the place of the one in use; the number of its rows."""
    with database.one(database.writing()):
        return _rebuild(progress)


def _rebuild(progress: Callable[[int, int], None]) -> int:
    models = documents.MODELS.values()
    total = sum(model._default_manager.using(database.reading()).count() for model in models)
    _make_tables()
    try:
        built, rows = _fill(lambda done: progress(done, total))
        _exchange(built)
    except BaseException:
        if not database.connection().needs_rollback:
            drop_tables(database.reading())
        raise
    progress(total, total)
    return rows


def _fill(progress) -> tuple[dict, int]:
    """Fill the new tables; (version and status of each record that was read, number of rows)."""
    built, batch, rows = {}, [], 0
    counts: Counter = Counter()
    written: dict[str, str] = {}
    for done, (record, entries) in enumerate(documents.everything(), 1):
        built[record.kind_name, record.pk] = (record.version, record.status)
        batch += entries
        for entry in entries:
            if entry.id > 0:
                found = vocabulary.words_of(entry)
                counts.update(found.keys())
                written |= found
        if len(batch) >= _BATCH:
            rows += _store(batch)
            batch = []
            progress(done)
    rows += _store(batch)
    _store_words(counts, written)
    engine().finish(database.connection(), SUFFIX)
    return built, rows


def _store(batch: list[Entry]) -> int:
    fields = [str(field.column) for field in SearchRow._meta.concrete_fields]
    rows = [[values[name] for name in fields] for values in (entry.columns() for entry in batch)]
    with database.written():
        connection = database.connection()
        engine().fill(connection, f"{SearchRow._meta.db_table}{SUFFIX}", fields, rows)
        engine().add(connection, batch, SUFFIX)
    return len(batch)


def _store_words(counts: Counter, written: dict) -> None:
    connection = database.connection()
    words: list[tuple[int, str, str, int]] = []
    pieces: list[tuple[int, int]] = []
    for number, (word, rows) in enumerate(sorted(counts.items()), 1):
        words.append((number, word, written[word], rows))
        pieces += ((piece, number) for piece in sorted(vocabulary.pieces_of(word)))
    with database.written():
        columns = ["id", "word", "shown", "rows"]
        engine().fill(connection, f"{SearchWord._meta.db_table}{SUFFIX}", columns, words)
        engine().fill(connection, f"archive_searchpiece{SUFFIX}", ["piece", "word_id"], sorted(pieces))


def _exchange(built: dict) -> None:
    connection = database.connection()
    with database.written():
        revision.advance(database.reading())  # every writer takes this row first, and waits for it here
        engine().replace(connection, SUFFIX)
        with connection.cursor() as cursor:
            for model in _TABLES:
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"DROP TABLE {table}")
                cursor.execute(f"ALTER TABLE {model._meta.db_table}{SUFFIX} RENAME TO {table}")
            for statement in _indexes(connection):
                cursor.execute(statement)
            for statement in connection.ops.sequence_reset_sql(no_style(), [SearchWord]):
                cursor.execute(statement)
        _catch_up(built)


def _catch_up(built: dict) -> None:
    """Write again what changed while the new index was built."""
    gone = dict(built)
    for kind, model in documents.MODELS.items():
        records = model._default_manager.using(database.reading()).order_by("pk")
        for pk, *state in records.values_list("pk", "version", "status"):
            if gone.pop((kind, pk), None) != tuple(state):
                index.follow(model(pk=pk))
    for kind, pk in gone:
        index.write(kind, {pk: []})


def _indexes(connection) -> list[str]:
    rows, words = (model._meta.db_table for model in _TABLES)
    statements = [
        f"CREATE INDEX search_row_record ON {rows} (kind, object_id)",
        f"CREATE UNIQUE INDEX search_word_word ON {words} (word)",
    ]
    if connection.vendor == "postgresql":
        statements.append(f"CREATE INDEX search_word_like ON {words} (word varchar_pattern_ops)")
    return statements


def _copy_of(model) -> type[models.Model]:
    """The model under the new table's name, without indexes: their names are still taken."""
    fields = {}
    for field in model._meta.concrete_fields:
        copied = field.clone()
        copied._unique = copied.primary_key and copied._unique
        fields[field.name] = copied
    table = f"{model._meta.db_table}{SUFFIX}"
    meta = type("Meta", (), {"apps": Apps(), "app_label": "archive", "db_table": table})
    return type(f"{model.__name__}Next", (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


def _make_tables() -> None:
    connection = database.connection()
    drop_tables(database.reading())
    editor = connection.SchemaEditorClass(connection)
    editor.deferred_sql = []
    with database.written(), connection.cursor() as cursor:
        for model in _TABLES:
            statement, values = editor.table_sql(_copy_of(model))
            cursor.execute(statement, values or None)
        engine().create(connection, SUFFIX)


def drop_tables(using: str) -> None:
    """Take away what was built and not put into its place."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for model in _TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS {model._meta.db_table}{SUFFIX}")
        engine(using).drop(connection, SUFFIX)
