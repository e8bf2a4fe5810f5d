"""An idle session ends, one that is used goes on, and expired ones do not stay."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.http import HttpResponse
from django.utils import timezone

from imctc_site.sessions import IdleMiddleware

pytestmark = pytest.mark.django_db

HOUR = 3600


@pytest.fixture
def signed_in(client, db):
    client.force_login(User.objects.create_superuser("asha"))
    return client


def later(monkeypatch, hours):
    now, clock = timezone.now() + timedelta(hours=hours), time.time() + hours * HOUR
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    monkeypatch.setattr("time.time", lambda: clock)


def test_a_session_that_was_idle_for_half_a_day_has_ended(signed_in, monkeypatch):
    assert signed_in.get("/en/admin/").status_code == 200
    later(monkeypatch, 13)
    assert signed_in.get("/en/admin/").status_code == 302


def test_a_session_that_is_used_goes_on(signed_in, monkeypatch):
    for _ in range(3):
        assert signed_in.get("/en/admin/").status_code == 200
        later(monkeypatch, 8)
    assert signed_in.get("/en/admin/").status_code == 200


def test_a_session_is_not_written_at_every_request(signed_in):
    signed_in.get("/en/admin/")
    before = Session.objects.get().session_data
    signed_in.get("/en/admin/")
    assert Session.objects.get().session_data == before


def test_signing_in_takes_expired_sessions_away(client):
    old = Session.objects.create(
        session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1)
    )
    client.force_login(User.objects.create_superuser("asha"))
    assert not Session.objects.filter(pk=old.pk).exists()
    assert Session.objects.count() == 1


class Lost:
    """A session whose database is gone."""

    accessed = True

    def is_empty(self):
        raise OperationalError("The database is away.")


def test_after_a_failure_nothing_is_asked_of_the_session(rf):
    request = rf.get("/en/admin/")
    request.session = Lost()
    assert IdleMiddleware(lambda request: HttpResponse(status=503))(request).status_code == 503


def test_readers_have_no_session(client):
    client.get("/en/")
    assert not Session.objects.exists()
