"""What of the archive must be there before a process may answer readers; asked by `/readyz`."""

from archive.models import ContentRevision


def revision() -> int:
    """The content revision that this process would answer with; 0 before anything was written."""
    return ContentRevision.objects.values_list("number", flat=True).first() or 0
