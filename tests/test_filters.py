"""Filters of a list: what each finds, and that its counts say as much."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from archive import memo
from archive.lists.filters import SHOWN, Cases, Choice, Open, Place, Year, plain
from archive.lists.selection import Filters
from archive.models import Country, Event, Source, Statement, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    """Events whose dates are exact, wide, doubtful and open; two countries that host or take part."""
    memo.forget()
    saudi = Country.objects.create(
        slug="saudi-arabia", code="SA", name_en="Saudi Arabia", status=Status.PUBLISHED
    )
    niger = Country.objects.create(slug="niger", code="NE", name_en="Niger", status=Status.PUBLISHED)
    draft = Country.objects.create(slug="draft", code="draft", name_en="Draft")
    dates = {
        "exact": "2016-03-27",
        "month": "2015-12~",
        "over-new-year": "2015-12-30/2016-01-02",
        "year": "2016",
        "doubtful": "2017?",
        "open": "2017/..",
        "before": "../2015",
    }
    made = {
        slug: Event.objects.create(
            slug=slug, date=date, kind="meeting", status=Status.PUBLISHED, title_en=slug
        )
        for slug, date in dates.items()
    }
    made["exact"].participants.set([saudi, niger, draft])
    made["exact"].place_country = saudi
    made["exact"].save()
    made["year"].place_country = niger
    made["year"].save()
    made["open"].participants.set([saudi])
    return Event.objects.published()


def found(queryset, question, value) -> set[str]:
    return set(queryset.filter(question.condition(value)).values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("year", "slugs"),
    [
        ("2014", {"before"}),
        ("2015", {"month", "over-new-year", "before"}),
        ("2016", {"exact", "month", "over-new-year", "year", "doubtful"}),
        ("2018", {"doubtful", "open"}),
        ("2030", {"open"}),
    ],
)
def test_a_year_finds_what_may_have_happened_in_it(events, year, slugs):
    assert found(events, Year("year", "Year"), year) == slugs


def test_a_year_counts_what_it_finds(events):
    question = Year("year", "Year")
    counts = question.counts(events)
    assert set(counts) == {"2015", "2016", "2017", "2018"}
    assert all(len(found(events, question, year)) == count for year, count in counts.items())


@pytest.mark.parametrize("slip", ["9016", "0201/..", "../9999", "0001", "[0201..9016]", "[..0016]"])
def test_one_mistyped_year_adds_no_thousand_others(events, slip):
    question = Year("year", "Year")
    usual = set(question.counts(events))
    Event.objects.create(slug="slip", date=slip, kind="meeting", status=Status.PUBLISHED, title_en="slip")
    counts = question.counts(events)
    assert set(counts) - usual <= {"9016", "0201", "9999", "0001", "0016"}
    assert usual <= set(counts)
    assert question.offered(counts) == sorted(counts)
    assert all(question.read(year) == year for year in counts)
    assert all(len(found(events, question, year)) == count for year, count in counts.items())


def test_however_many_years_there_are_a_filter_offers_so_many(events):
    Event.objects.bulk_create(
        Event(slug=f"y{year}", date=f"{year:04}", kind="meeting", status=Status.PUBLISHED, title_en="e")
        for year in range(1000, 2000, 3)
    )
    counts = Year("year", "Year").counts(events)
    assert len(counts) == Year.MOST
    assert {"2015", "2016", "2017"} <= set(counts)


@pytest.mark.parametrize("code", ['"><b>', "en_US", "عربي", "a" * 36])
def test_a_filter_never_offers_a_value_that_it_refuses(code):
    """Stored before codes of languages were checked."""
    for slug, language in (("a", "en"), ("b", code)):
        Source.objects.create(
            slug=slug, publisher="SPA", language=language[:35], kind="press", status=Status.PUBLISHED
        )
    filters = Filters(Open("language", "Language", "language"), Year("year", "Year"))
    [field, *_others] = filters.read({}).fields(
        {"language": filters.filters["language"].counts(Source.objects.all())}
    )
    offered = [option.value for option in field.options]
    assert "en" in offered
    assert all(filters.filters["language"].read(value) == value for value in offered)


def test_a_record_without_a_date_is_in_no_year():
    Source.objects.create(
        slug="undated", publisher="SPA", language="en", kind="press", status=Status.PUBLISHED
    )
    question = Year("year", "Year")
    assert question.counts(Source.objects.published()) == {}
    assert found(Source.objects.published(), question, "2016") == set()


@pytest.mark.parametrize(
    "typed", ["16", "2016 ", "02016", "0000", "२०१६", "２０１６", "2016-03", "", "-201", "2016\n"]
)
def test_a_year_is_four_digits_and_nothing_else(typed):
    assert Year("year", "Year").read(typed) is None


def test_a_country_is_found_as_host_and_as_participant_and_counted_once(events):
    question = Place("country", "Country", Event, key="place_country", many="participants")
    assert found(events, question, "saudi-arabia") == {"exact", "open"}
    assert found(events, question, "niger") == {"exact", "year"}
    assert question.counts(events) == {"niger": 2, "saudi-arabia": 2}


def test_a_country_that_is_not_published_is_no_value(events):
    question = Place("country", "Country", Event, many="participants")
    assert question.read("draft") is None
    assert "draft" not in question.counts(events)


def test_a_country_is_offered_by_its_name_in_the_order_of_names(events):
    question = Place("country", "Country", Event, key="place_country")
    assert question.offered({"saudi-arabia": 1, "niger": 1}) == ["niger", "saudi-arabia"]
    assert question.label_of("niger").text == "Niger"


@pytest.mark.parametrize("typed", ["Meeting", "meeting ", "meet", "meetіng", "", "meeting\x00"])
def test_a_choice_is_one_of_its_values(typed):
    assert Choice("kind", "Kind", "kind", Event.Kind.choices).read(typed) is None


def test_an_open_filter_offers_what_occurs_by_its_name():
    for slug, language in (("a", "en"), ("b", "ar"), ("c", "ar")):
        Source.objects.create(
            slug=slug, publisher="SPA", language=language, kind="press", status=Status.PUBLISHED
        )
    question = Open("language", "Language", "language", {"en": "English", "ar": "Arabic"}.get)
    counts = question.counts(Source.objects.published())
    assert counts == {"en": 1, "ar": 2}
    assert question.offered(counts) == ["ar", "en"]
    assert question.read("ar\x00") is None
    assert question.read("a" * 36) is None


def test_cases_exclude_each_other(events):
    question = Cases(
        "hosted",
        "Hosted",
        {"yes": ("yes", Q(place_country__isnull=False)), "no": ("no", Q(place_country=None))},
    )
    counts = question.counts(events)
    assert counts == {"yes": 2, "no": 5}
    assert found(events, question, "yes") | found(events, question, "no") == set(
        events.values_list("slug", flat=True)
    )


def test_a_value_from_an_address_is_shown_short_and_without_control_characters():
    assert plain("2016\x00\r\n\u202e") == "2016\ufffd\ufffd\ufffd\ufffd"
    assert plain("x" * 1000) == "x" * SHOWN + "…"
    assert plain("दिसंबर 2016") == "दिसंबर 2016"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("question", "model"),
    [
        (Choice("relation", "Relation", "relation", Event.Relation.choices), Event),
        (Choice("attribution", "Attribution", "attribution", Statement.Attribution.choices), Statement),
        (Choice("seen", "Seen", "seen", Source.Seen.choices), Source),
        (Open("language", "Language", "language"), Source),
        (Year("year", "Year"), Event),
        (Year("year", "Year"), Statement),
        (Year("year", "Year"), Source),
    ],
    ids=lambda value: getattr(value, "name", getattr(value, "__name__", "")),
)
def test_counts_are_read_from_an_index_alone(question, model):
    with CaptureQueriesContext(connection) as asked:
        question.counts(model.objects.published())
    for query in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            assert "COVERING INDEX" in " ".join(row[3] for row in cursor.fetchall())
