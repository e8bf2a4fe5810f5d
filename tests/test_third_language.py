"""A further language, written from right to left, costs one setting, a migration and translations."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite  # has a database of its own, whatever the suite runs on

ROOT = Path(__file__).resolve().parent.parent

SETTINGS = """
from tests.settings import *
MIGRATION_MODULES = {"archive": "with_arabic"}
DATABASES["default"]["NAME"] = %(database)r
"""

SCRIPT = """
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from archive.models import Event, Topic

call_command("load_archive", verbosity=0)
topic = Topic.objects.get(slug="domains")
topic.title_ar, topic.body_ar = "المجالات الأربعة", topic.body_en
topic.save()

def show(path, client=None):
    answer = (client or Client()).get(path)
    print("=====", path, answer.status_code)
    print(answer.content.decode())

for path in "/ar/ /ar/events/ /ar/topics/domains/ /hi/topics/domains/ /ar/topics/mandate/".split():
    show(path)

editor = Client()
editor.force_login(User.objects.create_superuser("root"))
show(f"/ar/admin/archive/topic/{topic.pk}/change/", editor)
show("/ar/admin/archive/topic/?texts=missing-ar", editor)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a copy of the migrations, and settings that have Arabic and use the copy."""
    folder = tmp_path_factory.mktemp("arabic")
    shutil.copytree(
        ROOT / "archive" / "migrations", folder / "with_arabic", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "arabic_settings.py").write_text(SETTINGS % {"database": str(folder / "archive.sqlite3")})
    return folder


def manage(folder: Path, *arguments: str, script: str | None = None) -> str:
    environ = {
        name: value for name, value in os.environ.items() if name not in ("TEST_DATABASE_URL", "DATABASE_URL")
    }
    environ |= {
        "IMCTC_LANGUAGES": "hi,en,ar",
        "DJANGO_SETTINGS_MODULE": "arabic_settings",
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT, env=environ, input=script, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def migration(folder):
    """The text of the one migration that the further language asks for."""
    before = set((folder / "with_arabic").iterdir())
    manage(folder, "makemigrations", "archive", "-n", "arabic")
    (new,) = set((folder / "with_arabic").iterdir()) - before
    return new.read_text()


@pytest.fixture(scope="module")
def pages(folder, migration):
    """Pages of the site with Arabic, by address."""
    manage(folder, "migrate", "--verbosity", "0")
    shown = manage(folder, "shell", "--verbosity", "0", script=SCRIPT)
    parts = re.split(r"^===== (\S+) (\d+)\n", shown, flags=re.MULTILINE)[1:]
    return {parts[i]: (int(parts[i + 1]), parts[i + 2]) for i in range(0, len(parts), 3)}


def test_the_migration_adds_arabic_columns_and_the_right_to_translate_and_nothing_else(migration):
    operations = re.findall(r"migrations\.(\w+)\(", migration.split("operations = [")[1])
    names = re.findall(r"^\s+name='(\w+)'", migration, flags=re.MULTILINE)
    assert operations.pop(0) == "AlterModelOptions"
    assert names.pop(0) == "version"
    assert "('translate_ar', 'Can change texts in ar')" in migration
    assert set(operations) == {"AddField"}
    assert len(names) == len(operations)
    assert all(name.endswith("_ar") for name in names), names


def test_every_page_answers_in_arabic_from_right_to_left(pages):
    for path, (status, html) in pages.items():
        assert status == 200, path
        if path.startswith("/ar/"):
            assert re.search(r'<html lang="ar" dir="rtl"', html), path


def test_a_translated_record_reads_in_arabic(pages):
    _status, html = pages["/ar/topics/domains/"]
    assert "المجالات الأربعة" in html


def test_a_record_without_arabic_falls_back_and_says_in_which_language(pages):
    _status, html = pages["/ar/topics/mandate/"]
    assert re.search(r'<h1[^>]*lang="hi"', html) or re.search(r'<h1[^>]*>\s*<span[^>]*lang="hi"', html)
    assert not re.search(r'hreflang="ar"[^>]*href="[^"]*/ar/topics/mandate/', html)


def test_the_other_languages_offer_arabic_only_where_it_exists(pages):
    _status, html = pages["/hi/topics/domains/"]
    assert re.search(r'<link[^>]*hreflang="ar"[^>]*/ar/topics/domains/', html)


def test_months_are_in_arabic(pages):
    _status, html = pages["/ar/events/"]
    assert "ديسمبر" in html


def test_editors_write_arabic_beside_the_other_languages_and_from_right_to_left(pages):
    form = next(html for path, (_status, html) in pages.items() if path.endswith("/change/"))
    for code, direction in (("hi", "ltr"), ("en", "ltr"), ("ar", "rtl")):
        (box,) = re.findall(rf'<textarea name="body_{code}"[^>]*>', form)
        assert f'lang="{code}"' in box
        assert f'dir="{direction}"' in box
    assert re.search(r"field-title_hi field-title_en field-title_ar", form)


def test_editors_find_what_is_missing_in_arabic(pages):
    _status, html = pages["/ar/admin/archive/topic/?texts=missing-ar"]
    assert html.count('name="_selected_action"') == 9
    assert "texts=missing-ar" in html
