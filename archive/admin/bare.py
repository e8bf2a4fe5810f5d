"""Pages of the editors' rooms that ask the database nothing: no session, no user, no rooms in the header."""

from contextlib import contextmanager

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils import translation

from archive import languages


@contextmanager
def language_of(request):
    """The language of the address, whatever has been made of the request already."""
    with translation.override(translation.get_language_from_path(request.path) or languages.current()):
        yield


def render(request, template: str, context: dict) -> str:
    frame = {
        "site_title": admin.site.site_title,
        "site_header": admin.site.site_header,
        "has_permission": False,
        "request": request,
    }
    return render_to_string(template, {**frame, **context})
