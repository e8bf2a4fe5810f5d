"""Sessions of those who sign in: an idle one ends, an expired one does not stay in the database."""

import time

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.utils import timezone

#: The key under which a session says when it was last used, in seconds.
USED = "used"

#: Seconds between two notes of that, so that not every request writes.
EVERY = 300


class IdleMiddleware:
    """Lets a session last for `SESSION_COOKIE_AGE` after its last use, not after its first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # A session that nobody has asked for on the way is left alone: asking for it costs a query.
        # After a failure the database may be gone, and the answer that says so shall not fail as well.
        if response.status_code < 500 and request.session.accessed and not request.session.is_empty():
            now = int(time.time())
            if now - request.session.get(USED, 0) > EVERY:
                request.session[USED] = now
        return response


@receiver(user_logged_in, dispatch_uid="expired sessions")
def forget_expired(**kwargs) -> None:
    """Whoever signs in takes the expired sessions of all others away: no clock has to be set for it."""
    if settings.SESSION_ENGINE.endswith(".db"):
        Session.objects.filter(expire_date__lt=timezone.now()).delete()
