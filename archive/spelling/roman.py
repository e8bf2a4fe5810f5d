"""Hindi in Latin letters as people type it, and the sound key under which both scripts meet.

No transliteration standard: standards write `gaṭhabaṃdhana`, people type `gathbandhan`, `gatbandhan` or
`gathbandhana`. What they agree on is the consonants and roughly the vowels; that is the key.

All of it is rules (`archive.spelling.rules`), which the search of the static copy carries out as well.
"""

import re
import unicodedata
from typing import NamedTuple

from archive.spelling.rules import Rule, again, rewritten, rules


def _table(letters: str, sounds: str) -> dict[str, str]:
    return dict(zip(letters, sounds.split(), strict=True))


# From Devanagari to Latin letters ---------------------------------------------------------------------------

_SIGNS = "ािीुूृेैोौॉॅ"
_VOWELS = "अआइईउऊऋएऐओऔऑऍ"
#: The unwritten a of a consonant, while it is not known whether it is spoken.
_INHERENT = "ə"
_SOUNDED = f"{_VOWELS}{_SIGNS}{_INHERENT}"
#: Letters that the nukta makes into another sound have a letter of their own here (ज़, ड़, ढ़, फ़, क़); it
#: changes nothing for the rest: ख़ is typed `kh`.
_WITH_NUKTA = {"ज": "\u095b", "ड": "\u095c", "ढ": "\u095d", "फ": "\u095e", "क": "\u0958"}
_CONSONANT = "[क-ह\u0958-\u095e]"

LATIN_OF = {
    **_table(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलळवशषसह",
        "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l l v sh sh s h",
    ),
    **_table("\u095b\u095c\u095d\u095e\u0958", "z d dh f q"),
    **_table(_VOWELS, "a a i i u u ri e ai o au o e"),
    **_table(_SIGNS, "a i i u u ri e ai o au o e"),
    _INHERENT: "a",
    "\u094d": "",
}

#: A silent vowel is the last one of a word (unless a cluster carries it, as in सदस्य), and one between a
#: sounded syllable before and a single sounded consonant after, counted from the end.
ROMANISING: tuple[Rule, ...] = (
    *rules(
        # Signs without a sound of their own, and joiners.
        ("[\u0900\u0903\u093a\u093b\u093d\u0944\u0946\u094a\u094e\u094f\u0951-\u0957\u0962\u0963]", ""),
        ("[\u0300-\u036f\u00ad\u200b-\u200d\u2060]", ""),
        ("\u0901", "\u0902"),
        ("ज\u094dञ", "ग\u094dय"),
        *((f"{letter}\u093c", sound) for letter, sound in _WITH_NUKTA.items()),
        ("\u093c", ""),
        (f"({_CONSONANT})(?![{_SIGNS}\u094d])", rf"\1{_INHERENT}"),
        (f"[{_VOWELS}{_SIGNS}]+(?=[{_SIGNS}])", ""),  # two vowels in one place: the last one is meant
        (f"(?<=[{_SOUNDED}])(\u0902?{_CONSONANT}){_INHERENT}$", r"\1"),
    ),
    again(f"^(.*[{_SOUNDED}]{_CONSONANT}){_INHERENT}(?={_CONSONANT}[{_SOUNDED}])", r"\1"),
    *rules(
        ("(?<=[इईिीऐैऋृ])(?=[अआउऊएऐओऔऑऍ])", "y"),  # तुर्किए and तुर्किये are one word
        ("\u0902+(?=[पफबभ\u095e])", "m"),
        ("\u0902+", "n"),
    ),
)
_LATIN_OF = str.maketrans(LATIN_OF)


def romanise(word: str) -> str:
    """A Devanagari word in casual Latin letters, the inherent vowel dropped where Hindi drops it.

    पाकिस्तान -> pakistan, गठबंधन -> gathbandhan, सलमान -> salman, भारत -> bharat, सदस्य -> sadasya.
    """
    return rewritten(unicodedata.normalize("NFD", word), ROMANISING).translate(_LATIN_OF)


# The key ---------------------------------------------------------------------------------------------------

