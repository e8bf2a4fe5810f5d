"""Before readers see it, whoever publishes is shown where the two languages differ, and may go on."""

import datetime
import json
from io import StringIO

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from archive.models import Citation, Event, Status, WorkingCopy
from archive.translating import po
from tests.copies_made import State, act, begun, client_of, fresh, in_an_hour, page, submitted
from tests.rooms import XHTML, Form, editor, publisher, records, text, url

pytestmark = pytest.mark.django_db

DIFFERENT = {"summary_hi": "बैठक में 39 देश आए।", "summary_en": "40 states came to the meeting."}
SAID = {
    "en": ("39 stands in the Hindi alone", "40 stands in the English alone"),
    "hi": ("संख्या 39", "संख्या 40"),
}


@pytest.fixture(autouse=True)
def by_copy(settings):
    settings.EDITORS_CHANGE_PUBLISHED = False


@pytest.fixture
def made():
    return records()


def ticked(answer) -> str:
    """What a browser sends for the box that says that one has looked."""
    tree = html5lib.parse(answer.content, transport_encoding="utf-8")
    boxes = [each for each in tree.iter(f"{XHTML}input") if each.get("name") == "_nevertheless"]
    assert len(boxes) == 1
    return boxes[0].get("value")


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_form_asks_before_it_publishes_and_goes_on_when_told(made, lang):
    form = Form(publisher(), url(made.event, lang=lang)).fill(**DIFFERENT, place_en="Riyadh")
    answer = form.submit("_save")
    assert answer.status_code == 200
    for said in SAID[lang]:
        assert said in text(answer)
    assert 'href="#id_summary_hi"' in answer.content.decode()
    assert fresh(made.event).summary_en != DIFFERENT["summary_en"]
    assert (form.data["summary_hi"], form.data["place_en"]) == (DIFFERENT["summary_hi"], "Riyadh")
    assert "_nevertheless" not in form.data, "nothing is ticked for anybody"
    assert form.submit("_save").status_code == 200, "pressing again is no answer"
    form.data["_nevertheless"] = ticked(form.response)
    assert form.submit("_save").status_code == 302
    assert fresh(made.event).summary_hi == DIFFERENT["summary_hi"]


def test_a_tick_speaks_of_what_was_shown_and_of_nothing_else(made):
    form = Form(publisher(), url(made.event)).fill(**DIFFERENT)
    form.data["_nevertheless"] = ticked(form.submit())
    answer = form.fill(summary_en="41 states came to the meeting.").submit()
    assert "41 stands in the English alone" in text(answer)
    assert fresh(made.event).summary_en != "41 states came to the meeting."
    assert form.fill(summary_en="39 states came to the meeting.").submit().status_code == 302


def test_what_was_there_before_is_not_asked_again(made):
    Event.objects.filter(pk=made.event.pk).update(**DIFFERENT)
    form = Form(publisher(), url(made.event))
    assert form.fill(place_en="Riyadh").submit("_save").status_code == 302
    form = Form(form.client, url(made.event))
    more = DIFFERENT["summary_en"] + " It was the first one."
    assert form.fill(summary_en=more).submit("_save").status_code == 302


def test_a_draft_asks_nothing_until_it_is_published(made):
    draft = Event.objects.create(slug="second", date="2018", kind="meeting", title_en="Second", **DIFFERENT)
    for claim in ("date", "summary"):
        Citation.objects.create(event=draft, claim=claim, source=made.declaration)
    form = Form(publisher(), url(draft))
    assert form.fill(place_en="Riyadh").submit("_save").status_code == 302
    form = Form(form.client, url(draft)).fill(status=Status.PUBLISHED)
    form.data["_nevertheless"] = ticked(form.submit("_save"))
    assert not fresh(draft).is_published
    assert form.submit("_save").status_code == 302
    assert fresh(draft).is_published


def test_a_new_record_that_is_published_at_once_is_asked_for_too(made):
    form = Form(publisher(), "/en/admin/archive/source/add/")
    form.fill(slug="new", publisher_hi="39 देश", publisher_en="40 states", language="en", kind="press")
    answer = form.fill(status=Status.PUBLISHED).submit("_save")
    assert "39 stands in the Hindi alone" in text(answer)
    form.data["_nevertheless"] = ticked(answer)
    assert form.submit("_save").status_code == 302


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_list_publishes_the_others_and_asks_for_these(made, lang):
    ready, asked = (
        Event.objects.create(slug=name, date="2018", kind="meeting", title_en=name, title_hi=title)
        for name, title in (("ready", "बैठक"), ("asked", "39 देश"))
    )
    for record in (ready, asked):
        for claim in ("date", "summary"):
            Citation.objects.create(event=record, claim=claim, source=made.declaration)
    client, address = publisher(), f"/{lang}/admin/archive/event/"
    data = {"action": "publish", "_selected_action": [ready.pk, asked.pk]}
    answer = client.post(address, data, follow=True)
    assert SAID[lang][0] in text(answer)
    assert (fresh(ready).status, fresh(asked).status) == (Status.PUBLISHED, Status.DRAFT)
    again = {"action": "publish", "_selected_action": [asked.pk], "_nevertheless": ticked(answer)}
    answer = client.post(address, again, follow=True)
    assert fresh(asked).is_published


