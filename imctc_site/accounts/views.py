"""Giving the second factor, setting it up, and the page on which everybody sees their own account."""

import math
from functools import wraps

import django_otp
from django.conf import settings
from django.contrib import admin, auth, messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from imctc_site.accounts import factor
from imctc_site.accounts.demand import SKIPPED, WITHOUT, demanded
from imctc_site.accounts.middleware import awaiting
from imctc_site.accounts.models import SignIn
from imctc_site.accounts.signins import note

#: Sign-ins that people see of themselves.
SHOWN = 50


def known(view):
    """Hand a view the person whose password was right; everybody else is sent to sign in."""

    @never_cache
    @sensitive_post_parameters("code")
    @wraps(view)
    def with_person(request, *args, **kwargs):
        person = awaiting(request) or request.user
        if not (person.is_authenticated and person.is_active and person.is_staff):
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        return view(request, person, *args, **kwargs)

    return with_person


def page(request, template: str, title: str, **context):
    return TemplateResponse(
        request,
        f"admin/accounts/{template}.html",
        {**admin.site.each_context(request), "title": title, **context},
    )


def after(request) -> str:
    """Where the person wanted to go: a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def refused(device) -> str:
    """What is said about a wrong code: how long to wait for the next, or what may be wrong."""
    until = factor.wait_until(device)
    seconds = math.ceil((until - timezone.now()).total_seconds()) if until else 0
    if seconds > 4:
        minutes = math.ceil(seconds / 60)
        return _("There were too many wrong codes. Wait %(minutes)s min, then try the next one.") % {
            "minutes": minutes
        }
    return _(
        "This code is not right, or it has been used. Wait for the next one; if that is refused too, set the "
        "clock of the device by the network."
    )


@known
def second_factor(request, person):
    """Ask for the code; of somebody who has no second factor yet, set it up."""
    device = factor.device_of(person)
    if device is None:
        return _set_up(request, person)
    if not awaiting(request):
        return redirect("account")
    error = ""
    if request.method == "POST":
        code = request.POST.get("recovery") or request.POST.get("code", "")
        if verified := factor.match(person, code):
            _let_in(request, person, verified)
            by_recovery = not isinstance(verified, TOTPDevice)
            note(request, person, SignIn.Result.RECOVERY if by_recovery else SignIn.Result.CODE)
            if by_recovery:
                left = factor.recovery_left(person)
                messages.warning(request, _("You used a recovery code; %(left)s are left.") % {"left": left})
            return redirect(after(request))
        note(request, person, SignIn.Result.WRONG_CODE)
        error = refused(factor.recovery_of(person) if request.POST.get("recovery") else device)
    return page(request, "code", _("Your code"), person=person, error=error, next=after(request))


def _set_up(request, person):
    device, error = factor.begun(person), ""
    if request.method == "POST":
        if confirmed := factor.confirm(person, request.POST.get("code", "")):
            _let_in(request, person, confirmed)
            note(request, person, SignIn.Result.SET_UP)
            return _codes(request, person)
        device.refresh_from_db()
        error = refused(device)
    return page(
        request,
        "set_up",
        _("Set up a second factor"),
        person=person,
        picture=factor.picture(device, _("QR code for an authenticator app")),
        secret=factor.secret(device),
        link=device.config_url,
        demanded=demanded(person),
        may_skip=settings.SECOND_FACTOR_MAY_BE_SKIPPED and awaiting(request) is not None,
        error=error,
        next=after(request),
    )


def _let_in(request, person, device) -> None:
    request.session.cycle_key()
    request.session.pop(WITHOUT, None)
    request.session[django_otp.DEVICE_ID_SESSION_KEY] = (factor.device_of(person) or device).persistent_id
    request.user = person
    request._awaiting = None


def _codes(request, person):
    """The page that shows new recovery codes, this once."""
    codes = factor.new_recovery_codes(person)
    return page(request, "codes", _("Your recovery codes"), person=person, codes=codes, next=after(request))


@require_POST
@known
def skip(request, person):
    """Go on without: on one's own machine alone, and while there is no second factor to be asked for."""
    if not settings.SECOND_FACTOR_MAY_BE_SKIPPED or factor.device_of(person):
        raise Http404
    request.session[SKIPPED] = True
    note(request, person, SignIn.Result.SKIPPED)
    return redirect(after(request))


@require_POST
def leave(request):
    """Sign out half way."""
    auth.logout(request)
    return redirect(settings.LOGIN_URL)


@known
def account(request, person):
    """One's own second factor and sign-ins. What changes them asks for a code once more."""
    if awaiting(request):
        return redirect_to_login(request.get_full_path(), resolve_url("second-factor"))
    device, error = factor.device_of(person), ""
    if request.method == "POST" and device:
        if not factor.match(person, request.POST.get("code", "")):
            note(request, person, SignIn.Result.WRONG_CODE)
            error = refused(device)
        elif request.POST.get("action") == "replace":
            factor.reset(person)
            note(request, person, SignIn.Result.RESET)
            return redirect("second-factor")
        else:
            return _codes(request, person)
    return page(
        request,
        "account",
        _("Your account"),
        person=person,
        device=device,
        left=factor.recovery_left(person),
        demanded=demanded(person),
        error=error,
        sign_ins=person.sign_ins.all()[:SHOWN],
        days=settings.SIGN_IN_DAYS,
    )


@require_POST
@known
def codes_file(request, person):
    """The recovery codes that a page has just shown, as a file: those alone that are good for this person."""
    device = factor.recovery_of(person)
    good = set(device.token_set.values_list("token", flat=True)) if device else set()
    codes = [code for code in request.POST.getlist("codes") if factor.digest(factor.spelt(code)) in good]
    if awaiting(request) or not codes:
        raise Http404
    head = _("Recovery codes of %(name)s for %(site)s. Each is good once.")
    lines = [head % {"name": person.get_username(), "site": request.get_host()}, "", *codes, ""]
    answer = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return answer
