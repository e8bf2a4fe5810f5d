"""Headers that every answer carries, and the answer to somebody who guesses passwords.

Content-Security-Policy comes from django-csp, the rest from Django's own middleware; see `settings.py`.
"""

import math

from axes.helpers import get_cool_off
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

HEADERS = {
    # Where an answer does not say how it may be held, nobody shall guess: a missing page appears one day.
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "browsing-topics",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "usb",
        )
    ),
}


class HeadersMiddleware:
    """Adds `HEADERS` to every answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def locked_out(request, response, credentials):
    """The page for an account and address with too many failed attempts: says so, and when to come back.

    The time is counted from the limit, not from the attempt, so it errs on the long side by minutes at most.
    """
    wait = get_cool_off(request)
    answer = TemplateResponse(
        request,
        "admin/locked_out.html",
        {
            **admin.site.each_context(request),
            "title": _("Signing in is paused"),
            "minutes": math.ceil(wait.total_seconds() / 60),
        },
        status=429,
    )
    answer.headers["Retry-After"] = str(math.ceil(wait.total_seconds()))
    answer.headers["Cache-Control"] = "no-store"
    return answer.render()
