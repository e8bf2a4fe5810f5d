"""Writing the record of sign-ins, and forgetting it after `SIGN_IN_DAYS`."""

from datetime import timedelta

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone

from imctc_site.accounts.demand import demanded
from imctc_site.accounts.factor import device_of
from imctc_site.accounts.models import SignIn
from imctc_site.networks import first_bits

#: What happens again within this time is the same row, counted.
TOGETHER = timedelta(hours=1)

#: What is kept of an address: enough to say "not from my town", not who.
KEPT_BITS = {4: 24, 6: 48}


def network(address: str) -> str:
    """`203.0.113.9` -> `203.0.113.0/24`, `2001:db8:1:2::9` -> `2001:db8:1::/48`; '' for none (a socket)."""
    return first_bits(address, KEPT_BITS)


def note(request, user, result: str) -> None:
    """Write down what came of an attempt to sign in, and forget what is older than it need be."""
    now = timezone.now()
    SignIn.objects.filter(last__lt=now - timedelta(days=settings.SIGN_IN_DAYS)).delete()
    address = network(request.META.get("REMOTE_ADDR", "")) if request else ""
    same = SignIn.objects.filter(user=user, address=address, result=result, first__gt=now - TOGETHER)
    if not same.update(times=F("times") + 1, last=now):
        SignIn.objects.create(user=user, address=address, result=result, first=now, last=now)


def owner(name: str):
    """The account of this name; None where nobody has it."""
    users = get_user_model()
    return users._default_manager.filter(**{users.USERNAME_FIELD: name}).first() if name else None


@receiver(user_logged_in, dispatch_uid="sign-in")
def signed_in(request, user, **kwargs) -> None:
    if settings.SECOND_FACTOR != "nobody" and (demanded(user) or device_of(user)):
        note(request, user, SignIn.Result.PASSWORD)
    else:
        note(request, user, SignIn.Result.SIGNED_IN)


@receiver(user_login_failed, dispatch_uid="sign-in failed")
def failed(credentials, request=None, **kwargs) -> None:
    # An attempt that was not looked at is noted as paused.
    if request is not None and not getattr(request, "axes_locked_out", False):
        note(request, owner(str(credentials.get("username", ""))), SignIn.Result.WRONG_PASSWORD)


@receiver(user_locked_out, dispatch_uid="sign-in paused")
def paused(request, username, **kwargs) -> None:
    # A known browser is counted under a name that has its mark behind a space.
    note(request, owner((username or "").partition(" ")[0]), SignIn.Result.PAUSED)
