"""No date is taken for a more exact one, or for another: signs that mean something, numbers out of range."""

import re

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from archive import dates, languages
from archive.editing import asserted
from archive.models import Event, Member
from tests.dates_made import dates_made, points

#: A sign without its other half: open, unfinished, or a year before Christ. None of them is the bare date.
HALVES = [
    *("2017-", "2017 -", "2017–", "2017 –", "2017—", "2017−", "2017‑", "2017-?", "2017/?", "2017..", "2017…"),
    *("-2017", "- 2017", "–2017", "—2016", "−1985", "-1985", "-0044", "..2017", "…2017", "-2016/2017"),
    *("2016-12-", "2016-12-28-", "-2016-12", "- 28.12.2016", "28.12.2016-", "28/12/2016 –", "2016/-2017"),
    *("Dec 2015 -", "Dec 2015-", "- Dec 2016", "-Dec 2016", "15 Dec 2015 -", "Dec 2015 –", "– Dec 2015"),
    *("Dec 2015 — ", "Dec 2015..", "..Dec 2015", "Dec 2015 /", "/ Dec 2015", "Dec 2015…", "Dec 2015 -?"),
    *(
        "2015?-",
        "~2015-",
        "2015~-",
        "about 2015 -",
        "- about 2015",
        "c. 2015–",
        "-~2015",
        "2015 - ?",
        "?-2015",
    ),
    *("दिसंबर 2015 -", "दिसंबर 2015–", "- दिसंबर 2016", "१५ दिसंबर २०१५ -", "२०१७-", "–२०१६", "−२०१६", "२०१७ –"),
    *("लगभग 2015 -", "2016 से -", "- 2016 तक", "spring 2016 -", "-spring 2016", "2016 की सर्दियाँ –"),
    *("2015--2016", "2015-/2016", "5 -Dec 2016", "Dec 2016 -5", "2016 -12", "2016- 12", "Dec- 2016", ",2016"),
    *("2015 to -2016", "2015 or -2016", "2015- or 2016", "since 2015-", "-since 2015", "2016,", "2016, -"),
]

#: Numbers that no calendar has in this place.
OUT_OF_RANGE = [
    *("2001-34", "2001-25", "2016-31", "2010-99", "2024-25", "2016-41", "2001–34", "2001/34", "2016-42"),
    *(
        "2016-00",
        "2016-13",
        "2015-18",
        "२०१६-३१",
        "2016.31",
        "2016-13-01",
        "2016-32-01",
        "2016-12-32",
        "2016.13.01",
    ),
    *(
        "2016-25-01",
        "32 Dec 2016",
        "0 Dec 2016",
        "45-2016",
        "2016-25~",
        "about 2016-31",
        "2010–99",
        "1999-00",
    ),
    *("2015/18", "2016-31/2017", "2015 or 2016-31", "2016-5-32", "2016-123", "20161228", "2016-W03"),
    *("2011–12", "2016–12", "27-45 March 2016", "10 – March 2016", "2015-12-2016"),
]

