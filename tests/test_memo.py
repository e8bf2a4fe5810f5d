"""What follows from the content is worked out once for each revision, and never outlives it."""

import datetime

import pytest
from django.utils import timezone

from archive import memo
from archive.memo import Memo, one_revision, remember
from archive.models import Citation, Country, Person, Post, Source, Term
from imctc_site import http


def test_an_answer_is_worked_out_once_until_the_revision_moves():
    asked = []
    store = Memo()
    for number in (1, 1, 2, 2):
        store.get("key", lambda: asked.append("asked"), number)
    assert len(asked) == 2


def test_a_new_revision_drops_all_answers_of_the_old():
    store = Memo()
    for name in ("a", "b", "c"):
        store.get(name, lambda: 1, 1)
    store.get("d", lambda: 1, 2)
    assert len(store) == 1


def test_what_is_kept_is_bounded_in_bytes_and_the_least_used_goes_first():
    store = Memo(limit=35_000)
    for name in ("a", "b", "c"):
        store.get(name, lambda: "x" * 10_000, 1)
    store.get("a", lambda: "anew", 1)
    store.get("d", lambda: "x" * 10_000, 1)
    asked = []
    for name in ("a", "c", "d", "b"):
        store.get(name, lambda name=name: asked.append(name), 1)
    assert asked == ["b"]


def test_an_answer_larger_than_the_whole_store_is_given_and_not_kept():
    store = Memo(limit=5000)
    assert store.get("a", lambda: "x" * 10_000, 1) == "x" * 10_000
    assert len(store) == 0


def test_nothing_to_answer_is_an_answer_too():
    store, asked = Memo(), []
    for _ in range(2):
        assert store.get("a", lambda: asked.append("asked"), 1) is None
    assert asked == ["asked"]


def test_an_answer_that_was_overtaken_by_a_new_revision_is_not_kept():
    store = Memo()

    def slow():
        store.get("other", lambda: 1, 2)
        return "of revision 1"

    assert store.get("key", slow, 1) == "of revision 1"
    assert store.get("key", lambda: "of revision 2", 2) == "of revision 2"


@pytest.mark.django_db
def test_one_answer_reads_the_revision_once(django_assert_num_queries):
    @one_revision
    def view():
        return [remember(name, lambda: 1) for name in "abc"]

    with django_assert_num_queries(1):
        view()


@pytest.mark.django_db
def test_a_write_is_seen_by_the_next_question():
    memo.forget()
    count = Country.objects.count
    assert remember("countries there are", count) == 0
    Country.objects.create(slug="oman", code="OM", name_en="Oman")
    assert remember("countries there are", count) == 1


@pytest.fixture
def at(monkeypatch):
    """Sets the clock, in India's time."""

    def set_(text: str) -> None:
        moment = datetime.datetime.fromisoformat(f"{text}+05:30")
        monkeypatch.setattr(timezone, "now", lambda: moment)
        http._day.cache_clear()

    yield set_
    http._day.cache_clear()


@pytest.mark.django_db
def test_what_follows_from_the_day_ends_with_the_day_of_india(at, client):
    """A source of tomorrow shows the holder of a post from tomorrow on, though nothing is saved."""
    seen = {"status": "published"}
    state = Country.objects.create(slug="oman", code="OM", name_en="Oman", **seen)
    person = Person.objects.create(slug="ali", name_en="Ali", **seen)
    post = Post.objects.create(slug="speaker", office_en="Speaker", country=state, **seen)
    term = Term.objects.create(slug="ali-speaker", person=person, post=post, started="2026-01", **seen)
    for slug, day in (("before", "2026-03-01"), ("after", "2026-11-28")):
        source = Source.objects.create(
            slug=slug, publisher_en="SPA", date=day, language="en", kind="press", **seen
        )
        Citation.objects.create(term=term, claim="person", source=source)
    at("2026-11-27T23:59")
    assert "28 November 2026" not in client.get("/en/posts/").content.decode()
    at("2026-11-28T00:24")
    assert "28 November 2026" in client.get("/en/posts/").content.decode()


@pytest.mark.django_db
def test_an_answer_is_kept_for_one_day(at):
    asked = []
    for moment in ("2026-11-27T12:00", "2026-11-27T23:59", "2026-11-28T00:01"):
        at(moment)
        remember("key", lambda: asked.append("asked"))
    assert len(asked) == 2
