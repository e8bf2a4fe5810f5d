"""Which words are alike."""

import unicodedata
from pathlib import Path

import pytest
import snowballstemmer
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from archive.search.vocabulary import allowed, distance, pieces
from archive.spelling.fold import folded, forms
from archive.spelling.roman import devanagari_keys, latin_keys, romanise
from archive.spelling.stemming import STEMMING, stem
from archive.spelling.words import compounds, script, words

BASE = Path(settings.BASE_DIR)

SAME_SPELLING = """
हिंदी हिन्दी
क़ानून कानून
फ़िलिस्तीन फिलिस्तीन
हूँ हूं
घोषणाएँ घोषणाएं
घोषणायें घोषणाएँ
तुर्किये तुर्किए
गयी गई
चाहिये चाहिए
सम्बन्ध संबंध
गाम्बिया गांबिया
इण्डोनेशिया इंडोनेशिया
सन्युक्त संयुक्त
अङ्क अंक
पञ्च पंच
दण्ड दंड
सन्त संत
चम्पा चंपा
तत्त्व तत्व
महत्त्व महत्व
कर्त्ता कर्ता
अर्द्ध अर्ध
दुःख दुख
क्\u200dया क्या
अाज आज
१५ 15
Davutoğlu davutoglu
Türkiye TURKIYE
Saʿud Saud
Łódź lodz
Straße STRASSE
ＰＡＫ pak
أحمد احمد
""".strip().splitlines()

ALIKE_BY_SOUND = """
पाकिस्तान pakistan
गठबंधन gathbandhan gatbandhan gathbandan
सदस्य sadasya sadasy sadasyaa
रियाद riyad riyadh
राहील raheel rahil rahel
मोहम्मद mohammed muhammad mohammad mohamed
शरीफ़ sharif shareef
सलमान salman salmaan
सऊदी saudi
घोषणा ghoshna ghoshana
आतंकवाद aatankwad atankvad aatankvaad
मंत्रालय mantralaya mantralay
तुर्किये turkiye
शुऐब shoaib shuaib
हुसैन hussein husain
क़तर qatar katar
लड़ाई ladai larai
ज्ञान gyan
मुंबई mumbai
कैमरून cameroon kaimrun
""".strip().splitlines()

APART = [
    "दिल दाल",
    "भीरत भारत",
    "देश दोष",
    "सेना सोना",
    "मिल माल",
    "कम कर",
    "dil dal",
    "iran iraq",
    "mali malaysia",
]


def keys(word: str) -> set[str]:
    return set(latin_keys(folded(word)) if word.isascii() else devanagari_keys(word))


@pytest.mark.parametrize("pair", SAME_SPELLING)
def test_two_spellings_of_a_word_fold_to_one(pair):
    one, other = pair.split(" ")
    assert folded(one) == folded(other) != ""


