"""Hindi in Latin letters as people type it, and the sound key under which both scripts meet.

No transliteration standard: standards write `gaṭhabaṃdhana`, people type `gathbandhan`, `gatbandhan` or
`gathbandhana`. What they agree on is the consonants and roughly the vowels; that is the key.
"""

import re
import unicodedata


def _table(letters: str, sounds: str) -> dict[str, str]:
    return dict(zip(letters, sounds.split(), strict=True))


_CONSONANTS = _table(
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलळवशषसह",
    "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l l v sh sh s h",
)
#: Letters that the nukta makes into another sound; it changes nothing for the rest (ख़ is typed `kh`).
_WITH_NUKTA = {"ज": "z", "फ": "f", "ड": "d", "ढ": "dh", "क": "q"}
_VOWELS = _table("अआइईउऊऋएऐओऔऑऍ", "a aa i i u u ri e ai o au o e")
_SIGNS = _table("ािीुूृेैोौॉॅ", "aa i i u u ri e ai o au o e")
_VIRAMA, _NUKTA, _NASALS, _VISARGA = "\u094d", "\u093c", "\u0901\u0902", "\u0903"


class _Syllable:
    """A consonant (or none) and its vowel; `inherent` marks the unwritten a, which may be silent."""

    def __init__(self, consonant: str, vowel: str, inherent: bool = False, letter: str = ""):
        self.consonant, self.vowel, self.inherent, self.letter = consonant, vowel, inherent, letter
        self.nasal = False

    @property
    def sounded(self) -> bool:
        return bool(self.vowel)


def _syllables(word: str) -> list[_Syllable]:
    result: list[_Syllable] = []
    for char in unicodedata.normalize("NFD", word):
        if char in _CONSONANTS:
            result.append(_Syllable(_CONSONANTS[char], "a", inherent=True, letter=char))
        elif char in _VOWELS:
            result.append(_Syllable("", _VOWELS[char]))
        elif char in _SIGNS and result:
            result[-1].vowel, result[-1].inherent = _SIGNS[char], False
        elif char == _VIRAMA and result:
            result[-1].vowel, result[-1].inherent = "", False
        elif char == _NUKTA and result:
            last = result[-1]
            last.consonant = _WITH_NUKTA.get(last.letter, last.consonant)
        elif char in _NASALS and result:
            result[-1].nasal = True
        elif char.isalnum():
            result.append(_Syllable(char, ""))
    return result


def romanise(word: str) -> str:
    """A Devanagari word in casual Latin letters, the inherent vowel dropped where Hindi drops it.

    पाकिस्तान -> pakistan, गठबंधन -> gathbandhan, सलमान -> salman, भारत -> bharat, सदस्य -> sadasya. A silent
    vowel is the last one of a word (unless a cluster carries it, as in सदस्य), and one between a sounded
    syllable before and a single sounded consonant after, counted from the end.
    """
    syllables = _syllables(word.replace("ज्ञ", "ग्य"))
    last = len(syllables) - 1
    for place in range(last, 0, -1):
        here, before = syllables[place], syllables[place - 1]
        if not here.inherent or here.nasal:
            continue
        if place == last:
            silent = before.sounded
        else:
            after = syllables[place + 1]
            silent = before.sounded and not before.nasal and after.sounded and bool(after.consonant)
        if silent:
            here.vowel = ""
    text = ""
    for place, part in enumerate(syllables):
        if text.endswith("i") and not part.consonant and part.vowel[:1] in ("a", "e", "o", "u"):
            text += "y"  # तुर्किए and तुर्किये are one word
        following = syllables[place + 1].consonant if place < last else ""
        nasal = ("m" if following[:1] in ("p", "b", "f") and following else "n") if part.nasal else ""
        text += part.consonant + ("a" if part.vowel == "aa" else part.vowel) + nasal
    return text


# --- the key
# -------------------------------------------------------------------------------------------------------

_SPELLINGS = (
    # English ways to write a sound, the longest first.
    (re.compile(r"tch|chh|ch"), "C"),
    (re.compile(r"ck|q"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"sh"), "s"),
    (re.compile(r"ph"), "f"),
    # An h after a stop is breath that people write or leave out: riyadh, gatbandhan.
    (re.compile(r"(?<=[kgCjtdbr])h"), ""),
    (re.compile(r"[zw]"), lambda match: "j" if match.group() == "z" else "v"),
    (re.compile(r"m(?=[pbf])"), "n"),
    (re.compile(r"C"), "c"),
    (re.compile(r"([b-df-hj-np-tv-z])\1+"), r"\1"),
    (re.compile(r"aya$"), "ay"),  # mantralaya, mantralay
)
_LONG = (
    (re.compile(r"aa+"), "a"),
    (re.compile(r"ee+|ea|ey(?![aeiou])|ie(?![aeiouy])"), "i"),
    (re.compile(r"oo+|ou"), "u"),
)


