"""What people type: understood where it has one meaning, refused with advice where it has none or two."""

import pytest
from django.utils.translation import override

from archive import dates, languages
from tests.dates_made import FORTY

UNDERSTOOD = {
    "Dec 2016": "2016-12",
    "dec. 2016": "2016-12",
    "December 2016": "2016-12",
    "December, 2016": "2016-12",
    "in December of 2016": "2016-12",
    "28 December 2016": "2016-12-28",
    "28th December 2016": "2016-12-28",
    "Dec 28, 2016": "2016-12-28",
    "2016 Dec 28": "2016-12-28",
    "15-Dec-2015": "2015-12-15",
    "Sept 2016": "2016-09",
    "28 दिसंबर 2016": "2016-12-28",
    "28 दिसम्बर 2016": "2016-12-28",
    "28 दिस॰ 2016": "2016-12-28",
    "28 दिस. 2016 को": "2016-12-28",
    "दिसंबर 2016 में": "2016-12",
    "फ़रवरी 2016": "2016-02",
    "फरवरी 2016": "2016-02",
    "अक्तूबर 2016": "2016-10",
    "१५ दिसंबर २०१५": "2015-12-15",
    "२०१६": "2016",
    "१५-१२-२०१५": "2015-12-15",
    "28-12-2016": "2016-12-28",
    "28.12.2016": "2016-12-28",
    "28/12/2016": "2016-12-28",
    "12/28/2016": "2016-12-28",
    "05/05/2024": "2024-05-05",
    "2016/12/28": "2016-12-28",
    "2016.12.28": "2016-12-28",
    "2016-2-7": "2016-02-07",
    "12/2016": "2016-12",
    "2016/02": "2016-02",
    "2016/17": "2016/2017",
    "2016-17": "2016/2017",
    "about Dec 2015": "2015-12~",
    "c. 2015": "2015~",
    "c.2015": "2015~",
    "~2016": "2016~",
    "लगभग दिसंबर 2015": "2015-12~",
    "क़रीब 2015": "2015~",
    "करीब 2015": "2015~",
    "2015 के आसपास": "2015~",
    "possibly 2025": "2025?",
    "Dec 2016?": "2016-12?",
    "2016 (?)": "2016?",
    "संभवतः 2025": "2025?",
    "संभवत: 2025": "2025?",
    "शायद लगभग 2025": "2025%",
    "about 2025?": "2025%",
    "2016-12-28 to 2016-12-30": "2016-12-28/2016-12-30",
    "2016-12-28 - 2016-12-30": "2016-12-28/2016-12-30",
    "28.12.2016 – 30.12.2016": "2016-12-28/2016-12-30",
    "from Dec 2015 to Jan 2017": "2015-12/2017-01",
    "दिसंबर 2015 से जनवरी 2017 तक": "2015-12/2017-01",
    "2015-2017": "2015/2017",
    "2015—2017": "2015/2017",
    "Dec 2015/Jan 2017": "2015-12/2017-01",
    "27-28 March 2016": "2016-03-27/2016-03-28",
    "27 – 28 मार्च 2016": "2016-03-27/2016-03-28",
    "March 27 – 28, 2016": "2016-03-27/2016-03-28",
    "27 February – 10 March 2016": "2016-02-27/2016-03-10",
    "January to March 2016": "2016-01/2016-03",
    "since 2017": "2017/..",
    "दिसंबर 2017 से": "2017-12/..",
    "until 2017": "../2017",
    "2017 तक": "../2017",
    "between 15 Dec 2015 and 28 Dec 2016": "[2015-12-15..2016-12-28]",
    "between 15 and 28 December 2016": "[2016-12-15..2016-12-28]",
    "15 दिसंबर 2015 और 28 दिसंबर 2016 के बीच": "[2015-12-15..2016-12-28]",
    "2015 or 2016": "[2015,2016]",
    "2014, 2015 या 2016": "[2014,2015,2016]",
    "Spring 2016": "2016-21",
    "fall 2016": "2016-23",
    "2016 की सर्दियाँ": "2016-24",
    "about spring 2016": "2016-21~",
    "  2016-12 ": "2016-12",
    "28\u00a0Dec\u200d \u200e2016": "2016-12-28",
    "[२०१५..२०१६]": "[2015..2016]",
}


@pytest.mark.parametrize(("typed", "edtf"), UNDERSTOOD.items())
def test_what_has_one_meaning_is_understood(typed, edtf):
    assert str(dates.read(typed).value) == edtf


@pytest.mark.parametrize("text", FORTY)
def test_edtf_is_kept_as_typed(text):
    assert dates.read(text) == (dates.parse(text), False)
    assert str(dates.read(text).value) == text


