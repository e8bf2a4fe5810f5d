"""What came of a save, or why there was none."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.editing.compared import Remark
from archive.editing.merging import Merged, conflicts_of
from archive.entries.difference import Difference
from archive.models import Record, Version


@dataclass
class Committed:
    """What a save did: the record as it is stored now, and what changed; falsy if nothing did."""

    record: Record
    difference: Difference
    version: Version | None = None
    created: bool = False

    def __bool__(self) -> bool:
        return self.version is not None


class Gone(Exception):
    """The record was deleted meanwhile."""


class LookFirst(Exception):
    """Readers would see what somebody should look at first; nothing was saved. `remarks` says what.

    Whoever has looked says so (`heeded`), and it is saved: nothing is refused for good by a program's guess.
    """

    def __init__(self, remarks: Iterable[Remark]):
        self.remarks = list(remarks)
        super().__init__(" ".join(map(str, self.remarks)))


class Conflicting(Exception):
    """Others changed meanwhile what was changed here; nothing was saved. `merged` says what."""

    def __init__(self, outcome: Merged):
        self.merged = outcome
        super().__init__(", ".join(dict.fromkeys(conflicts_of(outcome))))
