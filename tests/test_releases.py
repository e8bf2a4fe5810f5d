"""Releases: whole, described, the same bytes each time, and nothing in them that readers cannot see."""

import csv
import hashlib
import json
import shlex
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import frictionless
import icalendar
import pytest
import rispy
from django.core.management import call_command
from django.test import Client

from archive import kinds, languages, releases
from archive.models import Event, Source, Status
from archive.public.releasing import DEEDS
from archive.releases import content, meaning
from tests import hidden, memory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

NEEDED = ("curl", "sqlite3")


@pytest.fixture(scope="module")
def made(content, django_db_blocker, tmp_path_factory):
    memory.forget()
    with django_db_blocker.unblock():
        return releases.make(tmp_path_factory.mktemp("releases")).release


@pytest.fixture
def offered(made, settings):
    settings.RELEASE_DIR = made.folder.parent
    return made


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_it_has_every_published_record_as_a_table_and_whole(made):
    for kind in content.kinds_released():
        name = content.name_of(kind)
        published = set(kind.model.objects.published().values_list("slug", flat=True))
        assert {row["slug"] for row in rows(made.folder / f"csv/{name}.csv")} == published
        assert {
            one["slug"] for one in json.loads((made.folder / f"json/{name}.json").read_text())
        } == published


def test_another_program_finds_its_description_valid(made, monkeypatch):
    monkeypatch.chdir(made.folder)
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["title", "fieldName", "note"])[:5]
    told = json.loads(Path("datapackage.json").read_text())
    for resource in told["resources"]:
        assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]


def test_its_checksums_are_right_and_the_packed_file_holds_the_same(made):
    sums = dict(
        reversed(line.split("  ", 1)) for line in (made.folder / "SHA256SUMS").read_text().splitlines()
    )
    files = {str(path.relative_to(made.folder)) for path in made.folder.rglob("*") if path.is_file()}
    assert set(sums) == files - {"SHA256SUMS"}
    for path, digest in sums.items():
        assert hashlib.sha256((made.folder / path).read_bytes()).hexdigest() == digest
    with zipfile.ZipFile(made.folder / made.archive.path) as packed:
        assert packed.testzip() is None
        for entry in packed.infolist():
            inside = entry.filename.split("/", 1)[1]
            assert packed.read(entry) == (made.folder / inside).read_bytes()


def test_the_sqlite_file_has_the_tables_and_explains_its_columns(made):
    with sqlite3.connect(made.folder / "archive.sqlite3") as db:
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for path in (made.folder / "csv").glob("*.csv"):
            assert path.stem in names
            (count,) = db.execute(f'SELECT count(*) FROM "{path.stem}"').fetchone()
            assert count == len(rows(path))
        explained = dict(
            db.execute("SELECT column_name, meaning FROM columns_explained WHERE table_name = 'members'")
        )
        assert explained["joined"] == "Joined, in EDTF"
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT value FROM about WHERE name = 'release'").fetchone() == (made.name,)


