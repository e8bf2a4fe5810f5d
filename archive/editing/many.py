"""Many records changed by one act, all or none: what it did, and what somebody should look at first."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from django.db import transaction
from django.utils.text import capfirst

from archive.editing.compared import Remark
from archive.entries.parts import KINDS

Problem = TypeVar("Problem")
Change = TypeVar("Change")


def kind_words(kind: str) -> str:
    """What a kind of record is called in the active language."""
    return str(capfirst(KINDS[kind]._meta.verbose_name))


class ToLookAt(NamedTuple):
    """A remark about one of many records."""

    kind: str
    slug: str
    remark: Remark

    @property
    def key(self) -> str:
        """Stands for it where somebody says of it that it was looked at."""
        return f"{self.kind}/{self.slug}/{self.remark.key}"

    def __str__(self) -> str:
        return f"{kind_words(self.kind)} · {self.slug} · {self.remark}"


@dataclass
class Act(Generic[Problem, Change]):
    """What an act did, or would do."""

    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    #: What nobody has looked at yet; while there is any, nothing is done.
    asked: list[ToLookAt] = field(default_factory=list)
    batch: uuid.UUID = field(default_factory=uuid.uuid4)

    def ask(self, kind: str, slug: str, remarks: Iterable[Remark], heeded: Collection[str]) -> set[str]:
        """Note these remarks of a record; the keys of all of them, as if each had been looked at.

        So the act goes on to the next record, and everything is asked at one go.
        """
        several = [ToLookAt(kind, slug, each) for each in remarks]
        self.asked += [each for each in several if each.key not in heeded]
        return {each.remark.key for each in several}


class TakenBack(Exception):
    """Takes back what was done on trial, or in part."""


@contextmanager
def all_or_nothing(act: Act, trial: bool = False) -> Iterator[None]:
    """What is done inside is taken back on `trial`, and if anything stands against it."""
    try:
        with transaction.atomic():
            yield
            if trial or act.problems or act.asked:
                raise TakenBack
    except TakenBack:
        pass
