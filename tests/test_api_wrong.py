"""What the API says when it is asked wrongly, too often, or for what it does not do."""

import pytest
from django.test import Client

from archive.api import answers
from archive.api.bucket import Bucket
from tests.api_asked import API, ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


@pytest.fixture(autouse=True)
def _patient(settings):
    settings.API_BURST = 100_000


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("members/nobody", 404, "/api/v1/"),
        ("nothing/at/all", 404, "/api/v1/"),
        ("events?kind=party", 422, "meeting"),
        ("events?contry=pakistan", 422, "country"),
        ("events?kind=meeting&kind=visit", 422, "once"),
        ("events?kind=", 422, "empty"),
        ("events?year=soon", 422, "soon"),
        ("events?limit=101", 422, "1"),
        ("events?limit=٥", 422, "100"),
        ("events?cursor=abc", 404, "next"),
        ("events?cursor=WzEsMl0", 404, "next"),
        ("topics?cursor=WyJ4Iiwi" + "eCJd", 404, "next"),
        ("members?cursor=WyJub2JvZHkiXQ", 404, "next"),
        ("members?on=someday", 422, "someday"),
        ("membership?on=2016", 422, "2016"),
        ("membership?on=2999-01-01", 404, "2999"),
        ("events?country=nowhere", 404, "nowhere"),
        ("search", 422, "“q”"),
        ("search?q=riyadh&cursor=WzBd", 404, "cursor"),
        ("search?q=riyadh&cursor=x", 404, "cursor"),
        ("search?q=riyadh&type=event&kind=moon", 422, "meeting"),
        ("search?q=riyadh&type=member&kind=meeting", 404, "meeting"),
        ("chronology?kind=moon", 422, "joining"),
        ("chronology?cursor=WzBd", 404, "cursor"),
        ("membership?on=2017-01-01&known=2016-06-01", 404, "nobody could know"),
        ("search?q=riyadh&lang=fr", 422, "hi, en"),
        ("search?q=riyadh&country=nowhere", 404, "nowhere"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(path, status, said):
    answer = ask(f"{API}/{path}", status, **{"Accept-Language": "en"})
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    assert problem["status"] == status
    assert said in problem["detail"]
    assert problem["instance"] == f"{API}/{path}".partition("?")[0]
    assert "no-store" in answer["Cache-Control"]


def test_it_is_said_in_the_readers_language():
    hindi = ask(f"{API}/members/nobody", 404, **{"Accept-Language": "hi"})
    english = ask(f"{API}/members/nobody", 404, **{"Accept-Language": "en"})
    assert (hindi["Content-Language"], english["Content-Language"]) == ("hi", "en")
    assert hindi.json()["title"] == "इस पते पर कुछ नहीं है"
    assert english.json()["title"] == "Nothing stands at this address"
    assert "Accept-Language" in hindi["Vary"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"{API}/members/pakistan")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"] == "application/problem+json"


def test_our_own_fault_is_a_problem_too(monkeypatch, caplog):
    monkeypatch.setattr("archive.api.membership.memberships", lambda: 1 / 0)
    assert ask(f"{API}/membership", 500).json()["status"] == 500
    assert "ZeroDivisionError" in caplog.text


def test_who_asks_too_often_is_told_when_to_come_back(settings):
    settings.API_BURST, settings.API_PER_MINUTE = 3, 6
    answers.bucket.cache_clear()
    for _ in range(3):
        ask(f"{API}/members/oman")
    answer = ask(f"{API}/members/oman", 429, **{"Accept-Language": "en"})
    assert 1 <= int(answer["Retry-After"]) <= 10
    assert answer["Retry-After"] in answer.json()["detail"]
    assert Client(REMOTE_ADDR="198.51.100.7").get(f"{API}/members/oman").status_code == 200
    answers.bucket.cache_clear()


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),  # a server that listens to both writes IPv4 so
        ("::ffff:192.0.2.1", "192.0.2.1", True),
    ],
)
def test_whose_bucket_it_is(settings, first, second, one):
    settings.API_BURST, settings.API_PER_MINUTE = 1, 6
    answers.bucket.cache_clear()
    path = f"{API}/members/oman"
    assert Client(REMOTE_ADDR=first).get(path).status_code == 200
    assert Client(REMOTE_ADDR=second).get(path).status_code == (429 if one else 200)
    answers.bucket.cache_clear()


def test_a_bucket_fills_again_and_remembers_a_bounded_number(monkeypatch):
    now = [0.0]
    bucket = Bucket(2, 60, clock=lambda: now[0])
    assert [bucket.take("a") for _ in range(3)] == [0, 0, 1]
    assert bucket.take("b") == 0
    now[0] = 1.0
    assert [bucket.take("a") for _ in range(2)] == [0, 1]
    monkeypatch.setattr("archive.api.bucket.MOST", 5)
    for number in range(20):
        bucket.take(str(number))
    assert len(bucket.left) <= 5
