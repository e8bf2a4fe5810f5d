"""What an imprecise date is: its text, its bounds, and its place in a list."""

import datetime
import itertools

import pytest
from django.utils.translation import override
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import assume, given

from archive import dates
from tests.dates_made import FORTY, dates_made, points


def day(text: str | None) -> datetime.date | None:
    return text and datetime.date.fromisoformat(text)


def test_forty_values_are_forty():
    assert len(set(FORTY)) == 40


@pytest.mark.parametrize("text", FORTY)
def test_text_stays_as_typed(text):
    assert str(dates.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2016-12-28", "2016-12-28", "2016-12-28"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-21", "2016-03-01", "2016-06-21"),
        ("2016-22", "2016-06-01", "2016-09-23"),
        ("2016-23", "2016-09-01", "2016-12-22"),
        ("2016-24", "2016-01-01", "2017-03-20"),
        ("9999-24", "9999-01-01", "9999-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("2016-02-27/2016-03-10", "2016-02-27", "2016-03-10"),
        ("2015-12/2017", "2015-12-01", "2017-12-31"),
        ("2016-12-28/2016-12", "2016-12-28", "2016-12-31"),
        ("2017/..", "2017-01-01", None),
        ("2017/", "2017-01-01", None),
        ("../2017", None, "2017-12-31"),
        ("/2019-01", None, "2019-01-31"),
        ("[2015-12-15..2016-12-28]", "2015-12-15", "2016-12-28"),
        ("[2017,2015]", "2015-01-01", "2017-12-31"),
        ("[2017..]", "2017-01-01", None),
        ("[..2015,2017]", None, "2017-12-31"),
    ],
)
def test_bounds_of_a_date_without_doubt_are_those_of_the_calendar(text, earliest, latest):
    value = dates.parse(text)
    assert (value.earliest, value.latest) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2015-12-16~", "2015-12-09", "2015-12-23"),
        ("2015-12~", "2015-06-01", "2016-06-30"),
        ("2016-08~", "2016-02-01", "2017-02-28"),
        ("2025?", "2024-01-01", "2026-12-31"),
        ("2016-22%", "2015-12-01", "2017-03-23"),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("9999-12-31~", "9999-12-24", "9999-12-31"),
        ("2015-12/2016~", "2015-12-01", "2017-12-31"),
        ("[2016~..]", "2015-01-01", None),
    ],
)
def test_an_approximate_or_uncertain_date_may_miss(text, earliest, latest):
    value = dates.parse(text)
    assert (value.earliest, value.latest) == (day(earliest), day(latest))


@given(dates_made())
def test_bounds_contain_every_day_the_date_allows(made):
    value = dates.parse(made.text)
    assert value.earliest is None or value.earliest <= made.day
    assert value.latest is None or made.day <= value.latest


def test_an_open_end_is_told_from_an_unknown_one():
    assert dates.parse("2017/..").end is dates.End.OPEN
    assert dates.parse("2017/").end is dates.End.UNKNOWN
    assert dates.parse("../2017").start is dates.End.OPEN
    assert dates.parse("/2017").start is dates.End.UNKNOWN
    assert dates.parse("[2017..]").end is dates.End.OPEN


@given(dates_made(qualifiers="", seasons=False))
def test_bounds_are_those_that_the_edtf_package_finds(made):
    value, theirs = dates.parse(made.text), _theirs(made.text)
    # It does not read every range within a set, such as [2002..2003-02-27]; ISO 8601-2 allows them.
    assume(theirs or ".." not in made.text)
    # It reads an unknown end as ten years; its open ends are infinite floats.
    if value.start is not dates.End.UNKNOWN:
        assert value.earliest == _day_of(theirs.lower_strict())
    if value.end is not dates.End.UNKNOWN:
        assert value.latest == _day_of(theirs.upper_strict())


@given(points(seasons=False))
def test_a_sign_of_doubt_changes_nothing_in_what_is_written(made):
    value, theirs = dates.parse(made.text), parse_edtf(made.text)
    assert value.start.first == _day_of(theirs.lower_strict())
    assert value.end.last == _day_of(theirs.upper_strict())


