"""The page of a record as it was: a version in the read form that today's page is made of."""

from collections.abc import Collection

from archive import kinds
from archive.editing.memory import unremembered
from archive.kinds import readform
from archive.models import Record, Version
from archive.serialise.facts import Sources
from archive.serialise.loading import Behind
from archive.serialise.shapes import ReadForm
from archive.versions import history
from archive.versions.past import Past, instance, relate


def record(version: Version) -> ReadForm:
    """The read form of a version, with its sources and all that it names as they were then."""
    written = history.written(version)
    past = Past(written, version.at)
    obj = instance(written)
    obj.version = version.number
    obj.changed_at = version.at
    relate(obj, past)
    behind = Behind(citations={None: past.citations(written)})
    kinds.of(obj).before(behind, obj, past)
    return readform.made_of(obj, behind, Sources())


def stored(record: Record) -> list[Version]:
    """The versions of a record that readers may see, newest first, without their text.

    What was written past `commit` is the last version of itself until the next save finds it.
    """
    found = list(history.of(record).public().without_text())
    last = found[0].number if found else 0
    return found if last >= max(record.version, 1) else [unremembered(record), *found]


def whole(record: Record, numbers: Collection[int]) -> list[Version]:
    """Versions of a record with their text, among them what is stored and was not remembered yet."""
    found = list(history.of(record).public().filter(number__in=numbers))
    last = max(record.version, 1)
    return [
        *found,
        *([unremembered(record)] if last in numbers and last not in {each.number for each in found} else []),
    ]


def get(record: Record, number: int) -> Version | None:
    """One version of a record that readers may see; None if there is none such."""
    found = history.of(record).public().filter(number=number).first()
    if found is None and number == max(record.version, 1) and history.get(record, number) is None:
        return unremembered(record)
    return found
