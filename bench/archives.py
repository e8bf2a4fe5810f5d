"""The databases to measure on, made once and kept under var/bench/ until what they are made by changes."""

import hashlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
FOLDER = BASE / "var" / "bench"

#: What the content of the databases follows from.
MADE_BY = (
    "archive/migrations/*.py",
    "archive/models/*.py",
    "bench/make_records.py",
    "bench/believable.py",
    "bench/parts.py",
    "bench/remember.py",
    "bench/vocabulary.py",
    "fixtures/*.yaml",
)


def environment(database: Path | str) -> dict[str, str]:
    """The site on this machine, as it would be served for real, on one of the databases."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONHASHSEED": "0",
        "SITE_URL": "http://127.0.0.1:8000",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{database}",
        "STATIC_ROOT": str(FOLDER / "static"),
        "LOG_FORMAT": "json",
        # Whoever measures asks oftener than any reader may.
        "API_BURST": "100000000",
        "API_PER_MINUTE": "100000000",
    }


def fingerprint() -> str:
    digest = hashlib.blake2b(digest_size=8)
    for pattern in MADE_BY:
        for path in sorted(BASE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def real() -> Path:
    """The archive as it is."""
    return _kept("real", ["manage.py", "load_archive"])


def made(number: int) -> Path:
    """So many synthetic statements, and the few hundred other records that they speak of."""
    return _kept(f"made-{number}", ["-m", "bench.make", str(number), "--kind", "statement", "--no-search"])


def versioned(number: int) -> Path:
    """The same, with three versions of every record."""
    make = ["-m", "bench.make", str(number), "--kind", "statement", "--no-search"]
    return _kept(f"versioned-{number}", make, ["-m", "bench.remember"])


def _kept(name: str, *commands: list[str]) -> Path:
    path = FOLDER / f"{name}-{fingerprint()}.sqlite3"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob(f"{name}-*"):
        old.unlink()
    print(f"Making {path.relative_to(BASE)} …", file=sys.stderr, flush=True)
    unfinished = path.with_suffix(".part")
    manage(unfinished, "migrate", "--verbosity", "0")
    for command in commands:
        run(unfinished, *command)
    manage(unfinished, "shell", "--verbosity", "0", "--command", CLOSE)
    unfinished.rename(path)
    return path


#: Everything into the one file, so that it can be renamed.
CLOSE = "from django.db import connection; connection.cursor().execute('PRAGMA journal_mode=DELETE')"


def collect_static() -> None:
    """The hashed static files that pages point at."""
    manage(":memory:", "collectstatic", "--no-input", "--clear", "--verbosity", "0")


def manage(database: Path | str, *arguments: str) -> None:
    run(database, "manage.py", *arguments)


def run(database: Path | str, *arguments: str) -> None:
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=BASE, env=environment(database), check=True, stdout=subprocess.DEVNULL)
