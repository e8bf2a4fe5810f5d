"""The second factor itself: codes by time from an authenticator app (TOTP, RFC 6238), and recovery codes.

django-otp keeps and compares them: no code is good twice, and each wrong one doubles the wait for the next,
up to `LONGEST_WAIT`. Recovery codes are stored as digests: who reads the database cannot use them.
"""

import secrets
import unicodedata
from base64 import b32encode
from datetime import datetime

import segno
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

#: Recovery codes that are made at once, and the letters they are made of: none is taken for another.
RECOVERY_CODES, LETTERS = 10, "abcdefghjkmnpqrstuvwxyz23456789"

#: Wrong codes after which the wait doubles no more: 2 ** 10 seconds, 17 minutes. By then guessing is
#: hopeless, and whoever has the password only cannot keep the owner out for long.
MOST_FAILURES = 11
LONGEST_WAIT = 2 ** (MOST_FAILURES - 1)


def device_of(user) -> TOTPDevice | None:
    """The authenticator that this person confirmed; None if there is none."""
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).order_by("pk").first()


def begun(user) -> TOTPDevice:
    """The authenticator that this person is about to confirm; the same each time the page is opened."""
    device = TOTPDevice.objects.devices_for_user(user, confirmed=False).order_by("pk").first()
    if device is None:
        device = TOTPDevice(user=user, name="authenticator", confirmed=False)
        device.save()
    return device


def spelt(code: str) -> str:
    """A code as it is compared, however it was typed: digits of any script, spaces, hyphens, capitals."""
    letters = unicodedata.normalize("NFKC", code).lower()
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in letters if sign.isalnum())


def verify(user, device, code: str):
    """The device, if the code is good for it; then it is good no more. Else None."""
    if device is None:
        return None
    with transaction.atomic():
        locked = type(device).objects.select_for_update().filter(pk=device.pk, user=user).first()
        if locked is None:
            return None
        typed = spelt(code)
        if isinstance(locked, StaticDevice):
            typed = digest(typed)
        elif len(typed) != locked.digits or not typed.isascii() or not typed.isdigit():
            typed = "none"
        if locked.verify_token(typed):
            return locked
        if locked.throttling_failure_count > MOST_FAILURES:
            locked.throttling_failure_count = MOST_FAILURES
            locked.save(update_fields=["throttling_failure_count"])
    return None


def match(user, code: str):
    """The device of this person for which the code is good, authenticator or recovery codes; or None."""
    typed = spelt(code)
    if typed.isdigit() and len(typed) <= 8:
        return verify(user, device_of(user), code)
    return verify(user, recovery_of(user), code)


def wait_until(device) -> datetime | None:
    """When the next code will be looked at, after wrong ones; None if at once."""
    if device is None:
        return None
    allowed, why = device.verify_is_allowed()
    return None if allowed else why["locked_until"]


def confirm(user, code: str) -> TOTPDevice | None:
    """The authenticator that the person has just set up, if it shows this code; any other is gone then."""
    device = verify(user, begun(user), code)
    if device:
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    return device


def digest(code: str) -> str:
    return salted_hmac("imctc_site.accounts.recovery", code, algorithm="sha256").hexdigest()[:16]


def recovery_of(user) -> StaticDevice | None:
    return StaticDevice.objects.devices_for_user(user, confirmed=True).first()


def recovery_left(user) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def new_recovery_codes(user) -> list[str]:
    """Ten codes in place of those there were: the only time that anybody sees them."""
    device = recovery_of(user) or StaticDevice(user=user, name="recovery")
    device.save()
    device.token_set.all().delete()
    codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=digest(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def reset(user) -> bool:
    """Take a person's second factor away: the next sign-in sets up another. False if there was none."""
    gone, _ = TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    return bool(gone)


def secret(device: TOTPDevice) -> str:
    """The secret in groups of four, to be typed where no picture can be taken."""
    letters = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def picture(device: TOTPDevice, title: str) -> SafeString:
    """The QR code of the secret as SVG within the page: no other address knows it, no cache holds it."""
    drawn = segno.make(device.config_url, error="m", micro=False)
    svg = drawn.svg_inline(
        scale=5, border=4, dark="#000", light="#fff", title=title, svgclass="qr", lineclass=None
    )
    return mark_safe(svg)  # noqa: S308 (made here; segno escapes the title)
