"""No answer of the page store is older than the last edit that was committed before it was asked for."""

import datetime
import threading
import time

import pytest
from django.db import transaction
from django.utils import timezone

from archive.models import Country
from tests import public_pages
from tests.at_once import run_threads
from tests.stored_site import Site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.public_pages")]


@pytest.fixture(autouse=True)
def kenya():
    public_pages.calls.clear()
    return Country.objects.create(slug="kenya", code="KE", name_en="Kenya", status="published")


@pytest.fixture
def site():
    site = Site()
    yield site
    site.store.close()


def test_an_edit_is_in_the_very_next_answer(site, kenya):
    for name in ("Kenya (1)", "Kenya (2)", "Kenya (3)"):
        site.ask("/hi/names/")
        kenya.name_en = name
        kenya.save()
        assert name in site.ask("/hi/names/").text


def test_an_edit_of_another_connection_is_in_the_very_next_answer(site):
    etag = site.ask("/hi/names/").headers["ETag"]
    run_threads(lambda _: Country.objects.get(code="KE").delete(), 1)
    answer = site.ask("/hi/names/", HTTP_IF_NONE_MATCH=etag)
    assert answer.status == 200
    assert "Kenya" not in answer.text


def test_an_edit_that_is_not_committed_yet_is_in_no_answer(site, kenya):
    site.ask("/hi/names/")
    written, read = threading.Event(), threading.Event()

    def edit(_):
        with transaction.atomic():
            Country.objects.get(code="KE").delete()
            written.set()
            read.wait(10)

    editing = threading.Thread(target=run_threads, args=(edit, 1))
    editing.start()
    written.wait(10)
    assert "Kenya" in site.ask("/hi/names/").text
    assert "Kenya" in site.ask("/hi/names/kenya/").text
    read.set()
    editing.join()
    assert "Kenya" not in site.ask("/hi/names/").text
    assert site.ask("/hi/names/kenya/").status == 404


def test_an_edit_while_the_page_is_made_is_in_the_next_answer(site, kenya, monkeypatch):
    published = Country.objects.published

    def slowly():
        found = list(published().values_list("pk", flat=True))
        run_threads(
            lambda _: Country.objects.create(slug="oman", code="OM", name_en="Oman", status="published"), 1
        )
        return Country.objects.filter(pk__in=found)

    monkeypatch.setattr(Country.objects, "published", slowly)
    assert "Oman" not in site.ask("/hi/names/").text
    monkeypatch.undo()
    assert "Oman" in site.ask("/hi/names/").text


def test_the_next_day_every_page_is_made_anew(site, monkeypatch):
    site.ask("/hi/names/")
    tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    monkeypatch.setattr("time.time", tomorrow.timestamp)
    assert str(timezone.localdate(tomorrow)) in site.ask("/hi/names/").text


def test_readers_and_editors_at_the_same_time_never_see_an_answer_of_before_an_edit(site, kenya):
    failures, done = [], threading.Event()
    names = [f"Kenya {number:03}" for number in range(40)]
    written = [""]

    def read(_):
        while not done.is_set():
            least = written[0]
            seen = site.ask("/hi/names/").text.split("|")[1]
            if seen < least:
                failures.append((least, seen))

    def write(_):
        try:
            for name in names:
                kenya.name_en = name
                kenya.save()
                written[0] = name
                time.sleep(0.005)
        finally:
            done.set()

    run_threads(lambda number: (read if number else write)(number), 4)
    assert failures == []
    assert names[-1] in site.ask("/hi/names/").text
