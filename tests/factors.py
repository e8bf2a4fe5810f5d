"""People with and without a second factor, and what their phones show."""

import time

from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from imctc_site.accounts import factor

PASSWORD = "cotton-harbour-42"
DOOR = "/en/admin/second-factor/"


def someone(name="Vikram", *groups_, **extra) -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True, **extra)
    user.groups.set(Group.objects.filter(name__in=groups_))
    return user


def sign_in(name="Vikram", lang="en", client=None, after="/en/admin/") -> Client:
    client = client or Client()
    answer = client.post(f"/{lang}/admin/login/?next={after}", {"username": name, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def now(user, later=0) -> str:
    """What the person's app shows."""
    device = TOTPDevice.objects.filter(user=user).order_by("-pk").first()
    return shown(device.bin_key, later)


def shown(key: bytes, later=0) -> str:
    totp = TOTP(key)
    totp.time = time.time() + later
    return f"{totp.token():06}"


def enrolled(user) -> list[str]:
    """Give the person a second factor, and return the recovery codes."""
    factor.begun(user)
    assert factor.confirm(user, now(user))
    TOTPDevice.objects.filter(user=user).update(last_t=-1)  # as if it were long ago
    return factor.new_recovery_codes(user)
