"""The way of a working copy: submitted, returned, rejected, published whole, now or at a set time."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive.entries.written import Written
from archive.models import Country, Status, Version, WorkingCopy
from tests.copies_made import (
    LONG,
    State,
    act,
    begun,
    client_of,
    copy_form,
    fresh,
    in_an_hour,
    page,
    records_with_paragraphs,
    submitted,
)
from tests.rooms import Form, editor, publisher, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_copy(settings):
    settings.EDITORS_CHANGE_PUBLISHED = False


@pytest.fixture
def made():
    return records_with_paragraphs()


def test_from_proposal_to_publication(made):
    copy = submitted(made.event, place_en="Riyadh", why="Named in the source.")
    boss = publisher()
    first = text(boss.get("/en/admin/"))
    assert "Working copies: 1 waits for review" in first
    assert "Asha" in first
    assert "waits for less than a minute" in first
    assert "एक मिनट से कम समय से प्रतीक्षा में" in text(boss.get("/hi/admin/"))
    looked_at = boss.get(page(copy))
    assert "<ins>Riyadh</ins>" in looked_at.content.decode()
    assert "Named in the source." in text(looked_at)
    assert "its author reads it" in text(act(boss, copy, "return"))
    assert copy.state == State.SUBMITTED
    act(boss, copy, "return", comment="Say which hotel.")
    assert (copy.state, copy.comment) == (State.RETURNED, "Say which hotel.")
    asha = client_of(copy)
    assert "Say which hotel." in text(asha.get(page(copy)))
    form = copy_form(asha, made.event)
    assert "Say which hotel." in text(form.response)
    assert form.fill(place_en="Riyadh, Ritz-Carlton").submit("_submit").status_code == 302
    copy.refresh_from_db()
    assert copy.state == State.SUBMITTED
    assert "Published as version" in text(act(boss, copy, "publish"))
    assert copy.state == State.PUBLISHED
    event = fresh(made.event)
    assert event.place_en == "Riyadh, Ritz-Carlton"
    version = Version.objects.of(event).first()
    assert (version.who, version.by, version.why, version.number) == (
        "Asha",
        copy.author,
        "Named in the source.",
        copy.became,
    )
    assert Version.objects.of(event).count() == 2  # what was found, and one for the whole copy


def test_publishing_keeps_what_others_published_meanwhile(made):
    chad = Country.objects.create(slug="chad", code="TD", name_en="Chad", m49="148", status=Status.PUBLISHED)
    copy = submitted(
        made.event, participants=[str(made.oman.pk)], summary_en=LONG.replace("First", "Opening")
    )
    boss = publisher()
    everybody = [str(each.pk) for each in (made.oman, made.pakistan, chad)]
    form = Form(boss, url(made.event)).fill(participants=everybody, kind="visit")
    form.add_citation(claim="kind", source=str(made.statement.pk)).submit("_save")
    assert "Others have published changes since this was begun." in text(boss.get(page(copy)))
    act(boss, copy, "publish")
    event = fresh(made.event)
    assert set(event.participants.all()) == {made.oman, chad}
    assert (event.kind, event.summary_en.split("\n")[0]) == ("visit", "Opening paragraph.")
    assert event.citations.filter(claim="kind").exists()


def test_a_copy_without_a_source_that_is_needed_is_not_published(made):
    form = Form(editor("Asha"), url(made.member))
    form.fill(**{"citations-0-DELETE": "on"})
    answer = form.submit("_copy")
    assert answer.status_code == 200  # the form says so at once
    assert "No source stands behind" in text(answer)


def test_who_looked_at_an_earlier_copy_publishes_nothing(made):
    copy = submitted(made.event, place_en="Riyadh")
    boss = publisher()
    seen = copy.number
    copy_form(client_of(copy), made.event).fill(place_en="Jeddah").submit("_copy")
    answer = boss.post(page(copy), {"seen": seen, "publish": "1"}, follow=True)
    assert "Asha has changed this copy since you looked at it." in text(answer)
    assert fresh(made.event).place_en == ""


def test_a_rejected_copy_leaves_no_trace_in_versions_and_another_can_be_begun(made):
    copy = submitted(made.event, place_en="Riyadh")
    act(publisher(), copy, "reject", comment="Not so.")
    assert copy.state == State.REJECTED
    assert not Version.objects.exists()
    assert begun(made.event, client_of(copy), place_en="Jeddah").pk != copy.pk


def test_an_author_takes_back_and_gives_up(made):
    copy = submitted(made.event, place_en="Riyadh")
    asha = client_of(copy)
    act(asha, copy, "take_back")
    assert copy.state == State.WRITING
    act(asha, copy, "discard")
    assert copy.state == State.REJECTED
    for lang, words in (("en", "given up"), ("hi", "छोड़ दी गई")):
        assert words in text(asha.get(f"/{lang}/admin/copies/?state=all"))
        said = text(asha.get(f"/{lang}/admin/copies/{copy.pk}/"))
        assert words in said
        assert "rejected" not in said
        assert "अस्वीकृत" not in said


def test_a_publisher_publishes_an_own_copy_without_submitting_it(made):
    boss = publisher()
    copy = begun(made.event, boss, place_en="Riyadh")
    act(boss, copy, "publish")
    assert fresh(made.event).place_en == "Riyadh"


def test_the_status_of_a_record_is_not_changed_by_a_copy(made):
    copy = submitted(made.event, place_en="Riyadh")
    boss = publisher()
    form = Form(boss, url(made.event)).fill(status="withdrawn", withdrawn_reason_en="A mistake.")
    assert form.submit("_save").status_code == 302
    act(boss, copy, "publish")
    event = fresh(made.event)
    assert (event.status, event.place_en, event.withdrawn_reason_en) == (
        Status.WITHDRAWN,
        "Riyadh",
        "A mistake.",
    )


def test_a_deleted_record_takes_its_copies_along(made):
    copy = begun(made.event, place_en="Riyadh")
    fresh(made.event).delete()
    assert not WorkingCopy.objects.exists()
    assert editor("John").get(page(copy)).status_code == 404


def test_a_renamed_record_keeps_its_copy(made):
    copy = submitted(made.event, place_en="Riyadh")
    boss = publisher()
    assert Form(boss, url(made.event)).fill(slug="council-1").submit("_save").status_code == 302
    act(boss, copy, "publish")
    assert (fresh(made.event).slug, fresh(made.event).place_en) == ("council-1", "Riyadh")


# At a set time ----------------------------------------------------------------------------------------------


def approved(made) -> WorkingCopy:
    copy = submitted(made.event, place_en="Riyadh")
    act(publisher(), copy, "approve", publish_at=in_an_hour())
    assert copy.state == State.APPROVED
    assert fresh(made.event).place_en == ""
    return copy


def due(copy) -> str:
    WorkingCopy.objects.filter(pk=copy.pk).update(publish_at=timezone.now() - datetime.timedelta(seconds=1))
    out = StringIO()
    call_command("publish_due", stdout=out, stderr=out)
    copy.refresh_from_db()
    return out.getvalue()


def test_what_is_approved_is_published_at_its_time_and_not_before(made):
    copy = approved(made)
    call_command("publish_due", stdout=StringIO())
    assert fresh(made.event).place_en == ""
    assert "published." in due(copy)
    assert (copy.state, fresh(made.event).place_en) == (State.PUBLISHED, "Riyadh")
    assert Version.objects.of(made.event).first().who == "Asha"


def test_what_is_changed_after_it_was_approved_waits_for_a_publisher_again(made):
    copy = approved(made)
    copy_form(client_of(copy), made.event).fill(place_en="Jeddah").submit("_copy")
    assert due(copy) == ""
    assert (copy.state, fresh(made.event).place_en) == (State.SUBMITTED, "")


def test_what_cannot_be_published_at_its_time_waits_and_says_why(made):
    copy = approved(made)
    Form(publisher("Other"), url(made.event)).fill(place_en="Jeddah").submit("_save")
    WorkingCopy.objects.filter(pk=copy.pk).update(publish_at=timezone.now())
    with pytest.raises(CommandError):
        call_command("publish_due", stdout=StringIO(), stderr=StringIO())
    copy.refresh_from_db()
    assert copy.state == State.SUBMITTED
    assert "Others changed the same meanwhile." in copy.comment


def test_what_was_approved_by_somebody_who_is_no_publisher_any_more_is_not_published(made):
    copy = approved(made)
    copy.decided_by.groups.clear()
    with pytest.raises(CommandError):
        due(copy)
    assert fresh(made.event).place_en == ""


@pytest.mark.parametrize("at", ["", "2020-01-01T00:00", "yesterday"])
def test_a_time_that_is_none_approves_nothing(made, at):
    copy = submitted(made.event, place_en="Riyadh")
    answer = act(publisher(), copy, "approve", publish_at=at)
    assert answer.status_code == 200
    assert copy.state == State.SUBMITTED


@pytest.mark.parametrize("end", ["publish", "reject"])
def test_what_is_typed_into_a_copy_that_is_finished_meanwhile_becomes_a_new_one(made, end):
    copy = submitted(made.event, place_en="Riyadh")
    form = copy_form(client_of(copy), made.event)
    act(publisher(), copy, end, comment="So be it.")
    answer = form.client.post(form.address, {**form.data, "place_hi": "रियाद", "_copy": "1"}, follow=True)
    assert "is finished by now" in text(answer)
    new = WorkingCopy.objects.of(made.event).unfinished().get()
    assert new.pk != copy.pk
    values = Written.from_json(new.data).values
    assert (values["place_hi"], values["place_en"]) == ("रियाद", "Riyadh" if end == "publish" else "")
    assert values["status"] == Status.PUBLISHED
