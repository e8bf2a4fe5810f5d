"""What a reader sees of an imprecise date, and what a machine gets."""

import re

import pytest
from django.utils.translation import override
from hypothesis import given

from archive import dates, languages
from tests.dates_made import FORTY, dates_made

WORDS = [
    ("2016", "2016", "2016"),
    ("2016-12", "December 2016", "दिसंबर 2016"),
    ("2015-12-15", "15 December 2015", "15 दिसंबर 2015"),
    ("2015-12~", "about December 2015", "लगभग दिसंबर 2015"),
    ("2025?", "possibly 2025", "संभवतः 2025"),
    ("2016%", "possibly about 2016", "संभवतः लगभग 2016"),
    (
        "[2015-12-15..2016-12-28]",
        "between 15 December 2015 and 28 December 2016",
        "15 दिसंबर 2015 और 28 दिसंबर 2016 के बीच",
    ),
    ("[2015,2017]", "2015 or 2017", "2015 या 2017"),
    ("[2014,2015,2017]", "2014, 2015 or 2017", "2014, 2015 या 2017"),
    ("[2017..]", "2017 or later", "2017 या उसके बाद"),
    ("[..2015-12-14]", "14 December 2015 or earlier", "14 दिसंबर 2015 या उससे पहले"),
    ("2017/..", "from 2017", "2017 से"),
    ("../2017", "until 2017", "2017 तक"),
    ("2017/", "from 2017, end unknown", "2017 से, अंत ज्ञात नहीं"),
    ("/2019-01", "until January 2019, start unknown", "जनवरी 2019 तक, आरंभ ज्ञात नहीं"),
    ("2016-02-27/2016-03-10", "27 February – 10 March 2016", "27 फ़रवरी – 10 मार्च 2016"),
    ("2016-03-27/2016-03-28", "27–28 March 2016", "27–28 मार्च 2016"),
    ("2015-12-30/2016-01-02", "30 December 2015 – 2 January 2016", "30 दिसंबर 2015 – 2 जनवरी 2016"),
    ("2016-01/2016-03", "January – March 2016", "जनवरी – मार्च 2016"),
    ("2015/2017", "2015–2017", "2015–2017"),
    ("2015-12/2016~", "December 2015 – about 2016", "दिसंबर 2015 – लगभग 2016"),
    ("2016-21", "spring 2016", "2016 का वसंत"),
    ("2016-24?", "possibly winter 2016", "संभवतः 2016 की सर्दियाँ"),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "english", "hindi"), WORDS)
def test_words_in_both_languages(text, english, hindi):
    assert dates.words(text, "en") == english
    assert dates.words(text, "hi") == hindi


def test_words_are_in_the_language_of_the_page_unless_told_otherwise():
    with override("en"):
        assert dates.words("2016-12") == "December 2016"
    with override("hi"):
        assert dates.words(dates.parse("2016-12")) == "दिसंबर 2016"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ar", "ديسمبر 2016"), ("fr", "décembre 2016"), ("ja", "2016年12月"), ("pt-br", "dezembro de 2016")],
)
def test_months_come_in_any_language_of_cldr(lang, words):
    assert dates.words("2016-12", lang) == words


def test_a_language_that_cldr_does_not_know_is_written_in_english():
    assert dates.words("2016-12", "xx") == "December 2016"


@given(dates_made())
def test_words_say_no_day_that_the_text_does_not(made):
    """Every number of the words stands in the text: "December 2016" never becomes the first of December."""
    numbers = {int(number) for number in re.findall(r"\d+", made.text)}
    for lang in languages.codes():
        assert {int(number) for number in re.findall(r"\d+", dates.words(made.text, lang))} <= numbers


@pytest.mark.parametrize("text", FORTY)
def test_digits_are_ascii(text):
    assert not re.search(r"[०-९]", dates.words(text, "hi"))


@pytest.mark.parametrize("lang", languages.codes())
@given(made=dates_made())
def test_words_can_be_typed_again(lang, made):
    assert dates.read(dates.words(made.text, lang)).value.canonical == dates.canonical(made.text)


@pytest.mark.parametrize("text", ["2016", "2016-12", "2016-12-28"])
def test_html_gets_a_plain_date(text):
    assert dates.machine(text) == text


@pytest.mark.parametrize("text", ["", "2015-12~", "2025?", "2016-21", "2017/..", "2016/2017", "[2016,2017]"])
def test_html_gets_no_date_that_it_would_take_for_more_exact(text):
    assert dates.machine(text) is None
