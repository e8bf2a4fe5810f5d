"""What is found, in which order, and what never is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Alias, Event, Source, Statement, Topic
from archive.search import counting, finding, ids, ranking, showing
from archive.search.entry import kind_of
from tests.search_made import first, found, plain, small_archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive():
    small_archive()


@pytest.mark.parametrize(
    "typed",
    [
        "राहील शरीफ़",
        "राहील शरीफ",
        "raheel sharif",
        "rahil sharif",
        "rahel shareef",
        "RAHEEL",
        "“Raheel Sharif”",
        "राहील शरी*",
    ],
)
def test_a_person_is_found_however_the_name_is_typed(typed):
    assert found(typed) == ["event/appointment"]


def test_latin_letters_find_hindi_text_and_hindi_letters_find_english_text():
    assert found("gathbandhan") == ["topic/mandate", "event/appointment"]
    assert found("नॉर्थ थंडर") == []  # English is not Hindi in other letters
    assert found("तुर्की") == ["country/turkiye", "event/drill", "statement/turkish-view"]


def test_a_record_written_in_english_alone_is_found_by_the_hindi_name_in_it():
    assert "event/drill" in found("तुर्किये")


def test_the_exact_word_stands_above_the_inflected_one():
    Event.objects.create(
        slug="rus", date="2020", kind="related", title_hi="रूस", title_en="Rus", status="published"
    )
    Event.objects.create(
        slug="rusi", date="2021", kind="related", title_hi="रूसी", title_en="Rusi", status="published"
    )
    assert found("रूस").index("event/rus") < found("रूस").index("event/rusi")
    assert found("रूसी").index("event/rusi") < found("रूसी").index("event/rus")
    assert found("देश") == ["statement/turkish-view"]


@pytest.mark.parametrize("typed", ["पाकिसतान", "पकिस्तान", "पाकिस्तन", "pakisatn", "pakistaan", "Pakitsan"])
def test_one_wrong_letter_is_forgiven(typed):
    assert found(typed)[0] == "member/pakistan"


def test_what_was_meant_is_offered_only_where_nothing_has_the_word():
    assert finding.find("davutgolu", "en").near["davutgolu"][0].shown == "Davutoğlu"
    assert finding.find("davutoglu", "en").near == {}


@pytest.mark.parametrize(
    "typed", ["पाल", "रस", "रास", "भीरत", "dil", "-pakistan", '"Sharif Raheel"', "qqqqq"]
)
def test_no_false_friend_is_found(typed):
    assert found(typed) == []


def test_a_word_with_a_minus_leaves_out_the_record_in_all_its_languages():
    assert found("raheel -appointed") == []
    assert found("raheel -नियुक्ति") == []
    assert found("गठबंधन -terrorism") == ["event/appointment"]


def test_an_alias_of_the_editors_is_another_way_to_ask():
    assert found("Moscow spokesman") == []
    Alias.objects.create(form="Moscow", canonical="Russia")
    assert found("Moscow") == found("Russia") == ["country/russia", "statement/russian-view"]


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_what_is_not_published_is_in_no_result_count_or_suggestion(status):
    event = Event.objects.get(slug="appointment")
    event.status = status
    event.save()
    answer = finding.find("raheel", "en")
    assert answer.rows == []
    assert counting.count(answer.query).total == 0
    assert finding.titles("rahe", "en", 8)[1] == []
    assert finding.find("rahele", "en").near == {}
    assert ids(Event, "raheel") == [event.pk]


def test_editors_find_drafts_and_published_records_of_one_model():
    draft = Event.objects.create(slug="later", date="2020", kind="visit", title_en="Raheel Sharif travels")
    assert set(ids(Event, "rahil")) == {draft.pk, Event.objects.get(slug="appointment").pk}
    assert ids(Statement, "rahil") == []


def test_filters_narrow_and_counts_tell_what_each_of_them_would_leave():
    query = finding.find("pakistan", "en").query
    counts = counting.count(query)
    assert counts.total == 2
    assert counts.kinds == {"member": 1, "event": 1}
    assert counts.years == {"2015": 1, "2017": 1}
    assert counts.countries == {"PK": 2}
    assert (
        found("pakistan", "en", kind="event") == found("pakistan", "en", year="2017") == ["event/appointment"]
    )
    assert found("pakistan", "en", kind="event", year="2015") == []
    narrowed = counting.count(query, ranking.Filters(kind="event"))
    assert (narrowed.total, narrowed.kinds, narrowed.years) == (1, {"member": 1, "event": 1}, {"2017": 1})


@pytest.mark.parametrize(
    "typed",
    ["6 जनवरी 2017", "January 6, 2017", "2017-01-06", "२०१७", "6 Jan 2017", "Jan 6 2017", "६ जन॰ २०१७"],
)
def test_a_date_finds_what_happened_on_it(typed):
    assert found(typed) == ["event/appointment"]
    assert counting.count(finding.find(typed, "hi").query).total == 1


@pytest.mark.parametrize("typed", ["pakisatn", "raheelsharif", "raheel sharif zq takes command"])
def test_what_is_understood_of_a_query_is_understood_under_a_filter(typed):
    everything = finding.find(typed, "en")
    events = [row for row in everything.rows if kind_of(row) == "event"]
    narrowed = finding.find(typed, "en", ranking.Filters(kind="event"))
    assert events
    assert narrowed.rows == events
    assert narrowed.near == everything.near
    assert counting.count(narrowed.query, ranking.Filters(kind="event")).total == len(events)


def test_no_other_word_is_meant_under_a_filter_than_without():
    assert found("russia", "en") != []
    assert found("russia", "en", kind="event") == []
    assert finding.find("russia", "en", ranking.Filters(kind="event")).near == {}


def test_a_filter_never_finds_what_the_whole_list_has_not():
    """Four words that stand together as typed are not looked for by their sound, whatever the filter."""
    typed = "raheel sharif kaman gathbandhan"
    Event.objects.create(slug="same", date="2018", kind="visit", title_en=typed.title(), status="published")
    Event.objects.create(
        slug="other", date="2019", kind="visit", title_hi="फिर राहील शरीफ़ कमान गठबंधन", status="published"
    )
    assert found(typed, "en") == ["event/same"]
    assert found(typed, "en", year="2018") == ["event/same"]
    assert found(typed, "en", year="2019") == []
    narrowed = finding.find(typed, "en", ranking.Filters(year="2019"))
    assert counting.count(narrowed.query, ranking.Filters(year="2019")).total == 0


def test_everything_that_happened_on_a_date_is_found(monkeypatch):
    for number in range(5):
        Event.objects.create(
            slug=f"talk-{number}", date="2017-01-06", kind="meeting", title_en="Talk", status="published"
        )
    for few in (ranking.FEW, 0):
        monkeypatch.setattr(ranking, "FEW", few)
        assert len(found("6 Jan 2017")) == counting.count(finding.find("6 Jan 2017", "hi").query).total == 6


def test_a_question_is_about_its_other_words():
    asked = ("when did Raheel Sharif take command", "राहील शरीफ़ क्यों", "raheel sharif kaun hai")
    for typed in asked:
        assert found(typed)[0] == "event/appointment"


def test_a_hit_says_in_which_language_and_by_which_words_it_was_found():
    hit = first("gathbandhan -terrorism", "en")
    assert hit.language == "hi"
    assert plain(hit.title) == "Raheel Sharif is appointed"
    assert plain(hit.snippet).startswith("[गठबंधन] की कमान")
    assert plain(first("raheel", "hi").title) == "[राहील] शरीफ़ की नियुक्ति"
    assert "[देशों]" in plain(first("देश").snippet)
    assert plain(first("against terror").snippet).startswith("The coalition is")


def test_the_key_of_a_source_is_shown_to_those_alone_who_typed_it():
    Source.objects.create(
        slug="dawn-2018-12-19",
        title="Alliance explained",
        publisher_en="Dawn",
        language="en",
        kind="press",
        date="2018",
        status="published",
    )
    assert plain(first("alliance explained", "en").snippet).startswith("Dawn · 2018")
    assert "12 19" not in plain(first("alliance explained", "en").snippet)
    assert "[dawn 2018 12 19]" in plain(first("dawn 2018 12 19", "en").snippet)


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("counterterrorism", "A course in [counter]-[terrorism] for border guards."),
        ("borderguards", "A course in counter-terrorism for [border guards]."),
        ("counter terrorism", "A course in [counter]-[terrorism] for border guards."),
    ],
)
def test_the_parts_of_a_compound_are_marked(typed, marked):
    Event.objects.create(
        slug="course",
        date="2024",
        kind="training",
        title_en="A course",
        summary_en="A course in counter-terrorism for border guards.",
        status="published",
    )
    assert marked in plain(first(typed, "en").snippet)


def test_markup_and_citation_keys_are_no_text():
    assert plain(first("terrorism", "en").snippet) == "The coalition is against [terrorism]."
    Topic.objects.create(
        slug="signs",
        title_en="Signs",
        body_en="## Languages\n\n- C# and F# | x [@statement]\n- *two* times `2 * 3` is [six](/en/) [@a; @b]"
        "\n\n1. snake_case_name\n\n> quoted & kept\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        status="published",
    )
    shown = "Languages C# and F# | x two times 2 * 3 is six [snake]_[case]_[name] quoted & kept a b 1 2"
    assert plain(first('"snake case name"', "en").snippet) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Davutoğrlu", "Davutoğrlu"),
        ("“Davutoğrlu”", "Davutoğrlu"),
        ("सम्बन्धॊ राहीलल", "राहीलल"),
        ("ＲＡＨＰＥＥＬ", "ＲＡＨＰＥＥＬ"),
    ],
)
def test_a_word_is_shown_back_as_it_was_typed(typed, shown):
    assert shown in finding.find(typed, "hi").near


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("सयुंक्त", "संयुक्त"),
        ("मत्रीं", "मंत्री"),
        ("सघं", "संघ"),
        ("अतंरराष्ट्रीय", "अंतरराष्ट्रीय"),
        ("एश", "ऐश"),
        ("ऐमन", "एमन"),
        ("मोरिस", "मॉरिस"),
        ("जौन", "जॉन"),
        ("औबामा", "ओबामा"),
        ("केमरून", "कैमरून"),
    ],
)
def test_a_name_is_found_with_its_vowels_and_nasals_as_people_write_them(typed, written):
    Event.objects.create(
        slug="name", date="2020", kind="visit", title_hi=f"{written} यहाँ", status="published"
    )
    assert found(typed) == found(written)
    assert "event/name" in found(typed)
    assert [known.shown for known in finding.find(typed, "hi").near[typed]] == [written]


@pytest.mark.parametrize("filters", [ranking.NO_FILTERS, ranking.Filters(kind="event")])
@pytest.mark.parametrize(
    "typed",
    ["zq", "raheel", "raheel sharif is appointed", "pakistaan army chef", 'a -b "c d" e*', "raheelsharif"],
)
def test_the_number_of_sql_queries_is_bounded(typed, filters):
    finding.find("warm", "en")
    with CaptureQueriesContext(connection) as asked:
        answer = finding.find(typed, "en", filters)
        showing.hits(answer.query, answer.rows, "en")
        counting.count(answer.query, filters)
    assert len(asked) <= 14


@given(st.text(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_anything_a_reader_types_is_a_query(typed):
    answer = finding.find(typed, "hi")
    showing.hits(answer.query, answer.rows, "hi")
    counting.count(answer.query)
    finding.titles(typed, "hi", 8)


@pytest.mark.parametrize(
    "typed",
    [
        *('"', "''", "*", "%", "_", "😀", "\\", "(", ":*", "-", '-"', '"" ""', "^a", "a\0b", "\ud800"),
        *("NEAR(a b)", "AND OR NOT", "title : x", "' | 'x", "{title}: a", "x" * 10_000, "ab " * 4000),
    ],
)
def test_signs_of_query_languages_mean_nothing(typed):
    answer = finding.find(typed, "en")
    assert counting.count(answer.query).total <= 9
