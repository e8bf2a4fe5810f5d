"""Copies of a PostgreSQL database, by its own programs `pg_dump`, `pg_restore` and `psql`."""

import glob
import os
import re
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from imctc_site.backups.base import BackupError, Contents, Progress

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/*/bin")

COPY = re.compile(rb'COPY (?:"?\w+"?\.)?"?(\w+)"? ')


def program(name: str) -> str:
    """Where a program of PostgreSQL is, the newest if there are several."""
    found = shutil.which(name) or max(
        (path for place in PLACES for path in glob.glob(f"{place}/{name}")),
        key=lambda path: [int(number) for number in re.findall(r"\d+", path)],
        default=None,
    )
    if not found:
        raise BackupError(f"{name} is not installed; on Debian and Ubuntu: apt install postgresql-client.")
    return found


def environment(connection) -> dict[str, str]:
    """How the programs find the database; a password is in no command line, which everybody could read."""
    settings = connection.settings_dict
    names = (
        ("HOST", "PGHOST"),
        ("PORT", "PGPORT"),
        ("USER", "PGUSER"),
        ("PASSWORD", "PGPASSWORD"),
        ("NAME", "PGDATABASE"),
    )
    given = {variable: str(settings[name]) for name, variable in names if settings.get(name)}
    options = settings.get("OPTIONS", {})
    extra = {
        f"PG{name.upper()}": str(options[name])
        for name in ("sslmode", "sslrootcert", "sslcert", "sslkey", "service")
        if options.get(name)
    }
    return {**os.environ, **given, **extra}


class PostgreSQL:
    suffix = "pgdump"

    def copy(self, connection, path: Path, progress: Progress) -> None:
        """`pg_dump` reads in one transaction: a consistent view, whatever is written meanwhile."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            (size,) = cursor.fetchone()
        command = [program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={path}"]
        dumping = subprocess.Popen(  # noqa: S603 (a program of PostgreSQL, without a shell)
            command, env=environment(connection), stderr=subprocess.PIPE, text=True, umask=0o077
        )
        # A copy is smaller than its database: how far it has come can only be guessed.
        ended = threading.Event()

        def report():
            while not ended.wait(0.5):
                progress(min(path.stat().st_size * 4, size * 99 // 100), size)

        reporting = threading.Thread(target=report, daemon=True)
        reporting.start()
        _, said = dumping.communicate()
        ended.set()
        reporting.join()
        if dumping.returncode:
            raise BackupError(f"pg_dump failed: {last_line(said)}")
        progress(size, size)

    def read(self, path: Path, progress: Progress) -> Contents:
        """All of it is unpacked and looked through, as it would be to put it back."""
        try:
            with path.open("rb") as file:
                if file.read(5) != b"PGDMP":
                    raise BackupError(f"{path} is no copy made by pg_dump --format=custom.")
        except OSError as error:
            raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
        rows: Counter[str] = Counter()
        migrations = set()
        with script(path, "--data-only") as lines:
            table = ""
            for line in lines:
                if not table:
                    if begins := COPY.match(line):
                        table = begins[1].decode()
                        rows[table] = 0
                elif line == b"\\.\n":
                    table = ""
                else:
                    rows[table] += 1
                    if table == "django_migrations":
                        _id, app, name, *_rest = line.decode().split("\t")
                        migrations.add((app, name))
        if not migrations:
            raise BackupError(f"{path} is no copy of the archive.")
        return Contents(rows, frozenset(migrations))

    def check_unused(self, connection) -> None:
        """It may be in use: everything is put back in one transaction."""

    def put_back(self, connection, path: Path) -> str:
        """Old tables go and the copy comes in one transaction: all of it, or nothing has happened."""
        with connection.cursor() as cursor:
            tables = [
                connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)
            ]
        connection.close()
        command = [program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        psql = subprocess.Popen(  # noqa: S603 (a program of PostgreSQL, without a shell)
            [*command, "--output=/dev/null"],
            env=environment(connection),
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        stdin, stderr = cast(IO[bytes], psql.stdin), cast(IO[bytes], psql.stderr)
        said: list[bytes] = []
        listening = threading.Thread(target=lambda: said.append(stderr.read()), daemon=True)
        listening.start()
        try:
            for table in tables:
                stdin.write(f"DROP TABLE IF EXISTS {table} CASCADE;\n".encode())
            stdin.write(b"DROP FUNCTION IF EXISTS archive_advance() CASCADE;\n")
            stdin.write(b"DROP FUNCTION IF EXISTS archive_advance_revision() CASCADE;\n")
            with script(path, "--no-owner", "--no-privileges") as lines:
                for line in lines:
                    stdin.write(line)
            stdin.close()  # and only now it commits
        except BrokenPipeError:
            pass  # it says why
        except BaseException:
            psql.kill()
            raise
        status = psql.wait()
        listening.join()
        if status:
            raise BackupError(f"psql failed, and nothing was changed: {last_line(said[0].decode())}")
        return ""


@contextmanager
def script(path: Path, *options: str) -> Iterator[Iterator[bytes]]:
    """The lines of SQL that a copy consists of. Raises `BackupError` if it cannot be read to its end."""
    command = [program("pg_restore"), *options, "--file=-", str(path)]
    reading = subprocess.Popen(  # noqa: S603 (a program of PostgreSQL, without a shell)
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    stdout, stderr = cast(IO[bytes], reading.stdout), cast(IO[bytes], reading.stderr)
    try:
        yield iter(stdout)
        said = stderr.read().decode()
        if reading.wait():
            raise BackupError(f"{path} is damaged: {last_line(said)}")
    finally:
        stdout.close()
        stderr.close()
        reading.kill()
        reading.wait()


def last_line(said: str) -> str:
    lines = [line for line in said.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "it did not say why."
