"""The index follows the records: every write of one is followed by its rows, in the same transaction."""

from collections.abc import Iterable

from django.db import connections, transaction

from archive.models.search import SearchRow
from archive.search import documents, vocabulary
from archive.search.engines import engine
from archive.search.entry import Entry, siblings


def stored(rows: Iterable[SearchRow]) -> list[Entry]:
    """The entries that rows were made from."""
    return [
        Entry(
            row.id, row.kind, row.object_id, row.language, row.version, "", row.slug, row.title, row.title_language,
            row.names.split("\n"), row.body.split("\n"), row.date, row.countries.split(), row.sort,
            [int(year) for year in row.years.split()],
        )
        for row in rows
    ]  # fmt: skip


def write(record, using: str = "default") -> bool:
    """Bring the rows of one record up to date; whether anything changed."""
    with transaction.atomic(using=using):
        return replace(record.kind_name, record.pk, documents.entries(record), using)


def forget(kind: str, object_id: int, using: str = "default") -> None:
    """Remove the rows of a record that is gone."""
    with transaction.atomic(using=using):
        replace(kind, object_id, [], using)


def replace(kind: str, object_id: int, new: list[Entry], using: str) -> bool:
    """Put new rows in the place of a record's old ones, unless they are the same."""
    rows = SearchRow.objects.using(using)
    old = list(rows.filter(kind=kind, object_id=object_id).order_by("language"))
    columns = sorted((entry.columns() for entry in new), key=lambda values: values["language"])
    if [(row.id, row.stamp) for row in old] == [(values["id"], values["stamp"]) for values in columns]:
        return False
    connection = connections[using]
    if old:
        engine(using).remove(connection, [row.id for row in old])
        rows.filter(pk__in=[row.id for row in old]).delete()
    if new:
        rows.bulk_create([SearchRow(**values) for values in columns])
        engine(using).add(connection, new)
    vocabulary.count(using, stored(old), new)
    return True


def follow(record, using: str = "default") -> None:
    """After a record was saved: its own rows, and if they changed, those of records that speak of it."""
    with transaction.atomic(using=using):
        # A record whose country is still to come (loaddata knows no order) follows when that is saved.
        fresh = documents.records(type(record)).using(using).filter(pk=record.pk).first()
        if fresh and write(fresh, using):
            _write_all(documents.dependants(fresh), using)


def unfollow(record, using: str = "default") -> None:
    """After a record was deleted (and while it still knows its number)."""
    with transaction.atomic(using=using):
        forget(record.kind_name, record.pk, using)
        _write_all(documents.dependants(record), using)


def _write_all(querysets, using: str) -> None:
    for queryset in querysets:
        for record in queryset.using(using).order_by("pk"):
            write(record, using)


def rows_of(ids: Iterable[int], using: str = "default") -> dict[int, SearchRow]:
    """Rows by number, with the rows of the same records in other languages."""
    wanted = [sibling for row in ids for sibling in siblings(row)]
    return SearchRow.objects.using(using).in_bulk(wanted)
