"""What was typed into a form that cannot be taken just now, kept on a page from which it is sent again.

Several things end a form while somebody writes: the session runs out; signing in anew in another tab changes
the token that forms carry; the database is locked, full or gone; the form is longer than any may be. Each of
them would lead away from the form, and with it would go what stood in it. The page asks no database.
"""

import re
import secrets
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from archive import languages
from archive.admin import bare
from archive.versions import differences
from imctc_site.databases import outage

#: Why a form could not be taken.
SIGNED_OUT, ANEW, TOO_LONG, CUT, AWAY, BROKEN = "signed-out", "anew", "too-long", "cut", "away", "broken"
STATUS = {SIGNED_OUT: 403, ANEW: 403, TOO_LONG: 413, CUT: 400, AWAY: 503, BROKEN: 500}

#: The cookie, and the input, by which a kept form is known to come from this very browser.
COOKIE = INPUT = "_resend"
#: Inputs that are made anew, or that are the browser's and not the editor's.
LEFT_OUT = frozenset({"csrfmiddlewaretoken", INPUT})
#: Texts of this length are also shown, so that they can be copied.
LONG = 40
#: How long the cookie lasts, in seconds: as long as somebody may have the page open.
LASTS = 24 * 60 * 60
#: An input of a citation: which one, and what of it.
_OF_CITATION = re.compile(r"citations-(\d{1,6})-(\w+)\Z", re.ASCII)


class Typed(NamedTuple):
    """A text that was typed, with the name of its field in words."""

    label: str
    text: str
    lang: str

    @property
    def letters(self) -> int:
        return len(self.text)


def can_be_sent_again(request) -> bool:
    """Whether a form was sent from within the rooms, and without a password in it."""
    return request.method == "POST" and not any("password" in name for name in request.POST)


def is_own(request) -> bool:
    """Whether the form is known to have stood on this site: nobody shall send what a stranger wrote."""
    own = (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
    return getattr(request, "csrf_processing_done", False) or request.headers.get("Origin") in own


def refused(request, why: str = "") -> HttpResponse | None:
    """The page that keeps a form which cannot be taken from whoever sends it; None if it can."""
    received = getattr(request, "received", None)
    signed_out = not request.user.is_authenticated
    if received is not None and not received.is_whole:
        return page(request, TOO_LONG if received.is_too_long else CUT, signed_out=signed_out)
    if signed_out:
        return page(request, SIGNED_OUT, signed_out=True)
    return page(request, why) if why else None


def page(request, why: str, *, signed_out: bool = False) -> HttpResponse:
    """The page that keeps a form, and says `why` it was not taken; stored nowhere."""
    with bare.language_of(request):
        return _page(request, why, signed_out)


def _page(request, why: str, signed_out: bool) -> HttpResponse:
    inputs = [
        (name, value) for name in request.POST if name not in LEFT_OUT for value in request.POST.getlist(name)
    ]
    texts = [_named(request, name, value) for name, value in inputs if _is_text(name, value)]
    key = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(24)
    context = {
        "why": why,
        "signed_out": signed_out,
        "inputs": inputs,
        "texts": texts,
        "longest": sorted((each for each in texts if each.letters >= 1000), key=lambda each: -each.letters)[
            :3
        ],
        "received": getattr(request, "received", None),
        "most_inputs": settings.FORM_INPUTS,
        "key": (INPUT, key),
        "csrf_token": get_token(request),
        "is_popup": "_popup" in request.POST,
    }
    answer = HttpResponse(bare.render(request, "admin/resend.html", context))
    answer.status_code = STATUS[why]
    answer.headers["Cache-Control"] = "private, no-store"
    if why == AWAY:
        answer.headers["Retry-After"] = str(outage.RETRY_AFTER)
    answer.set_cookie(
        COOKIE,
        key,
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer


def renew_token(request) -> None:
    """Give a form that this browser was handed by `page` the token of today.

    Signing in changes the token; without this, what was kept would have to be sent twice. That the form is
    our own is known by a cookie which no other site can send or read, and by the browser's word for where the
    form stood, at which Django looks as well.
    """
    sent, known = request.POST.get(INPUT, ""), request.COOKIES.get(COOKIE, "")
    if not sent:
        return
    data = request.POST.copy()
    del data[INPUT]
    if known and constant_time_compare(sent, known) and is_own(request):
        data["csrfmiddlewaretoken"] = get_token(request)
    data._mutable = False
    request.POST = data


def forget_what_was_said(request) -> None:
    """Take back what was to be said about a save that has come to nothing."""
    said = getattr(request, "_messages", None)
    if said is not None:
        said._queued_messages.clear()
        said.added_new = False


def _is_text(name: str, value: str) -> bool:
    return len(value) >= LONG and not name.startswith("_") and not name.endswith("_FORMS")


def _named(request, name: str, value: str) -> Typed:
    try:
        model = request.resolver_match.func.model_admin.model
        return Typed(_label(model, name), value, _language(name))
    except Exception:  # an input that no form of ours has
        return Typed(name, value, "")


def _label(model, name: str) -> str:
    if of_citation := _OF_CITATION.match(name):
        citation = model._meta.get_field("citations").related_model
        number, name = int(of_citation[1]) + 1, of_citation[2]
        words = {"number": number, "field": differences.label_with_language(citation, name)}
        return _("Citation %(number)s: %(field)s") % words
    return differences.label_with_language(model, name)


def _language(name: str) -> str:
    return next((code for code in languages.codes() if name.endswith(languages.column("", code))), "")
