"""Who signed in, when, from about where: for administrators, and for everybody about themselves."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from imctc_site.accounts.models import SignIn
from imctc_site.accounts.signins import network
from tests.rooms import administrator, groups, publisher, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _groups():
    groups()


def attempt(password, name="Asha", address="203.0.113.9"):
    return Client().post("/en/admin/login/", {"username": name, "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def asha():
    return User.objects.create_user("Asha", password="cotton-harbour-42", is_staff=True)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2::9", "2001:db8:1::/48"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("", ""),
        ("unix", ""),
    ],
)
def test_of_an_address_only_the_beginning_is_kept(address, kept):
    assert network(address) == kept


def test_sign_ins_and_failures_are_noted(asha):
    attempt("wrong")
    attempt("cotton-harbour-42")
    noted = SignIn.objects.values_list("user__username", "result", "address", "times")
    assert set(noted) == {
        ("Asha", "wrong-password", "203.0.113.0/24", 1),
        ("Asha", "signed-in", "203.0.113.0/24", 1),
    }


def test_the_same_again_is_counted_and_fills_no_table(asha):
    for _ in range(8):
        attempt("wrong", name="no such name")
    noted = list(SignIn.objects.values_list("user", "result", "times"))
    assert len(noted) == 2, noted
    assert (None, "wrong-password", 5) in noted or (None, "wrong-password", 4) in noted
    assert any(result == "paused" for _user, result, _times in noted)


def test_a_name_that_no_account_has_is_kept_nowhere(asha):
    attempt("x", name="my-secret-password")
    assert "my-secret-password" not in str(list(SignIn.objects.values()))


def test_what_is_old_is_forgotten(asha, settings):
    attempt("wrong")
    SignIn.objects.update(last=timezone.now() - timedelta(days=settings.SIGN_IN_DAYS + 1))
    attempt("cotton-harbour-42")
    assert [sign_in.result for sign_in in SignIn.objects.all()] == ["signed-in"]


def test_administrators_see_all_and_change_nothing(asha):
    attempt("wrong")
    client = administrator()
    page = client.get("/en/admin/accounts/signin/")
    assert "Asha" in text(page)
    assert "203.0.113.0/24" in text(page)
    assert client.get("/en/admin/accounts/signin/add/").status_code == 403
    one = SignIn.objects.first()
    assert client.post(f"/en/admin/accounts/signin/{one.pk}/delete/").status_code == 403
    assert "sign-ins" in text(client.get("/en/admin/")).lower()


def test_a_person_s_deletion_is_not_held_up_by_the_record(asha):
    attempt("wrong")
    client = administrator()
    assert client.post(f"/en/admin/auth/user/{asha.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=asha.pk).exists()


def test_everybody_sees_their_own_and_nobody_elses(asha):
    attempt("wrong", address="198.51.100.7")
    other = publisher()
    assert other.get("/en/admin/accounts/signin/").status_code == 403
    assert "198.51.100" not in text(other.get("/en/admin/account/"))
    client = Client()
    client.post("/en/admin/login/", {"username": "Asha", "password": "cotton-harbour-42"})
    page = text(client.get("/en/admin/account/"))
    assert "198.51.100.0/24" in page
    assert "wrong name or password" in page
    assert "180 days" in page
    assert 'href="/en/admin/account/"' in client.get("/en/admin/").content.decode()
