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
    assert "You signed in anew after this form was opened." in text(answer)
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
