"""SQLite as the site opens it: written ahead, with foreign keys, and patient with other writers."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import IntegrityError, connection

from tests import writers

pytestmark = pytest.mark.sqlite


def pragma(name: str):
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.django_db
def test_it_writes_ahead_with_foreign_keys_and_waits_for_others():
    assert pragma("journal_mode") == "wal"
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 20_000


@pytest.mark.django_db(transaction=True)
def test_a_row_that_points_nowhere_is_refused():
    with connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute("INSERT INTO auth_user_groups (user_id, group_id) VALUES (999999, 999999)")


def test_eight_writers_at_once_lose_nothing(tmp_path):
    file = tmp_path / "archive.sqlite3"
    done = subprocess.run(
        [sys.executable, "-m", "tests.writers", str(file)],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "SITE_URL": "https://testserver"},
        capture_output=True,
        text=True,
        timeout=150,
    )
    acknowledged = done.stdout.split("\n")[:-1]
    assert done.returncode == 0, done.stderr
    assert len(acknowledged) == writers.WRITERS * writers.SAVES
    assert not [line for line in acknowledged if ":" in line]
    with closing(sqlite3.connect(file)) as database:
        kept = dict(database.execute("SELECT slug, note_en FROM archive_source"))
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert kept.keys() == {*acknowledged, "shared"}
    assert sorted(kept["shared"].split()) == sorted(acknowledged)
