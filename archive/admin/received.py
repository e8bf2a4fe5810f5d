"""A form as it was received: how long it may be, and whether it came as a whole.

Django has one limit for everybody. Whoever is signed in to the editors' rooms may send a whole book; all
others may send what Django's settings allow. A form is read up to the limit and no further, and what was read
is kept (`archive.admin.resend`); a form of which a part is missing is never saved.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import Error
from django.http import QueryDict
from django.http.request import UnreadablePostError
from django.utils.datastructures import MultiValueDict
from django.utils.http import parse_header_parameters

from archive.admin import resend

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
#: Bytes that are read at a time.
PIECE = 1 << 20
#: What is left of a letter that was cut in two.
_CUT_LETTER = re.compile(rb"%[0-9A-Fa-f]?\Z")


class Received(NamedTuple):
    """How much of a form came, in bytes and in inputs, and how much could have come."""

    size: int
    announced: int
    most: int
    inputs: int

    @property
    def is_too_long(self) -> bool:
        return self.announced > self.most or self.inputs > settings.FORM_INPUTS

    @property
    def is_whole(self) -> bool:
        return self.size == self.announced and not self.is_too_long


class FormsMiddleware:
    """Reads the forms of the editors' rooms before anything else; `request.received` says how much came."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        inside = "admin" in request.resolver_match.namespaces
        if inside and request.method == "POST" and request.content_type in (FORM, PARTS):
            receive(request)
            resend.renew_token(request)


def is_whole(request) -> bool:
    """Whether a form came as a whole, as far as that is known."""
    received = getattr(request, "received", None)
    return received is None or received.is_whole


def receive(request) -> None:
    """Read the form, and leave it where Django looks for it."""
    announced = _announced(request)
    most = _most(request, announced)
    body = _read(request, min(announced, most))
    size = len(body)
    if announced > size:
        _let_pass(request, announced - size)
        body = _CUT_LETTER.sub(b"", body)
    pairs = _pairs(request, body)
    if pairs is None:  # with a file: Django knows how to take it
        request._body = body
        return
    request.POST = QueryDict(mutable=True, encoding="utf-8")
    for name, value in pairs[: settings.FORM_INPUTS]:
        request.POST.appendlist(name, value)
    request.POST._mutable = False
    request._files = MultiValueDict()  # where Django leaves the files of a form
    request.received = Received(size, announced, most, len(pairs))


def _announced(request) -> int:
    try:
        return max(0, int(request.META.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0


def _most(request, announced: int) -> int:
    """How long the form may be. Only for a long one is it asked who sends it."""
    if announced <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    try:
        known = request.user.is_authenticated and request.user.is_staff
    except Error:  # the database is away: who has a session is believed, for this one page
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
    return settings.FORM_SIZE if known else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _read(request, size: int) -> bytes:
    pieces: list[bytes] = []
    missing = size
    try:
        while missing and (piece := request.read(min(PIECE, missing))):
            pieces.append(piece)
            missing -= len(piece)
    except UnreadablePostError:  # the browser has gone
        pass
    return b"".join(pieces)


def _let_pass(request, rest: int) -> None:
    """Read on without keeping it: a browser that is still sending does not listen to the answer."""
    try:
        while rest > 0 and rest <= settings.FORM_SIZE * 4 and (piece := request.read(min(PIECE, rest))):
            rest -= len(piece)
    except UnreadablePostError:
        pass


def _pairs(request, body: bytes) -> list[tuple[str, str]] | None:
    """The inputs in the order of the form, as far as they came; None if there is a file among them."""
    if request.content_type == FORM:
        text = body.decode("utf-8", "replace")
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="replace")
    boundary = request.content_params.get("boundary", "").encode("ascii", "replace")
    found = []
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:] if boundary else ():
        head, blank, value = part.partition(b"\r\n\r\n")
        _kind, params = parse_header_parameters(_disposition(head))
        if "filename" in params:
            return None
        if blank and "name" in params:
            found.append((params["name"], value.decode("utf-8", "replace")))
    return found


def _disposition(head: bytes) -> str:
    """The line about one input of several parts (RFC 7578)."""
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, _colon, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            return value.strip()
    return ""
