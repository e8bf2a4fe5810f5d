"""A further kind of record costs the places that CONTRIBUTING names, and no others.

A copy of the archive is given treaties, as CONTRIBUTING tells a stranger to, and asked for them.
"""

import json
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
DATABASES["default"]["NAME"] = %(database)r
"""

MODEL = """
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.fields import DerivedDayField, DerivedSortField, EDTFField
from archive.models.base import Names, Record


class Treaty(Record):
    kind_name = "treaty"
    NAMES = Names(gettext_noop("Treaty"), gettext_noop("Treaties"), gettext_noop("treaty"))
    FOLDER = "treaties"
    MAIN_TEXT = "summary"
    RANK = 900
    CLAIMS = ("date", "summary")
    LABELS = {"summary": "In short", "date": "Date", "kind": "Kind"}

    class Kind(models.TextChoices):
        PACT = "pact", _("pact")
        CHARTER = "charter", _("charter")

    title = models.CharField(max_length=200, blank=True, default="")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    date = EDTFField()
    date_earliest = DerivedDayField(source="date", bound="earliest")
    date_latest = DerivedDayField(source="date", bound="latest")
    date_sort = DerivedSortField(source="date")
    summary = models.TextField(blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "treaty"
        verbose_name_plural = "treaties"
        ordering = ["date_sort", "slug"]
        indexes = [models.Index(fields=["status", "date_sort", "slug"], name="treaty_status_date")]
"""

KIND = """
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from archive.kinds.base import Kind
from archive.lists import filters
from archive.lists.columns import Choice, Column, Date, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.selection import Filters
from archive.models import Treaty
from archive.serialise.texts import Texts


def facts(record, own, behind):
    own.words("summary", "markdown")
    own.date("date")
    own.choice("kind")
    return {"date": record.date, "kind": record.kind}


class Row(NamedTuple):
    slug: str
    date: str
    title: Texts
    kind: str
    summary: Texts


LIST = Listed(
    model=Treaty,
    row=Row,
    columns=(
        Column("slug"),
        Date("date", _("Date")),
        Words("title", _("Title")),
        Choice("kind", _("Kind"), Treaty.Kind.choices),
        Prose("summary", _("In short")),
    ),
    filters=Filters(
        filters.Choice("kind", _("Kind"), "kind", Treaty.Kind.choices),
        filters.Year("year", _("Year")),
        switches=[filters.OLDEST_FIRST],
    ),
    order=lambda selection: Order(descending=selection["sort"] == "newest"),
)

TREATY = Kind(model=Treaty, facts=facts, listed=LIST)
"""

ADMIN = """
from django.contrib import admin

from archive.admin.citations import CitationInline
from archive.admin.record import RecordAdmin
from archive.models import Treaty


@admin.register(Treaty)
class TreatyAdmin(RecordAdmin):
    list_display = ("__str__", "kind", "badge", "written", "sources")
    inlines = (CitationInline,)
    sections = (("Treaty", [("title",), ("date", "kind"), ("summary",)]),)
"""

TRANSLATION = """

@register(Treaty)
class TreatyOptions(RecordOptions):
    fields = ("title", "summary", "withdrawn_reason")
"""

FIXTURE = """
- treaty: riyadh-pact
  status: published
  kind: pact
  date: "2016-03~"
  title_hi: रियाद समझौता
  title_en: Pact of Zyxwland
  summary_hi: सदस्यों ने एक समझौता किया।
  summary_en: The members concluded a *pact*.
  citations:
    summary: [ians-2015-12-15]

- treaty: never-signed
  status: draft
  kind: charter
  date: "2017"
  title_en: Charter of Qwertland
"""

#: Where CONTRIBUTING says what goes: a file, and what is put in the place of what.
PLACES = {
    "archive/models/treaty.py": MODEL,
    "archive/models/__init__.py": [
        ("from archive.models.topic import Topic\n", "{}from archive.models.treaty import Treaty\n"),
        ("RECORDS = (", "{}Treaty, "),
    ],
    "archive/models/citation.py": [
        ("from archive.models.topic import Topic\n", "{}from archive.models.treaty import Treaty\n"),
        ("PARENTS = {{\n", '{}    "treaty": Treaty,\n'),
        ("    member = _parent(Member)\n", "{}    treaty = _parent(Treaty)\n"),
    ],
    "archive/translation.py": [("from archive.models import (\n", "{}    Treaty,\n"), ("$", TRANSLATION)],
    "archive/kinds/treaty.py": KIND,
    "archive/kinds/__init__.py": [
        ("from archive.kinds.topic import TOPIC\n", "{}from archive.kinds.treaty import TREATY\n"),
        ("_described = (", "{}TREATY, "),
    ],
    "archive/admin/treaty.py": ADMIN,
    "archive/admin/__init__.py": [("    topic,\n", "{}    treaty,\n")],
    "fixtures/99-treaties.yaml": FIXTURE,
}

SCRIPT = """
import json
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from archive import search

call_command("load_archive", verbosity=0)
reader, editor = Client(), Client()
user = User.objects.create_user("editor", is_staff=True)
user.groups.add(Group.objects.get(name="Editor"))
editor.force_login(user)
pages = {}
for path in PATHS:
    for name, client in (("reader", reader), ("editor", editor)):
        answer = client.get(path)
        pages[f"{name} {path}"] = (answer.status_code, answer.content.decode())
with open(OUT, "w") as out:
    json.dump(pages, out)
"""

PATHS = [
    "/en/treaties/", "/hi/treaties/", "/en/treaties/?kind=charter", "/en/treaties/?year=2016&sort=newest",
    "/en/treaties/riyadh-pact/", "/hi/treaties/riyadh-pact/", "/en/treaties/never-signed/",
    "/en/search/?q=zyxwland", "/en/search/?q=zyxwland&type=treaty", "/en/search/?q=qwertland",
    "/en/sources/ians-2015-12-15/", "/en/", "/en/admin/archive/treaty/", "/en/admin/archive/treaty/add/",
]  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project with the further kind."""
    folder = tmp_path_factory.mktemp("treaties")
    ignored = shutil.ignore_patterns("__pycache__", "*.sqlite3*")
    for name in ("archive", "imctc_site", "templates", "fixtures"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    (folder / "tests").mkdir()
    for name in ("__init__.py", "settings.py"):
        shutil.copy(ROOT / "tests" / name, folder / "tests" / name)
    for name, change in PLACES.items():
        path = folder / name
        if isinstance(change, str):
            path.write_text(change)
            continue
        text = path.read_text()
        for old, new in change:
            old = old.replace("{{", "{")
            assert old == "$" or text.count(old) == 1, (name, old)
            text = text + new if old == "$" else text.replace(old, new.replace("{}", old, 1))
        path.write_text(text)
    (folder / "treaty_settings.py").write_text(SETTINGS % {"database": str(folder / "archive.sqlite3")})
    return folder


def manage(folder: Path, *arguments: str, script: str | None = None) -> str:
    environ = {
        name: value for name, value in os.environ.items() if name not in ("TEST_DATABASE_URL", "DATABASE_URL")
    }
    environ |= {"DJANGO_SETTINGS_MODULE": "treaty_settings", "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=folder, env=environ, input=script, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def pages(copy):
    """What readers and an editor are answered, by who asks for what."""
    manage(copy, "makemigrations", "archive", "-n", "treaties")
    (migration,) = (copy / "archive" / "migrations").glob("*_treaties.py")
    text = migration.read_text()
    step = 'migrations.RunPython(rights.give("treaty"), migrations.RunPython.noop),\n    ]\n'
    text = text.replace("from django.db import", "from archive import rights\nfrom django.db import", 1)
    migration.write_text(re.sub(r"    \]\n\Z", f"        {step}", text))
    manage(copy, "migrate", "--verbosity", "0")
    out = copy / "pages.json"
    script = SCRIPT.replace("PATHS", repr(PATHS)).replace("OUT", repr(str(out)))
    manage(copy, "shell", "--verbosity", "0", script=script)
    return json.loads(out.read_text())


def test_readers_find_it_in_its_list_in_both_languages(pages):
    for lang, title, date in (
        ("en", "Pact of Zyxwland", "about March 2016"),
        ("hi", "रियाद समझौता", "मार्च 2016"),
    ):
        status, html = pages[f"reader /{lang}/treaties/"]
        assert status == 200
        assert re.search(rf'<a href="/{lang}/treaties/riyadh-pact/">{title}</a>', html)
        assert date in html
        assert "Qwertland" not in html


def test_its_list_is_filtered_and_sorted(pages):
    assert "Zyxwland" not in pages["reader /en/treaties/?kind=charter"][1].split("<main")[1]
    assert "Zyxwland" in pages["reader /en/treaties/?year=2016&sort=newest"][1]


def test_each_has_a_page_with_its_facts_and_sources(pages):
    status, html = pages["reader /en/treaties/riyadh-pact/"]
    assert status == 200
    assert "The members concluded a <em>pact</em>." in html
    assert re.search(r"<dt>Date</dt>\s*<dd>\s*<p><(?:time|data)[^>]*>about March 2016", html)
    assert '<li id="s1">' in html
    assert 'hreflang="hi" href="http' in html
    assert "रियाद समझौता" in pages["reader /hi/treaties/riyadh-pact/"][1]


def test_a_draft_is_a_preview_for_editors_and_nothing_for_readers(pages):
    assert pages["reader /en/treaties/never-signed/"][0] == 404
    assert pages["editor /en/treaties/never-signed/"][0] == 200


def test_the_search_finds_it_and_offers_its_kind(pages):
    assert 'href="/en/treaties/riyadh-pact/"' in pages["reader /en/search/?q=zyxwland"][1]
    assert 'href="/en/treaties/riyadh-pact/"' in pages["reader /en/search/?q=zyxwland&type=treaty"][1]
    assert "never-signed" not in pages["reader /en/search/?q=qwertland"][1]


def test_its_source_says_what_it_supports(pages):
    assert 'href="/en/treaties/riyadh-pact/"' in pages["reader /en/sources/ians-2015-12-15/"][1]


def test_an_editor_may_write_one(pages):
    status, html = pages["editor /en/admin/archive/treaty/"]
    assert status == 200
    assert "Pact of Zyxwland" in html
    assert pages["editor /en/admin/archive/treaty/add/"][0] == 200


def test_contributing_names_every_place():
    told = (ROOT / "CONTRIBUTING.md").read_text().split("## Add a model")[1].split("## Add a language")[0]
    for place in PLACES:
        name = place.replace("treaties", "<noun>s").replace("treaty", "<noun>")
        assert name in told or place.startswith("fixtures/"), place
