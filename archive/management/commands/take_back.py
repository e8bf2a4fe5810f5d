"""Take back everything that one act changed, an import for example: `manage.py take_back BATCH`."""

import uuid

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.versions import batches
from imctc_site.progress import bar


class Command(BaseCommand):
    help = (
        "Takes back everything that one import changed. What was changed since stays. Everything is taken "
        "back or, if anything stands against it, nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("batch", type=uuid.UUID, help="as import_records says it at its end")
        parser.add_argument("--by", default="", help="user name of the person in whose name it is done")
        parser.add_argument("--why", default="", help="reason, which stands beside the change")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be")

    def handle(self, *, batch, by, why, dry_run, **options):
        user = None
        if by:
            user = get_user_model().objects.filter(username=by).first()
            if user is None:
                raise CommandError(_("There is no user “%(name)s”.") % {"name": by})
        if not batches.of(batch).exists():
            raise CommandError(_("There is no such change: %(batch)s.") % {"batch": batch})
        done = batches.take_back(
            batch, by=user, why=why, trial=dry_run,
            progress=lambda ready, total: bar(self.stderr, ready, total, _("records")),
        )  # fmt: skip
        if done.problems:
            heading = _("Nothing was taken back. What stands against it: %(count)s.")
            raise CommandError("\n".join([heading % {"count": len(done.problems)}, *map(str, done.problems)]))
        for change in done.changes:
            gone = f" ({_('is deleted')})" if change.is_deleted else ""
            self.stdout.write(f"{change.kind} {change.slug}{gone}")
        counts = {"changed": len(done.changes), "unchanged": done.unchanged}
        self.stdout.write(_("Changed: %(changed)s. Unchanged: %(unchanged)s.") % counts)
        if dry_run:
            self.stdout.write(_("This was a trial: nothing was changed."))
