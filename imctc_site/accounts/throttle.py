"""How often passwords may be guessed, and how much of the processor their checking may take.

Three counts of failures within `AXES_COOLOFF_TIME`: of a name from a network (django-axes' own); of a
network, whatever the names; of a name, from wherever. The last two could be used to shut somebody out: so
they do not hold for a browser in which that person signed in before, which a signed cookie tells. Such a
browser has a first count of its own.
"""

import secrets
import threading
from datetime import timedelta

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.db.models import Sum
from django.dispatch import receiver
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from imctc_site.networks import network

#: Failures after which a network, and a name from wherever, has to wait; together: `AXES_FAILURE_LIMIT`.
OF_A_NETWORK, OF_A_NAME = 20, 50

#: The cookie of a browser in which somebody has signed in, and for how long it is believed.
COOKIE, KNOWN_FOR = "known", timedelta(days=180)

#: Passwords that one process checks at once, and seconds that another waits for its turn.
AT_ONCE, TURN = 1, 5
_turn = threading.BoundedSemaphore(AT_ONCE)


class TooBusy(Exception):
    """More passwords are being checked than this process has time for."""


def address(request) -> str | None:
    """Whose attempt it is, for django-axes: an IPv4 address, or the beginning of an IPv6 one."""
    return network(request.META.get("REMOTE_ADDR", "")) or None


def name_of(request, credentials) -> str:
    """As whom an attempt is counted: a browser that is known has a count of its own."""
    name = str((credentials or {}).get("username") or request.POST.get("username", ""))[:150]
    mark = known_browser(request, name)
    return f"{name} {mark}" if mark else name


class Handler(AxesDatabaseHandler):
    """django-axes' own, with the two wider counts."""

    def is_locked(self, request, credentials=None) -> bool:
        return super().is_locked(request, credentials) or self._too_many(request, credentials)

    def _too_many(self, request, credentials) -> bool:
        name = str((credentials or {}).get("username") or "")
        if known_browser(request, name):
            return False
        recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
        from_here, with_name = recent.filter(ip_address=request.axes_ip_address), recent.filter(username=name)
        return any(
            (found.aggregate(sum=Sum("failures_since_start"))["sum"] or 0) >= most
            for found, most in ((from_here, OF_A_NETWORK), (with_name, OF_A_NAME))
        )


class GatedBackend(ModelBackend):
    """Django's own, but that passwords are checked one after the other: each takes a third of a second."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if not _turn.acquire(timeout=TURN):
            raise TooBusy
        try:
            return super().authenticate(request, username=username, password=password, **kwargs)
        finally:
            _turn.release()


def known_browser(request, name: str) -> str:
    """The mark of a browser in which somebody of this name has signed in before; '' for any other.

    Nobody can guess it, and so nobody else can use up what this browser may try.
    """
    try:
        value = request.get_signed_cookie(COOKIE, salt=COOKIE, max_age=KNOWN_FOR)
    except (KeyError, signing.BadSignature):
        return ""
    mark, _colon, whose = value.partition(":")
    return mark if whose == name else ""


@receiver(user_logged_in, dispatch_uid="known browser")
def remember_browser(request, user, **kwargs) -> None:
    request.signed_in_as = user.get_username()


class ThrottleMiddleware:
    """Gives a browser its cookie when somebody has signed in, and answers where too many want to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        name = getattr(request, "signed_in_as", "")
        if name and not known_browser(request, name):
            response.set_signed_cookie(
                COOKIE,
                f"{secrets.token_urlsafe(12)}:{name}",
                salt=COOKIE,
                max_age=KNOWN_FOR,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def process_exception(self, request, exception):
        if not isinstance(exception, TooBusy):
            return None
        context = {**admin.site.each_context(request), "title": _("Please wait a moment")}
        answer = TemplateResponse(request, "admin/accounts/busy.html", context, status=503)
        answer.headers["Retry-After"] = str(TURN)
        answer.headers["Cache-Control"] = "no-store"
        return answer.render()
