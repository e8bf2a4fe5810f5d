"""An answer is made from one database, also where a replica lags behind the edits."""

import contextlib
import random
import sqlite3

import pytest
from django.db import connection, connections
from django.test import Client

from archive import database, revision
from archive.models import Citation, Country, Event, Member, Source, Statement
from archive.models.revision import ContentRevision
from archive.models.search import SearchRow
from tests import hidden, memory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
CODES = ("hi", "en")
REPLICA = "replica"


class Lagging:
    """Reads from the replica, writes to the default database."""

    def db_for_read(self, model, **hints):
        return REPLICA

    def db_for_write(self, model, **hints):
        return "default"


class AtRandom(Lagging):
    """Reads now from one, now from the other, as a balancing proxy does."""

    def db_for_read(self, model, **hints):
        return random.choice(("default", REPLICA))


@pytest.fixture
def replica(settings, tmp_path):
    """A copy of the database that is brought up to date when it is called."""
    path = tmp_path / "replica.sqlite3"
    connections.databases[REPLICA] = {**connections.databases["default"], "NAME": str(path), "TEST": {}}

    def catch_up():
        connections[REPLICA].close()
        path.unlink(missing_ok=True)
        now, copy = sqlite3.connect(connection.settings_dict["NAME"]), sqlite3.connect(path)
        with contextlib.closing(now), contextlib.closing(copy):
            now.backup(copy)
        connections[REPLICA].connect()  # Django lets a test open no other database than its own by itself

    catch_up()
    yield catch_up
    connections[REPLICA].close()
    del connections[REPLICA], connections.databases[REPLICA]


@pytest.fixture
def kenya():
    country = Country.objects.create(
        slug="kenya", code="KE", name_hi="केन्या", name_en="Kenya", status="published"
    )
    source = hidden.make(Source, "published")
    event = hidden.make(Event, "published", place_country=country)
    event.participants.add(country)
    hidden.make(Statement, "published", country=country, event=event)
    member = hidden.make(Member, "published", country=country)
    Citation.objects.create(member=member, claim="joined", source=source)
    return country


def paths(kenya) -> list[str]:
    """A page of every sort that names the country."""
    slugs = {model: hidden.word(model, "published") for model in (Event, Member, Statement)}
    return [
        f"/{code}/{path}"
        for code in CODES
        for path in (
            "members/",
            f"members/{slugs[Member]}/",
            "events/",
            f"events/{slugs[Event]}/",
            "statements/",
            f"statements/{slugs[Statement]}/",
            "countries/",
            f"search/?q={hidden.SHARED}&type=member",
        )
    ]


def ask(path) -> tuple[str, str]:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode(), answer.headers["ETag"]


@pytest.mark.parametrize("first", [["archive.database.Router"], []], ids=["with our router", "without"])
def test_no_old_page_stays_under_a_new_revision(settings, replica, kenya, first):
    """The site reads from a replica that has not got the edit yet, and goes on reading when it has."""
    replica()
    settings.DATABASE_ROUTERS = [*first, "tests.test_database.Lagging"]
    for path in paths(kenya):
        ask(path)
    kenya.name_en = kenya.name_hi = "Renamed"
    kenya.save(using="default")
    while_lagging = {path: ask(path) for path in paths(kenya)}
    replica()
    for path, (html, etag) in while_lagging.items():
        assert "Renamed" not in html, path
        now, new_etag = ask(path)
        assert "Renamed" in now, path
        assert new_etag != etag, path


def test_an_answer_asks_one_database_only(settings, replica, kenya):
    """Wherever routers send each query, one answer holds either all of the edit or nothing of it."""
    replica()
    kenya.name_en = kenya.name_hi = "Renamed"
    kenya.save(using="default")
    settings.DATABASE_ROUTERS = ["archive.database.Router", "tests.test_database.AtRandom"]
    old, new = numbers()
    assert old != new
    for _ in range(12):
        for path in paths(kenya):
            memory.forget()
            html, _etag = ask(path)
            assert ("Renamed" in html) != ("Kenya" in html or "केन्या" in html), path


def numbers() -> tuple[int, int]:
    return tuple(ContentRevision.objects.using(alias).get().number for alias in (REPLICA, "default"))


def test_the_revision_of_an_answer_is_that_of_its_database(settings, replica, kenya):
    replica()
    kenya.save(using="default")
    settings.DATABASE_ROUTERS = ["archive.database.Router", "tests.test_database.Lagging"]
    old, new = numbers()
    assert (revision.current(), new > old) == (old, True)
    settings.DATABASE_ROUTERS = ["archive.database.Router", "tests.test_database.AtRandom"]
    for _ in range(20):
        with revision.one():
            alias = database.reading()
            assert revision.seen() == {REPLICA: old, "default": new}[alias]
            assert {Country.objects.all().db, Event.objects.all().db, alias} == {alias}


def test_the_index_follows_what_was_written_and_not_what_a_replica_still_says(settings, replica, kenya):
    replica()
    settings.DATABASE_ROUTERS = ["archive.database.Router", "tests.test_database.Lagging"]
    kenya.name_en = kenya.name_hi = "Renamed"
    kenya.save()
    rows = SearchRow.objects.using("default")
    assert set(rows.filter(kind="member").values_list("title", flat=True)) == {"Renamed"}
    assert rows.filter(kind="statement", body__contains="Renamed").exists()
