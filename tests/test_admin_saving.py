"""A form is saved by `commit`: once, whole, and in as many queries as something changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive import loading
from archive.editing.checking import Fault, Refused
from archive.models import Citation, Event, Member, Source, Topic, Version
from tests.rooms import Form, editor, publisher, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def asked(form) -> int:
    """Queries of the save itself: what follows is a redirect."""
    with CaptureQueriesContext(connection) as queries:
        assert form.submit("_save").status_code == 302
    return len(queries)


def cited_topic(citations: int) -> Topic:
    source = Source.objects.create(slug="paper", publisher="Gazette", kind="press", language="en")
    topic = Topic.objects.create(slug=f"topic-{citations}", title_en="Topic", body_en="Text.", position=1)
    Citation.objects.bulk_create(
        Citation(topic=topic, claim="body", source=source, locator=f"p. {n}", position=n)
        for n in range(1, citations + 1)
    )
    return topic


def test_a_save_costs_what_changed_and_not_what_is_there():
    client = publisher()
    few = asked(Form(client, url(cited_topic(2))).fill(body_en="Other."))
    Citation.objects.all().delete()
    Source.objects.all().delete()
    topic = cited_topic(300)
    assert asked(Form(client, url(topic)).fill(body_en="Other.")) == few
    assert few <= 50
    form = Form(client, url(topic)).fill(**{"citations-40-locator": "p. 41a", "citations-7-DELETE": "on"})
    form.add_citation(claim="body", source=form.data["citations-0-source"], locator="new")
    assert asked(form) <= few + 5
    locators = list(topic.citations.values_list("locator", flat=True))
    assert len(locators) == 300
    assert (locators[39], locators[-1]) == ("p. 41a", "new")


def test_the_archives_own_largest_records_are_saved_in_few_queries():
    loading.load(loading.default_paths())
    client = publisher()
    for model, field in ((Topic, "body_en"), (Event, "summary_en")):
        record = max(model.objects.all(), key=lambda each: each.citations.count())
        form = Form(client, url(record))
        form.fill(**{field: form.data[field] + " And more."})
        # Sixty, and seven for the people of an event, however many: read, checked, written, indexed.
        assert asked(form) <= (67 if model is Event else 60), record


def test_one_save_is_one_version_by_the_person_who_saved(made):
    form = Form(editor("Asha"), url(made.event)).fill(place_en="Riyadh", participants=[str(made.oman.pk)])
    form.add_citation(claim="place", source=str(made.declaration.pk))
    form.submit()
    version = Version.objects.of(made.event).first()
    assert (version.who, version.number) == ("Asha", made.event.version + 1)
    assert version.changed == ["place_en", "participants", "citations.place"]
    assert Version.objects.of(made.event).count() == 2


def test_a_new_record_is_its_own_first_version(made):
    form = Form(editor("Asha"), "/en/admin/archive/event/add/")
    form.fill(slug="visit", date="2018", kind="visit", title_en="Visit")
    form.add_citation(claim="date", source=str(made.declaration.pk))
    form.submit()
    event = Event.objects.get(slug="visit")
    (version,) = Version.objects.of(event)
    assert (version.number, version.who, event.version) == (1, "Asha", 1)
    assert event.citations.count() == 1


def test_a_new_citation_comes_last_unless_it_is_given_a_place(made):
    form = Form(editor(), url(made.member))
    form.add_citation(claim="joined", source=str(made.declaration.pk), locator="last")
    form.submit()
    assert [each.locator for each in made.member.citations.all()] == ["", "last"]
    form = Form(editor("John"), url(made.member)).fill(
        **{"citations-1-position": "0", "citations-0-position": "5"}
    )
    form.submit()
    assert [each.locator for each in made.member.citations.all()] == ["last", ""]


def test_what_saving_refuses_is_said_in_the_form_and_nothing_is_lost(made, monkeypatch):
    def refuse(*args, **kwargs):
        raise Refused([Fault("joined", "No such day."), Fault("", "Not now.")])

    monkeypatch.setattr("archive.admin.saving.commit", refuse)
    form = Form(editor(), url(made.member)).fill(summary_en="A long text.")
    answer = form.submit()
    assert answer.status_code == 200
    said = text(answer)
    assert "No such day." in said
    assert "Not now." in said
    assert form.data["summary_en"] == "A long text."
    assert Member.objects.get(pk=made.member.pk).summary_en != "A long text."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("source", "abc"),
        ("source", "99999999999999999999"),
        ("source", "²"),
        ("id", "abc"),
        ("id", "²"),
        ("source", "0"),
    ],
)
def test_numbers_that_are_none_are_refused(made, name, value):
    form = Form(editor(), url(made.member)).fill(**{f"citations-0-{name}": value})
    assert form.submit().status_code == 200
    assert made.member.citations.get() == made.citation


def test_a_reason_and_a_small_correction_are_remembered(made):
    Form(editor("Asha"), url(made.member)).fill(summary_en="New.", why="Too long.", minor="on").submit()
    version = Version.objects.of(made.member).first()
    assert (version.why, version.minor) == ("Too long.", True)


@pytest.mark.parametrize(
    ("lang", "asks"), [("en", "Say in a few words why: give a reason"), ("hi", "कि क्यों: कारण लिखें")]
)
def test_why_is_asked_where_readers_see_the_change_and_nowhere_else(made, lang, asks):
    client = editor()
    answer = Form(client, url(made.member, lang=lang)).fill(summary_en="New.").submit()
    page = client.get(answer.url)
    assert asks in text(page)
    assert f"/{lang}/admin/archive/member/{made.member.pk}/history/2/" in page.content.decode()
    for values in ({"role_en": "host", "why": "It hosts."}, {"role_en": "guest", "minor": "on"}):
        answer = Form(client, url(made.member, lang=lang)).fill(**values).submit()
        assert asks not in text(client.get(answer.url))
    answer = Form(client, url(made.draft, lang=lang)).fill(summary_en="New.").submit()
    assert asks not in text(client.get(answer.url))


def test_a_reason_alone_changes_nothing(made):
    Form(editor(), url(made.member)).fill(why="No reason.").submit()
    assert not Version.objects.of(made.member).exists()
