"""Answers of the editors' rooms when something is wrong: what it is, what to do, and a way back."""

import logging
import sys

from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from archive.admin import bare, resend
from archive.admin.landing import landing
from imctc_site.databases import outage

logger = logging.getLogger("archive.admin")


def bad_request(request, exception=None) -> HttpResponse:
    """400: the request itself makes no sense; 413 if it is too long."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _answer(
            request, 413, _("This is too long"), _("More was sent than can be taken. Nothing was changed.")
        )
    said = _("The address or the form has something in it that cannot be right. Nothing was changed.")
    return _answer(request, 400, _("This cannot be understood"), said)


def forbidden(request, exception=None) -> HttpResponse:
    """403: this needs a permission."""
    said = _(
        "Your account may not do this. Ask somebody who looks after the accounts, or sign in with another."
    )
    return _answer(request, 403, _("You may not do this"), said)


def not_found(request, exception=None) -> HttpResponse:
    """404: nothing stands at this address."""
    said = _("The record may have been deleted, or the address is mistyped. Look for it in its list.")
    return _answer(request, 404, _("There is nothing at this address"), said)


def csrf_failure(request, reason="") -> HttpResponse:
    """403: a form came without its token. What was typed is kept if it is known to have stood here."""
    with bare.language_of(request):
        if request.path == reverse("admin:login"):
            return _signing_in_again(request)
        if request.path == reverse("admin:logout") and not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("admin:login"))
        if resend.can_be_sent_again(request) and resend.is_own(request):
            return resend.refused(request, resend.ANEW) or resend.page(request, resend.ANEW)
        said = _(
            "The form was opened before you last signed in, or your browser keeps no cookies for this site. "
            "Open it again and fill it in anew."
        )
        return _answer(
            request,
            403,
            _("This form cannot be taken any more"),
            said,
            (request.path, _("Open the form anew")),
        )


def _signing_in_again(request) -> HttpResponse:
    """Whoever is signed in already, from another tab, has what they came for."""
    if admin.site.has_permission(request):
        messages.info(request, _("You were signed in already."))
        return HttpResponseRedirect(landing(request))
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME)
    query = f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else ""
    said = _(
        "The page for signing in was too old, or your browser keeps no cookies for this site. Open it again, "
        "and type your name and password once more."
    )
    way = (reverse("admin:login") + query, _("Back to signing in"))
    return _answer(request, 403, _("Please sign in once more"), said, way)


def server_error(request) -> HttpResponse:
    """500: our fault; 503 while nothing can be saved. Keeps what was typed, and asks no database."""
    away = outage.is_outage(sys.exc_info()[1])
    resend.forget_what_was_said(request)
    if resend.can_be_sent_again(request) and resend.is_own(request):
        return resend.page(request, resend.AWAY if away else resend.BROKEN)
    with bare.language_of(request):
        if away:
            title = _("The archive is out of reach at the moment")
            said = _("Its database is locked, full or gone. Wait a little, then load this page again.")
        else:
            title = _("Something went wrong here")
            said = _("That is a fault of the site. It was noted, and nothing was changed.")
        context = {"title": title, "said": said, "ways": _ways(request)}
        answer = HttpResponse(bare.render(request, "admin/error.html", context))
    answer.status_code = 503 if away else 500
    answer.headers["Cache-Control"] = "no-store"
    if away:
        answer.headers["Retry-After"] = str(outage.RETRY_AFTER)
    return answer


def _answer(request, status: int, title: str, said: str, *ways: tuple[str, str]) -> HttpResponse:
    """The page in the frame of whoever is signed in; without it, if even that cannot be made."""
    with bare.language_of(request):
        context = {"title": title, "said": said, "ways": [*ways, *_ways(request)]}
        try:
            frame = admin.site.each_context(request)
            answer: HttpResponse = TemplateResponse(
                request, "admin/error.html", {**frame, **context}
            ).render()
        except Exception:
            logger.exception("The frame of an error page could not be made.")
            answer = HttpResponse(bare.render(request, "admin/error.html", context))
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _ways(request) -> list[tuple[str, str]]:
    """Where to go from here: the list of the room that one is in, and the first page."""
    ways = [(reverse("admin:index"), _("To the first page of the editors’ rooms"))]
    model_admin = getattr(getattr(request.resolver_match, "func", None), "model_admin", None)
    if model_admin is not None:
        opts = model_admin.opts
        where = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        ways.insert(0, (where, _("To the list: %(kind)s") % {"kind": opts.verbose_name_plural}))
    return ways
