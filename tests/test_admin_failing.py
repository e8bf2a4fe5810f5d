"""Saving that fails keeps what was typed: the database locked, full or gone, or a fault of the site."""

import sqlite3

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from archive.admin.member import MemberAdmin
from archive.models import Member
from tests.rooms import Form, editor, groups, records, submitted, text, url

TYPED = "A text that took\r\nthe whole morning to write, with “marks” & <signs>."
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made():
    groups()
    return records()


def typed(client, made, lang="en"):
    client.raise_request_exception = False
    return Form(client, url(made.member, lang=lang)).fill(summary_en=TYPED)


def saved(made) -> bool:
    return Member.objects.get(pk=made.member.pk).summary_en == TYPED.replace("\r\n", "\n")


def kept(form, title="Saving is not possible at the moment"):
    """Send the form, see that it is kept, and give what the page would send again."""
    answer = form.client.post(form.address, {**form.data, "_continue": "1"})
    assert answer.status_code == 503
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Retry-After"]
    assert title in text(answer)
    assert "whole morning" in text(answer)
    return submitted(answer.content)


@pytest.fixture
def other():
    """A second connection to the same file."""
    held = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=1)
    yield held
    held.close()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("lang", "title"), [("en", "Saving is not possible at the moment"), ("hi", "अभी सहेजा नहीं जा सकता")]
)
def test_a_locked_database_keeps_the_form(made, other, lang, title):
    form = typed(editor(), made, lang)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other.execute("BEGIN IMMEDIATE")
    again = kept(form, title)
    assert not saved(made)
    assert kept_again(form, again).status_code == 503  # still locked
    other.execute("ROLLBACK")
    assert kept_again(form, again).status_code == 302
    assert saved(made)


def kept_again(form, data):
    return form.client.post(form.address, data)


@pytest.mark.sqlite
def test_a_full_disk_keeps_the_form(made):
    form = typed(editor(), made)
    form.fill(summary_hi="भारत " * 20_000)
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        again = kept(form)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert not saved(made)
    answer = form.client.post(form.address, again, follow=True)
    assert saved(made)
    assert text(answer).count("was changed successfully") == 1


def test_a_database_that_is_gone_keeps_the_form(made, monkeypatch):
    form = typed(editor(), made)

    def gone(*_args, **_kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as broken:
        broken.setattr(type(connections["default"]), "_cursor", gone)
        again = kept(form)
    assert form.client.post(form.address, again).status_code == 302
    assert saved(made)


def test_a_commit_that_fails_says_nothing_of_success_afterwards(made, monkeypatch):
    form = typed(editor(), made)

    def fails(self):
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr("django.db.backends.base.base.BaseDatabaseWrapper.commit", fails)
        again = kept(form)
    assert not saved(made)
    page = form.client.get("/en/admin/")
    assert "successfully" not in text(page)
    assert form.client.post(form.address, again).status_code == 302
    assert saved(made)


def test_a_fault_of_the_site_keeps_the_form(made, monkeypatch):
    form = typed(editor(), made)

    def fails(*_args, **_kwargs):
        raise RuntimeError("a fault")

    with monkeypatch.context() as broken:
        broken.setattr(MemberAdmin, "save_related", fails)
        answer = form.client.post(form.address, {**form.data, "_continue": "1"})
    assert answer.status_code == 500
    assert "Something went wrong here" in text(answer)
    assert form.client.post(form.address, submitted(answer.content)).status_code == 302
    assert saved(made)


def test_reading_a_page_of_the_rooms_without_a_database_says_so(made, monkeypatch):
    client = editor()
    client.raise_request_exception = False

    def gone(*_args, **_kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(type(connections["default"]), "_cursor", gone)
    answer = client.get("/hi/admin/archive/member/")
    assert answer.status_code == 503
    assert "अभिलेखागार तक अभी नहीं पहुँचा जा सकता" in text(answer)
    assert 'href="/hi/admin/archive/member/"' in answer.content.decode()


def test_what_a_stranger_sends_is_not_handed_back_as_ours(made, monkeypatch):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def gone(*_args, **_kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(type(connections["default"]), "_cursor", gone)
    answer = client.post(url(made.member), {"summary_en": TYPED}, HTTP_ORIGIN="https://example.org")
    assert answer.status_code in (403, 503)
    assert "whole morning" not in answer.content.decode()
