"""A copy made while the site runs, and put back after the database was really lost; on both databases."""

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.conftest import required
from tests.running_site import BASE

pytestmark = pytest.mark.sqlite  # each test has a database of its own, of either kind

NUMBERS = itertools.count()

MAKE = """
from archive.models import *
from django.contrib.auth.models import User
for number in range(4):
    Country.objects.create(
        slug=f"body-{number}", code=f"body-{number}", name_en=f"Body {number}", name_hi="केन्या",
        status="published",
    )
User.objects.create_user("asha")
"""

LOOK = """
from archive import revision
from archive.models import Country
from archive.search import health
from django.contrib.auth.models import User
print(Country.objects.count(), Country.objects.first().name_hi, User.objects.count(), revision.current(),
      len(health.problems()), sep="|")
"""


class Place:
    """A database of its own and commands run on it."""

    def __init__(self, folder: Path, database: str):
        self.folder, self.database = folder, database
        self.backups = folder / "backups"

    def manage(self, *arguments, succeeds=True):
        environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TEST_DATABASE_URL": self.database,
            "BACKUP_DIR": str(self.backups),
        }
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=BASE,
            env=environ,
            capture_output=True,
            text=True,
            timeout=100,
        )
        assert (done.returncode == 0) == succeeds, done.stdout + done.stderr
        return done.stdout if succeeds else done.stderr

    def shell(self, code):
        return self.manage("shell", "-v", "0", "-c", code)

    def fill(self):
        self.manage("migrate", "-v", "0", "--skip-checks")
        self.shell(MAKE)
        self.said = self.manage("backup")

    def look(self):
        countries, name, accounts, number, wrong = self.shell(LOOK).strip().split("|")
        return int(countries), name, int(accounts), int(number), int(wrong)

    def copies(self):
        return sorted(self.backups.glob("archive-*"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request, tmp_path_factory):
    """A database with four bodies and an account, and a copy of it, made once for all tests."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        place = Place(folder, f"sqlite:///{folder}/archive.sqlite3")
        place.fill()
        yield place
        return
    if postgres.binaries() is None:
        if required():
            pytest.fail("PostgreSQL tests must run here, but no server binary (initdb) was found.")
        pytest.skip("PostgreSQL tests did not run: no server binary (initdb) was found.")
    with postgres.server() as address:
        place = Place(folder, address)
        place.fill()
        yield place


@pytest.fixture
def place(filled, tmp_path):
    """A database and a copy like those, for one test."""
    shutil.copytree(filled.backups, tmp_path / "backups")
    if filled.database.startswith("sqlite"):
        shutil.copy(filled.folder / "archive.sqlite3", tmp_path)
        return Place(tmp_path, f"sqlite:///{tmp_path}/archive.sqlite3")
    name = f"place{next(NUMBERS)}"
    with psycopg.connect(filled.database.replace("/postgres", "/template1"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    return Place(tmp_path, filled.database.replace("/postgres", f"/{name}"))


def lose(place):
    """The database is gone, as after a broken disk."""
    if place.database.startswith("sqlite"):
        for file in place.folder.glob("archive.sqlite3*"):
            file.unlink()
    else:
        place.shell(
            "from django.db import connection; connection.cursor().execute('DROP SCHEMA public CASCADE; "
            "CREATE SCHEMA public')"
        )


def test_a_database_that_was_lost_is_put_back(place):
    before = place.look()
    (copy,) = place.copies()
    lose(place)
    assert "4 records, 1 accounts" in place.manage("restore", copy)
    after = place.look()
    assert after[:3] == before[:3] == (4, "केन्या", 1)
    assert after[3] > before[3]  # pages of before are not taken for present ones
    assert after[4] == 0  # and the search agrees


def test_it_is_said_where_the_copy_is_and_what_it_holds(filled):
    (copy,) = filled.copies()
    assert f"{copy}: 4 records" in filled.said


def test_a_copy_is_its_owner_s_alone_and_old_ones_go(place):
    stranger = place.backups / "archive-of-somebody.sqlite3"
    stranger.write_text("not ours")
    (first,) = place.copies()[:1]
    place.manage("backup", "--keep", "2", "-v", "0")
    assert f"{first} was taken away" in place.manage("backup", "--keep", "2")
    copies = [copy for copy in place.copies() if copy != stranger]
    assert len(copies) == 2
    assert stranger.exists()
    assert {copy.stat().st_mode & 0o777 for copy in copies} == {0o600}
    assert not [path for path in place.backups.iterdir() if path.name.startswith(".")]


def test_the_folder_of_copies_is_its_owner_s_alone(filled):
    assert filled.backups.stat().st_mode & 0o777 == 0o700


def test_nothing_is_replaced_without_being_told(place):
    (copy,) = place.copies()
    place.shell("from archive.models import Country; Country.objects.filter(code='body-0').delete()")
    said = place.manage("restore", copy, succeeds=False)
    assert "3 records and 1 accounts" in said
    assert "--replace" in said
    assert "It would be put in the place of 3 records" in place.manage(
        "restore", copy, "--replace", "--dry-run"
    )
    assert place.look()[0] == 3
    place.manage("restore", copy, "--replace")
    assert place.look()[0] == 4


def test_a_copy_that_is_not_whole_is_refused_before_anything_is_changed(place):
    (copy,) = place.copies()
    whole = copy.read_bytes()
    middle = len(whole) // 2
    for damaged in (
        whole[:middle],
        whole[:middle] + bytes(byte ^ 0x5A for byte in whole[middle:]),
        b"something else",
    ):
        copy.write_bytes(damaged)
        assert place.manage("restore", copy, "--replace", succeeds=False).startswith("CommandError")
    assert place.manage("restore", place.folder / "nowhere", succeeds=False).startswith("CommandError")
    assert place.look()[0] == 4


def test_a_copy_of_a_later_version_is_refused(place):
    place.shell(
        "from django.db.migrations.recorder import MigrationRecorder; from django.db import connection; "
        "MigrationRecorder(connection).record_applied('archive', '9999_later')"
    )
    place.manage("backup", "-v", "0")
    newest = max(place.copies(), key=lambda copy: copy.stat().st_mtime)
    assert "9999_later" in place.manage("restore", newest, "--replace", succeeds=False)


def test_a_copy_is_consistent_while_others_write(place):
    """Each transaction makes two bodies: a copy that has an odd number has seen half of one."""
    writing = (
        "from archive.models import Country\n"
        "from django.db import transaction\n"
        "for n in range(60):\n"
        "    with transaction.atomic():\n"
        "        for half in 'ab':\n"
        "            Country.objects.create(slug=f'w-{n}-{half}', code=f'w-{n}-{half}', name_en='W')\n"
    )
    writer = threading.Thread(target=place.shell, args=(writing,))
    writer.start()
    said = [place.manage("backup") for _ in range(3)]
    writer.join()
    counts = [int(each.split(" records")[0].rsplit(" ", 1)[1]) for each in said]
    assert all(count % 2 == 0 for count in counts)


# --- SQLite alone ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
def test_a_file_that_somebody_has_open_is_not_replaced(place):
    with sqlite3.connect(place.folder / "archive.sqlite3") as open_elsewhere:
        open_elsewhere.execute("BEGIN")
        open_elsewhere.execute("SELECT count(*) FROM archive_country").fetchone()
        said = place.manage("restore", *place.copies(), "--replace", succeeds=False)
    open_elsewhere.close()
    assert "stop the site first" in said


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
def test_what_was_replaced_is_kept_beside_it(place):
    place.shell("from archive.models import Country; Country.objects.all().delete()")
    said = place.manage("restore", *place.copies(), "--replace")
    (aside,) = place.folder.glob("archive.sqlite3.before-*")
    assert str(aside) in said
    with sqlite3.connect(aside) as before:
        assert before.execute("SELECT count(*) FROM archive_country").fetchone() == (0,)
    before.close()
    assert (place.folder / "archive.sqlite3").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
def test_a_broken_file_can_be_replaced(place):
    for each in place.folder.glob("archive.sqlite3*"):
        each.write_bytes(b"nothing like a database " * 1000)
    assert "what cannot be read" in place.manage("restore", *place.copies(), succeeds=False)
    place.manage("restore", *place.copies(), "--replace")
    assert place.look()[0] == 4


def test_without_a_database_nothing_is_copied(tmp_path):
    place = Place(tmp_path, f"sqlite:///{tmp_path}/archive.sqlite3")
    assert "is not there" in place.manage("backup", succeeds=False)
    assert not list(tmp_path.glob("archive.sqlite3*"))
