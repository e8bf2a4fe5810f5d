"""Copies of an SQLite file."""

import contextlib
import os
import shutil
import sqlite3
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from imctc_site.backups.base import BackupError, Contents, Progress, private

#: Pages copied between two reports.
STEP = 500


def _open(path: Path, mode: str) -> contextlib.closing[sqlite3.Connection]:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    return contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5))


class SQLite:
    suffix = "sqlite3"

    def copy(self, connection, path: Path, progress: Progress) -> None:
        present = self._path(connection)
        if not present.exists():
            raise BackupError(f"{present} is not there; nothing was copied.")
        with _open(present, "ro") as source, _open(path, "rw") as target:
            try:
                # One view of the database for all of the copy, whatever is written meanwhile.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(
                    target, pages=STEP, progress=lambda _s, left, total: progress(total - left, total)
                )
                target.execute("PRAGMA journal_mode=DELETE")  # one file, without another beside it
            except sqlite3.Error as error:
                raise BackupError(f"{present} cannot be copied: {error}.") from error

    def read(self, path: Path, progress: Progress) -> Contents:
        try:
            with path.open("rb") as file:
                if file.read(16) != b"SQLite format 3\0":
                    raise BackupError(f"{path} is no copy of an SQLite database.")
            with _open(path, "ro") as copy:
                found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
                if found != ["ok"]:
                    raise BackupError(f"{path} is damaged: {'; '.join(found)}.")
                if copy.execute("PRAGMA foreign_key_check").fetchone():
                    raise BackupError(f"{path} is not whole: rows refer to others that are not in it.")
                names = (
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
                )
                rows = Counter(
                    {
                        name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
                        for (name,) in copy.execute(names).fetchall()
                    }
                )
                migrations = frozenset(copy.execute("SELECT app, name FROM django_migrations"))
        except sqlite3.Error as error:
            raise BackupError(f"{path} cannot be read as a copy of the archive: {error}.") from error
        except OSError as error:
            raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
        return Contents(rows, migrations)

    def check_unused(self, connection) -> None:
        """Nobody else has it open: a process would go on with the old file, and write into it."""
        connection.close()
        present = self._path(connection)
        if not present.exists():
            return
        try:
            with _open(present, "rw") as file:
                file.execute("PRAGMA busy_timeout=1000")
                # Only the last connection can leave the journal that all others share.
                file.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise BackupError(
                    f"{present} is in use; stop the site first, and whatever else has it open."
                ) from error
        except sqlite3.Error:
            pass  # it is broken, which is why somebody is here

    def put_back(self, connection, path: Path) -> str:
        present = self._path(connection)
        connection.close()
        part = present.with_name(f".{present.name}.restoring")
        aside = present.with_name(f"{present.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        said = ""
        try:
            with private():
                shutil.copyfile(path, part)
                os.chmod(part, 0o600)
            self.read(part, lambda done, total: None)
            for end in ("-wal", "-shm", ""):  # writes in the first would be mixed into the copy
                file = present.with_name(present.name + end)
                if file.exists():
                    file.rename(aside.with_name(aside.name + end))
                    said = f"What was there before is kept as {aside}; delete it when it is not needed."
            part.rename(present)
        except OSError as error:
            raise BackupError(f"{error.filename or present}: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)
        return said

    def _path(self, connection) -> Path:
        name = str(connection.settings_dict["NAME"])
        if name.startswith((":", "file:")):
            raise BackupError("This database lives in memory: there is no file to copy.")
        return Path(name)
