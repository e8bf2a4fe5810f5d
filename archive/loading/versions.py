"""What comes with the records of a file: versions, working copies, addresses of records that were deleted."""

from collections.abc import Iterable, Iterator

from django.core.serializers import python
from django.db import models

from archive.entries.parts import KINDS
from archive.models import Record, Version


def made_of(items: Iterable[dict]) -> Iterator[models.Model]:
    """What items of a file tell of, with `model` and `fields`; each is read when the records are there."""
    for item in items:
        yield from (deserialized.object for deserialized in python.Deserializer([item]))


class Taking:
    """Takes versions over with records that are new here; one that was here has a memory of its own."""

    def __init__(self, new: set[tuple[type[Record], str]]):
        self.new = new
        self.numbers: dict[tuple[str, str], list[int]] = {}

    def save(self, aside: models.Model) -> None:
        if isinstance(aside, Version):
            self.version(aside)
        else:
            aside.save()

    def version(self, version: Version) -> None:
        model, record = KINDS[version.kind], (version.kind, version.slug)
        if (model, version.slug) not in self.new:
            return
        if record not in self.numbers:  # what loading the record made of it
            Version.objects.filter(kind=version.kind, slug=version.slug).delete()
        self.numbers.setdefault(record, []).append(version.number)
        version.pk = None
        version.save(force_insert=True)
        model.objects.filter(slug=version.slug).update(version=max(self.numbers[record]))