def referred(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """The foreign keys of one column as the file declares them."""
    with sqlite3.connect(path) as db:
        return {
            (name, own): (there, column)
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (number, _seq, there, own, column, *_rest) in db.execute(f'PRAGMA foreign_key_list("{name}")')
            if sum(row[0] == number for row in db.execute(f'PRAGMA foreign_key_list("{name}")')) == 1
        }


def test_values_of_the_sqlite_file_lead_to_rows_of_other_tables(made):
    path = made.folder / "archive.sqlite3"
    found = referred(path)
    countries = {"members": "code", "events": "country", "statements": "country", "people": "country"}
    for table, column in {**countries, "posts": "country"}.items():
        assert found[table, column] == ("countries", "code")
    assert found["terms", "post_slug"] == ("posts", "slug")
    assert found["terms", "person_slug"] == ("people", "slug")
    assert found["citations", "source"] == ("sources", "slug")
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table, column in found.values():  # Datasette leads to a row by its primary key alone
            keys = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")') if row[5]]
            assert keys == [column]


def test_datasette_is_told_what_columns_mean_and_what_rows_are_called(made):
    told = json.loads((made.folder / "datasette.json").read_text())["databases"]["archive"]["tables"]
    for path in (made.folder / "csv").glob("*.csv"):
        heads = list(rows(path)[0])
        assert list(told[path.stem]["columns"]) == heads
        assert told[path.stem].get("label_column", heads[0]) in heads
    assert told["countries"]["label_column"] == "name_en"
    assert told["posts"]["label_column"] == "office_en"
    assert told["sources"]["label_column"] == "slug"  # most have no title of their own


def test_a_withdrawn_document_leads_nowhere_and_is_named(tmp_path):
    records = hidden.archive()
    source = records[Status.WITHDRAWN][Source]
    hidden.cite(records[Status.PUBLISHED][Event], source, "told")
    memory.forget()
    release = releases.make(tmp_path).release
    own = source.slug
    with sqlite3.connect(release.folder / "archive.sqlite3") as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        found = db.execute(
            "SELECT DISTINCT source, withdrawn_source, heard FROM citations WHERE withdrawn_source <> ''"
        )
        assert found.fetchall() == [(None, own, 0)]
        assert db.execute("SELECT count(*) FROM citations WHERE source IS NULL AND heard").fetchone() == (0,)
    assert own in {row["source"] for row in rows(release.folder / "csv/citations.csv")}
    report = frictionless.validate(str(release.folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "note"])[:5]


def test_it_is_the_same_bytes_each_time(made, tmp_path):
    memory.forget()
    again = releases.make(tmp_path).release
    assert again.name == made.name
    assert {each.path: each.digest for each in again.files} == {each.path: each.digest for each in made.files}


def test_nothing_is_made_if_nothing_changed_and_a_change_is_told(tmp_path, capsys):
    memory.forget()
    call_command("release", to=str(tmp_path))
    first = releases.released(tmp_path)[0]
    call_command("release", to=str(tmp_path))
    assert [each.name for each in releases.released(tmp_path)] == [first.name]
    assert "Nothing changed" in capsys.readouterr().out
    event = Event.objects.get(slug="2015-12-15-joint-statement")
    event.summary_en = "Something else."
    event.save()
    Event.objects.filter(slug="2016-12-28-oman").update(status=Status.DRAFT)
    memory.forget()
    (tmp_path / ".making-left-behind").mkdir()
    second = releases.make(tmp_path)
    assert second.is_new
    assert [each.name for each in releases.released(tmp_path)] == [second.release.name, first.name]
    told = (second.release.folder / "CHANGES.md").read_text()
    assert "Changed (1)" in told.partition("## events")[2]
    assert "`2015-12-15-joint-statement`" in told.partition("Changed (1)")[2]
    assert "`2016-12-28-oman`" in told.partition("Removed (1)")[2]


def test_what_is_not_published_is_in_no_file(tmp_path):
    records = hidden.archive()
    memory.forget()
    release = releases.make(tmp_path).release
    texts = {path: path.read_bytes().lower() for path in release.folder.rglob("*") if path.is_file()}
    for status in hidden.HIDDEN:
        for model in records[status]:
            word = hidden.word(model, status).encode()
            found = {path.name for path, text in texts.items() if word in text}
            if (model.kind_name, status) == ("source", Status.WITHDRAWN):
                continue  # named where it is cited
            assert found == set(), (status, model)


@pytest.mark.parametrize("code", languages.codes())
def test_every_column_is_explained(made, code):
    for kind in content.kinds_released():
        heads = list(rows(made.folder / f"csv/{content.name_of(kind)}.csv")[0])
        told = meaning.of_table(kind, code)
        assert [one.name for one in told] == heads
        assert all(one.text for one in told)
    heads = list(rows(made.folder / "csv/citations.csv")[0])
    assert [one.name for one in meaning.of_citations(code)] == heads


# The page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages.codes())
def test_the_page_lists_the_releases_and_explains_the_columns(offered, code):
    html = Client().get(f"/{code}/data/").content.decode()
    assert f"/releases/{offered.name}/{offered.archive.path}" in html
    for kind in kinds.KINDS.values():
        if kind.listed:
            assert f"/{code}/{kind.folder}.csv" in html
            for one in meaning.of_table(kind, code):
                assert f">{one.name}</code>" in html


def test_without_a_release_the_page_says_so(settings, tmp_path):
    settings.RELEASE_DIR = tmp_path / "nothing"
    assert "No release has been made yet" in Client().get("/en/data/").content.decode()
    assert Client().get("/releases/latest/all.zip").status_code == 404


def test_files_are_sent_with_their_type_and_never_change(offered):
    for each in offered.files:
        answer = Client().get(f"/releases/{offered.name}/{each.path}")
        assert answer.status_code == 200, each.path
        assert b"".join(answer.streaming_content) == (offered.folder / each.path).read_bytes()
        assert "immutable" in answer["Cache-Control"]
        assert answer["Access-Control-Allow-Origin"] == "*"
        again = Client().get(
            f"/releases/{offered.name}/{each.path}", headers={"If-None-Match": answer["ETag"]}
        )
        assert again.status_code == 304
    latest = Client().get("/releases/latest/archive.sqlite3")
    assert latest["Location"] == f"/releases/{offered.name}/archive.sqlite3"


@pytest.mark.parametrize("path", ["../settings.py", "..%2f..%2fsettings.py", "nothing", "csv", "/etc/passwd"])
def test_nothing_else_is_sent(offered, path):
    assert Client().get(f"/releases/{offered.name}/{path}").status_code in (301, 404)
    assert Client().get(f"/releases/2001-01-01/{path}").status_code in (301, 404)


# What can be done -------------------------------------------------------------------------------------------


def body(address: str) -> bytes:
    answer = Client().get(address.removeprefix("https://testserver"), follow=True)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def done(name: str, folder: Path) -> str:
    """Run the lines of a deed; what curl would fetch is asked of the site."""
    lines = next(deed.lines for deed in DEEDS if deed.name == name).replace("{site}", "https://testserver")
    assert len(lines.splitlines()) <= 5
    said = ""
    for line in lines.splitlines():
        if line.startswith("curl"):
            _curl, _o, path, address = shlex.split(line)
            (folder / path).write_bytes(body(address))
        elif not line.startswith("#"):
            said += subprocess.run(
                ["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=True
            ).stdout
    return said


def test_the_members_of_a_day_as_a_table(tmp_path):
    said = done("curl", tmp_path)
    assert said.splitlines()[0].lstrip("\ufeff").startswith("slug,code,country_hi,country_en")
    assert len(rows(tmp_path / "members.csv")) == 40


def test_events_by_year(tmp_path):
    lines = next(deed.lines for deed in DEEDS if deed.name == "pandas")
    (tmp_path / "events.csv").write_bytes(body("/en/events.csv"))
    found = rows(tmp_path / "events.csv")
    assert all(row["date_earliest"][:4].isdigit() for row in found if row["date_earliest"])
    exec(lines.replace("{site}/en/", f"{tmp_path}/"), {})


def test_documents_behind_most_claims(offered, tmp_path):
    said = done("datasette", tmp_path)
    numbers = [int(line.rpartition("|")[2]) for line in said.splitlines()]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 50


def test_all_sources_in_a_reference_manager(tmp_path):
    done("zotero", tmp_path)
    with (tmp_path / "sources.ris").open(encoding="utf-8") as file:
        assert len(rispy.load(file)) > 150


def test_the_events_in_a_calendar(tmp_path):
    done("calendar", tmp_path)
    calendar = icalendar.Calendar.from_ical((tmp_path / "events.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) > 40
