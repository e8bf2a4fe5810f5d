"""What of the archive must be there before a process may answer readers; asked by `/readyz`."""

from django.db import DEFAULT_DB_ALIAS

from archive import triggers
from archive.models import ContentRevision
from imctc_site.health import NotReady


def revision() -> int:
    """The content revision that this process would answer with; 0 before anything was written.

    Raises `NotReady` if the database does not advance it by itself: old pages would be shown.
    """
    if lacking := triggers.missing(DEFAULT_DB_ALIAS):
        raise NotReady(f"{len(lacking)} triggers of the content revision are missing; run manage.py migrate.")
    return ContentRevision.objects.values_list("number", flat=True).first() or 0
