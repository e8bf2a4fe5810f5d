"""Who must give a second factor, and whether a session has given it."""

from django.conf import settings
from django_otp.plugins.otp_totp.models import TOTPDevice

#: Keys of a session: its owner went on without a factor on a loopback address; its owner has none.
SKIPPED, WITHOUT = "second factor skipped", "no second factor"

NOBODY, PUBLISHERS, STAFF = "nobody", "publishers", "staff"

#: Whoever can make accounts can make a publisher.
OVER_ACCOUNTS = "auth."


def demanded(user) -> bool:
    """Whether this person may not enter without a second factor, by `SECOND_FACTOR`."""
    if settings.SECOND_FACTOR == NOBODY or not user.is_active:
        return False
    if user.is_superuser:
        return True
    if settings.SECOND_FACTOR == STAFF:
        return user.is_staff
    return any(
        right.startswith(OVER_ACCOUNTS) or right.partition(".")[2].startswith(settings.SECOND_FACTOR_RIGHTS)
        for right in user.get_all_permissions()
    )


def satisfied(request, user) -> bool:
    """Whether this session may go on as `user`, whose password was right.

    Who need not have a second factor but has one is asked for it as well. That is looked up once a session.
    """
    if settings.SECOND_FACTOR == NOBODY or user.otp_device is not None:
        return True
    if request.session.get(SKIPPED) and settings.SECOND_FACTOR_MAY_BE_SKIPPED:
        return True
    if demanded(user):
        return False
    if WITHOUT not in request.session:
        request.session[WITHOUT] = not TOTPDevice.objects.devices_for_user(user, confirmed=True).exists()
    return request.session[WITHOUT]
