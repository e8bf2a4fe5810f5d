"""What was typed into a form that cannot be taken just now, kept on a page from which it is sent again.

Two things end a form while somebody writes: the session runs out, and signing in anew in another tab changes
the token that forms carry. Both would lead away from the form, and with it would go what stood in it.
"""

from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

#: Inputs that are made anew, or that are the browser's and not the editor's.
LEFT_OUT = frozenset({"csrfmiddlewaretoken"})
#: Texts of this length are also shown, so that they can be copied.
LONG = 40


def can_be_kept(request) -> bool:
    """Whether a form came from one of our own pages, and without a password in it."""
    return request.method == "POST" and not any("password" in name for name in request.POST)


def is_own(request) -> bool:
    """Whether the browser says that the form stood on this site: nobody shall send what a stranger wrote."""
    own = (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
    return request.headers.get("Origin") in own


def page(request):
    """The page that keeps a form: 403, and stored nowhere."""
    signed_out = not request.user.is_authenticated
    inputs = [
        (name, value) for name in request.POST if name not in LEFT_OUT for value in request.POST.getlist(name)
    ]
    answer = TemplateResponse(
        request,
        "admin/kept.html",
        {
            **admin.site.each_context(request),
            "title": _("You have been signed out") if signed_out else _("Please send this once more"),
            "signed_out": signed_out,
            "inputs": inputs,
            "texts": [value for name, value in inputs if len(value) >= LONG and not name.startswith("_")],
        },
        status=403,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer.render()
