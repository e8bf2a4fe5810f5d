"""Values that a reader calls equal are equal; those that differ in what they say are not."""

import itertools

import pytest
from hypothesis import given

from archive import dates
from archive.models import Citation, Member, Source, Statement
from archive.models.citation import is_disputed, needs_recheck, normalised
from tests.dates_made import dates_made

EQUAL = [
    # Signs that nobody sees, and forms of Unicode.
    (
        "Raheel Sharif",
        "Raheel\u200b Sharif",
        "Rah\u200deel Sharif",
        "Raheel\u00ad Sharif",
        "\u202aRaheel Sharif\u202c",
    ),
    ("राहील शरीफ़", "राही\u200dल शरीफ़", "राहील\u00a0शरीफ\u093c", "राहील  शरीफ", "राहील शरीफ़\ufeff"),
    ("क्या", "क्\u200dया", "क्\u200cया"),
    ("Davutoğlu", "Davutog\u0306lu", "DAVUTOĞLU", "Davutoglu"),
    ("Ｐakistan", "Pakistan", "PAKISTAN", "pakistan ", " Pakistan"),
    ("ﬁrst", "first"),
    # Quotation marks, apostrophes, dashes, full stops.
    ("Côte d'Ivoire", "Côte d’Ivoire", "Côte dʼIvoire", "Côte d‘Ivoire", "Cote d`Ivoire", "Côte d′Ivoire"),
    ('the "coalition"', "the “coalition”", "the „coalition“", "the «coalition»", "the ”coalition”"),
    ("counter-terrorism", "counter‐terrorism", "counter‑terrorism"),
    ("2015–2016 plan", "2015-2016 plan", "2015—2016 plan", "2015−2016 plan"),
    ("वह शामिल है।", "वह शामिल है.", "वह शामिल है", "वह शामिल है ।", "वह शामिल है|"),
    ("Wait…", "Wait..."),
    # Digits.
    ("34 देश", "३४ देश", "٣٤ देश"),
    # Spellings that the fold unites.
    ("हिंदी", "हिन्दी", "हिँदी"),
    ("मोहम्मद बिन सलमान", "मुहम्मद बिन सलमान"),
    ("तुर्किये", "तुर्किए"),
    ("क़तर", "कतर", "क\u093cतर"),
    ("तत्त्व", "तत्व"),
    # Dates.
    (
        "[2015,2016]",
        "[2016,2015]",
        "[2015, 2016]",
        "[2015..2016]",
        "[2016,2015,2016]",
        "[2015-01-01..2016-12-31]",
    ),
    (
        "2016-12",
        "2016-12/2016-12",
        "[2016-12]",
        "[2016-12-01..2016-12-31]",
        "[2016-12,2016-12-28]",
        "2016\u200b-12",
    ),
    ("2016", "[2016-01..2016-12]", "2016/2016", "२०१६"),
    ("2016-12-28", "2016-12-28/2016-12-28"),
    ("2015-12~", "2015-12~/2015-12~", "[2015-12~]"),
    ("2016-12/2017-01", "2016-12-01/2017-01-31", "2016-12-01/2017-01"),
    ("[2017..]", "[2017-01..]"),
    ("2017/..", "2017-01/.."),
    # Codes and numbers.
    ("not-consulted", "NOT-CONSULTED"),
    ("41", "४१", "41\u200b"),
]
DIFFERENT = [
    ("दिल", "दाल", "दल"),
    ("भारत", "भीरत"),
    ("चिता", "चीता", "चिंता"),
    ("शामिल है", "शामिल नहीं है", "शामिल है?"),
    ("C#", "C++", "C"),
    ("41", "-41", "4.1", "41%", "41?"),
    ("Oman", "Omani", "Roman"),
    ("not consulted", "consulted"),
    ("2015", "2015~", "2015?", "2015%", "2016"),
    ("2015/2016", "[2015..2016]", "2015/..", "2015/", "[2015..]", "[2015,2017]"),
    ("2016-12", "2016", "2016-12-28", "2016-12~", "2016-24"),
    ("../2016", "/2016", "[..2016]"),
    ("“not” a member", "not a member, “we”"),
    ("(two) three", "two (three)"),
]


@pytest.mark.parametrize("values", EQUAL, ids=lambda values: values[0])
def test_what_a_reader_calls_equal_is_no_disagreement(values):
    assert len({normalised(value) for value in values}) == 1
    for one, other in itertools.permutations(values, 2):
        said = [Citation(claim="role", asserts=one), Citation(claim="role", asserts=other)]
        assert not is_disputed(said)
        assert not needs_recheck(Statement(office_en=one), "office", said[1:])


@pytest.mark.parametrize("values", DIFFERENT, ids=lambda values: values[0])
def test_what_says_something_else_is_a_disagreement(values):
    for one, other in itertools.permutations(values, 2):
        said = [Citation(claim="role", asserts=one), Citation(claim="role", asserts=other)]
        assert is_disputed(said), (one, other)


@given(dates_made(), dates_made())
def test_dates_are_equal_only_if_they_allow_the_same_days(one, other):
    if normalised(one.text) == normalised(other.text):
        first, second = dates.parse(one.text), dates.parse(other.text)
        assert (first.earliest, first.latest) == (second.earliest, second.latest)


def test_a_record_follows_a_source_that_writes_its_date_otherwise():
    said = [Citation(claim="joined", asserts="[2016,2015]", source=Source(kind="press"))]
    assert not needs_recheck(Member(joined="[2015..2016]"), "joined", said)
    assert needs_recheck(Member(joined="[2015..2017]"), "joined", said)
