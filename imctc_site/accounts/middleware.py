"""Nobody is signed in before the second factor is given.

Until then `request.user` is nobody, for every door there is and every one that will be: the rooms, previews,
data beside a page. Only the page that asks for the code knows whose password was right (`awaiting`). So no
view has to remember to ask.
"""

from urllib.parse import urlencode

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect, resolve_url
from django.utils.functional import SimpleLazyObject

from imctc_site.accounts.demand import satisfied


def awaiting(request):
    """The person whose password was right and who has not given the second factor; else None."""
    bool(request.user.is_authenticated)  # decides it
    return getattr(request, "_awaiting", None)


class SecondFactorMiddleware:
    """Stands behind `AuthenticationMiddleware` and django-otp's, which says what a session has verified."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        held = request.user

        def user():
            if held.is_authenticated and not satisfied(request, held):
                request._awaiting = held
                return AnonymousUser()
            return held

        request.user = SimpleLazyObject(user)

        async def auser():
            await sync_to_async(bool)(request.user.is_authenticated)
            return request.user

        request.auser = auser
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Every closed door leads to signing in; and from there to the code, if that alone is missing."""
        at_sign_in = request.resolver_match.view_name == settings.LOGIN_URL
        if at_sign_in and request.method == "GET" and awaiting(request):
            after = urlencode({"next": request.GET.get("next", "")})
            return redirect(f"{resolve_url('second-factor')}?{after}")
        return None
