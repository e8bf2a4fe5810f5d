"""What goes wrong, told as RFC 9457 has it, in the reader's language."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, gettext_noop

from archive import languages

TYPE = "application/problem+json"

#: What each kind of problem is called.
TITLES = {
    "not-found": gettext_noop("Nothing stands at this address"),
    "parameter": gettext_noop("A parameter cannot be understood"),
    "method": gettext_noop("This can only be read"),
    "too-many": gettext_noop("Too many requests"),
    "error": gettext_noop("Something went wrong here"),
    "away": gettext_noop("The database cannot be reached just now"),
}


class Wrong(NamedTuple):
    """One parameter that cannot be understood, and what to write instead."""

    parameter: str
    detail: str


class Problem(Exception):
    """Something that is answered by a problem."""

    def __init__(
        self,
        status: int,
        name: str,
        detail: str,
        errors: Iterable[Wrong] = (),
        headers: Mapping[str, str] | None = None,
    ):
        super().__init__(detail)
        self.status, self.name, self.detail, self.errors = status, name, detail, list(errors)
        self.headers = headers or {}


def not_found(detail: str = "") -> Problem:
    """Nothing is there, though what was asked is written rightly."""
    usual = gettext("Look at /api/v1/ for what there is. Records have the same names here as on pages.")
    return Problem(404, "not-found", detail or usual)


def wrong(errors: Iterable[Wrong]) -> Problem:
    errors = list(errors)
    return Problem(422, "parameter", " ".join(each.detail for each in errors), errors)


def answer(problem: Problem, instance: str) -> HttpResponse:
    body = {
        "type": f"{settings.SITE_URL}/api/#{problem.name}",
        "title": gettext(TITLES[problem.name]),
        "status": problem.status,
        "detail": problem.detail,
        "instance": instance,
    }
    if problem.errors:
        body["errors"] = [each._asdict() for each in problem.errors]
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=TYPE)
    response.status_code = problem.status
    for name, value in problem.headers.items():
        response.headers[name] = value
    response.headers["Content-Language"] = languages.current()
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ("Accept-Language",))
    return response