@pytest.mark.parametrize("normal_form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_normal_form_of_a_text_changes_nothing(normal_form):
    text = "क़तर में हिन्दी की बैठकें, Davutoğlu, ड़ ढ़"
    assert [folded(word.text) for word in words(unicodedata.normalize(normal_form, text))] == [
        folded(word.text) for word in words(text)
    ]


@pytest.mark.parametrize(
    ("inflected", "base"),
    [
        ("देशों", "देश"),
        ("बैठकें", "बैठक"),
        ("घोषणाएँ", "घोषणा"),
        ("सदस्यों", "सदस्य"),
        ("states", "state"),
        ("announcement", "announced"),
    ],
)
def test_an_inflected_word_has_the_stem_of_its_base(inflected, base):
    assert forms(inflected).stems == forms(base).stems
    assert forms(inflected).folded != forms(base).folded


@pytest.mark.parametrize("group", ALIKE_BY_SOUND)
def test_hindi_and_the_ways_to_type_it_in_latin_letters_have_a_key_in_common(group):
    hindi, *typed = group.split(" ")
    for word in typed:
        assert keys(hindi) & keys(word), f"{hindi}: {keys(hindi)}, {word}: {keys(word)}"


@pytest.mark.parametrize("pair", APART)
def test_words_that_only_look_alike_share_neither_spelling_nor_stem_nor_sound(pair):
    one, other = (forms(word) for word in pair.split(" "))
    assert one.folded != other.folded
    assert not set(one.stems) & set(other.stems)
    assert not set(one.keys) & set(other.keys)


@pytest.mark.parametrize(
    ("hindi", "latin"),
    [
        ("पाकिस्तान", "pakistan"),
        ("गठबंधन", "gathbandhan"),
        ("सलमान", "salman"),
        ("भारत", "bharat"),
        ("सदस्य", "sadasya"),
        ("समझना", "samajhna"),
        ("संगठन", "sangathan"),
        ("मुंबई", "mumbai"),
    ],
)
def test_the_inherent_vowel_is_silent_where_hindi_drops_it(hindi, latin):
    assert romanise(hindi) == latin


def test_words_are_whole_in_every_script():
    text = "हिन्दी, क्\u200dया।१५-१२ Côte d’Ivoire \0 😀 الإرهاب"
    assert [word.text for word in words(text)] == [
        "हिन्दी",
        "क्\u200dया",
        "१५",
        "१२",
        "Côte",
        "d",
        "Ivoire",
        "الإرهاب",
    ]
    assert all(text[word.start : word.end] == word.text for word in words(text))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("घोषणा-पत्र पर", ["घोषणापत्र"]),
        ("counter-terrorism, non‑military", ["counterterrorism", "nonmilitary"]),
        ("एक-दो-तीन", ["एकदो", "दोतीन"]),
        ("2015-12-15, a - b, a– b, COVID-19", []),
    ],
)
def test_a_hyphen_makes_a_compound(text, joined):
    assert [compound.text for compound in compounds(text)] == joined


@given(st.text())
def test_any_text_has_words_and_forms(text):
    for word in words(text):
        known = forms(word.text)
        assert all(char.isascii() for key in known.keys for char in key)
        assert not any(char.isspace() for char in known.folded)


@example("ˆÀ")
@given(st.text(min_size=1))
def test_what_is_folded_stays_as_it_is(text):
    for word in words(text):
        once = folded(word.text)
        assert folded(once) == once


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("कतर", "क़तर", 1),
        ("pakistan", "pakisatn", 1),
        ("तुर्की", "तुर्क", 1),
        ("abcd", "abcd", 0),
        ("abc", "xyz", 3),
    ],
)
def test_wrong_missing_added_and_swapped_letters_count_one_each(one, other, errors):
    assert distance(unicodedata.normalize("NFD", one), unicodedata.normalize("NFD", other), 3) == errors


def test_short_words_forgive_nothing():
    assert [allowed(length) for length in (3, 4, 5, 8, 9, 20)] == [0, 0, 1, 1, 2, 2]


LETTERS = st.text("abcde", min_size=9, max_size=12)


@given(LETTERS, st.data())
def test_a_word_with_two_errors_still_shares_a_piece_with_the_right_one(word, data):
    wrong = list(word)
    for _error in range(2):
        place = data.draw(st.integers(0, len(wrong) - 2))
        match data.draw(st.sampled_from("wmas")):
            case "w":
                wrong[place] = "x"
            case "m":
                del wrong[place]
            case "a":
                wrong.insert(place, "x")
            case "s":
                wrong[place], wrong[place + 1] = wrong[place + 1], wrong[place]
    assert pieces(word, 2) & pieces("".join(wrong), 2)


@pytest.mark.parametrize(("name", "writing"), [("english", "LATIN"), ("hindi", "DEVANAGARI")])
def test_our_rules_of_stemming_do_what_snowball_does(name, writing):
    """On the words of all our own files: some thousands in each language."""
    files = [*BASE.glob("fixtures/**/*.yaml"), *BASE.glob("docs/*.md"), *BASE.glob("archive/locale/**/*.po")]
    text = " ".join(path.read_text("utf-8") for path in [*files, *BASE.glob("archive/**/*.py")])
    known = {folded(word.text) for word in words(text)}
    known = sorted(word for word in known if word and script(word) == writing)
    assert len(known) > 2000
    stemmer = snowballstemmer.stemmer(name)
    ours = {word: stem(word, STEMMING[writing]) for word in known}
    assert {word: found for word, found in ours.items() if found != stemmer.stemWord(word)} == {}