def plain(latin: str) -> str:
    """Latin letters without the free choices of spelling: aatankwaad -> atankvad, shareef -> sarif."""
    for pattern, to in (*_LONG, *_SPELLINGS):
        latin = pattern.sub(to, latin)
    return latin


_VOWEL_CLASS = {"a": "a", "i": "i", "e": "i", "u": "u", "o": "u"}
_PIECE = re.compile(r"([aeiouy]+)|([^aeiouy]+)")
_MOST_KEYS = 4


def _vowels(run: str, first: bool, at_end: bool, after_consonant: bool) -> list[str]:
    """Readings of one run of vowel letters, a glide y included, as classes a, i, u."""
    letters = run
    if after_consonant and at_end and run == "y":
        return ["i", "y"]  # army, and sadasy
    letters = re.sub(r"(?<![aeiou])y(?![aeiou])", "i", letters)
    letters = re.sub(r"a[iye](?![aeiou])", "E", letters).replace("au", "u").replace("ao", "u")
    letters = re.sub(r"ei|ay", "E", letters.replace("ay", "Ey"))
    sounds = []
    for letter in letters.replace("E", "i"):
        sound = _VOWEL_CLASS.get(letter, letter)
        if sounds and sounds[-1] in "iu" and sound in "aiu":
            sounds.append("y" if sounds[-1] == "i" else "v")
        elif (sounds and sounds[-1] == sound == "y") or (sounds and sounds[-1] == "a" and sound == "a"):
            continue
        sounds.append(sound)
    start = "".join(sounds[:1]) if first else ""
    rest = "".join(sounds[1:] if first else sounds).replace("a", "")
    readings = [start + rest]
    if run.endswith("e") and rest.endswith("i"):
        readings.append(start + rest[:-1])  # an e that may be a short a: Ahmed, Ahmad
    return readings


def latin_keys(word: str) -> tuple[str, ...]:
    """Sound keys of a word in small ASCII letters; several where the spelling has several readings.

    Consonants without breath and doubling, the class (a, i, u) of the first vowel, and of later vowels only i
    and u: a later a may be the silent one. `raheel`, `rahil`, `rahel` -> rahil; `mohammed`, `muhammad` ->
    muhmd;
    `gathbandhan` -> gatbndn. A later e is read both as e and as the short a (Ahmed, Ahmad), aw before a
    consonant as av and as au (Awsat, Dawn).
    """
    keys = _keys(plain(word))
    if _AW.search(word):
        keys += _keys(plain(_AW.sub("au", word)))
    return tuple(dict.fromkeys(keys))


_AW = re.compile(r"aw(?![aeiou])")


def _keys(text: str) -> list[str]:
    keys = [""]
    first = True
    for match in _PIECE.finditer(text):
        run, consonants = match.groups()
        if consonants:
            keys = [key + consonants for key in keys]
            continue
        readings = _vowels(run, first, match.end() == len(text), match.start() > 0)
        first = False
        keys = [key + reading for key in keys for reading in readings][:_MOST_KEYS]
    return keys


#: Signs for English vowels, which English writes with an a: मैक, डॉन.
_ENGLISH_A = str.maketrans("ैॉऐऑ", "ााआआ")


def devanagari_keys(word: str) -> tuple[str, ...]:
    """Sound keys of a Devanagari word, in the same letters: राहील -> rahil, मोहम्मद -> muhmd.

    ड़ is read as d and as r (लड़ाई: ladai, larai), ै and ॉ also as the English a (कैमरून: Cameroon).
    """
    spelt = unicodedata.normalize("NFD", word)
    written = [spelt, spelt.translate(_ENGLISH_A)]
    keys: list[str] = []
    for romanised in map(romanise, dict.fromkeys(written)):
        # A written ए is never silent, unlike the Latin e.
        keys += latin_keys(re.sub(r"(?<=[^aeiou])e(?=[^aeiou]|$)", "ee", romanised))
    if "ड\u093c" in spelt or "ढ\u093c" in spelt:
        keys += latin_keys(re.sub(r"dh?", "r", romanise(spelt)))
    return tuple(dict.fromkeys(keys))
