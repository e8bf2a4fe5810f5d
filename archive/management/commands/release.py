"""`manage.py release`: the whole archive as files, with what changed since the last time."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from archive import database, releases, revision
from imctc_site.progress import bar


class Command(BaseCommand):
    help = (
        "Makes a release of everything that is published: tables, JSON, an SQLite file, checksums and what "
        "changed. Nothing is made if nothing changed. The page /data/ lists the releases."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--to", metavar="FOLDER", help=f"where releases lie; {settings.RELEASE_DIR} by itself"
        )

    def handle(self, *, to, verbosity: int, **options):
        progress = (lambda done, total: bar(self.stderr, done, total, "")) if verbosity else lambda *_: None
        made = releases.make(Path(to) if to else None, progress)
        if made.is_new:
            revision.advance(database.writing())  # the page that lists them is out of date now
        if not verbosity:
            return
        release = made.release
        if made.is_new:
            size = release.archive.size / 2**20
            self.stdout.write(f"{release.folder}: {len(release.files)} files, {size:.1f} MB packed.")
        else:
            self.stdout.write(f"Nothing changed since release {release.name} at {release.folder}.")
