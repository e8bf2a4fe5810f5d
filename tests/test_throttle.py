"""Guessing passwords is slowed from everywhere, and shuts nobody out for good."""

import threading

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client

from imctc_site.accounts import throttle
from tests.rooms import text

pytestmark = pytest.mark.django_db

RIGHT = "cotton-harbour-42"


@pytest.fixture(autouse=True)
def _people():
    for name in ("asha", "vikram"):
        User.objects.create_user(name, password=RIGHT, is_staff=True)


def attempt(password="wrong", name="asha", address="203.0.113.9", client=None) -> int:
    client = client or Client()
    credentials = {"username": name, "password": password}
    return client.post("/en/admin/login/", credentials, REMOTE_ADDR=address).status_code


def known(name="asha") -> Client:
    client = Client()
    assert attempt(RIGHT, name, "198.51.100.1", client) == 302
    client.cookies.pop("sessionid")
    return client


def test_all_addresses_of_an_ipv6_network_are_one():
    answers = [attempt(address=f"2001:db8:1:2::{number:x}") for number in range(1, 41)]
    assert answers[:4] == [200] * 4
    assert set(answers[4:]) == {429}
    assert attempt(RIGHT, address="2001:db8:1:3::1") == 302, "the neighbour is another"


def test_an_address_that_tries_one_name_after_the_other_is_paused():
    answers = [attempt(name=f"nobody{number}") for number in range(30)]
    assert answers[:19] == [200] * 19
    assert set(answers[20:]) == {429}
    assert AccessAttempt.objects.count() <= 21, "and what it tries is written down no more"
    assert attempt(RIGHT, address="198.51.100.7") == 302


def test_a_name_that_is_tried_from_everywhere_is_paused():
    answers = [attempt(address=f"10.{number}.0.1") for number in range(60)]
    assert set(answers[:49]) == {200}
    assert set(answers[51:]) == {429}
    assert attempt(RIGHT, "vikram", "10.0.0.1") == 302


def test_who_signed_in_before_is_shut_out_by_nobody():
    mine = known()
    for number in range(60):
        attempt(address=f"10.{number}.0.1")
    for number in range(30):
        attempt(name=f"nobody{number}")
    for _ in range(6):
        attempt()
    assert attempt(RIGHT) == 429, "any other browser waits"
    assert attempt(RIGHT, client=mine) == 302


def test_a_known_browser_may_not_guess_more_than_others():
    mine = known()
    answers = [attempt(client=mine) for _ in range(8)]
    assert answers[:4] == [200] * 4
    assert set(answers[5:]) == {429}
    assert attempt("wrong", "vikram", client=mine) == 200


def test_the_cookie_of_one_person_helps_no_other_and_cannot_be_made():
    theirs = known("vikram")
    for number in range(60):
        attempt(address=f"10.{number}.0.1")
    assert attempt(RIGHT, client=theirs) == 429
    forged = Client()
    forged.cookies["known"] = "abc:asha:1:xyz"
    assert attempt(RIGHT, client=forged) == 429


def test_the_pause_is_said_whatever_it_is_for():
    for number in range(25):
        client = Client()
        attempt(name=f"nobody{number}", client=client)
    page = client.post(
        "/en/admin/login/", {"username": "another", "password": "x"}, REMOTE_ADDR="203.0.113.9"
    )
    assert "with this name or from this address" in text(page)


@pytest.mark.django_db(transaction=True)
def test_passwords_are_checked_one_after_the_other(monkeypatch):
    inside, most, lock = [], [], threading.Lock()

    def slow(self, raw):
        with lock:
            inside.append(1)
            most.append(len(inside))
        threading.Event().wait(0.05)
        inside.pop()
        return False

    monkeypatch.setattr(User, "check_password", slow)
    from django.db import connection

    def run(number):
        try:
            attempt(address=f"10.{number}.0.1")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1


def test_who_would_wait_too_long_is_asked_to_come_back(monkeypatch):
    monkeypatch.setattr(throttle, "TURN", 0.1)
    throttle._turn.acquire()
    try:
        answer = Client().post("/en/admin/login/", {"username": "asha", "password": RIGHT})
    finally:
        throttle._turn.release()
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "once more in a few seconds" in text(answer)
    assert attempt(RIGHT) == 302
