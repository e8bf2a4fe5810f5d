"""The copy of a text that is being typed, in the editor's browser (`archive/static/archive/admin-drafts.js`).

The server knows nothing of it but its name, which it hands back once what was typed has been saved.
"""

import re

from django.conf import settings
from django.contrib.admin.options import IS_POPUP_VAR

from archive.admin import submission

#: Name of the hidden input with the name of the copy, and of the cookie that says that it was saved.
INPUT, COOKIE = "_draft", "saved"
#: Seconds for which the cookie waits for a page that reads it.
LASTS = 600
_NAME = re.compile(r"[a-z0-9-]{1,80}\Z")


def name(request, model, record=None) -> str:
    """The name of the copy of one record's form, in the browser of one person; a window beside keeps none."""
    if IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST:
        return ""
    return f"{request.user.pk}-{model._meta.model_name}-{record.pk if record else 'add'}"


def saved(request, response):
    """Tell the browser of a form that was saved, also if it was saved by an earlier sending of the same."""
    sent = request.POST.get(INPUT, "")
    if _NAME.match(sent) and submission.has_saved(response):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, sent, max_age=LASTS, secure=secure, httponly=False, samesite="Lax")
    return response
