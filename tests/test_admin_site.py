"""The first page, the header, and the doors that scripts use."""

import json

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.rooms import administrator, editor, person, records, text

pytestmark = pytest.mark.django_db


def test_the_first_page_lists_the_rooms_with_what_waits_in_them():
    records()
    page = text(editor().get("/en/admin/"))
    assert "Members 2 1 – Add" in page
    assert "Countries and bodies 2 – –" in page
    assert "Users" not in page
    assert "Users" in text(administrator().get("/en/admin/"))


def test_rooms_that_one_may_not_enter_are_not_listed():
    page = text(person("Nobody").get("/en/admin/"))
    assert "Members" not in page
    assert "You don’t have permission to view or edit anything." in page


def test_signing_in_speaks_the_language_of_the_address_and_offers_the_other():
    hindi, english = (
        Client().get("/hi/admin/login/"),
        Client().get("/en/admin/login/?next=/en/admin/archive/member/"),
    )
    assert "साइन इन करें" in text(hindi)
    assert '<html lang="hi"' in hindi.content.decode()
    assert '<a href="/en/admin/login/" lang="en" hreflang="en">English</a>' in hindi.content.decode()
    assert "Log in" in text(english)
    assert 'href="/hi/admin/login/?next=/en/admin/archive/member/" lang="hi"' in english.content.decode()


def test_signing_in_leads_to_the_room_that_was_asked_for():
    User.objects.create_user("asha", password="a long password", is_staff=True)
    answer = Client().post(
        "/hi/admin/login/?next=/hi/admin/",
        {"username": "asha", "password": "a long password", "next": "/hi/admin/"},
    )
    assert (answer.status_code, answer["Location"]) == (302, "/hi/admin/")


def test_the_switch_of_language_stays_on_the_page_with_its_filters():
    records()
    page = editor().get("/hi/admin/archive/member/?status__exact=draft&q=oman").content.decode()
    assert 'href="/en/admin/archive/member/?status__exact=draft&amp;q=oman"' in page


def test_a_date_is_explained_in_the_language_of_the_page():
    client = editor()
    english = client.get("/en/admin/explain-date/", {"text": "Dec 2016"})
    assert json.loads(english.content)["words"] == "December 2016"
    assert (
        json.loads(client.get("/hi/admin/explain-date/", {"text": "2016-12"}).content)["words"]
        == "दिसंबर 2016"
    )
    assert "no-store" in english["Cache-Control"]


def test_a_date_with_two_readings_is_explained_as_such():
    reading = json.loads(editor().get("/en/admin/explain-date/", {"text": "05/06/2024"}).content)
    assert not reading["ok"]
    assert "5 June 2024" in reading["error"]
    assert "6 May 2024" in reading["error"]


@pytest.mark.parametrize("typed", ["", " ", "x" * 10_000, "\0", "'; --", "2016-13-45", "💥"])
def test_nothing_that_is_typed_as_a_date_breaks_the_explanation(typed):
    answer = editor().get("/en/admin/explain-date/", {"text": typed})
    assert answer.status_code == 200
    assert set(json.loads(answer.content)) >= {"ok", "text", "words", "error"}


def test_choices_of_sources_can_be_told_apart():
    made = records()
    answer = editor().get(
        "/en/admin/autocomplete/",
        {"app_label": "archive", "model_name": "citation", "field_name": "source", "term": "joint"},
    )
    assert [each["text"] for each in json.loads(answer.content)["results"]] == [
        "Joint Statement on the formation of the Islamic Military Alliance · Embassy of Saudi Arabia · "
        "15 December 2015 [sa-joint-statement]"
    ]
    assert json.loads(answer.content)["results"][0]["id"] == str(made.statement.pk)


@pytest.mark.parametrize("term", ["पाकिस्तान", "Pakistan", "PK"])
def test_countries_are_found_in_every_language(term):
    records()
    answer = editor().get(
        "/hi/admin/autocomplete/",
        {"app_label": "archive", "model_name": "member", "field_name": "country", "term": term},
    )
    assert [each["text"] for each in json.loads(answer.content)["results"]] == ["पाकिस्तान (PK)"]


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_the_links_above_a_page_lead_to_a_page_with_its_rooms(lang):
    client = editor()
    page = client.get(f"/{lang}/admin/archive/")
    assert page.status_code == 200
    assert f'href="/{lang}/admin/archive/member/"' in page.content.decode().split('id="content"')[1]
    assert {"hi": "अनुमति नहीं", "en": "permission"}[lang] not in text(page)
    assert client.get(f"/{lang}/admin/auth/").status_code == 404


def test_what_accounts_may_do_is_said_in_the_language_of_the_page():
    client = administrator()
    editors = Group.objects.get(name="Editor")
    groups = text(client.get(f"/hi/admin/auth/group/{editors.pk}/change/"))
    assert "सदस्य | बदलना" in groups
    assert "Can change" not in groups
    person = editor().user
    page = text(client.get("/hi/admin/auth/user/"))
    assert "संपादक" in page
    assert "Editor" not in page
    assert "प्रकाशक" in text(client.get(f"/hi/admin/auth/user/{person.pk}/change/"))
