"""Who else has a record open is said on its form, in a line that locks nothing and asks little."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from archive.models import Presence
from archive.models.revision import ContentRevision
from tests.rooms import Form, editor, person, url

pytestmark = pytest.mark.django_db(transaction=True)


def door(made, lang="en") -> str:
    return url(made.member, "open", lang)


def said(client, made, lang="en") -> str:
    answer = client.post(door(made, lang))
    assert answer.status_code == 200
    return answer.json()["said"]


def test_each_is_told_of_the_others_in_their_language(made):
    asha, ravi = editor("Asha"), editor("Ravi")
    assert said(asha, made) == ""
    assert said(ravi, made) == "Asha also has this record open. What each of you saves is merged."
    assert said(asha, made, "hi") == "Ravi ने भी यह प्रविष्टि खोल रखी है। आप दोनों का सहेजा हुआ मिला दिया जाता है।"
    assert "Asha and Ravi also have" in said(editor("John"), made)


def test_whoever_has_left_is_not_told_of(made):
    asha, ravi = editor("Asha"), editor("Ravi")
    said(asha, made)
    asha.post(door(made), {"left": "1"})
    assert said(ravi, made) == ""
    said(asha, made)
    Presence.objects.filter(user=asha.user).update(seen_at=timezone.now() - timedelta(minutes=3))
    assert said(ravi, made) == ""


def test_another_record_is_another_matter(made):
    said(editor("Asha"), made)
    assert editor("Ravi").post(url(made.draft, "open")).json()["said"] == ""


def test_it_costs_few_queries_and_no_page(made, django_assert_max_num_queries):
    for name in ("Asha", "Ravi", "John"):
        said(editor(name), made)
    client = editor("Meera")
    said(client, made)
    number = ContentRevision.objects.get().number
    with django_assert_max_num_queries(12):
        said(client, made)
    assert Presence.objects.count() == 4
    assert ContentRevision.objects.get().number == number


def test_only_who_may_change_a_record_is_told_and_only_by_post(made):
    assert person("Nobody").post(door(made)).status_code == 403
    client = editor()
    assert client.get(door(made)).status_code == 405
    assert client.post(door(made).replace(f"/{made.member.pk}/", "/²/")).status_code in (400, 404)
    assert client.post(door(made).replace(f"/{made.member.pk}/", f"/{'9' * 30}/")).status_code == 400


def test_a_form_shows_who_else_is_there(signed_in, made):
    said(editor("Asha"), made)
    page = signed_in(f"/en/admin/archive/member/{made.member.pk}/change/")
    expect(page.locator("#also-open")).to_have_text(
        "Asha also has this record open. What each of you saves is merged."
    )
    assert Presence.objects.filter(user__username="vikram").exists()
    page.goto(page.url.replace(f"{made.member.pk}/change/", ""))
    page.wait_for_timeout(800)
    assert not Presence.objects.filter(user__username="vikram").exists()


def test_a_form_that_is_alone_shows_nothing(signed_in, made):
    page = signed_in(f"/en/admin/archive/member/{made.member.pk}/change/")
    page.wait_for_timeout(500)
    expect(page.locator("#also-open")).to_be_hidden()


def test_a_new_record_is_open_nowhere_else(made):
    assert "also-open" not in Form(editor(), "/en/admin/archive/event/add/").response.content.decode()