def test_a_reading_says_how_the_text_was_understood():
    with override("en"):
        assert dates.read("Dec 2016").how == "2016-12 — December 2016"
    with override("hi"):
        assert dates.read("Dec 2016").how == "2016-12 — दिसंबर 2016"


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("05/06/2024", "2024-06-05 for 5 June 2024", "2024-05-06 for 6 May 2024"),
        ("5-6-2024", "2024-06-05 for 5 June 2024", "2024-05-06 for 6 May 2024"),
        ("०५.०६.२०२४", "2024-06-05 for 5 June 2024", "2024-05-06 for 6 May 2024"),
        ("about 05/06/2024", "2024-06-05 for 5 June 2024", "2024-05-06 for 6 May 2024"),
        ("05/06/2024 to 28/06/2024", "2024-06-05 for 5 June 2024", "2024-05-06 for 6 May 2024"),
        ("2011/12", "2011-12 for December 2011", "2011/2012 for 2011–2012"),
    ],
)
def test_what_has_two_meanings_is_refused_with_both_and_how_to_write_each(typed, first, second):
    with override("en"), pytest.raises(dates.DateError) as refused:
        dates.read(typed)
    assert refused.value.code == "ambiguous"
    assert first in str(refused.value)
    assert second in str(refused.value)


def test_two_meanings_are_refused_in_hindi():
    with override("hi"), pytest.raises(dates.DateError) as refused:
        dates.read("05/06/2024")
    assert str(refused.value) == (
        "“05/06/2024” का अर्थ 5 जून 2024 भी हो सकता है और 6 मई 2024 भी। "
        "5 जून 2024 के लिए 2024-06-05 लिखें, 6 मई 2024 के लिए 2024-05-06।"
    )


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("31 Feb 2016", "February 2016 has the days 1 to 29: there is no day 31."),
        ("31/02/2016", "February 2016 has the days 1 to 29: there is no day 31."),
        ("31 फ़रवरी 2016", "February 2016 has the days 1 to 29: there is no day 31."),
        ("2016-02-31", "February 2016 has the days 1 to 29: there is no day 31."),
        ("28/13/2016", "There is no month 13."),
        ("13/2016", "There is no month 13."),
        ("Dec 2016 to March 2016", "Write the earlier date first: 2016-03/2016-12."),
        ("between 2017 and 2016", "Write the earlier date first: 2016..2017."),
        ("28-12-16", "the year is not clear"),
        ("28 Dec", "the year is not clear"),
        ("28 Dec 16", "the year is not clear"),
        ("दिसंबर", "the year is not clear"),
    ],
)
def test_a_mistake_is_named(typed, says):
    with override("en"), pytest.raises(dates.DateError) as refused:
        dates.read(typed)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "typed",
    [
        *("bank holiday", "c c c c", "x" * 300, "के बीच"),
        *("2016-12-28T10:00", "28 28 Dec 2016", "Dec Jan 2016"),
        # Does 2017 count or not? Both years, or from one to the other?
        *("before 2017", "after 2017", "2015, 2016"),
        *("5 to 2016", "March to 2017", "between 2015"),
        *("26 या 27", "26 or 27 March 2016", "2016 or", "or 2016"),
    ],
)
def test_what_has_no_meaning_is_refused_with_examples(typed):
    with override("en"), pytest.raises(dates.DateError) as refused:
        dates.read(typed)
    assert refused.value.code == "not_understood"
    assert "Write it as 2016-12-28, 2016-12 or 2016, or in words: “28 December 2016”" in str(refused.value)


def test_only_the_languages_asked_for_are_read():
    assert str(dates.read("Dec 2016", ("en",)).value) == "2016-12"
    with pytest.raises(dates.DateError):
        dates.read("Dec 2016", ("hi",))


def test_a_month_name_that_means_two_months_is_not_taken_for_one():
    """Croatian "listopad" is October, Czech and Polish "listopad" is November."""
    assert str(dates.read("listopad 2016", ("cs",)).value) == "2016-11"
    assert str(dates.read("listopad 2016", ("hr",)).value) == "2016-10"
    with pytest.raises(dates.DateError):
        dates.read("listopad 2016", ("cs", "hr"))


def test_nonsense_is_refused_at_once():
    """Phrases inside phrases must not be tried in every combination; this took minutes when they were."""
    for typed in ("c " * 90, "2016 or " * 24, "about possibly " * 13, "2016 और " * 24):
        with pytest.raises(dates.DateError):
            dates.read(typed)


@pytest.mark.parametrize("lang", languages.codes())
def test_explains_a_date_while_it_is_typed(lang):
    assert dates.explain("about Dec 2015", lang) == {
        "ok": True,
        "text": "2015-12~",
        "words": dates.words("2015-12~", lang),
        "earliest": "2015-06-01",
        "latest": "2016-06-30",
        "error": "",
    }


def test_explains_an_open_end_and_an_empty_field():
    assert dates.explain("2017/..", "en")["latest"] is None
    assert dates.explain("  ", "en") == {
        "ok": True,
        "text": "",
        "words": "",
        "earliest": None,
        "latest": None,
        "error": "",
    }


def test_explains_what_is_wrong_in_the_language_asked_for():
    with override("hi"):
        explained = dates.explain("31 Feb 2016", "en")
    assert explained["ok"] is False
    assert explained["text"] == ""
    assert explained["error"] == "February 2016 has the days 1 to 29: there is no day 31."
