"""Load records from the archive's files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive import loading


class Command(BaseCommand):
    help = (
        "Loads records from YAML files, by default all of fixtures/. Everything is loaded or, if anything is "
        "wrong, nothing. Refuses an archive that has records unless told what to do with them."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths", nargs="*", type=Path, help="files to load; fixtures/*.yaml if none is given"
        )
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--if-empty", action="store_true", help="do nothing if the archive has any record"
        )
        choice.add_argument(
            "--add", action="store_true", help="add records; none of them may be there already"
        )
        choice.add_argument(
            "--replace",
            action="store_true",
            help="give records that are there what the files say, citations included, and add the others",
        )

    def handle(self, *, paths, if_empty, add, replace, verbosity, **options):
        empty = loading.is_empty()
        if if_empty and not empty:
            self.stdout.write(_("The archive has records already; nothing was loaded."))
            return
        if not (empty or add or replace):
            raise CommandError(
                _(
                    "The archive has records already, and nothing was changed. Choose: --if-empty leaves "
                    "them as they are, --add adds new records, --replace overwrites records of the same slug."
                )
            )
        existing = loading.Existing.REPLACE if replace else loading.Existing.ADD
        try:
            counts = loading.load(paths or loading.default_paths(), existing)
        except loading.FixtureError as error:
            heading = _("Nothing was loaded. Mistakes found: %(count)s.") % {"count": len(error.problems)}
            raise CommandError("\n".join([heading, *map(str, error.problems)])) from error
        if not verbosity:
            return
        self.stdout.write(_("Loaded:"))
        for kind, count in counts.items():
            self.stdout.write(f"{count:7}  {kind}")
