"""What was changed is taken back: one field, one change, or everything since a version."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive import loading
from archive.editing.checking import Refused
from archive.editing.saving import Conflicting, commit
from archive.entries import text
from archive.entries.files import read_text
from archive.entries.written import Cited, Written, complete
from archive.models import Citation, Country, Event, Member, Source, Status, Version
from archive.versions import history, undo
from tests.rooms import editor, publisher, records


def stored(record) -> Written:
    return Written.of(type(record).objects.get(pk=record.pk))


def cite(claim, source, **values) -> Cited:
    return Cited(complete(Citation, {"claim": claim, "source": source, **values}))


@pytest.mark.django_db
class TestUndo:
    @pytest.fixture
    def made(self):
        return records()

    def test_one_change_is_taken_back_and_what_changed_since_stays(self, made):
        before = stored(made.member)
        wrong = commit(made.member, {"summary_en": "Wrong.", "role_en": "host"}).version
        commit(made.member, {"summary_hi": "बाद में।"})
        done = undo.take_back(made.member, wrong, by=editor("Asha").user, why="Not so.")
        now = stored(made.member)
        assert now.values["summary_en"] == before.values["summary_en"]
        assert now.values["role_en"] == before.values["role_en"]
        assert now.values["summary_hi"] == "बाद में।"
        assert (done.version.origin, done.version.why, done.version.who) == ("undone", "Not so.", "Asha")
        assert done.version.changed == ["stale", "role_en", "summary_en"]  # Hindi is in line again

    def test_one_field_of_a_change_is_taken_back(self, made):
        before = stored(made.member)
        wrong = commit(
            made.member,
            {"summary_en": "Wrong.", "role_en": "host"},
            [*before.citations, cite("role", "sa-joint-statement")],
        ).version
        undo.take_back(made.member, wrong, ["citations.role"])
        now = stored(made.member)
        assert now.citations == before.citations
        assert (now.values["summary_en"], now.values["role_en"]) == ("Wrong.", "host")
        undo.take_back(made.member, wrong, ["summary_en"])
        assert stored(made.member).values["summary_en"] == before.values["summary_en"]
        assert stored(made.member).values["role_en"] == "host"

    def test_what_was_changed_again_since_is_not_taken_back_silently(self, made):
        wrong = commit(made.member, {"summary_en": "Wrong."}).version
        commit(made.member, {"summary_en": "Better."})
        with pytest.raises(Conflicting, match="summary_en"):
            undo.take_back(made.member, wrong)
        assert stored(made.member).values["summary_en"] == "Better."

    def test_another_paragraph_changed_since_is_no_hindrance(self, made):
        commit(made.member, {"summary_en": "One.\n\nTwo.\n\nThree."})
        wrong = commit(made.member, {"summary_en": "One?\n\nTwo.\n\nThree."}).version
        commit(made.member, {"summary_en": "One?\n\nTwo.\n\nThree!"})
        undo.take_back(made.member, wrong)
        assert stored(made.member).values["summary_en"] == "One.\n\nTwo.\n\nThree!"

    def test_what_is_taken_back_twice_changes_nothing_the_second_time(self, made):
        wrong = commit(made.member, {"summary_en": "Wrong."}).version
        assert undo.take_back(made.member, wrong)
        assert not undo.take_back(made.member, wrong)

    def test_a_first_version_cannot_be_taken_back(self, made):
        commit(made.member, {"summary_en": "New."})
        first = history.get(made.member, 1)
        with pytest.raises(undo.NothingBefore):
            undo.take_back(made.member, first)

    def test_the_same_checks_hold(self, made):
        """A published record does not lose its sources to an undoing."""
        commit(made.draft, {}, [cite("joined", "sa-joint-statement")])
        added = history.of(made.draft).first()
        commit(made.draft, {"status": Status.PUBLISHED})
        with pytest.raises(Refused):
            undo.take_back(made.draft, added)
        with pytest.raises(Refused):
            undo.back_to(made.draft, history.get(made.draft, 1), by=publisher().user)

    def test_going_back_publishes_nothing_that_somebody_may_not_publish(self, made):
        shown = commit(made.member, {"summary_en": "As it was."}).version
        reason = {"status": Status.WITHDRAWN, "withdrawn_reason_en": "Mistaken."}
        commit(made.member, {**reason, "summary_en": "Changed."}, by=publisher("Vik").user)
        undo.back_to(made.member, shown, by=editor("Asha").user)
        now = stored(made.member).values
        assert (now["status"], now["withdrawn_reason_en"]) == (Status.WITHDRAWN, "Mistaken.")
        assert now["summary_en"] == "As it was."
        undo.back_to(made.member, shown, by=publisher("Bo").user)
        assert stored(made.member).values["status"] == Status.PUBLISHED

    def test_records_renamed_since_are_found_by_their_old_address(self, made):
        before = commit(made.event, {"participants": ["oman"]}).version
        commit(made.event, {"participants": []})
        commit(Country.objects.get(slug="oman"), {"slug": "sultanate-of-oman"})
        commit(Source.objects.get(slug="sa-joint-statement"), {"slug": "joint-statement"})
        undo.back_to(made.event, before)
        assert stored(made.event).values["participants"] == ["sultanate-of-oman"]
        assert not history.changes(before, history.of(made.event).first())
        versions = Version.objects.of(made.member).count()
        commit(Member.objects.get(pk=made.member.pk), {"summary_en": "New."})
        assert Version.objects.of(made.member).count() == versions + 2  # found once, then changed
        commit(Source.objects.get(slug="joint-statement"), {"slug": "the-joint-statement"})
        commit(Member.objects.get(pk=made.member.pk), {"summary_en": "Newer."})
        assert Version.objects.of(made.member).count() == versions + 3

    def test_what_was_said_on_a_day(self, made):
        first = commit(made.member, {"summary_en": "One."}).version
        second = commit(made.member, {"summary_en": "Two."}).version
        assert [each.number for each in history.said_on("member", first.at)] == [first.number]
        assert [each.number for each in history.said_on("member", second.at)] == [second.number]


TEXTS = st.sampled_from(["", "एक।", "One.", "One.\n\nTwo.", "  edges ", "a: b # c", "yes", "2016-12-28"])
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "slug": st.sampled_from(["meeting", "first-meeting", "second-meeting"]),
        "status": st.sampled_from(["draft", "in_review"]),
        "date": st.sampled_from(["2017-11-26", "2017", "[2016-12..2017-01]", "2017-11~"]),
        "kind": st.sampled_from(["meeting", "visit"]),
        "title_hi": TEXTS,
        "title_en": st.sampled_from(["Meeting", "The meeting"]),
        "summary_hi": TEXTS,
        "summary_en": TEXTS,
        "place_country": st.sampled_from([None, "oman", "iran"]),
        "participants": st.lists(st.sampled_from(["iran", "oman", "qatar"]), max_size=3),
        "participants_count": st.sampled_from([None, 0, 41]),
    },
)
CITATIONS = st.lists(
    st.builds(
        cite,
        st.sampled_from(["date", "summary", "place"]),
        st.sampled_from(["gazette", "wire"]),
        locator=st.sampled_from(["", "p. 1"]),
        note_hi=TEXTS,
        as_of=st.sampled_from(["", "2017-11"]),
    ),
    max_size=4,
    unique_by=lambda each: tuple(each.values.items()),
)
SAVES = st.lists(st.tuples(VALUES, st.none() | CITATIONS), min_size=1, max_size=6)


class TestAnyHistory(TestCase):
    """Whatever was done to a record, each of its versions can be had again exactly."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(SAVES, st.data())
    def test_back_to_a_version_gives_the_record_of_that_version(self, saves, data):
        for slug, code in (("iran", "IR"), ("oman", "OM"), ("qatar", "QA")):
            Country.objects.create(slug=slug, code=code, name_en=slug)
        for slug in ("gazette", "wire"):
            Source.objects.create(slug=slug, publisher=slug, kind="press", language="en")
        record = Event()
        commit(record, {"slug": "meeting", "date": "2017", "kind": "meeting", "title_en": "Meeting"}, [])
        exact = {1: stored(record)}
        for values, citations in saves:
            done = commit(record, values, citations)
            if done:
                exact[done.version.number] = stored(record)
        for number in data.draw(st.lists(st.sampled_from(sorted(exact)), max_size=3)):
            with suppress(Conflicting, Refused, undo.NothingBefore):
                if done := undo.take_back(record, history.get(record, number)):
                    exact[done.version.number] = stored(record)
        versions = list(history.of(record).order_by("number"))
        assert [version.number for version in versions] == sorted(exact)
        for version in versions:
            written = history.written(version)
            assert written == exact[version.number]
            assert version.data == exact[version.number].json()
            assert text.of(written) == text.of(exact[version.number])
            (entry,), _versions, _others = read_text(text.of(written), "")
            assert Written.from_entry(entry) == written
            assert text.of(Written.from_entry(entry)) == text.of(written)
        chosen = data.draw(st.sampled_from(versions))
        undo.back_to(record, chosen)
        assert stored(record) == exact[chosen.number]
        assert history.written(history.of(record).first()) == exact[chosen.number]


@pytest.mark.django_db
def test_every_record_of_the_archive_is_stored_as_it_is_written(tmp_path):
    loading.load(loading.default_paths())
    sizes = []
    for version in Version.objects.all():
        written = history.written(version)
        record = written.model.objects.get(slug=version.slug)
        assert written == Written.of(record)
        assert version.data == Written.of(record).json()
        assert text.of(written) == text.of(Written.of(record))
        sizes.append(len(Version._meta.get_field("data").get_prep_value(version.data)))
    assert len(sizes) > 400
    assert sum(sizes) / len(sizes) < 1000, "bytes a version"


@pytest.mark.django_db
def test_a_version_with_a_field_that_is_no_more_can_be_gone_back_to():
    made = records()
    first = commit(made.event, {"title_en": "One"}).version
    second = commit(made.event, {"title_en": "Two"}).version
    for version in (first, second):
        version.data = version.data.replace('"title_en"', '"weather":"rain","title_en"')
        version.save()
    undo.take_back(made.event, second)
    assert Event.objects.get(pk=made.event.pk).title_en == "One"
    commit(made.event, {"title_en": "Three"})
    undo.back_to(made.event, second)
    assert Event.objects.get(pk=made.event.pk).title_en == "Two"
