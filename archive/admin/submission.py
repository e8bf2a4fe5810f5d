"""A form that is sent twice is saved once: a double click, a lost answer, Back and “Save”.

Each form that is rendered has a name of its own. The first answer under that name is stored in the
transaction of what it saved, and whoever sends the same again is given the same answer. Two at once wait for
each other at the name, which is a primary key: on PostgreSQL at its index, on SQLite at the file.

A form that comes again with other values in it is none that was sent twice: somebody came back to a page that
had been saved. The views find `request.sent_before` set, and decide.
"""

import secrets
from datetime import timedelta
from hashlib import blake2b

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeData, mark_safe

from archive.models import Submission

#: Name of the input with the form's name.
INPUT = "_submission"
#: How long a form is known as sent.
KEPT = timedelta(days=7)
#: Inputs that may differ between two sendings of one form: the token, and which button was pressed.
ASIDE = frozenset({"csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_saveasnew", "_resend"})


def new_name() -> str:
    """A name for a form that is about to be rendered."""
    return secrets.token_urlsafe(15)


def once(request, answer) -> HttpResponse:
    """The answer to a form, from `answer()` if it is the first time that it is sent.

    What is answered without saving - the form with its errors - is not remembered.
    """
    name = request.POST.get(INPUT, "")
    if not name:
        return answer()
    key = _digest(str(request.user.pk), request.path, name)
    content = _digest(*_content(request.POST))
    with transaction.atomic():
        found = {"content": content, "user": request.user}
        sent, first = Submission.objects.get_or_create(key=key, defaults=found)
        if not first and sent.content == content:
            return _again(request, sent.answer)
        request.sent_before = not first
        response = answer()
        if first and has_saved(response):
            sent.answer = _stored(request, response)
            sent.save(update_fields=["answer"])
            Submission.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
        elif first:
            sent.delete()
        return response


def _digest(*parts: str) -> str:
    text = "\0".join(parts)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def _content(data):
    for name in sorted(data):
        if name not in ASIDE:
            yield from (name, *data.getlist(name))


def has_saved(response) -> bool:
    """Whether this is the answer to a form that was taken, and not the form once more."""
    return isinstance(response, HttpResponseRedirect) or _is_popup(response)


def _is_popup(response) -> bool:
    """Whether the answer is the page that hands a new record to the window that asked for it."""
    names = getattr(response, "template_name", None) or ()
    names = [names] if isinstance(names, str) else names
    return any("popup_response" in str(name) for name in names)


def _stored(request, response) -> dict:
    queued = getattr(messages.get_messages(request), "_queued_messages", ())
    said = [
        [each.level, str(each.message), each.extra_tags, isinstance(each.message, SafeData)]
        for each in queued
    ]
    if _is_popup(response):
        return {"page": response.rendered_content, "messages": said}
    return {"address": response.url, "messages": said}


def _again(request, answer: dict) -> HttpResponse:
    """The first answer once more, with what it said."""
    for level, text, tags, safe in answer["messages"]:
        messages.add_message(request, level, mark_safe(text) if safe else text, tags)  # noqa: S308 - our own
    if "page" in answer:
        return HttpResponse(answer["page"])
    return HttpResponseRedirect(answer["address"])
