"""The versions of records: which there are, what they said, and what differs between two of them."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from archive.entries.difference import Difference, difference
from archive.entries.parts import KINDS
from archive.entries.renaming import all_renewed
from archive.entries.written import Written, complete
from archive.models import Record, Version
from archive.models.version import VersionQuerySet


def of(record: Record) -> VersionQuerySet:
    """The versions of a record, newest first."""
    return Version.objects.of(record)


def get(record: Record, number: int) -> Version | None:
    return of(record).filter(number=number).first()


def before(version: Version) -> Version | None:
    """The version of the same record before this one; None for the first."""
    same = Version.objects.filter(kind=version.kind, slug=version.slug)
    return same.filter(number__lt=version.number).order_by("-number").first()


def written(version: Version) -> Written:
    """The record as it was in this version."""
    return Written.from_json(version.data)


def nothing(kind: str) -> Written:
    """A record of a kind before anything was written in it."""
    return Written(kind, complete(KINDS[kind], {}))


def changes(old: Version | None, new: Version) -> Difference:
    """What changed from one version of a record to another, or all that a first one says.

    Records that were renamed meanwhile do not count as changed.
    """
    was = written(old) if old is not None else nothing(new.kind)
    return difference(*all_renewed(was, written(new)))


def said_on(kind: str, moment: datetime.datetime) -> QuerySet[Version]:
    """What this archive said at a moment about each record of a kind: its newest version of then."""
    versions = Version.objects.filter(kind=kind, at__lte=moment)
    newer = versions.filter(slug=OuterRef("slug"), number__gt=OuterRef("number"))
    return versions.filter(~Exists(newer)).order_by("slug")