#: EDTF of other levels, and what to write instead.
INSTEAD = [
    ("201X", "[2010..2019]"),
    ("19XX", "[1900..1999]"),
    ("201x", "[2010..2019]"),
    ("201u", "[2010..2019]"),
    ("२०१X", "[2010..2019]"),
    ("1985-04-XX", "1985-04"),
    ("1985-XX", "1985"),
    ("1985-XX-XX", "1985"),
    ("1985-1X", "[1985-10..1985-12]"),
    ("1985-0X", "[1985-01..1985-09]"),
    ("1985-02-2X", "[1985-02-20..1985-02-28]"),
    ("201X-12", "[2010-12..2019-12]"),
    ("201X-XX", "[2010..2019]"),
    ("{1960,1961-12}", "[1960,1961-12]"),
    ("{1960,1961-12}", "1960/1961-12"),
    ("{1667,1668, 1670..1672}", "[1667,1668,1670..1672]"),
    ("2016-25", "2016-21"),
    ("2024-25", "2024/2025"),
    ("2016-29", "[2016-09..2016-11]"),
    ("2016-33", "[2016-01..2016-03]"),
    ("2016-36", "[2016-10..2016-12]"),
    ("2016-37", "[2016-01..2016-04]"),
    ("2016-40", "[2016-01..2016-06]"),
    ("2001-34", "[2001-04..2001-06]"),
    ("2001-34", "2001/2034"),
    ("2010-99", "2010/2099"),
    ("2015-18", "2015/2018"),
    ("2015–18", "2015/2018"),
    ("2016-06~-11", "2016-06-11~"),
    ("2016?-06-~11", "2016-06-11%"),
    ("~2016-12-28", "2016-12-28~"),
    ("?2016-12", "2016-12?"),
    ("~2016-12", "2016-12~"),
    ("2016..2017", "[2016..2017]"),
    ("2016..2017", "2016/2017"),
    ("2017-", "2017/.."),
    ("२०१७-", "2017/.."),
    ("Dec 2015 -", "2015-12/.."),
    ("दिसंबर 2015 –", "2015-12/.."),
    ("~2015-", "2015~/.."),
    ("2015?-", "2015?/.."),
    ("- Dec 2016", "../2016-12"),
    ("-1985", "../1985"),
    ("–2016", "../2016"),
    ("2017/?", "2017/"),
    # A sign of doubt stands in what is to be written too.
    ("2016-17~", "2016~/2017~"),
    ("2016–17?", "2016?/2017?"),
    ("2016-25%", "2016-21%"),
    ("2001-34?", "[2001-04?..2001-06?]"),
    ("2010-99~", "2010~/2099~"),
    ("1999-00~", "1999~/2000~"),
    ("201X~", "[2010~..2019~]"),
    ("1985-04-XX?", "1985-04?"),
]


@pytest.mark.parametrize("typed", [*HALVES, *OUT_OF_RANGE, *dict.fromkeys(text for text, _form in INSTEAD)])
def test_is_refused_everywhere(typed):
    with pytest.raises(dates.DateError):
        dates.read(typed)
    with pytest.raises(dates.DateError):
        asserted.read(Member, "joined", typed)
    with pytest.raises(dates.DateError):
        asserted.read(Event, "date", f" {typed}\u200b")
    assert dates.explain(typed, "hi")["ok"] is False


@pytest.mark.parametrize(("typed", "form"), INSTEAD)
@pytest.mark.parametrize("lang", languages.codes())
def test_a_refusal_names_the_form_to_write(typed, form, lang):
    error = dates.explain(typed, lang)["error"]
    assert re.search(rf"(?<![\w\[/.]){re.escape(form)}(?![\w/~?%]|-\d)", error), error
    assert dates.words(form, lang) in error


UNDERSTOOD = {
    # One meaning, and no sign of it lost.
    "March 27-28, 2016": "2016-03-27/2016-03-28",
    "March 27-28 2016": "2016-03-27/2016-03-28",
    "Mar 27–28, 2016": "2016-03-27/2016-03-28",
    "मार्च 27-28, 2016": "2016-03-27/2016-03-28",
    "27-28 मार्च, 2016": "2016-03-27/2016-03-28",
    "२७-२८ मार्च २०१६": "2016-03-27/2016-03-28",
    "2016 March 27-28": "2016-03-27/2016-03-28",
    "2016-12-28 to 30": "2016-12-28/2016-12-30",
    "28 Dec 2015-3 Jan 2016": "2015-12-28/2016-01-03",
    "Dec 2015-Jan 2016": "2015-12/2016-01",
    "दिसंबर 2015-जनवरी 2016": "2015-12/2016-01",
    "Jan-Mar 2016": "2016-01/2016-03",
    "2016-12-28-2016-12-30": "2016-12-28/2016-12-30",
    "15-Dec-2015": "2015-12-15",
    "15-दिसंबर-2015": "2015-12-15",
    "Dec-2015": "2015-12",
    "28 Dec,2016": "2016-12-28",
    "28 December 2016.": "2016-12-28",
    "28 दिसंबर 2016।": "2016-12-28",
    "28.12.2016.": "2016-12-28",
    "2016‐12‐28": "2016-12-28",
    "2016−12−28": "2016-12-28",
    "2016－12－28": "2016-12-28",
    "２０１６／１２／２８": "2016-12-28",
    "2016-17": "2016/2017",
    "2016–17": "2016/2017",
    "2024/25": "2024/2025",
    "Dec 2016 ?": "2016-12?",
    "Dec 2016？": "2016-12?",
    "from about 2015 to 2016": "2015~/2016",
    "about 2015 to about 2016": "2015~/2016~",
    "2015 to about 2016": "2015/2016~",
    "about 2015 – 2016": "2015~/2016",
    "~2015": "2015~",
    "~ 28 Dec 2015": "2015-12-28~",
}


