"""The parts of the site map, and when what they hold last changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from archive import kinds
from archive.kinds import Kind
from archive.models import RecordQuerySet, Version

#: Records in one part: with all languages far below the 50 000 addresses and 50 MB that the protocol allows.
PART = 2_000


class Section(NamedTuple):
    """One part of the site map (`archive.public.sitemap`)."""

    #: "pages", or the name of a kind.
    name: str
    number: int
    changed: datetime | None

    @property
    def path(self) -> str:
        return f"/sitemap-{self.name}-{self.number}.xml"


def sections() -> Iterator[Section]:
    newest = {kind.name: newest_change(kind) for kind in kinds.with_pages()}
    yield Section("pages", 1, max(filter(None, newest.values()), default=None))
    for kind in kinds.with_pages():
        count = RecordQuerySet(kind.model).readable().count()
        for number in range(-(-count // PART)):
            yield Section(kind.name, number + 1, newest[kind.name])


def newest_change(kind: Kind) -> datetime | None:
    """When any published record of a kind last changed."""
    versions = Version.objects.public().filter(kind=kind.name)
    found = RecordQuerySet(kind.model).published().aggregate(newest=Max("changed_at"))["newest"]
    said = versions.aggregate(newest=Max("at"))["newest"]
    return max(filter(None, (found, said)), default=None)
