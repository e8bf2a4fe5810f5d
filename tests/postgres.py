"""A throw-away PostgreSQL server around a command: `python -m tests.postgres COMMAND …`.

The command finds the server's address in TEST_DATABASE_URL. Without a server binary nothing is run, the
reason is printed, and that is an error only if REQUIRE_ALL is set.
"""

import contextlib
import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",
)


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server found, None if there is none."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found = [Path(folder) for place in PLACES for folder in glob.glob(place)]
    found = [folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()]
    return max(found, key=lambda folder: [int(n) for n in re.findall(r"[0-9]+", str(folder))], default=None)


def unprivileged() -> dict:
    """For root, who may not run a server: whom `subprocess` shall run it as."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return {}


@contextlib.contextmanager
def server() -> Iterator[str]:
    """A running server that nobody else can reach, as a DATABASE_URL; gone with everything in it afterwards.

    In the C locale, where collation and classes of letters know nothing beyond ASCII: what works there works
    anywhere.
    """
    commands, account = binaries(), unprivileged()
    with tempfile.TemporaryDirectory(prefix="archive-pg-") as folder:
        data = f"{folder}/data"
        if account:
            os.chown(folder, account["user"], account["group"])

        def run(command: str, *arguments: str) -> None:
            # Into a file: the server inherits its starter's output and would keep a pipe open for ever.
            with open(f"{folder}/output", "w", encoding="utf-8") as output:
                done = subprocess.run(
                    [commands / command, *arguments], cwd=folder, stdout=output, stderr=output, **account
                )
            if done.returncode:
                logs = "".join(
                    Path(log).read_text() for log in glob.glob(f"{folder}/*") if Path(log).is_file()
                )
                sys.exit(f"PostgreSQL: {command} failed. {logs}")

        run("initdb", "-D", data, "-U", "archive", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        quick = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        run("pg_ctl", "-D", data, "-l", f"{folder}/log", "-w", "-o", quick, "start")
        try:
            yield f"postgres://archive@{quote(folder, safe='')}/postgres"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def main(command: list[str]) -> int:
    if binaries() is None:
        print("PostgreSQL tests did not run: no server binary (initdb) was found.", flush=True)
        return 1 if os.environ.get("REQUIRE_ALL") else 0
    # Asked to end, it still stops its server: an exception unwinds what a signal would not.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as address:
        return subprocess.call(command, env={**os.environ, "TEST_DATABASE_URL": address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
