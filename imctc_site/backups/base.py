"""What both kinds of copies have in common."""

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Progress = Callable[[int, int], None]


class BackupError(Exception):
    """A copy cannot be made or put back; the message is a sentence for the operator."""


@dataclass(frozen=True)
class Contents:
    """What was found in a copy by reading all of it."""

    rows: Counter[str]
    migrations: frozenset[tuple[str, str]]


class Engine(Protocol):
    """What the two databases do in their own ways."""

    suffix: str

    def copy(self, connection, path: Path, progress: Progress) -> None:
        """Write a consistent copy into an empty file."""

    def read(self, path: Path, progress: Progress) -> Contents:
        """Open a copy and read all of it; raises `BackupError` if it is no whole copy."""

    def check_unused(self, connection) -> None:
        """Raise `BackupError` if the present database must not be replaced now."""

    def put_back(self, connection, path: Path) -> str:
        """Put a copy in the place of the present database; a sentence about what became of that."""


@contextlib.contextmanager
def private() -> Iterator[None]:
    """What is written meanwhile can be read by its owner alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
