"""Answers when something is wrong: what happened, and where to go from here, in the page's language."""

import logging
import sys

from django.http import HttpResponse
from django.utils.translation import gettext as _

from archive.public.addresses import address
from archive.public.page import render, spoken
from imctc_site.databases import outage

logger = logging.getLogger("archive.public")

#: If even the template cannot be rendered.
BARE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>500</title>"
    "<p>Something went wrong here. Please try again later."
)


def not_found(request, exception=None):
    """404: nothing stands at this address."""
    return answer("404.html", 404)


def bad_request(request, exception=None):
    """400: the request itself makes no sense."""
    return answer("400.html", 400)


def forbidden(request, exception=None):
    """403: this needs a permission."""
    return answer("403.html", 403, {"reason": _("You may not do this. Sign in with an account that may.")})


def csrf_failure(request, reason=""):
    """403: a form came without its token, most often because the page had been open too long."""
    return answer(
        "403.html",
        403,
        {
            "reason": _(
                "The form was too old, or cookies are blocked. Go back, reload the page and send it again."
            )
        },
    )


def server_error(request):
    """500: our fault; 503 while the database is away. Asks nothing of the database."""
    away = outage.is_outage(sys.exc_info()[1])
    try:
        if away:
            response = answer("503.html", 503)
            response.headers["Retry-After"] = str(outage.RETRY_AFTER)
            return response
        return answer("500.html", 500)
    except Exception:
        logger.exception("The page for a server error could not be made.")
        response = HttpResponse(BARE)
        response.status_code = 500
        return response


def answer(template: str, status: int, context: dict | None = None) -> HttpResponse:
    """An error page; its switch of language leads to the home page, which exists in every language."""
    html = render(
        template,
        {
            **spoken(address("home")),
            "canonical": "",
            "alternates": [],
            "other_locales": [],
            "section": "",
            "noindex": True,
            "data": (),
            "linked": None,
            "card": "",
            **(context or {}),
        },
    )
    response = HttpResponse(html)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
