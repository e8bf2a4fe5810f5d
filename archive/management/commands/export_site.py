"""`manage.py export_site DIR`: the whole public site as plain files."""

import os
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive import static_copy
from archive.static_copy.making import CopyError
from imctc_site.progress import bar


class Command(BaseCommand):
    help = (
        "Writes the whole public site into a folder, as files that any web server or object store can serve. "
        "Run it again to renew the copy: nothing is made if nothing changed, and an attempt that was "
        "interrupted goes on. The search of the copy works in the browser."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="as many as there are cores, unless said",
        )

    def handle(self, *, folder: Path, processes: int, verbosity: int, **options):
        progress = (lambda done, total: bar(self.stderr, done, total, "")) if verbosity else lambda *_: None
        started = time.monotonic()
        try:
            done = static_copy.export(folder, progress, max(1, processes))
        except CopyError as error:
            raise CommandError(str(error)) from error
        if not verbosity:
            return
        if not done.asked and not done.written:
            self.stdout.write(f"{folder} is up to date.")
            return
        rate = done.asked / max(0.001, time.monotonic() - started)
        self.stdout.write(
            f"{folder}: {done.asked} files made, {rate:.0f} a second; {done.written} written, "
            f"{done.removed} taken away."
        )
