"""The index built anew beside the one in use, and put in its place in one transaction.

Readers search the old index until the new one is whole. Writers wait only for the exchange; what they changed
meanwhile is found by the versions of the records and written again.
"""

from collections import Counter
from collections.abc import Callable

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections, models, transaction

from archive import revision
from archive.models.search import SearchRow, SearchWord
from archive.search import documents, index, vocabulary
from archive.search.engines import engine
from archive.search.entry import Entry

SUFFIX = "_next"
_BATCH = 500
_TABLES = (SearchRow, SearchWord)


def rebuild(using: str = "default", progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Build the index anew and put it in the place of the one in use; the number of its rows."""
    total = sum(model._default_manager.using(using).count() for model in documents.MODELS.values())
    _make_tables(using)
    try:
        built, rows = _fill(using, lambda done: progress(done, total))
        _exchange(using, built)
    except BaseException:
        if not connections[using].needs_rollback:
            _drop_tables(using)
        raise
    progress(total, total)
    return rows


def _fill(using: str, progress) -> tuple[dict, int]:
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
            rows += _store(using, batch)
            batch = []
            progress(done)
    rows += _store(using, batch)
    _store_words(using, counts, written)
    engine(using).finish(connections[using], SUFFIX)
    return built, rows


def _store(using: str, batch: list[Entry]) -> int:
    fields = [field.column for field in SearchRow._meta.concrete_fields]
    rows = [[values[name] for name in fields] for values in (entry.columns() for entry in batch)]
    with transaction.atomic(using=using):
        connection = connections[using]
        engine(using).fill(connection, f"{SearchRow._meta.db_table}{SUFFIX}", fields, rows)
        engine(using).add(connection, batch, SUFFIX)
    return len(batch)


def _store_words(using: str, counts: Counter, written: dict) -> None:
    connection = connections[using]
    words, pieces = [], []
    for number, (word, rows) in enumerate(sorted(counts.items()), 1):
        words.append((number, word, written[word], rows))
        pieces += ((piece, number) for piece in sorted(vocabulary.pieces_of(word)))
    with transaction.atomic(using=using):
        columns = ["id", "word", "shown", "rows"]
        engine(using).fill(connection, f"{SearchWord._meta.db_table}{SUFFIX}", columns, words)
        engine(using).fill(connection, f"archive_searchpiece{SUFFIX}", ["piece", "word_id"], sorted(pieces))


def _exchange(using: str, built: dict) -> None:
    connection = connections[using]
    with transaction.atomic(using=using):
        revision.advance(using)  # every writer takes this row first, and waits for it here
        engine(using).replace(connection, SUFFIX)
        with connection.cursor() as cursor:
            for model in _TABLES:
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"DROP TABLE {table}")
                cursor.execute(f"ALTER TABLE {model._meta.db_table}{SUFFIX} RENAME TO {table}")
            for statement in _indexes(connection):
                cursor.execute(statement)
            for statement in connection.ops.sequence_reset_sql(no_style(), [SearchWord]):
                cursor.execute(statement)
        _catch_up(using, built)


def _catch_up(using: str, built: dict) -> None:
    """Write again what changed while the new index was built."""
    gone = dict(built)
    for kind, model in documents.MODELS.items():
        for pk, *state in (
            model._default_manager.using(using).order_by("pk").values_list("pk", "version", "status")
        ):
            if gone.pop((kind, pk), None) != tuple(state):
                index.follow(model(pk=pk), using)
    for kind, pk in gone:
        index.write(kind, {pk: []}, using)


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


def _make_tables(using: str) -> None:
    connection = connections[using]
    _drop_tables(using)
    editor = connection.SchemaEditorClass(connection)
    editor.deferred_sql = []
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for model in _TABLES:
            statement, values = editor.table_sql(_copy_of(model))
            cursor.execute(statement, values or None)
        engine(using).create(connection, SUFFIX)


def _drop_tables(using: str) -> None:
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for model in _TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS {model._meta.db_table}{SUFFIX}")
        engine(using).drop(connection, SUFFIX)
