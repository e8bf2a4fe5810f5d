"""While the database is away: pages in memory as they were last, all others 503, and nobody waits in vain."""

import contextlib
import os
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import pytest
from django.db import OperationalError
from django.utils import translation

from archive.models import Country
from archive.public import errors
from imctc_site import databases
from imctc_site.databases import outage
from tests import postgres, public_pages
from tests.conftest import ON_SQLITE
from tests.reading import Reading
from tests.running_site import Server
from tests.stored_site import Site

NOTICES = {
    "hi": "डेटाबेस से अभी संपर्क नहीं हो पा रहा।",
    "en": "The database cannot be reached just now.",
}


@pytest.fixture
def site(transactional_db):
    public_pages.calls.clear()
    Country.objects.create(slug="kenya", code="KE", name_en="Kenya", status="published")
    site = Site()
    yield site
    site.store.close()


@pytest.fixture
def away(monkeypatch):
    """A function that takes the database away, as this process sees it."""

    def take():
        monkeypatch.setattr("imctc_site.revision.RevisionReader.ask", refuse)
        monkeypatch.setattr(outage, "_answers", lambda: False)
        monkeypatch.setattr(outage, "PAUSE", 0.01)

    yield take
    monkeypatch.setattr(outage, "_answers", lambda: True)
    until(lambda: not outage.is_away())


def refuse(*_):
    raise OperationalError("connection refused")


def until(happened, seconds=30):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


# --- Pages in memory ---------------------------------------------------------------------------------------


@pytest.mark.urls("tests.public_pages")
@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_a_page_in_memory_is_shown_as_it_was_and_nobody_may_hold_it(site, away, encoding):
    before = site.ask("/en/names/", HTTP_ACCEPT_ENCODING=encoding)
    away()
    after = site.ask("/en/names/", HTTP_ACCEPT_ENCODING=encoding, HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert after.status == 200
    assert "Kenya" in after.text
    assert after.headers["Cache-Control"] == "no-store"
    assert "ETag" not in after.headers
    assert int(after.headers["Content-Length"]) == len(after.body)
    assert site.made == 1


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_page_in_memory_says_in_its_language_that_it_may_have_changed(site, away, lang):
    path = f"/{lang}/countries/kenya/"
    before = brotli.decompress(site.ask(path, HTTP_ACCEPT_ENCODING="br").body).decode()
    away()
    after = site.ask(path, HTTP_ACCEPT_ENCODING="br").text
    assert NOTICES[lang] not in before
    assert NOTICES[lang] in Reading(after).text
    assert after.index("<main") < after.index(NOTICES[lang]) < after.index("<h1")


@pytest.mark.urls("tests.public_pages")
def test_when_the_database_is_back_so_are_edits(site, away, monkeypatch):
    site.ask("/en/names/")
    away()
    site.ask("/en/names/")
    assert outage.is_away()
    monkeypatch.undo()
    until(lambda: not outage.is_away())
    Country.objects.create(slug="oman", code="OM", name_en="Oman", status="published")
    answer = site.ask("/en/names/")
    assert "Oman" in answer.text
    assert "ETag" in answer.headers


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_page_that_is_not_in_memory_asks_to_come_back(lang):
    with translation.override(lang):
        try:
            refuse()
        except OperationalError:
            response = errors.server_error(None)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    page = Reading(response.content.decode())
    assert {"hi": "एक मिनट", "en": "in a minute"}[lang] in page.text


def test_a_mistake_of_ours_is_no_outage():
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect(":memory:").execute("SELECT * FROM nowhere")
    assert not outage.is_outage(raised.value)
    assert outage.is_outage(sqlite3.OperationalError("unable to open database file"))
    assert not outage.is_outage(ValueError("x"))


# --- Bounds ------------------------------------------------------------------------------------------------


@pytest.fixture
def bounded(monkeypatch):
    monkeypatch.setattr(databases, "statement_seconds", 1)
    from django.db import connection

    wrapper = connection.copy()
    yield wrapper
    wrapper.close()


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_takes_too_long_is_ended(bounded):
    endless = ENDLESS if bounded.vendor == "sqlite" else "SELECT pg_sleep(60)"
    for _ in range(2):  # the clock begins anew with each statement
        began = time.monotonic()
        with bounded.cursor() as cursor, pytest.raises(OperationalError):
            cursor.execute(endless)
        assert 0.8 < time.monotonic() - began < 6
    with bounded.cursor() as cursor:
        cursor.execute("SELECT 1")


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_server_makes_no_database_where_there_is_none(bounded, tmp_path):
    bounded.settings_dict["NAME"] = tmp_path / "missing.sqlite3"
    with pytest.raises(OperationalError), bounded.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert not list(tmp_path.iterdir())


# --- The real server ---------------------------------------------------------------------------------------

KENYA = "Country.objects.create(slug='kenya', code='KE', name_en='Kenya', status='published')"


def family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(int(child) for child in children)]


@contextlib.contextmanager
def hanging(address: str):
    """The PostgreSQL server at an address answers nothing, and refuses nothing either."""
    folder = unquote(urlsplit(address).netloc.rpartition("@")[2])
    process = int(Path(folder, "data", "postmaster.pid").read_text().split()[0])
    for each in family(process):
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in family(process):
            os.kill(each, signal.SIGCONT)


@pytest.mark.skipif(not ON_SQLITE or postgres.binaries() is None, reason="no PostgreSQL to be stopped")
@pytest.mark.sqlite
def test_a_database_that_hangs_silences_nobody(tmp_path):
    with postgres.server() as address, Server(tmp_path, address) as server:
        server.shell(KENYA)
        assert server.ask("/en/countries/kenya/").status == 200
        server.ask("/en/events/")
        with hanging(address), ThreadPoolExecutor(20) as readers:
            paths = ["/en/countries/kenya/", "/hi/search/?q=oman", "/en/events/?year=2016"] * 10
            began = time.monotonic()
            asked = [readers.submit(server.ask, path) for path in paths]
            time.sleep(0.3)
            healthy = time.monotonic()
            assert server.ask("/healthz", timeout=2).text == '{"alive": true}'
            assert time.monotonic() - healthy < 1
            answers = [(path, each.result()) for path, each in zip(paths, asked, strict=True)]
            assert time.monotonic() - began < 15
            for path, answer in answers:
                if "kenya" in path:
                    assert answer.status == 200
                    assert NOTICES["en"] in answer.text
                else:
                    assert answer.status == 503
                    assert answer.headers["Retry-After"]
            began = time.monotonic()
            assert server.ask("/en/events/?year=2017").status == 503
            assert server.ask("/static/archive/nothing.css").status == 404
            assert server.ask("/readyz").status == 503
            assert time.monotonic() - began < 2
        until(lambda: server.ask("/en/events/?year=2017").status == 200)
        until(lambda: NOTICES["en"] not in server.ask("/en/countries/kenya/").text)
    assert server.said().count("The database does not answer") == 1


@pytest.mark.sqlite
def test_a_database_file_that_is_broken_leaves_pages_in_memory(tmp_path):
    with Server(tmp_path) as server:
        server.shell(KENYA)
        assert server.ask("/en/countries/kenya/").status == 200
        file = tmp_path / "archive.sqlite3"
        whole = file.read_bytes()
        for each in tmp_path.glob("archive.sqlite3*"):
            each.write_bytes(b"nothing like a database " * 4000)
        until(lambda: NOTICES["en"] in server.ask("/en/countries/kenya/").text, 70)
        assert server.ask("/en/figures/?sort=x").status == 503
        for each in tmp_path.glob("archive.sqlite3-*"):
            each.unlink()
        file.write_bytes(whole)
