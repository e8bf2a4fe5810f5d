"""`manage.py backup`: a copy of the database, made while the site runs and opened before it is trusted."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from archive.models import RECORDS
from imctc_site import backups
from imctc_site.progress import bar


class Command(BaseCommand):
    help = (
        "Makes a copy of the database while the site runs, opens it to see that it is whole, and takes old "
        "copies away. Copies can be read by their owner alone."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--to", metavar="FOLDER", help=f"where copies lie; {settings.BACKUP_DIR} by itself"
        )
        parser.add_argument(
            "--keep", type=int, default=14, help="how many copies stay there, 14 by itself; 0 takes none away"
        )

    def handle(self, *, to, keep: int, verbosity: int, **options):
        if keep < 0:
            raise CommandError("--keep is a number of copies, for example --keep 14.")
        progress = (lambda done, total: bar(self.stderr, done, total, "")) if verbosity else lambda *_: None
        try:
            path, contents, gone = backups.make(
                DEFAULT_DB_ALIAS, Path(to or settings.BACKUP_DIR), keep, progress
            )
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        if verbosity:
            self.stdout.write(
                f"{path}: {records(contents)} records, {path.stat().st_size / 2**20:.1f} MB, "
                "opened and found whole."
            )
            for old in gone:
                self.stdout.write(f"{old} was taken away.")


def records(contents: backups.Contents) -> int:
    return sum(contents.rows[model._meta.db_table] for model in RECORDS)
