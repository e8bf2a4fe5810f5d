"""Every save is remembered as a version, and what was changed past saving is found at the next save."""

import uuid
from dataclasses import dataclass

from django.contrib.auth.models import User

from archive.entries.difference import Difference, difference
from archive.entries.renaming import renewed
from archive.entries.written import Written, from_moment
from archive.models import Record, Version
from archive.versions import readers
from archive.visible import is_readable


@dataclass(frozen=True)
class Reason:
    """Who saves and why, as the version keeps it."""

    by: User | None = None
    why: str = ""
    minor: bool = False
    origin: str = Version.Origin.EDITED
    batch: uuid.UUID | None = None


def find(record: Record, stored: Written) -> int:
    """The number of the version that a stored record is; remembered now if none says what it says.

    For records of before there were versions, and for what was written past `commit` (a shell, SQL).
    `stored` is the record as it was before this save began to change it.
    """
    last = Version.objects.of(record).first()
    text = stored.json()
    if last is not None and (last.data == text or Written.from_json(last.data) == stored):
        return max(record.version, last.number)
    changes = difference(renewed(Written.from_json(last.data)), stored) if last is not None else None
    if last is not None and not changes:
        return max(record.version, last.number)
    number = max(record.version, last.number + 1 if last else 1)
    Version.objects.create(
        kind=record.kind_name,
        slug=stored.slug,
        number=number,
        at=from_moment(stored.about["changed_at"]),
        status=str(stored.values["status"]),
        status_before=last.status if last else "",
        origin=Version.Origin.FOUND,
        shown=changes is None or _shown(last.status, Written.from_json(last.data), stored, changes),
        fields=names(changes) if changes else "",
        data=text,
    )
    return number


def _shown(status_before: str, before: Written, after: Written, changes: Difference) -> bool:
    return not is_readable(status_before) or readers.shows(before, after, changes)


def show_what_was_unseen() -> None:
    """Once readers can see a record, they see the changes that did nothing but cite or name it."""
    for version in Version.objects.unseen():
        before = Version.objects.filter(kind=version.kind, slug=version.slug, number__lt=version.number)
        last = before.order_by("-number").first()
        if last is not None and readers.differences_of([(last, version)])[0]:
            Version.objects.filter(pk=version.pk).update(shown=True)


def remember(
    record: Record,
    before: Written,
    written: Written,
    changes: Difference,
    status_before: str,
    reason: Reason,
) -> Version:
    """Store a record that was saved just now as its newest version."""
    return Version.objects.create(
        kind=record.kind_name,
        slug=record.slug,
        number=record.version,
        at=record.changed_at,
        by=reason.by,
        who=name_of(reason.by),
        why=reason.why.strip(),
        minor=reason.minor,
        status=record.status,
        status_before=status_before,
        origin=reason.origin,
        batch=reason.batch,
        shown=reason.minor or _shown(status_before, before, written, changes),
        fields=names(changes) if status_before else "",
        data=written.json(),
    )


def unremembered(record: Record) -> Version:
    """The version that a stored record is which was written past `commit`, until the next save finds it."""
    return Version(
        kind=record.kind_name,
        slug=record.slug,
        number=max(record.version, 1),
        at=record.changed_at,
        status=record.status,
        data=Written.of(record).json(),
    )


def names(changes: Difference) -> str:
    """What changed, as `Version.fields` keeps it."""
    cited = [each.claim for each in (*changes.added, *changes.removed)]
    cited += [side.claim for each in changes.changed for side in (each.old, each.new)]
    claims = dict.fromkeys(f"citations.{claim}" for claim in cited)
    order = {"citations": None} if changes.reordered and not claims else {}
    return " ".join({**dict.fromkeys(changes.fields), **claims, **order})


def name_of(user) -> str:
    return (user.get_full_name() or user.get_username())[:150] if user is not None else ""
