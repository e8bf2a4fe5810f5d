"""Which words of a quotation a reader gets, and what they are said to be."""

import pytest
from django.utils import translation

from archive.public.quotations import quotation

ARABIC = "واجب"


def quote(lang, hi="", en="", hi_is="", en_is="", original="", spoken="ar"):
    return quotation({"hi": hi, "en": en}, {"hi": hi_is, "en": en_is}, original, spoken, lang)


def described(lang, **given):
    with translation.override("en"):
        return quote(lang, **given).described


def test_the_words_are_those_of_the_language_of_the_page():
    given = {"hi": "कर्तव्य", "en": "a duty", "hi_is": "ours", "en_is": "published"}
    assert quote("hi", **given).words == ("कर्तव्य", "hi")
    assert quote("en", **given).words == ("a duty", "en")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"en": "a duty", "en_is": "original", "spoken": "en"}, "Original words (English)"),
        (
            {"en": "a duty", "en_is": "published", "spoken": "ar"},
            "As published; said in another language (Arabic)",
        ),
        ({"en": "a duty", "en_is": "published", "spoken": "en"}, "As published"),
        ({"en": "a duty", "en_is": "published", "spoken": ""}, "As published"),
        ({"en": "a duty", "en_is": "ours", "spoken": "ar"}, "Our translation; original language: Arabic"),
        ({"en": "a duty", "en_is": "ours", "spoken": "und"}, "Our translation"),
        ({"original": ARABIC, "spoken": "ar"}, "Original words (Arabic)"),
        ({"en": "a duty", "spoken": "ar"}, ""),
    ],
)
def test_it_is_said_what_the_words_are(given, words):
    assert described("en", **given) == words


def test_the_original_stands_beside_a_translation():
    assert quote("hi", hi="कर्तव्य", hi_is="ours", original=ARABIC).original == (ARABIC, "ar")
    english = quote("hi", hi="कर्तव्य", hi_is="ours", en="a duty", en_is="original", spoken="en")
    assert english.original == ("a duty", "en")


def test_the_original_does_not_stand_beside_itself():
    assert not quote("en", en="a duty", en_is="original", spoken="en").original
    assert not quote("en", original=ARABIC).original


def test_words_that_nobody_knows_are_no_quotation():
    assert quote("hi") is None
