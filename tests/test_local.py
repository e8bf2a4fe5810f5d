"""`make run`: a first start from nothing, signing in, and a second start that changes nothing."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

HERE = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of the project without anything that running it made."""
    folder = tmp_path_factory.mktemp("clone") / "archive"
    shutil.copytree(
        HERE, folder, ignore=shutil.ignore_patterns(".git", ".venv*", "var", "__pycache__", "tests")
    )
    return folder


class Site:
    """`python -m imctc_site.local` in a folder, as `make run` starts it; stopped at the end of the `with`."""

    def __init__(self, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.environ = {"PATH": os.environ["PATH"], "PORT": str(port), "PYTHONUNBUFFERED": "1"}
        self.folder = folder

    def __enter__(self):
        started = time.monotonic()
        self.output = self.folder / f"output-{started}"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "imctc_site.local"],
                cwd=self.folder,
                env=self.environ,
                stdout=output,
                stderr=output,
            )
        while True:
            try:
                self.ready = urlopen(f"{self.url}/readyz", timeout=5).read().decode()
            except (URLError, ConnectionError):
                assert self.process.poll() is None, self.said()
                assert time.monotonic() - started < 100, self.said()
                time.sleep(0.1)
            else:
                self.seconds = time.monotonic() - started
                return self

    def __exit__(self, *error):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def manage(self, code: str) -> str:
        """What a piece of Python prints in `manage.py shell`, told nothing but where it is."""
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", f"from archive.models import *; {code}"],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="module")
def runs(clone):
    """What was seen of a first and of a second run, an editor having changed a record between."""
    seen = SimpleNamespace(clone=clone)
    with Site(clone) as first:
        seen.first, seen.said = first, first.said()
        seen.pages = {
            path: fetch(first.url + path) for path in ("/hi/", "/en/", "/hi/members/", "/hi/nowhere/")
        }
        seen.accounts = dict(re.findall(r"^  (editor|publisher)\s+(\S+)$", seen.said, flags=re.M))
        seen.signed_in = {name: sign_in(first.url, name, word) for name, word in seen.accounts.items()}
        first.manage("m = Member.objects.first(); m.summary_en = 'Changed by hand.'; m.save()")
    with Site(clone) as second:
        seen.second, seen.said_again = second, second.said()
        seen.changed = second.manage("print(Member.objects.filter(summary_en='Changed by hand.').count())")
    return seen


def fetch(url: str) -> tuple[int, str]:
    try:
        answer = urlopen(url, timeout=20)
    except HTTPError as error:
        answer = error
    return answer.status, answer.read().decode()


def sign_in(url: str, name: str, password: str) -> str:
    """What the admin shows after signing in, over plain HTTP as a browser does it."""
    opener = build_opener(HTTPCookieProcessor())
    form = opener.open(f"{url}/en/admin/login/", timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    data = {"username": name, "password": password, "csrfmiddlewaretoken": token, "next": "/en/admin/"}
    return (
        opener.open(Request(f"{url}/en/admin/login/", urlencode(data).encode()), timeout=20).read().decode()
    )


def test_the_first_run_prints_the_addresses(runs):
    for path in ("/hi/", "/en/", "/hi/admin/"):
        assert f"{runs.first.url}{path}\n" in runs.said


def test_the_archive_is_filled_and_read_without_debugging(runs):
    for path in ("/hi/", "/en/", "/hi/members/"):
        assert runs.pages[path][0] == 200, path
    assert int(runs.first.manage("print(Member.objects.published().count())")) == 43
    status, page = runs.pages["/hi/nowhere/"]
    assert status == 404
    assert "DEBUG" not in page


def test_its_files_are_hashed_compressed_and_kept_for_ever(runs):
    path = re.search(r'href="(/static/archive/style\.[0-9a-f]{12}\.css)"', runs.pages["/hi/"][1])[1]
    static = runs.clone / "var" / "static"
    assert (static / f"{path.removeprefix('/static/')}.br").is_file()
    assert (static / f"{path.removeprefix('/static/')}.gz").is_file()


def test_an_editor_and_a_publisher_sign_in_over_plain_http(runs):
    assert set(runs.accounts) == {"editor", "publisher"}
    for name, page in runs.signed_in.items():
        assert f"<strong>{name}</strong>" in page


def test_the_secret_and_the_database_are_for_this_user_only(runs):
    for name in ("secret_key", "archive.sqlite3"):
        assert (runs.clone / "var" / name).stat().st_mode & 0o777 == 0o600


def test_the_second_run_is_ready_within_seconds_and_changes_nothing(runs):
    assert runs.second.seconds < 15
    assert runs.changed == "1"
    assert "password" not in runs.said_again
    assert '"ready": true' in runs.second.ready


def test_it_ends_at_once_when_asked(runs):
    assert runs.first.process.returncode == 0
    assert "Traceback" not in runs.said + runs.said_again
