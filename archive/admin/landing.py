"""Where signing in leads: to the page that was asked for, in the language that was chosen meanwhile."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from archive import languages
from imctc_site.language import in_language


def landing(request) -> str:
    """The address after signing in; never one of another site, nor the page for signing in itself."""
    target = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("admin:index")
    target = in_language(target, languages.current())
    return reverse("admin:index") if target.partition("?")[0] == request.path else target
