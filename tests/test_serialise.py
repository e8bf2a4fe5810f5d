"""The one serialised form of a record: what it says, and what it costs."""

import json

import pytest
from django.test import Client

from archive import kinds
from archive.kinds import readform
from archive.models import (
    RECORDS,
    Citation,
    Country,
    Event,
    Figure,
    Member,
    Person,
    Post,
    SeedClaim,
    Source,
    Statement,
    Status,
    Term,
    Topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def form(model, slug, **options) -> dict:
    return readform.record(model.objects.get(slug=slug), **options)


def fact(record: dict, claim: str) -> dict:
    return next(fact for fact in record["facts"] if fact["claim"] == claim)


def source_of(record: dict, citation: dict) -> str:
    return record["sources"][citation["number"] - 1]["slug"]


def test_a_member_says_what_it_is_in_both_languages():
    oman = form(Member, "oman")
    assert oman["type"] == "member"
    assert oman["path"] == "/members/oman/"
    assert oman["title"] == {"hi": "ओमान", "en": "Oman"}
    assert oman["languages"] == ["hi", "en"]
    joined = fact(oman, "joined")
    assert joined["value"] == "2016-12-28"
    assert joined["text"] == {"hi": "28 दिसंबर 2016", "en": "28 December 2016"}


def test_a_member_carries_the_facts_of_its_country():
    oman = form(Member, "oman")
    assert fact(oman, "m49")["text"] == {"hi": "पश्चिमी एशिया", "en": "Western Asia"}
    assert fact(oman, "oic_member")["of"] == "country"
    assert fact(oman, "oic_member")["text"]["en"] == "yes"


def test_a_dispute_names_each_value_with_those_who_assert_it():
    oman = form(Member, "oman")
    joined = fact(oman, "joined")
    assert joined["disputed"]
    followed, other = joined["asserted"]
    assert (followed["value"], followed["followed"]) == ("2016-12-28", True)
    assert (other["value"], other["followed"]) == ("2016-12-29", False)
    assert other["text"] == {"hi": "29 दिसंबर 2016", "en": "29 December 2016"}
    assert {source_of(oman, joined["citations"][place]) for place in other["citations"]} == {
        "ap-oman-2016-12-29",
        "reuters-oman-2016-12-30",
    }


def test_a_value_that_no_source_gives_any_more_is_to_be_re_checked():
    oman = Member.objects.get(slug="oman")
    assert not fact(readform.record(oman), "joined")["recheck"]
    oman.joined = "2016-12-30"
    oman.save()
    assert fact(readform.record(oman), "joined")["recheck"]


def test_a_course_of_events_keeps_the_day_of_which_each_source_speaks():
    standing = fact(form(Member, "pakistan"), "standing")
    days = [citation["as_of"] for citation in standing["citations"]]
    assert days[0] == "2015-12-15"
    assert days[-1] == "2015-12-17"
    assert all(set(citation["note"]) == {"hi", "en"} for citation in standing["citations"])


def test_sources_are_numbered_as_a_reader_meets_them():
    for model in RECORDS:
        for record in readform.records(model.objects.all()[:20]):
            met = [citation["number"] for fact in record["facts"] for citation in fact["citations"]]
            assert [source["number"] for source in record["sources"]] == list(
                range(1, len(record["sources"]) + 1)
            )
            if model is not Topic:
                assert list(dict.fromkeys(met)) == sorted(set(met)), record["slug"]


def test_a_topic_numbers_the_sources_of_its_text():
    mandate = form(Topic, "mandate")
    assert mandate["numbers"]["sa-joint-statement"] == 1
    assert mandate["sources"][0]["slug"] == "sa-joint-statement"


def test_an_event_names_who_took_part():
    chiefs = form(Event, "2016-02-north-thunder")
    assert {"code": "OM", "type": "member", "path": "/members/oman/"}.items() <= next(
        link for link in chiefs["participants"] if link["slug"] == "oman"
    ).items()
    taking_part = fact(chiefs, "participants")
    assert taking_part["disputed"]
    other = taking_part["asserted"][1]["text"]["en"]
    assert "also Mauritius" in other
    assert "without Türkiye" in other


def test_a_quotation_tells_published_words_from_our_translation():
    joint = form(Statement, "joint-2015-12-15")
    assert joint["quotation"]["language"] == "ar"
    versions = joint["quotation"]["versions"]
    assert (versions["en"]["wording"], versions["hi"]["wording"]) == ("published", "ours")
    assert versions["hi"]["label"]["en"] == "our translation"
    variants = [citation["quote"] for citation in fact(joint, "quote")["citations"] if citation["quote"]]
    assert len(variants) == 3


def test_a_figure_says_how_surely_it_counts():
    figure = Figure.objects.filter(qualifier="more-than").first()
    assert readform.record(figure)["number"] == {"hi": "10 से अधिक", "en": "more than 10"}


def test_a_source_is_titled_in_its_own_language():
    arabic = form(Source, "alsharq-qa-2015-12-19")
    assert list(arabic["title"]) == ["ar"]
    untitled = form(Source, "okaz-2015-12-16")
    assert untitled["title"] == {"en": "Okaz (via Sauress)", "hi": "उकाज़, सौरेस के ज़रिए"}


def test_a_claim_of_the_seed_text_is_a_place_on_its_page():
    assert form(SeedClaim, "sc-03")["path"] == "/seed-text/#sc-03"


def test_a_language_counts_only_if_title_and_main_text_are_written_in_it():
    member = Member.objects.get(slug="oman")
    member.summary_hi = ""
    assert readform.written_in(member) == ["en"]
    member.summary_en = ""
    assert readform.written_in(member) == ["hi", "en"]
    member.country.name_en = ""
    assert readform.written_in(member) == ["hi"]


def test_a_missing_text_is_missing_not_empty():
    statement = Statement.objects.get(slug="joint-2015-12-15")
    statement.gist_en = ""
    assert set(fact(readform.record(statement), "gist")["text"]) == {"hi"}


def test_texts_that_are_not_current_are_named_and_no_others():
    member = Member.objects.get(slug="oman")
    member.rough, member.stale = [], ["summary_hi"]
    assert readform.record(member)["translation"] == {"summary": {"hi": "stale"}}
    member.rough, member.stale, member.summary_en = ["summary_hi"], [], ""
    assert readform.record(member)["translation"] == {"summary": {"hi": "draft", "en": "missing"}}
    member.rough, member.summary_en = [], "The 41st."
    assert readform.record(member)["translation"] == {}
    shown = json.loads(Client().get("/en/members/oman.json").content)
    assert shown["translation"] == {}


def test_a_source_that_readers_cannot_see_is_none_to_them():
    later = ("ap-oman-2016-12-29", "reuters-oman-2016-12-30")
    Source.objects.filter(slug__in=later).update(status=Status.DRAFT)
    public = form(Member, "oman")
    assert not any(slug in str(public) for slug in later)
    assert not fact(public, "joined")["disputed"]
    Member.objects.filter(slug="oman").update(status=Status.DRAFT)
    preview = form(Member, "oman", preview=True)
    assert fact(preview, "joined")["disputed"]


def test_a_country_that_readers_cannot_see_is_not_named():
    Country.objects.filter(slug="oman").update(status=Status.DRAFT)
    thunder = form(Event, "2016-02-north-thunder")
    assert "oman" not in {link["slug"] for link in thunder["participants"]}


def test_general_knowledge_stands_behind_nothing():
    claim = Citation.objects.filter(source__kind=Source.Kind.KNOWLEDGE, country__isnull=False).first()
    Citation.objects.filter(country=claim.country).exclude(source=claim.source).delete()
    assert fact(readform.record(claim.country), claim.claim)["unsourced"]


@pytest.mark.parametrize("model", RECORDS)
def test_the_form_is_plain_data(model):
    records = readform.records(model.objects.all()[:30])
    assert json.loads(json.dumps(records)) == records


#: Queries for any number of records of a kind, read with their country where they have one.
COSTS = {
    Member: 2, Country: 2, Event: 5, Statement: 5, Source: 0, Figure: 1, Topic: 2, SeedClaim: 1,
    Person: 3, Post: 3, Term: 3,
}  # fmt: skip


@pytest.mark.parametrize("model", RECORDS)
def test_many_records_cost_no_more_queries_than_one(model, django_assert_num_queries):
    queryset = kinds.of(model).records()
    if model is Statement:  # of speakers with a page
        queryset = queryset.exclude(person=None)
    if model is Country:  # bodies of a state
        queryset = queryset.exclude(within=None)
    one, many = list(queryset[:1]), list(queryset[:40])
    with django_assert_num_queries(COSTS[model]):
        readform.records(one)
    with django_assert_num_queries(COSTS[model]):
        readform.records(many)


@pytest.mark.parametrize("model", RECORDS)
def test_the_form_does_not_depend_on_the_language_of_whoever_asks(model):
    from django.utils import translation

    forms = []
    for code in ("hi", "en", None):
        with translation.override(code):
            forms.append(readform.records(model.objects.all()[:20]))
    assert forms[0] == forms[1] == forms[2]
