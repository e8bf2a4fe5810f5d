"""A reader's choice of language: remembered only when asked for, and only as far as this site."""

from django.conf import settings
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.middleware import locale
from django.urls import translate_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

A_YEAR = 365 * 24 * 60 * 60


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django’s own, but only a question is led to the page of a language: a form would be lost on the way."""

    def process_response(self, request, response):
        answer = super().process_response(request, response)
        if answer is not response and request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(("GET", "HEAD"))
        return answer


@csrf_exempt
@never_cache
@require_safe
def choose(request, code: str):
    """`/language/hi/?next=/en/members/`: remembers Hindi and goes to the same page in Hindi.

    `next` may lead anywhere on this site and nowhere else; without a usable one, to the home page.
    """
    if code not in settings.LANGUAGE_CODES:
        raise Http404(f"There is no language {code} here.")
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = f"/{code}/"
    response = HttpResponseRedirect(in_language(target, code))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


def in_language(url: str, code: str) -> str:
    """The same address in another language; unchanged if it has none."""
    # An address is understood only in its own language, which need not be that of this request.
    with translation.override(translation.get_language_from_path(url) or code):
        return translate_url(url, code)
