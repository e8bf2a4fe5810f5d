"""Bring a PO file with texts of the archive in."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive import languages
from archive.translating import po


class Command(BaseCommand):
    help = "Imports a PO file of export_texts: all of it or, if anything is wrong, nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", choices=languages.codes(), default="", help="language of the sources")
        parser.add_argument("--by", default="", help="user name of the person in whose name it is done")
        parser.add_argument("--why", default="", help="reason, which stands beside the change")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *, file, source, by, why, dry_run, **options):
        user = get_user_model().objects.filter(username=by).first() if by else None
        if by and user is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": by})
        try:
            catalog = po.read(file.read_bytes())
        except (OSError, po.Unreadable) as error:
            raise CommandError(str(error)) from error
        done = po.bring_in(catalog, source=source, by=user, why=why, trial=dry_run)
        if done.problems:
            heading = _("Nothing was imported. Mistakes found: %(count)s.") % {"count": len(done.problems)}
            raise CommandError("\n".join([heading, *map(str, done.problems)]))
        for change in done.changes:
            self.stdout.write(f"{change.kind} {change.slug}, {change.label} ({change.code})")
            self.stdout.write(f"  {change.old or '–'} → {change.new}")
            for remark in change.remarks:
                self.stdout.write(f"  ! {remark}")
        counts = {"changed": len(done.changes), "unchanged": done.unchanged}
        self.stdout.write(_("Changed: %(changed)s. Unchanged: %(unchanged)s.") % counts)
        if dry_run:
            self.stdout.write(_("This was a trial: nothing was changed."))