@pytest.mark.parametrize(("typed", "edtf"), UNDERSTOOD.items())
def test_what_can_mean_nothing_else_is_understood(typed, edtf):
    assert str(dates.read(typed).value) == edtf


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("Dec–Jan 2016", "2015-12/2016-01", "2016-12/2017-01"),
        ("Dec-Jan 2016", "2015-12/2016-01", "2016-12/2017-01"),
        ("दिसंबर से जनवरी 2016", "2015-12/2016-01", "2016-12/2017-01"),
        ("28 Dec – 3 Jan 2016", "2015-12-28/2016-01-03", "2016-12-28/2017-01-03"),
        ("28–3 March 2016", "2016-02-28/2016-03-03", "2016-03-03/2016-03-28"),
        ("March 28-3, 2016", "2016-03-28/2016-04-03", "2016-03-03/2016-03-28"),
        ("28-3 Jan 2016", "2015-12-28/2016-01-03", "2016-01-03/2016-01-28"),
        ("about 2015-2016", "2015~/2016", "2015~/2016~"),
        ("~2015-2016", "2015~/2016", "2015~/2016~"),
        ("about 2015 to 2016", "2015~/2016", "2015~/2016~"),
        ("लगभग 2015 से 2016 तक", "2015~/2016", "2015~/2016~"),
        ("2015 to 2016?", "2015/2016?", "2015?/2016?"),
        ("2015–2016?", "2015/2016?", "2015?/2016?"),
        ("2015 or 2016?", "[2015,2016?]", "[2015?,2016?]"),
        ("between 2015 and 2016?", "[2015..2016?]", "[2015?..2016?]"),
        ("2011–12", "2011-12", "2011/2012"),
        ("2015-12-2016", "2015/2016-12", "2015-12/2016"),
        # A stroke between words is "or" as often as "to", and a winter has two years.
        ("Jan/Feb 2016", "2016-01/2016-02", "[2016-01,2016-02]"),
        ("जनवरी/फ़रवरी 2016", "2016-01/2016-02", "[2016-01,2016-02]"),
        ("27/28 March 2016", "2016-03-27/2016-03-28", "[2016-03-27,2016-03-28]"),
        ("March 27/28, 2016", "2016-03-27/2016-03-28", "[2016-03-27,2016-03-28]"),
        ("Dec/Jan 2016", "2015-12/2016-01", "2016-12/2017-01"),
        ("winter 2015/2016", "[2015-12..2016-02]", "2015-24/2016"),
        ("winter 2015-2016", "[2015-12..2016-02]", "2015-24/2016"),
        ("Winter 2015/16", "[2015-12..2016-02]", "2015-24/2016"),
        ("winter 1999–00", "[1999-12..2000-02]", "1999-24/2000"),
        ("शीत ऋतु 2015-16", "[2015-12..2016-02]", "2015-24/2016"),
        ("2015/2016 की सर्दियाँ", "[2015-12..2016-02]", "2015-24/2016"),
    ],
)
def test_two_meanings_are_named_in_both_languages(typed, first, second):
    for lang in languages.codes():
        with override(lang), pytest.raises(dates.DateError) as refused:
            dates.read(typed)
        assert refused.value.code == "ambiguous"
        for form in (first, second):
            assert form in str(refused.value)
            assert dates.words(form, lang) in str(refused.value)


