"""The two languages compared: what one says and the other does not is named, with its place."""

import time

import pytest
from django.utils.translation import override

from archive.editing.compared import LONGEST, MOST, compared

#: Hindi, English, and a part of each remark that must come; nothing else may.
PAIRS = [
    # A Hindi editor's findings, as the texts stood.
    ("2020 तक समर्थक देश।", "A supporting country by 2020.", ["by 2020"]),
    (
        "दिसंबर 2023 तक ख़ालिद बिन सलमान इस पद पर थे।",
        "Khalid bin Salman was in the post by December 2023.",
        ["by December 2023"],
    ),
    (
        "शिन्हुआ ने उसी बयान को ‘शामिल नहीं हुआ’ माना।",
        "Xinhua took the same statement for “not yet joined”.",
        ["not yet"],
    ),
    # and as they were corrected
    ("2020 में समर्थक देशों में गिनाया गया।", "Counted among the supporting countries by 2020.", []),
    ("2020 तक 41 देश शामिल हो चुके थे।", "By 2020, 41 states had joined.", []),
    (
        "शिन्हुआ ने उसी बयान का अर्थ लगाया कि पाकिस्तान ‘अभी शामिल नहीं हुआ’ है।",
        "Xinhua took the same statement to mean that Pakistan had “not yet joined”.",
        [],
    ),
    # numbers
    ("34 देश", "35 states", ["34 stands in the Hindi alone", "35 stands in the English alone"]),
    ("३४ देश, 41वाँ", "34 states, the 41st", []),
    ("34 हज़ार सैनिक", "34,000 troops", []),
    ("3.4 लाख", "340,000", []),
    ("पाँच दिन का पाठ्यक्रम", "A course of 5 days", []),
    ("5 दिन", "five days", []),
    ("10 करोड़ रियाल", "100 million riyals", []),
    # dates
    ("15 दिसंबर 2015 को", "On 15 November 2015", ["दिसंबर", "November"]),
    ("मई 2025 में", "In May 2025", []),
    ("वह आ सकता है।", "He may come.", []),
    # countries
    ("पाकिस्तान और ओमान", "Pakistan", ["ओमान"]),
    ("पाकिस्तानी प्रतिनिधिमंडल", "A delegation of Pakistan", []),
    ("अमेरिका ने कहा", "The American secretary said", []),
    ("सऊदी अरब की राजधानी", "The Saudi capital", []),
    # links and citations
    (
        "देखें [यहाँ](https://example.org/a)",
        "See [here](https://example.org/b)",
        ["example.org/a", "example.org/b"],
    ),
    ("यह हुआ। [@sa-joint]", "It happened.", ["[@sa-joint]"]),
    # negations
    ("वह सदस्य है।", "It is not a member.", ["“not”"]),
    ("उसने सैनिक नहीं भेजे।", "It sent no troops.", []),
    ("वह बिना शर्त शामिल हुआ।", "It joined unconditionally.", ["“बिना”"]),
    # the same, and Latin
    ("A meeting in Riyadh", "A meeting in Riyadh", ["The Hindi is the same"]),
    ("2015", "2015", []),
    ("IMCTC की बैठक", "A meeting of IMCTC", []),
    ("Riyadh में बैठक", "A meeting in the capital", ["“Riyadh”"]),
    # one language alone
    ("केवल हिंदी 34", "", []),
    ("", "English alone, 34", []),
]


@pytest.mark.parametrize(("hindi", "english", "expected"), PAIRS)
def test_what_one_language_says_alone_is_named(hindi, english, expected):
    with override("en"):
        found = compared(hindi, english)
    assert len(found) == len(expected), found
    for said in expected:
        assert any(said in remark for remark in found), (said, found)


def test_a_remark_names_its_place():
    with override("en"):
        (remark,) = compared(
            "बैठक 2016 में हुई।", "The meeting of the council took place in 2016 with 39 states in Riyadh"
        )[:1]
    assert "39 states" in remark


LETTERS = 10_000


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        "क",
        "@",
        "a@",
        "a.",
        "a-",
        "](",
        "`",
        "[",
        "[@a",
        "[@a; @",
        "by 2020 ",
        "2020 तक ",
        "https://a ",
        "1,",
    ],
)
def test_a_long_text_is_compared_in_the_time_that_its_length_takes(unit):
    """A save waits for it, and everybody else for the save."""
    text = (unit * LETTERS)[:LETTERS]
    numbers = " ".join(map(str, range(LETTERS // 5)))
    began = time.process_time()
    for hindi, english in ((text, f"{text} y"), (numbers, text)):
        compared(hindi, english)
    assert time.process_time() - began < 5


def test_of_many_remarks_some_are_made():
    numbers = " ".join(map(str, range(500)))
    assert len(compared(numbers, "क")) == MOST
    assert compared("x" * LONGEST, "y" * (LONGEST + 1)) == []


@pytest.mark.parametrize(
    "text", ["a@b.org", "x.y@mail.example.org", "spa.gov.sa", "www.mod-gov.sa", "un.org/a"]
)
def test_an_address_is_said_in_no_language(text):
    assert compared(f"पता {text} है", f"The address is {text}") == []
