"""The site on one's own machine: `make run` and `make dev`.

Served the way it would be served for real, only at a loopback address, over plain HTTP, with an SQLite file
and a generated secret under var/. `settings.py` knows nothing of this: all that differs is in the
environment.
"""

import hashlib
import os
import secrets
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import translation

from imctc_site import env, serve

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"


def environment(port: str) -> dict[str, str]:
    """What the site on this machine is told; a variable that is set already wins."""
    return {
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY_FILE": str(VAR / "secret_key"),
        "DATABASE_URL": "sqlite:///var/archive.sqlite3",
        "PORT": port,
    }


def assume() -> None:
    """Lets manage.py work on this machine's site if the environment names no other.

    Only if it says nothing at all: a site half described is a mistake that must show.
    """
    if not any(
        os.environ.get(name) for name in ("SITE_URL", "SECRET_KEY", "SECRET_KEY_FILE", "DATABASE_URL")
    ):
        prepare_environment()


def prepare_environment() -> None:
    for name, value in environment(os.environ.get("PORT") or "8000").items():
        if not os.environ.get(name):
            os.environ[name] = value
    make_secret(VAR / "secret_key")


def make_secret(path: Path) -> None:
    """Writes a random secret that only this user can read, unless there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "w", encoding="ascii") as secret:
        secret.write(secrets.token_urlsafe(50) + "\n")


def fingerprint() -> str:
    """Changes whenever a static file, or a package that brings some, does."""
    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted((BASE_DIR / "archive" / "static").rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def collect_static() -> None:
    """Hashes and compresses the static files, if any of them changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    current = fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == current:
        return
    print("Compressing the static files …", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(current, encoding="ascii")


def prepare() -> None:
    """Database, content, first accounts and static files; each only as far as it is missing."""
    django.setup()
    # What is said on a terminal is English, whatever the site's first language.
    with translation.override(None):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("rebuild_search", if_stale=True)
        call_command("load_archive", if_empty=True)
        call_command("first_run")
        if not settings.DEBUG:
            collect_static()


def main() -> None:
    os.umask(0o077)  # drafts and digests of passwords are nobody else's on this machine
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")
    try:
        # Before anything is made or printed, and before the port becomes part of SITE_URL.
        port = env.number("PORT", 8000, least=1, most=65535)
        prepare_environment()
        settings.INSTALLED_APPS  # noqa: B018 (reads the settings)
        if not env.text("SOCKET"):
            serve.check_port(env.bind(settings.SITE_URL), port)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    prepare()
    for name, path in (("Hindi", "/hi/"), ("English", "/en/"), ("Editors", "/hi/admin/")):
        print(f"{name + ':':9} {settings.SITE_URL}{path}")
    print("Stop with Ctrl+C.", flush=True)
    if settings.DEBUG:
        command = ["manage.py", "runserver", f"127.0.0.1:{os.environ['PORT']}"]
    else:
        command = ["-m", "imctc_site.serve"]
    os.chdir(BASE_DIR)
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606 (a fresh process, without what preparing loaded)


if __name__ == "__main__":
    main()