def _theirs(text):
    try:
        return parse_edtf(text)
    except EDTFParseException:
        return None


def _day_of(moment) -> datetime.date | None:
    return None if isinstance(moment, float) else datetime.date(*moment[:3])


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "16", "2016-1", "20160", "-2016", "201X", "Y20160", "२०१६", " 2016", "2016-12 ", "2016\n"),
        *("2016-12-28T10:00", "2016-12-28Z", "~2016", "2016~?", "2016/2017/2018", "2016..2017", "{2016}"),
        *("[]", "[2016", "2016]", "[2016,]", "[2016/2017]", "[[2016]]"),
    ],
)
def test_what_is_not_edtf_is_refused(text):
    with pytest.raises(dates.DateError) as refused:
        dates.parse(text)
    assert refused.value.code == "not_understood"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2015-02-29", "February 2015 has the days 1 to 28: there is no day 29."),
        ("2016-04-31", "April 2016 has the days 1 to 30: there is no day 31."),
        ("2016-01-00", "there is no day 0."),
        ("2016-13", "There is no month 13."),
        ("2016-00", "There is no month 00."),
        ("2016-24-01", "There is no month 24."),
        ("0000", "There is no year 0."),
        ("2016/2017-02-30", "February 2017"),
        ("[2016-04-31..]", "April 2016"),
        ("2016-12/2016-03", "Write the earlier date first: 2016-03/2016-12."),
        ("[2017..2016]", "Write the earlier date first: 2016..2017."),
        ("../..", "names no date"),
        ("/", "names no date"),
        ("[..]", "names no date"),
    ],
)
def test_a_refusal_says_what_is_wrong(text, says):
    with override("en"), pytest.raises(dates.DateError) as refused:
        dates.parse(text)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("[2016, 2015]", "[2015,2016]"),
        ("[2016,2015,2016]", "[2015,2016]"),
        ("[2016]", "2016"),
        ("[2016 .. 2017]", "[2016..2017]"),
        ("[2016..2016]", "2016"),
        ("2016-12-28/2016-12-28", "2016-12-28"),
    ],
)
def test_spellings_of_one_date_have_one_canonical_form(text, same):
    assert dates.canonical(text) == same == dates.canonical(same)


@pytest.mark.parametrize("text", [text for text in FORTY if " " not in text])
def test_canonical_form_of_a_plain_spelling_is_itself(text):
    assert dates.canonical(text) == text


def test_canonical_form_leaves_other_texts_alone():
    assert dates.canonical("34 states") == "34 states"


@given(dates_made())
def test_canonical_form_keeps_what_the_date_says(made):
    value = dates.parse(made.text)
    same = dates.parse(value.canonical)
    assert same.canonical == value.canonical
    assert (same.earliest, same.latest, same.sort_key) == (value.earliest, value.latest, value.sort_key)


def test_dates_stand_where_they_belong():
    in_order = [
        "2015-12",
        "2015-12~",
        "[..2015-12-14]",
        "2015-12-15/..",
        "[2015-12-15..2016-12-28]",
        "2015-12-15",
        "2015-12-15~",
        "2015-12-15?",
        "2015-12-15%",
        "2015-12-16",
        "2016",
        "2016-01",
        "2016-01-01",
        "2016-22",
        "2016-23",
        "2016-24",
        "2016-12",
        "2016-12-28",
        "2017",
        "/2019-01",
        "2020",
    ]
    keys = [dates.parse(text).sort_key for text in in_order]
    assert all(earlier < later for earlier, later in itertools.pairwise(keys))


@given(dates_made())
def test_sort_key_sorts_alike_in_every_database(made):
    key = dates.parse(made.text).sort_key
    assert len(key) == 17
    assert key.isascii()
    assert key.isdigit()


@given(dates_made(qualifiers=""), dates_made(qualifiers=""))
def test_sort_key_never_puts_a_later_date_first(one, other):
    first, second = dates.parse(one.text), dates.parse(other.text)
    assume(first.latest and second.earliest and first.latest < second.earliest)
    assert first.sort_key < second.sort_key
