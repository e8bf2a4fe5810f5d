"""A full disk or a database that only reads: at every door where somebody writes, what was typed is kept."""

import base64
import random
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from archive.editing import copies, review
from archive.models import Report, Version, WorkingCopy
from archive.public import reporting
from tests.rooms import Form, editor, groups, publisher, records, submitted, text, url
from tests.test_translation_state import save

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

TYPED = "परिषद जेद्दा में मिली, और यह वाक्य दोबारा लिखना किसी को भी भारी पड़ेगा।"


@contextmanager
def only_reading():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")


@contextmanager
def full():
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that hold nothing any more are room as well
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.fixture
def made():
    groups()
    made = records()
    made.event.refresh_from_db()
    return made


def desk(made):
    save(made.event, summary_en="The council met in Jeddah.")
    form = Form(publisher(), f"/en/admin/desk/event/{made.event.pk}/summary_hi/")
    return form, {"text": TYPED}, "next", lambda: of(made).summary_hi == TYPED


def bare(client, address, **inputs):
    """A form of a few inputs."""
    return SimpleNamespace(client=client, address=address, data=dict(inputs))


def of(made):
    made.event.refresh_from_db()
    return made.event


def working_copy(made):
    form = Form(editor(), url(made.event))
    stored = lambda: WorkingCopy.objects.filter(data__isnull=False).exists()  # noqa: E731
    return form, {"summary_en": TYPED}, "_copy", stored


def decision(made):
    by = editor().user
    copy = copies.propose(made.event, {"summary_en": "Proposed."}, None, by=by)
    copy = review.submit(copy, by=by)
    form = bare(publisher(), f"/en/admin/copies/{copy.pk}/", seen=copy.number)
    return form, {"comment": TYPED}, "return", lambda: WorkingCopy.objects.get().comment == TYPED


def undo(made):
    save(made.event, summary_en="The council met in Jeddah.")
    number = Version.objects.of(made.event).first().number
    form = bare(publisher(), f"{url(made.event, 'history')}{number}/", seen=made.event.version)
    return form, {"why": TYPED}, "take_back", lambda: Version.objects.of(made.event).first().why == TYPED


def sheet(made):
    form = Form(publisher(), "/en/admin/import/")
    rows = f"slug,place_en,place_hi\n{made.event.slug},Jeddah,जेद्दा\n".encode()
    form.data.update(name="sheet.csv", content=base64.b64encode(rows).decode(), kind="event")
    return form, {"why": TYPED}, "import", lambda: of(made).place_en == "Jeddah"


DOORS = (desk, working_copy, decision, undo, sheet)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_what_was_typed_is_kept_and_can_be_sent_again(made, door):
    form, typed, button, done = door(made)
    form.client.raise_request_exception = False
    form.data.update(typed)
    with only_reading():
        answer = form.client.post(form.address, {**form.data, button: "1"})
    assert answer.status_code == 503
    assert TYPED in text(answer)
    assert not done()
    again = form.client.post(form.address, submitted(answer.content))
    assert again.status_code == 302, text(again)
    assert done()


def test_a_text_for_which_the_disk_has_no_room_is_kept_at_the_desk(made):
    form, _typed, button, _done = desk(made)
    form.client.raise_request_exception = False
    random_ = random.Random(1)
    form.data["text"] = TYPED + "".join(random_.choices("कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह ", k=200_000))
    with full():
        answer = form.client.post(form.address, {**form.data, button: "1"})
    assert answer.status_code == 503
    assert TYPED in text(answer)
    assert form.client.post(form.address, submitted(answer.content)).status_code == 302
    assert of(made).summary_hi == form.data["text"].strip()


def sent(client, number=0, **values):
    token = signing.dumps(int(timezone.now().timestamp()) - 60, salt=reporting.SALT)
    data = {"page": "/en/members/", "shown": token, "contact": "me & you", **values}
    return client.post(
        "/en/report/",
        urlencode(data),
        content_type="application/x-www-form-urlencoded",
        REMOTE_ADDR=f"192.0.{number}.1",
    )


@pytest.mark.parametrize("trouble", [only_reading, full], ids=lambda trouble: trouble.__name__)
def test_a_report_of_a_reader_is_kept(trouble):
    client = Client(raise_request_exception=False)
    with trouble():
        for number in range(100):
            answer = sent(client, number, text=f"{number} {TYPED} {'x ' * 1900}")
            if answer.status_code != 303:
                break
    assert answer.status_code == 503
    assert TYPED in text(answer)
    assert 'value="me &amp; you"' in answer.content.decode()
    assert Report.objects.count() == number


LETTERS = 900_000


@pytest.mark.parametrize("letter", ["क", "a", "%"])
def test_a_report_longer_than_djangos_limit_is_told_so_with_its_text(letter):
    typed = f"begin {letter * LETTERS} end"
    assert len(urlencode({"text": typed})) > 2.5 * 2**20 or letter == "a"
    answer = sent(Client(), text=typed, **({"padding": "x" * 3 * 2**20} if letter == "a" else {}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert typed in page
    assert "Shorten it" in page
    assert 'value="me &amp; you"' in page
    assert 'value="/en/members/"' in page
    assert not Report.objects.exists()


def test_a_long_report_of_a_program_that_sends_it_in_parts_is_kept_too():
    answer = Client().post("/hi/report/", {"page": "/hi/members/", "text": f"आरंभ {'क' * LETTERS} अंत"})
    assert answer.status_code == 422
    assert f"आरंभ {'क' * LETTERS} अंत" in answer.content.decode()
    assert 'value="/hi/members/"' in answer.content.decode()


def test_of_a_report_without_end_the_beginning_is_kept():
    answer = sent(Client(), text=f"begin {'क' * 1_500_000}")
    assert answer.status_code == 422
    assert "begin कककक" in answer.content.decode()
