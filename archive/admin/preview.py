"""Public pages as they would be: of working copies, and of what stands in a form that is not saved.

The page is the real one, made by its own view from the record as it would be (`archive.editing.trial`). It is
shown to whoever may change the record, held by no cache, and told to no search engine.
"""

import copy as copying

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseRedirectBase
from django.urls import resolve
from django.utils.translation import override

from archive import languages
from archive.editing import trial
from archive.editing.checking import Refused


class Previewed(Exception):
    """The form was sent to be previewed, and is not saved: `response` is the page."""

    def __init__(self, response: HttpResponse):
        self.response = response
        super().__init__()


def page(request, record, values, citations, code: str, ways: dict | None = None) -> HttpResponse:
    """The page of a record in a language as it would be; `ways` are links for the line that says so."""
    code = code if code in languages.codes() else languages.current()
    try:
        return trial.with_change(record, values, citations, lambda made: _shown(request, made, code, ways))
    except Refused as refused:
        answer = HttpResponse("\n".join(refused.sentences), content_type="text/plain")
        answer.status_code = 422
        return _private(answer)


def _shown(request, record, code: str, ways: dict | None) -> HttpResponse:
    with override(code):
        address = record.get_absolute_url().partition("#")[0]
        response = _answer(request, address, ways)
        if isinstance(response, HttpResponseRedirectBase):  # the page of a member's country is the member's
            response = _answer(request, response.url.partition("#")[0], ways)
    return _private(response)


def _answer(request, address: str, ways: dict | None) -> HttpResponse:
    match = resolve(address)
    asked = copying.copy(request)
    asked.path = asked.path_info = address
    asked.method, asked.GET, asked.META = "GET", QueryDict(), {**request.META, "QUERY_STRING": ""}
    asked.preview = ways or {}
    return match.func(asked, *match.args, **match.kwargs)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
