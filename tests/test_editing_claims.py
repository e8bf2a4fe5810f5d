"""What lists say about claims is what each record says about itself."""

import pytest

from archive.editing import claims
from archive.models import RECORDS, Citation, Country, Member, Source, Statement, Status
from archive.models.citation import unsourced_claims
from tests.rooms import records

pytestmark = pytest.mark.django_db
CITED = [model for model in RECORDS if model.CLAIMS]


@pytest.fixture
def made():
    made = records()
    # disputed: two days for one joining; written differently but meaning the same is no dispute
    Citation.objects.create(member=made.member, claim="joined", source=made.declaration, asserts="2015-12-14")
    Citation.objects.create(
        event=made.event,
        claim="title",
        source=made.declaration,
        asserts="FIRST  Council of ministers of defence",
    )
    Citation.objects.create(
        event=made.event,
        claim="title",
        source=made.statement,
        asserts="First council of ministers of defence",
    )
    # to be re-checked: nobody says what the record says
    Citation.objects.create(member=made.draft, claim="joined", source=made.declaration, asserts="2016-12-29")
    Citation.objects.create(event=made.event, claim="participants", source=made.statement, asserts="pk om")
    made.quoted = Statement.objects.create(
        slug="quoted",
        country=made.oman,
        speaker_en="A minister",
        date="2016",
        kind="support",
        gist_en="G",
        quote_original="كلمة",
    )
    Citation.objects.create(statement=made.quoted, claim="gist", source=made.statement)
    made.unquoted = Statement.objects.create(
        slug="unquoted", country=made.oman, speaker_en="A minister", date="2016", kind="support", gist_en="G"
    )
    Citation.objects.create(statement=made.unquoted, claim="gist", source=made.hearsay)
    Country.objects.create(slug="germany", code="DE", name_en="Germany", relation="stated-support")
    Country.objects.create(slug="imctc", code="imctc", name_en="The coalition", relation="self")
    return made


def slugs(queryset):
    return set(queryset.values_list("slug", flat=True))


@pytest.mark.parametrize("model", CITED, ids=lambda model: model.kind_name)
def test_lists_and_records_agree(made, model):
    everything = list(model.objects.all())
    states = {record.slug: claims.states(record) for record in everything}
    assert slugs(claims.unsourced(model.objects.all())) == {r.slug for r in everything if unsourced_claims(r)}
    assert slugs(claims.disputed(model.objects.all())) == {
        slug for slug, found in states.items() if any(state.disputed for state in found)
    }
    assert slugs(claims.to_be_rechecked(model.objects.all())) == {
        slug for slug, found in states.items() if any(state.recheck for state in found)
    }


def test_the_cases_by_name(made):
    assert slugs(claims.disputed(type(made.member).objects.all())) == {"pakistan"}
    assert slugs(claims.disputed(type(made.event).objects.all())) == set()
    assert slugs(claims.to_be_rechecked(type(made.member).objects.all())) == {"oman"}
    assert slugs(claims.to_be_rechecked(type(made.event).objects.all())) == {"first-council"}
    assert slugs(claims.unsourced(Statement.objects.all())) == {"quoted", "unquoted"}
    assert slugs(claims.unsourced(Country.objects.all())) == {"germany"}


def test_a_record_that_follows_one_of_its_sources_needs_no_second_look(made):
    assert not any(state.recheck for state in claims.states(made.member))


def test_the_number_of_queries_does_not_grow_with_the_records(made, django_assert_max_num_queries):
    sources = Source.objects.bulk_create(
        Source(slug=f"s{n}", publisher="P", language="en", kind="press") for n in range(30)
    )
    for n, source in enumerate(Source.objects.filter(slug__in=[source.slug for source in sources])):
        country = Country.objects.create(slug=f"c{n}", code=f"c{n}", name_en=f"C{n}")
        Citation.objects.create(country=country, claim="name", source=source, asserts=f"Other {n}")
    with django_assert_max_num_queries(3):
        assert len(list(claims.to_be_rechecked(Country.objects.all()))) == 30
    with django_assert_max_num_queries(2):
        list(claims.disputed(Country.objects.all()))
    with django_assert_max_num_queries(1):
        list(claims.unsourced(Country.objects.all()))


def test_what_sources_assert_is_grouped_by_value(made):
    joined = next(state for state in claims.states(made.member) if state.claim == "joined")
    assert [(each.value, [c.source.slug for c in each.citations]) for each in joined.asserted] == [
        ("2015-12-15", ["sa-joint-statement"]),
        ("2015-12-14", ["imctc-declaration-2017"]),
    ]


def test_general_knowledge_that_was_withdrawn_takes_nothing_away():
    """It proved nothing before: list and record say alike that the claim never had a source."""
    made = records()
    made.citation.delete()
    Source.objects.filter(pk=made.hearsay.pk).update(status=Status.WITHDRAWN)
    made.member.citations.create(claim="joined", source=made.hearsay)
    assert not claims.resting_on_withdrawn(Member.objects.all()).exists()
    assert not any(state.lost for state in claims.states(made.member))
    Source.objects.filter(pk=made.statement.pk).update(status=Status.WITHDRAWN)
    made.member.citations.create(claim="joined", source=made.statement)
    assert [found.pk for found in claims.resting_on_withdrawn(Member.objects.all())] == [made.member.pk]
