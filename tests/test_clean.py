"""What comes in is rid of signs that nobody sees, but for those that shape words, as in Hindi and Urdu."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.spelling.clean import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200b", ""),
        ("\u3164", ""),
        ("\u2800", ""),
        ("\ufeffTitle", "Title"),
        ("Raheel\u200b Sharif", "Raheel Sharif"),
        ("Raheel\u200d Sharif", "Raheel Sharif"),
        ("co\u00adalition", "coalition"),
        ("\u202eevil", "evil"),
        ("bell\x07 and \x1b[31mescape", "bell and [31mescape"),
        ("nul\x00", "nul"),
        ("tag\U000e0041", "tag"),
        ("half a pair \ud800", "half a pair "),
        ("https://example.org/\u200ba", "https://example.org/a"),
        ("41\u200b", "41"),
        ("three\x85lines\r\nin\rone", "three\nlines\nin\none"),
        ("a\u2028b", "a\u2028b"),
        ("tab\tstays", "tab\tstays"),
        ("e\u0301", "é"),
        ("क\u093c", "क\u093c"),
        ("\u0958", "क\u093c"),
        ("10\u00a0km", "10\u00a0km"),
        # Meaning nothing: not beside a virama.
        ("पाकि\u200dस्तान", "पाकिस्तान"),
        ("पाकि\u200cस्तान", "पाकिस्तान"),
        ("\u200dभारत\u200c", "भारत"),
        ("भारत \u200d ओमान", "भारत  ओमान"),
        # Meaning something.
        ("क्\u200dया", "क्\u200dया"),
        ("क्\u200cया", "क्\u200cया"),
        ("श्\u200d", "श्\u200d"),
        ("र\u200d्य", "र\u200d्य"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("র\u200d্য", "র\u200d্য"),
        ("क्\u200d\u200dया", "क्\u200dया"),
        ("क्\u200b\u200dया", "क्\u200dया"),
        # Numbers of Arabic script that are seen, though Unicode counts them among the formats.
        ("\u0600١", "\u0600١"),
    ],
)
def test_signs_that_nobody_sees_go_and_those_that_shape_words_stay(typed, kept):
    assert clean(typed) == kept


def test_one_line_stays_one_line():
    assert clean("one\r\ntwo\u2028three\x0bfour", lines=False) == "one two three four"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()  # no half of a surrogate pair is left


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Mn"])))
def test_what_can_be_seen_stays(text):
    invisible = "\u115f\u1160\u3164\uffa0\u2800"
    assert clean(text) == unicodedata.normalize(
        "NFC", "".join(sign for sign in text if sign not in invisible)
    )
