"""Bring the rows of a sheet into the archive."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive import sheets
from archive.entries.parts import KINDS
from imctc_site.progress import bar


class Command(BaseCommand):
    help = (
        "Imports records from a sheet (.csv, .xlsx or .json) with the columns of an export. A blank cell "
        "leaves what is stored, ∅ empties it. Everything is imported or, if anything is wrong, nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--kind", choices=sorted(KINDS), default="", help="of rows without a column “record”"
        )
        parser.add_argument("--by", default="", help="user name of the person in whose name it is done")
        parser.add_argument("--why", default="", help="reason, which stands beside the change")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *, file, kind, by, why, dry_run, **options):
        user = None
        if by:
            user = get_user_model().objects.filter(username=by).first()
            if user is None:
                raise CommandError(_("There is no user “%(name)s”.") % {"name": by})
        try:
            rows = sheets.read(file.name, file.read_bytes())
        except (OSError, sheets.Unreadable) as error:
            raise CommandError(str(error)) from error
        done = sheets.import_rows(
            rows, kind=kind, by=user, why=why, trial=dry_run,
            progress=lambda ready, total: bar(self.stderr, ready, total, _("rows")),
        )  # fmt: skip
        if done.problems:
            heading = _("Nothing was imported. Mistakes found: %(count)s.") % {"count": len(done.problems)}
            raise CommandError("\n".join([heading, *map(str, done.problems)]))
        for change in done.changes:
            new = f" ({_('new')})" if change.is_new else ""
            self.stdout.write(f"{change.kind} {change.slug}{new}")
            for cell in change.cells:
                self.stdout.write(f"  {cell.column}: {cell.old or '–'} → {cell.new or '–'}")
        counts = {"changed": len(done.changes), "unchanged": done.unchanged}
        self.stdout.write(_("Changed: %(changed)s. Unchanged: %(unchanged)s.") % counts)
        if done.changes and not dry_run:
            self.stdout.write(_("To take it back: manage.py take_back %(batch)s") % {"batch": done.batch})
        if dry_run:
            self.stdout.write(_("This was a trial: nothing was changed."))