#: Latin letters without the free choices of spelling.
PLAIN = rules(
    ("aa+", "a"),
    ("ee+|ea|ey(?![aeiou])|ie(?![aeiouy])", "i"),
    ("oo+|ou", "u"),
    # English ways to write a sound, the longest first.
    ("tch|chh|ch", "C"),
    ("ck|q", "k"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("x", "ks"),
    ("dj", "j"),
    ("sh", "s"),
    ("ph", "f"),
    # An h after a stop is breath that people write or leave out: riyadh, gatbandhan.
    ("(?<=[kgCjtdbr])h", ""),
    ("z", "j"),
    ("w", "v"),
    ("m(?=[pbf])", "n"),
    ("C", "c"),
    (r"([b-df-hj-np-tv-z])\1+", r"\1"),
    ("aya$", "ay"),  # mantralaya, mantralay
)

#: From plain letters to the key: vowels in their classes (a, i, u), of which only i and u stay behind the
#: first, with the glide that is heard between two of them.
KEY = rules(
    ("(?<=[^aeiouy])y$", "Y"),  # army, and sadasy
    ("e(?![aeiouy])", "e~"),  # an e that may be a short a: Ahmed, Ahmad
    ("(?<![aeiou])y(?![aeiou])", "i"),
    ("a[iye](?![aeiou])", "E"),
    ("a[uo]", "u"),
    ("ay", "Ey"),
    ("ei", "E"),
    ("[Ee]", "i"),
    ("o", "u"),
    ("a+", "a"),
    ("y+", "y"),
    ("(?<=i)(?=[aiu])", "y"),
    ("(?<=u)(?=[aiu])", "v"),
    ("^([^aiuy]*)a", r"\1A"),
    ("a", ""),
    ("A", "a"),
    ("^([^aiuy]*)i~", r"\1i"),
    ("i~", "I"),
    ("~", ""),
)
#: Signs of a key that are read in two ways.
READINGS = {"Y": ("i", "y"), "I": ("i", "")}
MOST_KEYS = 4


class Way(NamedTuple):
    """One way to read a word, for those in which `where` is found: other letters first, rules after."""

    where: re.Pattern
    letters: dict
    rules: tuple[Rule, ...]


#: aw before a consonant is read as av and as au: Awsat, Dawn.
LATIN_WAYS = (
    Way(re.compile(""), {}, ()),
    Way(re.compile("aw(?![aeiou])"), {}, rules(("aw(?![aeiou])", "au"))),
)
#: A written ए is never silent, unlike the Latin e.
_SPOKEN_E = rules(("(?<=[^aeiou])e(?=[^aeiou]|$)", "ee"))
DEVANAGARI_WAYS = (
    Way(re.compile(""), {}, _SPOKEN_E),
    # ै and ॉ are also read as the English a: कैमरून, Cameroon; डॉन, Dawn.
    Way(re.compile("[ैॉऐऑ]"), dict(zip("ैॉऐऑ", "ााआआ", strict=True)), _SPOKEN_E),
    # ड़ is read as d and as r: ladai, larai.
    Way(re.compile("[डढ]\u093c"), {}, rules(("dh?", "r"))),
)


def plain(latin: str) -> str:
    """Latin letters without the free choices of spelling: aatankwaad -> atankvad, shareef -> sarif."""
    return rewritten(latin, PLAIN)


def latin_keys(word: str) -> tuple[str, ...]:
    """Sound keys of a word in small ASCII letters; several where the spelling has several readings.

    Consonants without breath and doubling, the class (a, i, u) of the first vowel, and of later vowels only i
    and u: a later a may be the silent one. `raheel`, `rahil`, `rahel` -> rahil; `mohammed`, `muhammad` ->
    muhmd; `gathbandhan` -> gatbndn.
    """
    keys = [key for way in LATIN_WAYS if way.where.search(word) for key in _keys(rewritten(word, way.rules))]
    return tuple(dict.fromkeys(keys))


def _keys(latin: str) -> list[str]:
    keys = [""]
    for sign in rewritten(plain(latin), KEY):
        keys = [key + reading for key in keys for reading in READINGS.get(sign, (sign,))][:MOST_KEYS]
    return keys


def devanagari_keys(word: str) -> tuple[str, ...]:
    """Sound keys of a Devanagari word, in the same letters: राहील -> rahil, मोहम्मद -> muhmd."""
    spelt = unicodedata.normalize("NFD", word)
    keys = [
        key
        for way in DEVANAGARI_WAYS
        if way.where.search(spelt)
        for key in latin_keys(rewritten(romanise(spelt.translate(str.maketrans(way.letters))), way.rules))
    ]
    return tuple(dict.fromkeys(keys))
