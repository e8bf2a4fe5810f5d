"""A form that cannot be taken just now is kept with everything in it, and can be sent again."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.models import Member
from tests.rooms import Form, editor, records, submitted, text, url

pytestmark = pytest.mark.django_db

TYPED = "A text that took\r\nthe whole morning to write, with “marks” & <signs>."
OWN = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def made():
    return records()


def test_what_was_typed_outlives_the_session(made):
    form = Form(editor(), url(made.member)).fill(summary_en=TYPED)
    user = form.client.user
    form.client.logout()
    answer = form.submit()
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Nothing is lost" in text(answer)
    again = submitted(answer.content)
    form.client.force_login(user)
    assert form.client.post(form.address, again).status_code == 302
    assert Member.objects.get(pk=made.member.pk).summary_en == TYPED.replace("\r\n", "\n")


def test_signing_in_anew_in_another_tab_does_not_throw_a_form_away(made):
    editor()
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="Asha"))
    form = Form(client, url(made.member)).fill(summary_en=TYPED)
    form.data["csrfmiddlewaretoken"] = "x" * 64
    answer = client.post(form.address, {**form.data, "_continue": "1"}, **OWN)
    assert answer.status_code == 403
    assert "You are signed in, but you signed in anew" in text(answer)
    assert client.post(form.address, submitted(answer.content), **OWN).status_code == 302
    assert Member.objects.get(pk=made.member.pk).summary_en == TYPED.replace("\r\n", "\n")


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://example.org"}, {"HTTP_ORIGIN": "null"}])
def test_a_form_that_stood_elsewhere_is_never_offered_for_sending(made, origin):
    editor()
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="Asha"))
    answer = client.post(url(made.member), {"summary_en": TYPED, "_save": "1"}, **origin)
    assert answer.status_code == 403
    assert "whole morning" not in answer.content.decode()


def test_a_password_is_kept_on_no_page(made):
    data = {"old_password": "the old one", "new_password1": "another long one", "new_password2": "x"}
    answer = Client().post("/en/admin/password_change/", data)
    assert answer.status_code == 302
    answer = Client(enforce_csrf_checks=True).post(
        "/en/admin/login/", {"username": "Asha", "password": "the old one"}, **OWN
    )
    assert answer.status_code == 403
    assert "the old one" not in answer.content.decode()


def test_signing_out_twice_leads_to_signing_in(made):
    assert Client().post("/en/admin/logout/").status_code == 302


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_one_press_sends_what_was_kept_after_signing_in_again(made, lang):
    """The token changes with signing in; what the page holds is sent all the same, once."""
    editor()
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="Asha"))
    form = Form(client, url(made.member, lang=lang)).fill(summary_en=TYPED)
    client.cookies.pop("sessionid")
    answer = client.post(form.address, {**form.data, "_continue": "1"}, **OWN)
    assert answer.status_code == 403
    kept = submitted(answer.content)
    page = client.get(f"/{lang}/admin/login/")
    data = {
        "username": "Asha",
        "password": "a long password",
        "csrfmiddlewaretoken": page.context["csrf_token"],
    }
    assert client.post(f"/{lang}/admin/login/", data, **OWN).status_code == 302
    assert client.post(form.address, kept, **OWN).status_code == 302
    assert Member.objects.get(pk=made.member.pk).summary_en == TYPED.replace("\r\n", "\n")


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://example.org"}, {"HTTP_ORIGIN": "null"}])
@pytest.mark.parametrize("cookie", ["", "guessed"])
def test_no_other_site_sends_a_form_as_kept(made, origin, cookie):
    editor()
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="Asha"))
    form = Form(client, url(made.member)).fill(summary_en=TYPED)
    if cookie and not origin:
        client.cookies["_resend"] = "known"  # a page of a stranger cannot know it
    elif cookie:
        client.cookies["_resend"] = cookie
    form.data["csrfmiddlewaretoken"] = "x" * 64
    assert (
        client.post(form.address, {**form.data, "_resend": cookie, "_continue": "1"}, **origin).status_code
        == 403
    )
    assert Member.objects.get(pk=made.member.pk).summary_en != TYPED.replace("\r\n", "\n")


def test_whoever_signs_in_twice_is_signed_in(made):
    """Two tabs with the page for signing in: the second one's token is old by then."""
    editor()
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="Asha"))
    data = {
        "username": "Asha",
        "password": "x",
        "csrfmiddlewaretoken": "y" * 64,
        "next": "/en/admin/archive/member/",
    }
    answer = client.post("/en/admin/login/", data, **OWN, follow=True)
    assert answer.redirect_chain == [("/en/admin/archive/member/", 302)]
    assert "You were signed in already." in text(answer)


def test_the_language_of_the_page_for_signing_in_outlives_signing_in(made):
    editor()
    client = Client()
    page = client.get("/en/admin/login/?next=/en/admin/archive/member/")
    switch = next(each["url"] for each in page.context["other_languages"] if each["code"] == "hi")
    page = client.get(switch)
    data = {"username": "Asha", "password": "a long password", "next": page.context["next"]}
    assert client.post(switch, data).headers["Location"] == "/hi/admin/archive/member/"
    assert client.get(switch).headers["Location"] == "/hi/admin/archive/member/"  # signed in by now
    away = client.get("/hi/admin/login/?next=https://example.org/")
    assert away.headers["Location"] == "/hi/admin/"
