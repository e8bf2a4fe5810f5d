"""What holds for every text that is read as a date, tried on texts that are made."""

import re

from hypothesis import given
from hypothesis import strategies as st

from archive import dates, languages
from tests.dates_made import dates_made, points

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
