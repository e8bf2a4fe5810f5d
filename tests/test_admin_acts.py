"""What was done in the rooms is told in the reader's language, whatever the language it was done in."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User

from archive.admin import acts
from archive.models import Country
from tests.rooms import Form, administrator, publisher, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


@pytest.mark.parametrize(("lang", "name"), [("hi", "पाकिस्तान"), ("en", "Pakistan")])
def test_the_first_page_calls_a_record_as_its_reader_does(made, lang, name):
    client = publisher()
    Form(client, url(made.member, lang="hi" if lang == "en" else "en")).fill(role_en="host").submit()
    page = text(client.get(f"/{lang}/admin/"))
    latest = page[page.index("हाल के बदलाव" if lang == "hi" else "Recent actions") :]
    assert name in latest
    assert ("भूमिका (English)" if lang == "hi" else "Role (English)") in latest
    assert "role_en" not in latest


def test_what_is_gone_keeps_its_name(made):
    client = administrator()
    iran = Country.objects.create(slug="iran", code="IR", name_en="Iran")
    client.post(url(iran, "delete"), {"post": "yes"})
    assert "Iran" in text(client.get("/hi/admin/"))


def test_the_history_of_an_account_is_in_the_readers_language():
    client = administrator()
    tara = User.objects.create_user("tara", is_staff=True)
    address = f"/en/admin/auth/user/{tara.pk}/change/"
    Form(client, address).fill(last_name="Rao", is_active=None).submit()
    there = f"/admin/auth/user/{tara.pk}/history/"
    assert "Changed Last name and Active." in text(client.get(f"/en{there}"))
    page = text(client.get(f"/hi{there}"))
    assert "Last name" not in page
    assert "Active" not in page
    assert "बदला गया: उपनाम और सक्रिय" in page


@pytest.mark.parametrize(
    "message", ["", "Renamed.", "[1", "{}", "[]", '[{"changed": {"fields": ["Lost field"]}}]']
)
def test_whatever_was_logged_is_told(message):
    user = User.objects.create_user("tara")
    logged = LogEntry.objects.log_actions(user.pk, [user], CHANGE, message, single_object=True)
    assert isinstance(acts.words(logged), str)
