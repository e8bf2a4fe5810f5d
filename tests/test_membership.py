"""Who was a member on a day, and how far that is known."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis.extra.django import TestCase

from archive import dates, membership
from archive.dates import Answer
from archive.models import Citation, Country, Event, Figure, Member, Source, Status
from tests.dates_made import dates_made, days

CERTAINLY, UNCONFIRMED, POSSIBLY, NO = Answer.CERTAINLY, Answer.UNCONFIRMED, Answer.POSSIBLY, Answer.NO
PUBLISHED = {"status": Status.PUBLISHED}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def make(slug, joined, left="", founding=False, **values):
    values = {**PUBLISHED, **values}
    country = Country.objects.create(slug=slug, code=slug, name_en=slug.title(), **PUBLISHED)
    return Member.objects.create(
        slug=slug, country=country, joined=joined, left=left, founding=founding, **values
    )


def source(date="2020-05-05", **values):
    number = Source.objects.count()
    values = {"publisher": "P", "kind": "press", "language": "en", **PUBLISHED, **values}
    return Source.objects.create(slug=f"s{number}", date=date, **values)


def cite(member, claim="joined", date="2020-05-05", seen=None, **values):
    return Citation.objects.create(member=member, claim=claim, source=seen or source(date), **values)


def count(value, date, seen=None, **values):
    """A number of members from a source that also names one, unless another source is given."""
    if seen is None:
        seen = source(date)
        cite(Member.objects.order_by("pk").first(), "role", seen=seen, as_of="2015-01-01")
    values = {"verdict": "agrees", "counts_en": "members", **PUBLISHED, **values}
    figure = Figure.objects.create(
        slug=f"{date}-{value}-{Figure.objects.count()}", date=date, value=value, **values
    )
    Citation.objects.create(figure=figure, claim="value", source=seen)
    return figure


def act(date, *members, **values):
    values = {"kind": "meeting", "title_en": "M", **PUBLISHED, **values}
    event = Event.objects.create(slug=f"e{Event.objects.count()}", date=date, **values)
    event.participants.set([member.country for member in members])
    Citation.objects.create(event=event, claim="participants", source=source(date))
    return event


def answer(member, on: str) -> Answer:
    return membership.read(Member.objects.published()).on(day(on))[member.pk]


def evidence(member):
    return membership.read(Member.objects.published()).by_pk[member.pk].evidence


@pytest.mark.django_db
class TestAnswers:
    def test_it_is_certain_up_to_the_last_evidence_and_unconfirmed_after(self):
        member = make("founder", "2015-12-15", founding=True)
        cite(member, date="2020-05-05")
        answers = {on: answer(member, on) for on in ("2015-12-14", "2015-12-15", "2020-05-05", "2020-05-06")}
        assert list(answers.values()) == [NO, CERTAINLY, CERTAINLY, UNCONFIRMED]

    def test_without_any_evidence_it_is_certain_on_the_day_of_joining_alone(self):
        member = make("founder", "2015-12-15")
        assert [answer(member, on) for on in ("2015-12-15", "2015-12-16")] == [CERTAINLY, UNCONFIRMED]

    def test_what_has_ended_was_certain_until_then_whatever_shows_it(self):
        member = make("gone", "2016", left="2020-06")
        days = (
            "2015-12-31",
            "2016-06-01",
            "2016-12-31",
            "2019-01-01",
            "2020-05-31",
            "2020-06-15",
            "2020-07-01",
        )
        assert [answer(member, on) for on in days] == [
            *(NO, POSSIBLY, CERTAINLY, CERTAINLY, CERTAINLY, POSSIBLY, NO)
        ]

    def test_nobody_was_a_member_before_the_founding(self):
        make("founder", "2015-12-15", founding=True)
        about = make("about", "2015-12~")
        terms = membership.read(Member.objects.published())
        assert terms.founded == day("2015-12-15")
        assert set(terms.on(day("2015-12-14")).values()) == {NO}
        assert terms.on(day("2015-12-15"))[about.pk] is POSSIBLY

    def test_a_count_on_the_first_day_that_a_doubtful_date_allows_shows_that_it_had_begun(self):
        make("founder", "2015-12-15", founding=True)
        about = make("about", "2017-01~")
        first = dates.parse(about.joined).earliest.isoformat()
        count(2, first)
        assert answer(about, first) is CERTAINLY

    def test_drafts_are_no_members(self):
        make("draft", "2016", status=Status.DRAFT)
        assert membership.published() == ({}, None)
        assert membership.steps(membership.published()) == []

    def test_all_are_certain_up_to_the_earliest_of_their_last_days(self):
        one, other = make("one", "2015-12-15"), make("other", "2015-12-15")
        make("gone", "2015-12-15", left="2016")
        cite(one, date="2025-05-01")
        cite(other, date="2024-02-03")
        assert membership.published().known_to == day("2024-02-03")

    def test_they_are_read_once_for_each_revision(self, django_assert_num_queries):
        member = make("founder", "2015-12-15")
        membership.published()
        with django_assert_num_queries(1):  # the revision
            membership.published()
        cite(member, date="2021-01-01")
        assert membership.published().by_pk[member.pk].known_to == day("2021-01-01")


@pytest.mark.django_db
class TestEvidence:
    @pytest.fixture
    def member(self):
        return make("founder", "2015-12-15", founding=True)

    def test_a_citation_shows_it_on_the_day_it_speaks_of_or_else_on_that_of_its_source(self, member):
        cite(member, date="2020-05-05")
        assert evidence(member)[:3] == (day("2020-05-05"), "2020-05-05", "source")
        cite(member, date="2024-01-01", as_of="2022-03")
        assert evidence(member)[:2] == (day("2022-03-01"), "2022-03")

    @pytest.mark.parametrize("claim", ["joined", "standing", "role"])
    def test_so_do_those_of_its_standing_and_role(self, member, claim):
        cite(member, claim, "2021-01-01")
        assert evidence(member).day == day("2021-01-01")

    def test_those_of_a_text_do_not(self, member):
        cite(member, "summary", "2021-01-01")
        assert evidence(member) is None

    @pytest.mark.parametrize("said", [*Member.Said.values])
    def test_what_says_that_it_took_no_part_does_not(self, member, said):
        cite(member, "standing", "2021-01-01", asserts=said)
        assert evidence(member) is None

    @pytest.mark.parametrize("said", [*Member.Standing.values])
    def test_any_standing_of_a_member_does(self, member, said):
        cite(member, "standing", "2021-01-01", asserts=said)
        assert evidence(member).day == day("2021-01-01")

    def test_a_source_that_has_it_join_later_does_not(self, member):
        cite(member, date="2016-01-01", asserts="2016-12-28")
        assert evidence(member) is None

    @pytest.mark.parametrize(
        "values",
        [{"status": Status.DRAFT}, {"status": Status.WITHDRAWN}, {"kind": "knowledge"}, {"date": ""}],
    )
    def test_a_source_that_supports_nothing_or_has_no_date_does_not(self, member, values):
        cite(member, seen=source(**{"withdrawn_reason_en": "x", **values}))
        assert evidence(member) is None

    def test_a_day_to_come_shows_nothing_yet(self, member):
        cite(member, date=f"{timezone.localdate().year + 2}-01-01")
        assert evidence(member) is None

    def test_an_act_as_a_member_shows_it(self, member):
        made = act("2023-02", member)
        assert evidence(member) == (day("2023-02-01"), "2023-02", "event", made.slug)

    @pytest.mark.parametrize(
        "values",
        [
            {"occurrence": "planned"},
            {"relation": "associated"},
            {"kind": "visit"},
            {"kind": "exercise"},
            {"status": Status.DRAFT},
            {"status": Status.WITHDRAWN},
        ],
    )
    def test_what_was_only_announced_or_is_no_act_of_the_coalition_does_not(self, member, values):
        act("2023-02", member, **values)
        assert evidence(member) is None

    def test_taking_part_before_joining_does_not(self):
        late = make("late", "2022-09-01")
        act("2016-02-27", late)
        assert evidence(late) is None

    def test_a_count_that_agrees_shows_everybody_who_may_have_been_counted(self, member):
        other, late = make("other", "[2015-12-15..2016-12-28]"), make("late", "2022-09-01")
        made = count(2, "2017-11-26")
        for each in (member, other):
            assert evidence(each) == (day("2017-11-26"), "2017-11-26", "figure", made.slug)
        assert evidence(late) is None
        count(3, "2022-09-01")
        assert {evidence(each).day for each in (member, other, late)} == {day("2022-09-01")}

    @pytest.mark.parametrize(
        ("value", "values"),
        [
            (3, {}),
            (1, {}),
            (2, {"verdict": "attendance"}),
            (2, {"qualifier": "about"}),
            (2, {"qualifier": "more-than"}),
            (2, {"status": Status.DRAFT}),
            (2, {"status": Status.WITHDRAWN}),
        ],
    )
    def test_another_number_or_one_of_something_else_shows_nobody(self, member, value, values):
        make("other", "2015-12-15")
        count(value, "2017-11-26", **values)
        assert evidence(member) is None

    def test_a_count_without_a_source_that_readers_see_shows_nobody(self, member):
        count(1, "2017-11-26", seen=source(status=Status.WITHDRAWN, withdrawn_reason_en="x"))
        assert evidence(member) is None

    def test_a_number_alone_shows_nobody(self, member):
        count(1, "2017-11-26", seen=source("2017-11-26"))
        assert evidence(member) is None

    def test_a_count_for_a_stretch_in_which_somebody_joined_shows_nobody(self, member):
        make("late", "2017-06-01")
        count(1, "2017")
        assert evidence(member) is None


@pytest.mark.django_db
class TestBounds:
    """The day of joining, as far as sources bound it."""

    def bounds(self, member):
        joined = membership.read(Member.objects.published()).by_pk[member.pk].joined
        return tuple(bound and bound.isoformat() for bound in joined)

    def test_a_doubtful_date_is_bounded_by_the_first_list_or_count_and_by_no_rule_of_ours(self):
        make("founder", "2015-12-15", founding=True)
        uganda = make("uganda", "2015-12~")
        assert self.bounds(uganda) == ("2015-06-01", "2016-06-30")
        cite(uganda, date="2015-12-14", asserts="2015-12-14")  # what is doubted
        cite(uganda, date="2016-01-10", as_of="2015-12-17~")  # not yet
        assert self.bounds(uganda) == ("2015-06-01", "2016-06-30")
        cite(uganda, date="2018-01-01", as_of="2017-11-26")
        assert self.bounds(uganda) == ("2015-06-01", "2017-11-26")
        count(2, "2016-12-28")
        assert self.bounds(uganda) == ("2015-06-01", "2016-12-28")
        assert [answer(uganda, on) for on in ("2016-07-01", "2016-12-27", "2016-12-28")] == [
            *(POSSIBLY, POSSIBLY, CERTAINLY)
        ]

    def test_a_year_is_bounded_by_a_count_within_it(self):
        afghanistan = make("afghanistan", "2016")
        assert self.bounds(afghanistan) == ("2016-01-01", "2016-12-31")
        count(1, "2016-12-28")
        assert self.bounds(afghanistan) == ("2016-01-01", "2016-12-28")

    def test_a_date_that_is_known_is_moved_by_nothing(self):
        oman = make("oman", "2016-12-28")
        cite(oman, as_of="2016-12-28")
        count(1, "2017-11-26")
        assert self.bounds(oman) == ("2016-12-28", "2016-12-28")

    def test_an_open_date_is_closed_by_what_shows_it(self):
        member = make("late", "[2017..]")
        assert answer(member, "2020-01-01") is POSSIBLY
        count(1, "2019-05-01")
        assert self.bounds(member) == ("2017-01-01", "2019-05-01")


@pytest.mark.django_db
def test_the_steps_are_the_days_on_which_a_count_changes():
    make("founder", "2015-12-15", founding=True)
    make("about", "2015-12~")
    make("between", "[2015-12-15..2016-12-28]")
    make("gone", "2016", left="2020-06")
    make("draft", "2016", status=Status.DRAFT)
    found = [
        (step.day.isoformat(), step.members, step.possible)
        for step in membership.steps(membership.published())
    ]
    assert found == [
        ("2015-12-15", 1, 2),
        ("2016-01-01", 1, 3),
        ("2016-06-30", 2, 2),
        ("2016-12-28", 3, 1),
        ("2016-12-31", 4, 0),
        ("2020-06-01", 3, 1),
        ("2020-07-01", 3, 0),
    ]


class TestAnyDates(TestCase):
    @given(dates_made(), dates_made(), days)
    def test_evidence_only_ever_takes_from_what_is_certain(self, joined, left, on):
        joined, left = dates.parse(joined.text), dates.parse(left.text)
        if left.latest and joined.earliest and left.latest < joined.earliest:
            left = None
        member = make("m", str(joined), left=str(left or ""))
        alone = dates.in_force(joined, left, on)
        found = membership.read(Member.objects.published())
        if found.founded is None or on >= found.founded:
            assert found.on(on)[member.pk] in {alone, UNCONFIRMED if alone is CERTAINLY else alone}
        Member.objects.all().delete()
        Country.objects.all().delete()