def test_a_working_copy_is_looked_at_when_it_is_submitted_and_when_it_is_published(made):
    copy = begun(made.event, **DIFFERENT)
    asha = client_of(copy)
    answer = asha.get(page(copy))
    assert "39 stands in the Hindi alone" in text(answer)
    assert "Nothing is saved yet" in text(act(asha, copy, "submit"))
    assert copy.state == State.WRITING
    act(asha, copy, "submit", _nevertheless=ticked(answer))
    assert copy.state == State.SUBMITTED
    boss = publisher()
    for button, more in (("publish", {}), ("approve", {"publish_at": in_an_hour()})):
        answer = act(boss, copy, button, comment="Typed already", **more)
        assert copy.state == State.SUBMITTED
        assert "40 stands in the English alone" in text(answer)
        assert "Typed already" in answer.content.decode()
    act(boss, copy, "publish", _nevertheless=ticked(answer))
    assert copy.state == State.PUBLISHED
    assert fresh(made.event).summary_hi == DIFFERENT["summary_hi"]
    assert "stands in the Hindi alone" not in text(boss.get(page(copy)))


def test_saving_and_submitting_a_copy_keeps_it_and_asks(made):
    form = Form(editor("Asha"), url(made.event)).fill(**DIFFERENT)
    answer = form.client.post(form.address, {**form.data, "_submit": "1"}, follow=True)
    assert "not submitted yet" in text(answer)
    assert "39 stands in the Hindi alone" in text(answer)
    copy = WorkingCopy.objects.get()
    assert copy.state == State.WRITING
    act(form.client, copy, "submit", _nevertheless=ticked(answer))
    assert copy.state == State.SUBMITTED


def test_what_is_published_at_its_time_is_published_and_told(made):
    copy = submitted(made.event, place_en="Riyadh")
    act(publisher(), copy, "approve", publish_at=in_an_hour())
    assert copy.state == State.APPROVED
    form = Form(publisher("Bina"), url(made.event)).fill(place_hi="रियाद 39")
    form.data["_nevertheless"] = ""
    assert form.submit("_save").status_code == 302
    WorkingCopy.objects.update(publish_at=timezone.now() - datetime.timedelta(minutes=1))
    out = StringIO()
    call_command("publish_due", stdout=out)
    assert fresh(made.event).place_en == "Riyadh"
    assert "39 stands in the Hindi alone" in out.getvalue()


def po_file(record, text: str) -> SimpleUploadedFile:
    content = po.export([type(record)], "en", "hi").decode().replace(record.summary_hi, text)
    return SimpleUploadedFile("hi.po", content.encode())


def sheet(record, text: str) -> SimpleUploadedFile:
    row = {"record": record.kind_name, "slug": record.slug, "summary_hi": text}
    return SimpleUploadedFile("sheet.json", json.dumps([row]).encode())


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize(("door", "file"), [("desk/texts", po_file), ("import", sheet)], ids=["po", "sheet"])
def test_a_file_asks_before_it_changes_what_readers_see(made, lang, door, file):
    client, address = publisher(), f"/{lang}/admin/{door}/"
    shown = client.post(address, {"file": file(made.event, "बैठक में 39 देश आए।")})
    assert SAID[lang][0] in text(shown)
    assert made.event.slug in text(shown)
    tick, held = ticked(shown), {**shown.context_data["held"], "import": "1"}
    answer = client.post(address, held)
    assert answer.status_code == 200
    assert {"en": "Nothing is saved yet", "hi": "अभी कुछ सहेजा नहीं गया"}[lang] in text(answer)
    assert fresh(made.event).summary_hi == made.event.summary_hi
    assert client.post(address, {**held, "_nevertheless": tick}).status_code == 302
    assert fresh(made.event).summary_hi == "बैठक में 39 देश आए।"


@pytest.mark.parametrize(("door", "file"), [("desk/texts", po_file), ("import", sheet)], ids=["po", "sheet"])
def test_a_file_that_changes_a_draft_asks_nothing(made, door, file):
    Event.objects.filter(pk=made.event.pk).update(status=Status.DRAFT)
    client, address = publisher(), f"/en/admin/{door}/"
    sent = {"file": file(made.event, "बैठक में 39 देश आए।"), "import": "1"}
    assert client.post(address, sent).status_code == 302
    assert fresh(made.event).summary_hi == "बैठक में 39 देश आए।"
