"""Answers when something is wrong, from the part of the site where it is: editors' rooms or public pages."""

from django.urls import NoReverseMatch, reverse
from django.utils import translation

from archive.admin import errors as rooms
from archive.public import errors as public


def _part(request):
    """Whose page it is; the address tells, because the request may have got no further than that."""
    if request is None:
        return public
    try:
        with translation.override(translation.get_language_from_path(request.path)):
            inside = request.path.startswith(reverse("admin:index"))
    except NoReverseMatch:  # there is no rooms' page in that language
        inside = False
    return rooms if inside else public


def bad_request(request, exception=None):
    """400: the request itself makes no sense."""
    return _part(request).bad_request(request, exception)


def forbidden(request, exception=None):
    """403: this needs a permission."""
    return _part(request).forbidden(request, exception)


def not_found(request, exception=None):
    """404: nothing stands at this address."""
    return _part(request).not_found(request, exception)


def server_error(request):
    """500: our fault; 503 while the database is away. Never fails itself."""
    try:
        return _part(request).server_error(request)
    except Exception:
        public.logger.exception("The page for a server error could not be made.")
        return public.server_error(request)


def csrf_failure(request, reason=""):
    """403: a form came without its token."""
    return _part(request).csrf_failure(request, reason)
