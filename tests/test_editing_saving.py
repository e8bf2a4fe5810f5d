"""One way to save a record: whole, checked, counted once, and for what changed alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from archive import revision
from archive.editing.checking import Refused
from archive.editing.saving import Gone, commit
from archive.entries.written import Cited, Written, complete
from archive.models import Citation, Country, Event, Member, OldSlug, Source, Status, Topic
from archive.models.search import SearchRow
from tests.rooms import editor, publisher, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def cite(claim: str, source: Source | str, **values) -> Cited:
    slug = source if isinstance(source, str) else source.slug
    return Cited(complete(Citation, {"claim": claim, "source": slug, **values}))


def stored(record) -> Written:
    return Written.of(type(record).objects.get(pk=record.pk))


def count(work) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def topic(citations: int) -> Topic:
    source = Source.objects.create(
        slug="paper", publisher="Gazette", kind="press", language="en", status="published"
    )
    made = Topic.objects.create(slug="long", title_en="Long", body_en="Text.")
    Citation.objects.bulk_create(
        Citation(topic=made, claim="body", source=source, locator=f"p. {n}", position=n)
        for n in range(1, citations + 1)
    )
    return made


def test_a_record_is_made_with_its_relations_and_citations_and_counts_as_one_version(made):
    event = Event()
    values = {"slug": "meeting", "date": "2017-11-26", "kind": "meeting", "title_en": "Meeting"}
    done = commit(event, {**values, "participants": ["oman", "pakistan"]}, [cite("date", made.declaration)])
    assert done
    assert done.created
    event = Event.objects.get(slug="meeting")
    assert event.pk == done.record.pk
    assert event.version == 1
    assert {each.slug for each in event.participants.all()} == {"oman", "pakistan"}
    assert [each.source for each in event.citations.all()] == [made.declaration]


def test_a_save_with_everything_in_it_counts_one_version(made):
    citations = [*stored(made.event).citations, cite("place", made.declaration)]
    commit(made.event, {"place_en": "Riyadh", "participants": ["oman"], "slug": "first-meeting"}, citations)
    event = Event.objects.get(pk=made.event.pk)
    assert event.version == made.event.version
    assert made.event.slug == "first-meeting"
    assert OldSlug.objects.of(event).count() == 1
    assert event.citations.filter(claim="place").count() == 1


def test_where_nothing_changes_nothing_is_written_or_counted(made):
    before, number = stored(made.member), revision.current()
    version = made.member.version
    same = [Cited(dict(each.values)) for each in before.citations]  # as a file has them, without numbers
    done = commit(made.member, {"summary_en": made.member.summary_en}, same)
    assert not done
    assert Member.objects.get(pk=made.member.pk).version == version
    assert revision.current() == number


def test_a_refused_record_leaves_everything_as_it_was(made):
    before, number = stored(made.member), revision.current()
    values = {"joined": "05/06/2024", "summary_en": "New.", "country": "nowhere-land"}
    with pytest.raises(Refused) as refused:
        commit(made.member, values, [cite("joined", "no-such-source"), cite("weather", made.declaration)])
    assert {fault.field for fault in refused.value.faults} >= {"country", "source", "claim"}
    assert stored(made.member) == before
    assert revision.current() == number


def test_every_fault_is_named_with_its_citation(made):
    wrong = cite("joined", made.declaration, as_of="once")
    with pytest.raises(Refused) as refused:
        commit(made.member, {"joined": "05/06/2024"}, [*stored(made.member).citations, wrong])
    assert [(fault.field, fault.citation) for fault in refused.value.faults] == [
        ("as_of", wrong),
        ("joined", None),
    ]


def test_a_published_record_keeps_its_sources(made):
    with override("en"), pytest.raises(Refused, match="No source stands behind: Joined"):
        commit(made.member, {}, [])
    assert made.member.citations.count() == 1


def test_only_a_publisher_publishes_and_nothing_published_becomes_a_draft(made):
    commit(made.draft, {}, [cite("joined", made.declaration)])
    with pytest.raises(Refused):
        commit(made.draft, {"status": Status.PUBLISHED}, by=editor().user)
    assert commit(made.draft, {"status": Status.PUBLISHED}, by=publisher("Bo").user)
    with pytest.raises(Refused):
        commit(made.draft, {"status": Status.DRAFT}, by=publisher("Cy").user)


def test_a_constraint_on_what_follows_from_a_date_is_checked_when_the_date_changes(made):
    commit(made.member, {"left": "2020"})
    with override("en"), pytest.raises(Refused, match="before the day of joining"):
        commit(made.member, {"joined": "2021"})


def test_only_a_publisher_says_why_a_record_was_withdrawn(made):
    reason = {"status": Status.WITHDRAWN, "withdrawn_reason_en": "Mistaken."}
    assert commit(made.member, reason, by=publisher("Bo").user)
    with override("en"), pytest.raises(Refused, match="Only a publisher changes the reason"):
        commit(made.member, {"withdrawn_reason_en": "Misread."}, by=editor().user)
    assert commit(made.member, {"withdrawn_reason_en": "Forged."}, by=publisher("Cy").user)


def test_a_record_deleted_meanwhile_is_said_to_be_gone(made):
    Member.objects.get(pk=made.draft.pk).delete()
    with pytest.raises(Gone):
        commit(made.draft, {"summary_en": "Late."})


def test_what_the_record_in_hand_says_does_not_count(made):
    made.member.summary_hi = "कहीं और।"
    commit(made.member, {"summary_en": "New."})
    assert made.member.summary_hi != "कहीं और।"
    assert stored(made.member).values["summary_en"] == "New."


def test_citations_that_did_not_change_keep_their_rows(made):
    made = topic(5)
    before = list(made.citations.values_list("pk", flat=True))
    citations = Written.of(made).citations
    citations[1].values["note_en"] = "Here."
    citations.insert(3, cite("body", "paper", locator="between"))
    del citations[0]
    commit(made, {}, citations)
    rows = list(made.citations.all())
    assert [row.locator for row in rows] == ["p. 2", "p. 3", "between", "p. 4", "p. 5"]
    assert [row.pk for row in rows if row.locator != "between"] == before[1:]
    assert rows[0].note_en == "Here."
    commit(made, {}, list(reversed(Written.of(made).citations)))
    assert [row.locator for row in made.citations.all()] == ["p. 5", "p. 4", "between", "p. 3", "p. 2"]


def test_a_written_record_without_numbers_finds_its_rows_again(made):
    made = topic(4)
    before = {row.locator: row.pk for row in made.citations.all()}
    written = Written.from_json(Written.of(made).json())
    written.citations[2].values["quote"] = "word"
    commit(made, {"body_en": "Other."}, written.citations)
    assert {row.locator: row.pk for row in made.citations.all()} == before


def test_the_number_of_queries_depends_on_what_changed_and_not_on_what_is_there():
    few = topic(3)
    text_of_few = count(lambda: commit(few, {"body_en": "Other."}, Written.of(few).citations))
    Citation.objects.all().delete()
    Topic.objects.all().delete()
    Source.objects.all().delete()
    many = topic(300)
    assert count(lambda: commit(many, {"body_en": "Other."}, Written.of(many).citations)) == text_of_few
    assert text_of_few <= 22

    def one_citation():
        citations = Written.of(many).citations
        citations[150].values["note_hi"] = "टिप्पणी।"
        commit(many, {}, citations)

    assert count(one_citation) <= 22

    def fifty_new():
        new = [cite("body", "paper", locator=f"q. {n}") for n in range(50)]
        commit(many, {}, Written.of(many).citations + new)

    assert count(fifty_new) <= 22
    assert many.citations.count() == 350


def test_the_index_follows_once_and_with_everything_in_it(made):
    commit(made.event, {"title_en": "Muscat talks", "participants": ["oman"]})
    row = SearchRow.objects.get(kind="event", object_id=made.event.pk, language="en")
    assert row.title == "Muscat talks"
    assert row.countries == "OM"


def test_records_that_speak_of_a_renamed_one_are_found_by_its_new_name(made):
    commit(made.event, {"participants": ["oman"]})
    commit(Country.objects.get(slug="oman"), {"name_en": "Sultanate of Oman"})
    row = SearchRow.objects.get(kind="event", object_id=made.event.pk, language="en")
    assert "Sultanate of Oman" in row.body


def test_the_form_written_down_is_read_back_byte_for_byte(made):
    for record in (made.member, made.event, made.declaration, made.oman):
        text = stored(record).json()
        assert Written.from_json(text).json() == text
        assert Written.from_json(text) == stored(record)
