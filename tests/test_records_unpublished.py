"""Pages of withdrawn records and of drafts, as readers, editors and staff without permission find them."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError

from archive.models import Country, Event, Member, Source, Statement, Status, Topic
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


@pytest.fixture
def editor():
    editor = User.objects.create_user("asha", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return editor


@pytest.fixture
def colleague():
    """Staff, but without leave to see records."""
    return User.objects.create_user("ravi", is_staff=True)


def withdraw(record):
    record.status = Status.WITHDRAWN
    record.withdrawn_reason_hi = "दो बार दर्ज हुआ।"
    record.withdrawn_reason_en = "Recorded twice."
    record.save()


def test_a_withdrawn_record_stays_readable_with_its_reason(client):
    withdraw(Event.objects.get(slug="2016-12-28-oman"))
    page = read(client, "/en/events/2016-12-28-oman/")
    assert "Recorded twice." in page.text
    assert "28 December 2016" in page.text
    assert any(element.get("content") == "noindex" for element in page.all("meta"))


def test_a_withdrawn_record_is_named_by_no_other_page(client):
    withdraw(Statement.objects.get(slug="pk-chaudhry-2015-12-15"))
    assert "pk-chaudhry-2015-12-15" not in client.get("/en/members/pakistan/").content.decode()
    withdraw(Event.objects.get(slug="2016-02-north-thunder"))
    assert "north-thunder" not in client.get("/en/members/pakistan/").content.decode()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
@pytest.mark.parametrize(
    ("model", "path"),
    [
        (Member, "members/oman/"),
        (Country, "countries/china/"),
        (Event, "events/2016-12-28-oman/"),
        (Statement, "statements/joint-2015-12-15/"),
        (Source, "sources/sa-joint-statement/"),
        (Topic, "topics/mandate/"),
    ],
)
def test_a_draft_is_for_staff_who_may_see_it(client, editor, colleague, model, path, status):
    model.objects.filter(slug=path.split("/")[1]).update(status=status)
    assert client.get(f"/en/{path}").status_code == 404
    client.force_login(colleague)
    assert client.get(f"/en/{path}").status_code == 404
    client.force_login(editor)
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 200
    assert "Only signed-in staff can see this page" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_preview_counts_sources_that_are_drafts_too(client, editor):
    Source.objects.filter(slug="dawn-2015-12-16").update(status=Status.DRAFT)
    Member.objects.filter(slug="pakistan").update(status=Status.DRAFT)
    client.force_login(editor)
    assert "/en/sources/dawn-2015-12-16/" in client.get("/en/members/pakistan/").content.decode()


def test_a_citation_that_leads_to_no_source_is_seen_in_the_preview_alone(client, editor):
    topic = Topic.objects.get(slug="mandate")
    topic.body_en += "\n\nMore of it. [@nobody]"
    topic.save()
    assert "nobody" not in client.get("/en/topics/mandate/").content.decode()
    Topic.objects.filter(pk=topic.pk).update(status=Status.DRAFT)
    client.force_login(editor)
    assert "[@nobody]" in read(client, "/en/topics/mandate/").text


def test_a_topic_that_cites_what_is_no_source_is_refused_by_language(client):
    topic = Topic.objects.get(slug="mandate")
    topic.full_clean()
    topic.body_en += " [@nobody]"
    with pytest.raises(ValidationError) as refused:
        topic.full_clean()
    assert set(refused.value.message_dict) == {"body_en"}
    assert "nobody" in refused.value.message_dict["body_en"][0]


def test_an_editor_finds_the_way_to_the_form(client, editor):
    editor.user_permissions.add(Permission.objects.get(codename="change_member"))
    client.force_login(editor)
    member = Member.objects.get(slug="oman")
    assert f"/en/admin/archive/member/{member.pk}/change/" in client.get("/en/members/oman/").content.decode()


def test_a_reader_sees_no_way_to_the_admin(client):
    assert "/admin/" not in client.get("/en/members/oman/").content.decode()
