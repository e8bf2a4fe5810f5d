"""The form of a record beside its translations: what changed since, still right, rough."""

import pytest

from archive.editing import copies
from archive.models import Version, WorkingCopy
from tests.rooms import Form, editor, publisher, records, text, url
from tests.test_translation_state import of, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def test_beside_an_outdated_text_stands_what_changed_word_by_word(made):
    save(made.event, summary_en="The council met in Jeddah.")
    client = publisher()
    page = client.get(url(made.event)).content.decode()
    assert "<del>Riyadh</del><ins>Jeddah</ins>" in page
    assert 'name="right-summary_hi"' in page
    assert 'name="right-summary_en"' not in page
    assert "इसके बाद बदल गया" in text(client.get(url(made.event, lang="hi")))


def test_still_right_is_said_without_a_change_of_any_text(made):
    save(made.event, summary_en="The council met in Jeddah.")
    form = Form(publisher(), url(made.event))
    form.data["right-summary_hi"] = "on"
    assert form.submit().status_code == 302
    made.event.refresh_from_db()
    assert of(made.event) == {"hi": "current", "en": "current"}
    last = Version.objects.of(made.event).first()
    assert last.changed == ["stale"]
    assert last.minor  # readers see nothing of it, and are told of no correction


def test_still_right_does_not_hold_when_the_source_changed_under_the_form(made):
    save(made.event, summary_en="The council met in Jeddah.")
    form = Form(publisher(), url(made.event))
    save(made.event, summary_en="The council met nowhere.")
    form.data["right-summary_hi"] = "on"
    form.submit()
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == "stale"


def test_a_translation_is_marked_rough_and_ready_in_the_form(made):
    client = publisher()
    form = Form(client, url(made.event))
    form.data["rough-summary_hi"] = "on"
    form.submit()
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == "draft"
    form = Form(client, url(made.event))
    assert form.data["rough-summary_hi"] == "on"
    form.fill(**{"rough-summary_hi": None}).submit()
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == "current"


def test_a_mark_that_somebody_else_made_meanwhile_stays(made):
    form = Form(publisher(), url(made.event))
    save(made.event, rough=["title_hi"])
    form.data["rough-summary_hi"] = "on"
    form.submit()
    made.event.refresh_from_db()
    assert made.event.rough == ["summary_hi", "title_hi"]


def test_an_editor_says_so_in_a_working_copy(made):
    save(made.event, summary_en="The council met in Jeddah.")
    client = editor()
    form = Form(client, url(made.event))
    form.data["right-summary_hi"] = "on"
    form.submit("_copy")
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == "stale"
    copy = WorkingCopy.objects.get()
    assert "Summary (हिंदी)" in text(client.get(f"/en/admin/copies/{copy.pk}/"))
    again = Form(client, url(made.event, "copy"))
    again.data["rough-title_hi"] = "on"
    again.submit("_save")
    copy.refresh_from_db()
    written = copies.rebased(copy, made.event).written
    assert (written.values["stale"], written.values["rough"]) == ([], ["title_hi"])
