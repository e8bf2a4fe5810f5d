"""The citations of a record as rows of the database: their order, and writing those that changed."""

import math

from archive.entries.difference import Difference
from archive.fields import with_derived
from archive.models import Citation


def write(changes: Difference, rows: list[Citation]) -> None:
    """Write what is new, what changed and what stands elsewhere, and leave the other citations alone."""
    altered = {each.old.pk: set(each.fields) for each in changes.changed}
    for row in moved(rows) if changes.added or changes.reordered else ():
        altered.setdefault(row.pk, set()).add("position")
    if changes.removed:
        Citation.objects.filter(pk__in=[each.pk for each in changes.removed]).delete()
    if altered:
        columns = with_derived(Citation, set().union(*altered.values()))
        Citation.objects.bulk_update([row for row in rows if row.pk in altered], columns)
    if new := [row for row in rows if row.pk is None]:
        Citation.objects.bulk_create(new)


def moved(rows: list[Citation]) -> list[Citation]:
    """Number citations so that they stand in this order; the stored ones whose number had to change."""
    changed = []
    numbered = [place for place, row in enumerate(rows) if row.pk is not None]
    tail = numbered[-1] + 1 if numbered else 0
    last: tuple[int, float] = (0, 0)
    for place, row in enumerate(rows):
        if row.pk is not None and (row.position, row.pk) > last:
            last = (row.position, row.pk)
            continue
        # A new one in the middle shares the number of the one before it, and stands after it as the younger.
        row.position = last[0] + (row.pk is not None or place >= tail)
        last = (row.position, math.inf)
        if row.pk is not None:
            changed.append(row)
    return changed
