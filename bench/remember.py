"""`python -m bench.remember`: three versions of every record of a made database, as if corrected twice."""

import datetime
import os
import re
import zlib
from collections.abc import Iterator

import django

from imctc_site import local

#: Rows of one statement to the database.
BATCH = 2000
BEGINNING = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
#: A text that differs from one version to the next.
CORRECTED = re.compile(r'("(?:gist|note|summary|body|name|title)_en":")([^"\\]*)')


def main() -> None:
    from django.db import connection, transaction
    from django.db.models import F

    from archive.models import RECORDS, Version

    columns = "kind, slug, number, at, who, why, minor, status, status_before, origin, fields, data"
    marks = ", ".join(["%s"] * len(columns.split(", ")))
    sql = f"INSERT INTO {Version._meta.db_table} ({columns}) VALUES ({marks})"
    with transaction.atomic():
        for model in RECORDS:
            rows: list[tuple] = []
            for place, record in enumerate(with_all(model)):
                rows += versions(record, place)
                if len(rows) >= BATCH:
                    insert(connection, sql, rows)
            insert(connection, sql, rows)
            model._default_manager.update(version=F("version") * 0 + 3)


def insert(connection, sql: str, rows: list[tuple]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
    rows.clear()


def with_all(model) -> Iterator:
    """Every record with all that its written form names, read in batches."""
    keys = [each.name for each in model._meta.concrete_fields if each.is_relation]
    sets = [each.name for each in model._meta.many_to_many]
    rows = model._default_manager.order_by("pk").prefetch_related(*sets)
    if model.CLAIMS:
        rows = rows.prefetch_related("citations__source")
    return (rows.select_related(*keys) if keys else rows).iterator(BATCH)


def versions(record, place: int) -> Iterator[tuple]:
    """The three versions of a record: published first, then corrected twice."""
    from archive.entries.written import Written
    from archive.visible import is_readable

    now = Written.of(record, list(record.citations.all()) if record.CLAIMS else []).json()
    for number in (1, 2, 3):
        text = now if number == 3 else CORRECTED.sub(rf"\1\2 Draft {number}.", now, count=1)
        before = record.status if number > 1 and is_readable(record.status) else ""
        at = BEGINNING + datetime.timedelta(seconds=(number * 700_000 + place) * 90)
        data = zlib.compress(text.encode(), 9)
        why = "Corrected by the source." if number > 1 else ""
        fields = "gist_en" if number > 1 else ""
        yield (
            record.kind_name, record.slug, number, at.strftime("%Y-%m-%d %H:%M:%S"), "", why, False,
            record.status, before, "edited", fields, data,
        )  # fmt: skip


if __name__ == "__main__":
    local.assume()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")
    django.setup()
    main()
