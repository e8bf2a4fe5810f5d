"""Working copies as editors and publishers make them, for the tests of working copies."""

import datetime

from django.test import Client
from django.utils import timezone

from archive.models import WorkingCopy
from tests.rooms import Form, editor, records, url

State = WorkingCopy.State
LONG = "First paragraph.\n\nSecond paragraph.\n\nThird paragraph."


def records_with_paragraphs():
    made = records()
    made.event.summary_en = LONG
    made.event.save()
    return made


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def begun(record, client=None, **values) -> WorkingCopy:
    """A working copy as an editor begins one."""
    form = Form(client or editor("Asha"), url(record)).fill(**values)
    assert form.submit("_copy").status_code == 302
    return WorkingCopy.objects.of(record).unfinished().get()


def submitted(record, **values) -> WorkingCopy:
    copy = begun(record, **values)
    client = client_of(copy)
    act(client, copy, "submit")
    copy.refresh_from_db()
    assert copy.state == State.SUBMITTED
    return copy


def client_of(copy) -> Client:
    client = Client()
    client.force_login(copy.author)
    client.user = copy.author
    return client


def page(copy, tail="") -> str:
    return f"/en/admin/copies/{copy.pk}/{tail}"


def act(client, copy, button, **values):
    copy.refresh_from_db()
    data = {"seen": copy.number, button: "1", **values}
    answer = client.post(page(copy), data, follow=True)
    copy.refresh_from_db()
    return answer


def copy_form(client, record) -> Form:
    return Form(client, url(record, "copy"))


def in_an_hour() -> str:
    return f"{timezone.localtime() + datetime.timedelta(hours=1):%Y-%m-%dT%H:%M}"
