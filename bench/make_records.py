"""Fill a throw-away database with believable records, to see how the site bears them (`bench.make`)."""

import functools
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.color import no_style
from django.db import connection, models, transaction

from archive import languages
from archive.fields import DerivedField
from archive.models import RECORDS
from bench import believable

#: Rows of one statement to the database.
BATCH = 2000


class Command(BaseCommand):
    help = (
        "Makes NUMBER records of all kinds, with citations, in every language the vocabulary knows: the same "
        "ones each time. For a throw-away database; refuses one that has records."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, help="how many records to make")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes other records")
        parser.add_argument(
            "--kind",
            choices=["event", "figure", "source", "statement", "topic"],
            help="make NUMBER records of this kind, and the few others that they speak of",
        )
        parser.add_argument("--no-search", action="store_true", help="leave the search index as it is")

    def handle(self, *, number, seed, kind, no_search, verbosity, **options):
        if number < 1:
            raise CommandError("Say how many to make, at least 1, for example python -m bench.make 1000.")
        here = sum(model.objects.count() for model in RECORDS)
        if here:
            raise CommandError(
                f"This database has {here} records, which may be real; nothing was made. Name an empty one, "
                "for example DATABASE_URL=sqlite:///var/made.sqlite3, and run migrate first."
            )
        numbers = believable.of_one_kind(kind, number) if kind else believable.shares(number)
        began = time.monotonic()
        store(believable.make(numbers, seed))
        if verbosity:
            self.stdout.write(f"{sum(numbers.values())} records in {time.monotonic() - began:.1f} seconds.")
        if not no_search:
            call_command("rebuild_search", verbosity=verbosity)


def store(rows) -> None:
    """Write rows with their citations in one transaction, past the models.

    Model instances cost several times what the database does; what saving would have done besides is done
    here: defaults, the derived columns of dates, and the bare column of a translated field.
    """
    tables: dict[type[models.Model], Table] = {}
    waiting: dict[type[models.Model], list] = {}
    with transaction.atomic(), connection.constraint_checks_disabled():
        for model, values in rows:
            table = tables.get(model) or tables.setdefault(model, Table(model))
            batch = waiting.setdefault(model, [])
            batch.append(table.row(values))
            if len(batch) >= BATCH:
                table.insert(batch)
                batch.clear()
        for model, batch in waiting.items():
            tables[model].insert(batch)
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), list(tables)):
                cursor.execute(sql)


class Table:
    """The columns of a model, and how a row's plain values become theirs."""

    def __init__(self, model: type[models.Model]):
        own = model._meta.concrete_fields
        fields = [field for field in own if not (field.primary_key and model._meta.auto_created)]
        self.places = {field.attname: place for place, field in enumerate(fields)}
        self.empty = [self.default(field) for field in fields]
        self.prepared = {
            field.attname: functools.lru_cache(maxsize=5000)(functools.partial(self.prepare, field))
            for field in fields
            if isinstance(field, models.DateTimeField)
        }
        self.derived = [
            (place, field.source, functools.lru_cache(maxsize=50_000)(functools.partial(self.derive, field)))
            for place, field in enumerate(fields)
            if isinstance(field, DerivedField)
        ]
        self.bare = [
            (self.places[name], columns)
            for name, columns in ((name, columns_of(name)) for name in self.places)
            if all(column in self.places for column in columns)
        ]
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        self.sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"

    @staticmethod
    def prepare(field, value):
        return field.get_db_prep_save(value, connection)

    @staticmethod
    def derive(field, text: str):
        return field.get_db_prep_save(field.derived(text), connection)

    def default(self, field):
        if isinstance(field, models.CharField | models.TextField):
            return field.get_default() or ""
        return self.prepare(field, field.get_default())

    def row(self, values: dict) -> list:
        row = self.empty.copy()
        for name, value in values.items():
            prepare = self.prepared.get(name)
            row[self.places[name]] = prepare(value) if prepare else value
        for place, source, derive in self.derived:
            row[place] = derive(values.get(source, ""))
        for place, columns in self.bare:
            row[place] = next((values[column] for column in columns if values.get(column)), "")
        return row

    def insert(self, rows: list[list]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(self.sql, rows)


def columns_of(name: str) -> list[str]:
    """The columns that a translated field has, the default language first."""
    return [languages.column(name, code) for code in languages.codes()]
