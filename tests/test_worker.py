"""What a process of the server has done before the first reader asks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.sqlite

WARM = """
from imctc_site import worker
store = worker.application.application.application.application
print(*sorted({key.path for key in store.pages}))
"""

CACHE = """
from imctc_site import worker
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA cache_size")
    print(cursor.fetchone()[0])
"""


@pytest.fixture
def python(tmp_path):
    """Runs Python on the site with a database file of its own; what it printed, and what it logged."""

    def run(*arguments):
        environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TEST_DATABASE_URL": f"sqlite:///{tmp_path}/archive.sqlite3",
        }
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=BASE, env=environ, capture_output=True, text=True, timeout=100)
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    return run


def test_the_pages_that_readers_come_in_by_are_made_and_nobody_is_said_to_have_asked(python):
    python("manage.py", "migrate", "-v", "0", "--skip-checks")
    kept, logged = python("-c", WARM)
    assert {"/hi/", "/en/", "/hi/members/", "/hi/statements/"} <= set(kept.split())
    assert "GET" not in logged


def test_a_process_starts_without_a_database_that_could_answer(python):
    kept, logged = python("-c", WARM)
    assert kept.split() == []
    assert "The database does not answer" in logged


def test_connections_keep_few_pages_of_an_sqlite_file(python):
    python("manage.py", "migrate", "-v", "0", "--skip-checks")
    assert python("-c", CACHE)[0].strip() == "-500"


def test_where_slow_clients_cannot_be_ended_the_log_says_so(python):
    blind = "doorkeeper.can_look = bool; worker.logger.warning = print; worker.keep_door(None)"
    printed, _logged = python("-c", f"from imctc_site import doorkeeper, worker; {blind}")
    assert "too slow are not ended here" in printed
