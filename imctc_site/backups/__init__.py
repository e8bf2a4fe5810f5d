"""Copies of the database: made while the site runs, opened before they are trusted, rotated, put back.

A copy is one file that its owner alone can read: an SQLite database, or what `pg_dump --format=custom`
writes.
"""

import contextlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from django.db import connections

from imctc_site.backups import postgresql, sqlite
from imctc_site.backups.base import BackupError, Contents, Engine, Progress

NAME = re.compile(r"archive-\d{8}T\d{6}Z(-\d+)?\.(sqlite3|pgdump)")


def engine(using: str) -> Engine:
    return sqlite.SQLite() if connections[using].vendor == "sqlite" else postgresql.PostgreSQL()


def make(using: str, folder: Path, keep: int, progress: Progress) -> tuple[Path, Contents, list[Path]]:
    """A new copy in `folder`, what it holds, and the old ones that went so that `keep` remain."""
    way = engine(using)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _free_name(folder, way.suffix)
    part = path.with_name(f".{path.name}.part")
    _sweep(folder)
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        way.copy(connections[using], part, progress)
        contents = way.read(part, progress)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as error:
        raise BackupError(f"{error.filename or folder}: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return path, contents, _rotate(folder, keep)


def _free_name(folder: Path, suffix: str) -> Path:
    stem = f"archive-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 100)))
    return next(path for name in names if not (path := folder / f"{name}.{suffix}").exists())


def _sweep(folder: Path) -> None:
    """Take away what a backup that was killed has left, unless it may still be at work."""
    for part in folder.glob(".archive-*.part*"):
        with contextlib.suppress(OSError):
            if datetime.now(UTC).timestamp() - part.stat().st_mtime > 3600:
                part.unlink()


def _rotate(folder: Path, keep: int) -> list[Path]:
    copies = sorted(
        (path for path in folder.iterdir() if NAME.fullmatch(path.name)),
        key=lambda path: path.stat().st_mtime,
    )
    gone = copies[:-keep] if keep else []
    for path in gone:
        path.unlink()
    return gone
