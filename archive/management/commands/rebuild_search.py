"""Build the search index anew, or say what is wrong with it."""

import signal
import sys
import time

from django.core.management.base import BaseCommand, CommandError

from archive.search import health, rebuilding
from imctc_site.progress import bar


class Command(BaseCommand):
    help = "Builds the search index anew beside the one in use, and puts it in its place when it is whole."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; list records that the index lacks or has wrong.",
        )

        parser.add_argument(
            "--if-stale",
            action="store_true",
            help="Build only an index that was made by the rules of another version; for upgrades.",
        )

    def handle(self, *args, check: bool, if_stale: bool, verbosity: int, **options):
        if check:
            return self.check_index()
        if if_stale and health.follows_the_rules():
            return None
        began = time.monotonic()
        # Told to end, it takes away what it has built so far: an exception unwinds what a signal would not.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        progress = (lambda done, total: bar(self.stderr, done, total, "records")) if verbosity else None
        rows = rebuilding.rebuild(progress=progress or (lambda done, total: None))
        seconds = max(time.monotonic() - began, 0.001)
        if verbosity:
            self.stdout.write(f"The search index was built anew: {rows} rows in {seconds:.1f} seconds.")
        return None

    def check_index(self) -> None:
        found = health.problems()
        for problem in found:
            self.stdout.write(str(problem))
        if found:
            raise CommandError(
                f"{len(found)} records are not as the index has them; run manage.py rebuild_search."
            )
        self.stdout.write("The search index agrees with the records.")
