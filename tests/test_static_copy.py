"""The whole site as plain files: every link leads to a file, nothing is made twice, and no draft is in it."""

from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import override_settings

from archive import static_copy
from archive.models import Event, OldSlug, Status
from archive.static_copy import making
from archive.static_copy.places import file_of
from tests import hidden, memory
from tests.reading import Reading

pytestmark = pytest.mark.django_db


def filled() -> dict:
    found = hidden.archive()
    OldSlug.objects.remember(found[Status.PUBLISHED][Event], "once")
    memory.forget()
    return found


@pytest.fixture
def records(settings):
    settings.SECURITY_CONTACT = ""
    return filled()


@pytest.fixture(scope="module")
def copied(django_db_setup, django_db_blocker, tmp_path_factory):
    """A copy for tests that only read it: its folder, and the records by status and kind."""
    folder = tmp_path_factory.mktemp("copy")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(SECURITY_CONTACT=""):
        made = filled()
        static_copy.export(folder)
        transaction.set_rollback(True)
    memory.forget()
    return folder, made


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_every_link_leads_to_a_file_or_to_the_site_itself(copied):
    folder, _records = copied
    found, checked = files(folder), 0
    for name, body in found.items():
        if not name.endswith(".html"):
            continue
        reading = Reading(body.decode())
        assert {form.get("role") for form in reading.all("form")} <= {"search"}, name
        for element in [*reading.all("a"), *reading.all("link")]:
            target = urldefrag(element.get("href"))[0]
            if target.startswith("/"):
                assert "?" not in target, (name, target)
                assert str(file_of(unquote(urlsplit(target).path))) in found, (name, target)
                checked += 1
            else:
                assert not target or target.startswith(("https://", "mailto:")), (name, target)
    assert checked > 500
    assert "en/events/index.html" in found
    assert any(name.startswith("en/events/kind=") and name.endswith("/index.html") for name in found)
    assert any(name.startswith("hi/events/kind=") and name.endswith(".csv") for name in found)
    assert f'href="{settings.SITE_URL}/en/search/"' in found["en/search/index.html"].decode()


def test_each_choice_of_a_list_leads_to_its_page_in_the_copy(copied):
    found = {
        element.get("href")
        for element in Reading((copied[0] / "en/events/index.html").read_text()).all("a")
        if "kind=" in element.get("href")
    }
    assert "/en/events/kind=meeting/" in found
    assert all(target.startswith("/en/events/") for target in found)


def test_readers_are_sent_to_the_site_only_for_what_needs_a_server(copied):
    for name, body in files(copied[0]).items():
        if name.endswith(".html"):
            for element in Reading(body.decode()).all("a"):
                target = element.get("href")
                if target.startswith(settings.SITE_URL):
                    path = target.removeprefix(settings.SITE_URL)
                    served = path.startswith("/api/") or path.split("/")[2] in ("report", "search")
                    assert served, (name, target)


@pytest.mark.django_db(transaction=True)
def test_several_processes_make_the_same_files(settings, tmp_path):
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and "memory" in str(
        connection.settings_dict["NAME"]
    ):
        pytest.skip("a database in memory is seen by one process")
    settings.SECURITY_CONTACT = ""
    hidden.archive()
    memory.forget()
    static_copy.export(tmp_path / "one")
    memory.forget()
    static_copy.export(tmp_path / "two", processes=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_old_addresses_lead_on(copied):
    folder, records = copied
    event = records[Status.PUBLISHED][Event]
    assert f"url=/en/events/{event.slug}/" in (folder / "en/events/once/index.html").read_text()
    assert f"/en/events/once/ /en/events/{event.slug}/ 301" in (folder / "_redirects").read_text()
    assert "url=/hi/" in (folder / "index.html").read_text()
    assert (folder / "en/events/once.json").read_bytes() == (
        folder / f"en/events/{event.slug}.json"
    ).read_bytes()


def test_no_draft_is_in_it(copied):
    folder, records = copied
    for name, body in files(folder).items():
        for status in (Status.DRAFT, Status.IN_REVIEW):
            for model in records[status]:
                assert hidden.word(model, status).encode() not in body.lower(), name


def test_it_is_renewed_only_where_something_changed(records, tmp_path):
    first = static_copy.export(tmp_path)
    assert first.asked == first.written - len(
        [name for name in files(tmp_path) if name.startswith(("static/", "_", "search-index/"))]
    )
    assert static_copy.export(tmp_path) == making.Done(0, 0, 0)
    event = records[Status.PUBLISHED][Event]
    event.status = Status.DRAFT
    event.save()
    memory.forget()
    second = static_copy.export(tmp_path)
    assert 0 < second.written < first.written
    assert second.removed > 0
    assert not (tmp_path / f"en/events/{event.slug}").exists()


def test_an_attempt_that_was_interrupted_goes_on(records, tmp_path, monkeypatch):
    asked = []
    make = making.made_of

    def failing(task, *args):
        asked.append(task.path)
        if len(asked) == 100:
            raise KeyboardInterrupt
        return make(task, *args)

    monkeypatch.setattr(making, "made_of", failing)
    with pytest.raises(KeyboardInterrupt):
        static_copy.export(tmp_path)
    first, asked[:] = asked[:99], []
    asked.extend([""] * 1000)
    static_copy.export(tmp_path)
    assert set(first).isdisjoint(asked[1000:])
    assert not list(tmp_path.rglob("tmp*"))


def test_a_folder_with_other_files_is_left_alone(records, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Asha,")
    with pytest.raises(CommandError, match="new or an empty folder"):
        call_command("export_site", str(tmp_path))
    assert files(tmp_path) == {"letter.txt": b"Dear Asha,"}