def test_a_message_names_no_year_that_is_clear():
    with override("en"):
        assert "year" not in dates.explain("Dec–Jan 2016", "en")["error"]
        assert "the year is not clear" in dates.explain("March 27-28", "en")["error"]
        assert "the year is not clear" in dates.explain("Dec 2016 – Jan", "en")["error"]


# What holds for every text ----------------------------------------------------------------------------------

SIGNS = [
    "-",
    "–",
    "—",
    "−",
    "‑",
    " -",
    " –",
    "- ",
    "– ",
    "..",
    "/",
    "/..",
    "…",
    "?",
    "~",
    "%",
    "[",
    "]",
    "{",
    "}",
    ",",
]
DEVANAGARI = {ord(str(number)): "०१२३४५६७८९"[number] for number in range(10)}
plain_words = st.sampled_from(languages.codes())


def written(made, lang, devanagari=False):
    text = dates.words(made.text, lang)
    return (
        text.translate({ord(str(number)): "०१२३४५६७८९"[number] for number in range(10)})
        if devanagari
        else text
    )


@given(
    points(qualifiers=""), plain_words, st.booleans(), st.sampled_from(SIGNS), st.booleans(), st.booleans()
)
def test_a_sign_at_the_edge_is_refused_or_widens(made, lang, devanagari, sign, before, as_edtf):
    text = made.text if as_edtf else written(made, lang, devanagari)
    plain = dates.read(text).value
    try:
        signed = dates.read(sign + text if before else text + sign).value
    except dates.DateError:
        return
    assert (signed.earliest or plain.earliest) <= plain.earliest
    assert signed.latest is None or signed.latest >= plain.latest
    assert signed.canonical != plain.canonical


@given(dates_made(), plain_words, st.sampled_from(SIGNS), st.data())
def test_a_sign_anywhere_never_makes_a_date_more_exact(made, lang, sign, data):
    text = data.draw(st.sampled_from([made.text, dates.words(made.text, lang)]))
    place = data.draw(st.integers(0, len(text)))
    try:
        value = dates.read(text[:place] + sign + text[place:]).value
    except dates.DateError:
        return
    numbers = {int(number) for number in re.findall(r"\d+", text[:place] + sign + text[place:])}
    assert {point for point in numbers if point > 31} <= {end.year for end in _ends(value)}


@given(st.integers(1, 9999), st.integers(0, 99), st.sampled_from("-–/.−‑"), st.booleans())
def test_a_number_out_of_range_is_never_read_as_something_else(year, number, sign, devanagari):
    text = f"{year:04}{sign}{number:02}"
    if devanagari:
        text = text.translate(DEVANAGARI)
    try:
        value = dates.read(text).value
    except dates.DateError:
        return
    if "/" in str(value):
        assert str(value) == f"{year:04}/{year + 1:04}"
        assert str(year + 1).endswith(f"{number:02}")
        assert number > 12
    else:
        assert str(value) == f"{year:04}-{number:02}"
        assert 1 <= number <= 12 or 21 <= number <= 24


@given(st.text("0123456789-–/.,~?% []{}X१२", max_size=14))
def test_every_number_of_what_is_accepted_is_in_the_date(text):
    try:
        value = dates.read(text).value
    except dates.DateError:
        return
    ascii_text = text.translate(str.maketrans("१२", "12"))
    held = [number for end in _ends(value) for number in (end.year, end.month, end.day, end.season) if number]
    for number in re.findall(r"\d+", ascii_text):
        assert int(number) in held or any(str(end.year).endswith(number) for end in _ends(value)), (
            text,
            value,
        )
    assert not re.match(r"\s*[-–,{.]", text) or text.strip().startswith(".."), (text, value)
    assert not re.search(r"[-–,{]\s*$", text), (text, value)


def _ends(value):
    ends = [end for stretch in value.stretches for end in (stretch.start, stretch.end)]
    return [end for end in ends if isinstance(end, dates.Point)]
