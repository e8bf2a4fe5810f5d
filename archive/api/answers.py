"""What every answer of the API shares: reading only, for every site, bounded, and problems as problems."""

import functools
import json
import logging
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from archive import languages
from archive.api import problems
from archive.api.bucket import Bucket
from archive.api.problems import Problem, Wrong
from archive.lists.filters import plain
from archive.public.http import public_page
from imctc_site.databases import outage
from imctc_site.http import EVERY_PARAMETER
from imctc_site.networks import network

logger = logging.getLogger("archive.api")

READING = ("GET", "HEAD")
ALLOWED = "GET, HEAD, OPTIONS"
TYPE = "application/json"

#: Headers of an answer that scripts of other sites may read.
EXPOSED = "Content-Language, ETag, Link, Retry-After"


@functools.lru_cache(maxsize=4)
def bucket(burst: int, per_minute: int) -> Bucket:
    return Bucket(burst, per_minute)


def guarded(view):
    """Wrap the view of an address: who asks too often waits, and whatever goes wrong is a problem."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return for_everybody(preflight())
        try:
            response = asked(request, *args, **kwargs)
        except Problem as problem:
            response = problems.answer(problem, request.path)
        except Exception as error:
            response = problems.answer(failed(error), request.path)
            if response.status_code == 503:
                response.headers["Retry-After"] = str(outage.RETRY_AFTER)
        return for_everybody(response)

    def asked(request, *args, **kwargs):
        if request.method not in READING:
            detail = gettext("Ask with GET or HEAD: nothing can be changed here.")
            raise Problem(405, "method", detail, headers={"Allow": ALLOWED})
        wait = bucket(settings.API_BURST, settings.API_PER_MINUTE).take(
            network(request.META.get("REMOTE_ADDR", ""))
        )
        if wait:
            detail = gettext("Ask again in %(seconds)s seconds. The whole archive can be had as one file.")
            headers = {"Retry-After": str(wait)}
            raise Problem(429, "too-many", detail % {"seconds": wait}, headers=headers)
        request.method = "GET"  # the server sends no body to HEAD
        return view(request, *args, **kwargs)

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def failed(error: Exception) -> Problem:
    if outage.is_outage(error):
        return Problem(503, "away", gettext("Ask again in a moment."))
    logger.exception("An answer of the API failed.")
    return Problem(500, "error", gettext("It is our fault, and was written down. Ask again later."))


def preflight() -> HttpResponse:
    """What a browser asks before a page of another site may send `If-None-Match`."""
    response = HttpResponse()
    response.status_code = 204
    response.headers["Allow"] = ALLOWED
    response.headers["Access-Control-Allow-Methods"] = ALLOWED
    response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def for_everybody(response: HttpResponse) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def public(*parameters: str):
    """Decorate an operation: versioned, held and kept as pages are.

    Unknown, empty and repeated parameters are refused. A page forgives them; a program that misspelt a filter
    would take everything for its answer.
    """

    def decorate(view):
        @functools.wraps(view)
        def strict(request, *args, **kwargs):
            check(request.GET, parameters)
            return view(request, *args, **kwargs)

        return public_page(params=EVERY_PARAMETER)(strict)

    return decorate


def check(sent: QueryDict, parameters: tuple[str, ...]) -> None:
    found = []
    for name, values in sent.lists():
        shown = {"name": plain(name)}
        if name not in parameters:
            known = ", ".join(parameters) or "–"
            detail = gettext("There is no parameter “%(name)s” here. Known are: %(known)s.")
            found.append(Wrong(plain(name), detail % {**shown, "known": known}))
        elif len(values) > 1:
            found.append(Wrong(name, gettext("Give “%(name)s” once.") % shown))
        elif not values[0].strip():
            found.append(Wrong(name, gettext("“%(name)s” is empty. Leave it out or give a value.") % shown))
    if found:
        raise problems.wrong(found)


def answer(body: Any, *, following: str = "") -> HttpResponse:
    """An answer in all languages; `following` is the address of the next page."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text, content_type=TYPE)
    response.headers["Content-Language"] = ", ".join(languages.codes())
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def url(path: str = "", **asked: str | int | None) -> str:
    """An address of the API, with what is asked."""
    query = urlencode({name: value for name, value in asked.items() if value not in (None, "")})
    return f"{settings.SITE_URL}/api/v1/{path}{f'?{query}' if query else ''}"
