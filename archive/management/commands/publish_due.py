"""Publish the working copies whose time has come, for a timer: `manage.py publish_due`."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from archive.editing import compared, review
from archive.editing.outcome import Committed
from archive.models import WorkingCopy
from archive.versions import history


class Command(BaseCommand):
    help = "Publish the approved working copies whose time has come. A timer runs it every minute."

    def handle(self, *args, **options):
        failed = 0
        for key in list(WorkingCopy.objects.due(timezone.now()).values_list("pk", flat=True)):
            copy = WorkingCopy.objects.without_text().get(pk=key)
            name = f"{copy.kind} {copy.object_id}"
            if (done := review.publish_due(copy)) is not None:
                self.stdout.write(f"{name}: published.")
                for remark in _remarks(done):
                    self.stdout.write(f"{name}: look at it again. {remark}")
                continue
            copy.refresh_from_db()
            if copy.state == WorkingCopy.State.SUBMITTED:
                failed += 1
                self.stderr.write(f"{name}: not published, waits for a publisher again. {copy.comment}")
        if failed:
            raise CommandError(f"{failed} of the working copies that were due could not be published.")


def _remarks(done: Committed) -> list[compared.Remark]:
    """Where the two languages say different things by what was published: nobody could be asked before."""
    if done.version is None:
        return []
    new, old = history.written(done.version), history.before(done.version)
    return compared.remarks(type(done.record), new.values, history.written(old).values if old else None)
