"""The releases that were made: where they lie, and what is in them."""

import re
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[1-9][0-9]{0,3})?")
SUMS = "SHA256SUMS"


class File(NamedTuple):
    """One file of a release."""

    path: str
    size: int
    digest: str


class Release(NamedTuple):
    """One release: its name, which begins with the day of its last change, and its files."""

    name: str
    folder: Path
    files: list[File]

    @property
    def archive(self) -> File:
        """All of it as one file."""
        return next(each for each in self.files if each.path.endswith(".zip"))

    def file(self, path: str) -> File | None:
        return next((each for each in self.files if each.path == path), None)


def order(name: str) -> tuple[str, int]:
    day, _dot, number = name.partition(".")
    return day, int(number or 1)


def released(base: Path | None = None) -> list[Release]:
    """Every whole release, the newest first."""
    folder = Path(base or settings.RELEASE_DIR)
    names = [each.name for each in folder.iterdir() if NAME.fullmatch(each.name)] if folder.is_dir() else []
    found = [opened(folder / name) for name in sorted(names, key=order, reverse=True)]
    return [each for each in found if each]


def opened(folder: Path) -> Release | None:
    """A release by its folder; None if it was not finished."""
    sums = folder / SUMS
    if not sums.is_file():
        return None
    files = []
    for line in sums.read_text("utf-8").splitlines():
        digest, _, path = line.partition("  ")
        if not (folder / path).is_file():
            return None
        files.append(File(path, (folder / path).stat().st_size, digest))
    files.append(File(SUMS, sums.stat().st_size, ""))
    return Release(folder.name, folder, files)
