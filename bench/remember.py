"""`python -m bench.remember`: three versions of every record of a made database, as if corrected twice."""

import datetime
import os
import re
from collections.abc import Iterator
from itertools import islice

import django

from imctc_site import local

#: Records read, and versions written, at a time.
BATCH = 2000
BEGINNING = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
#: A text that differs from one version to the next.
CORRECTED = re.compile(r'("(?:gist|note|summary|body|name|title)_en":")([^"\\]*)')


def main() -> None:
    from django.db import transaction
    from django.db.models import Value

    from archive.models import RECORDS, Version

    with transaction.atomic():
        for model in RECORDS:
            made = (each for place, record in enumerate(with_all(model)) for each in versions(record, place))
            while rows := list(islice(made, BATCH)):
                Version.objects.bulk_create(rows)
            model._default_manager.update(version=Value(3))


def with_all(model) -> Iterator:
    """Every record with all that its written form names, read in batches."""
    keys = [each.name for each in model._meta.concrete_fields if each.is_relation]
    sets = [each.name for each in model._meta.many_to_many]
    rows = model._default_manager.order_by("pk").prefetch_related(*sets)
    if model.CLAIMS:
        rows = rows.prefetch_related("citations__source")
    return (rows.select_related(*keys) if keys else rows).iterator(BATCH)


def versions(record, place: int) -> Iterator:
    """The three versions of a record: published first, then corrected twice."""
    from archive.entries.written import Written
    from archive.models import Version
    from archive.visible import is_readable

    now = Written.of(record, list(record.citations.all()) if record.CLAIMS else []).json()
    for number in (1, 2, 3):
        yield Version(
            kind=record.kind_name,
            slug=record.slug,
            number=number,
            at=BEGINNING + datetime.timedelta(seconds=(number * 700_000 + place) * 90),
            why="Corrected by the source." if number > 1 else "",
            status=record.status,
            status_before=record.status if number > 1 and is_readable(record.status) else "",
            fields="gist_en" if number > 1 else "",
            data=now if number == 3 else CORRECTED.sub(rf"\1\2 Draft {number}.", now, count=1),
        )


if __name__ == "__main__":
    local.assume()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")
    django.setup()
    main()
