"""From a word as it is written to the forms under which it is found. Pure: no database, no settings.

Each form forgives more than the one before it:

`folded` - the same word in another spelling. One rule a line, each with its example:
    - any normal form, case, full-width letters: `Ｐakistan`, `PAKISTAN` -> pakistan
    - accents and modifier letters of Latin, Greek, Cyrillic, Arabic and Hebrew: Davutoğlu -> davutoglu,
      Saʿud -> saud; letters that are no accent in Unicode: Łódź -> lodz, Straße -> strasse
    - nukta: क़ानून -> कानून, फ़िलिस्तीन -> फिलिस्तीन
    - चंद्रबिंदु is अनुस्वार: हूँ -> हूं, घोषणाएँ -> घोषणाएं
    - a half nasal before a consonant is अनुस्वार: हिन्दी -> हिंदी, सम्बन्ध -> संबंध, सन्युक्त -> संयुक्त
    - ये/ए and यी/ई: तुर्किये -> तुर्किए, गयी -> गई, चाहिये -> चाहिए
    - a doubled half letter inside a cluster: तत्त्व -> तत्व, कर्त्ता -> कर्ता, अर्द्ध -> अर्ध
    - the one name that Hindi spells in many ways: मोहम्मद, मुहम्मद, मोहमद -> मुहंमद
    - visarga, avagraha, ZWJ, ZWNJ, soft hyphen: दुःख -> दुख, क्‍या -> क्या
    - a vowel typed in two pieces: अाज -> आज
    - digits of any script: १५ -> 15
    - Arabic letter variants: أحمد -> احمد, مصطفى -> مصطفي
`stems` - the same word inflected, as the Snowball stemmer of its script has it: देशों -> देश, states -> state.
`keys` - the same sound in either script (`archive.spelling.roman`): राहील, raheel, rahel -> rahil.
`roots` - the same sound without the ending, where it differs: देशों -> dis, deshon -> dis.
`casual`, `plain` - the letters among which typing errors are looked for: गठबंधन -> gathbandhan, gatbandan.

दिल and दाल, भीरत and भारत, देश and दोष differ in every form. Short keys that would meet (देश, दिशा) never
decide between two Devanagari words: keys lead from one script to the other, and from name to name in Latin.
"""

import threading
import unicodedata
from typing import NamedTuple

from archive.spelling import roman
from archive.spelling.rules import rewritten, rules
from archive.spelling.stemming import STEMMING, stem
from archive.spelling.words import script
from imctc_site.bounded import bounded

#: Snowball stemmers by the script they read, where `archive.spelling.stemming` has no rules. A further
#: language adds the name of its stemmer here, nothing else: a word typed by a reader has a script, but no
#: language, so all stemmers of its script are asked.
STEMMERS = {"ARABIC": ("arabic",)}

#: Scripts whose combining marks are accents; in all others they are vowels and stay.
ACCENTED = {"LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW"}

#: Letters that are written in place of others, or not at all.
SINGLE = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ə": "a",
    "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": "",
    "\u093c": "", "\u0903": "", "\u093d": "", "\u0901": "\u0902",
}  # fmt: skip
_SINGLE = str.maketrans(SINGLE)
#: What Hindi may write in several ways.
DEVANAGARI = rules(
    ("[ङञणनम]\u094d(?=[क-ह])", "\u0902"),
    (r"([क-ह])\u094d\1(?=\u094d)", r"\1"),  # तत्त्व, उज्ज्वल
    (r"(?<=र\u094d)([क-ह])\u094d\1", r"\1"),  # कर्त्ता
    ("(?<=र\u094d)द\u094d(?=ध)", ""),  # अर्द्ध
    ("अा", "आ"), ("अो", "ओ"), ("अौ", "औ"), ("आे", "ओ"), ("आै", "औ"), ("एे", "ऐ"), ("एै", "ऐ"),
    ("यी", "ई"), ("ये", "ए"),
    ("^म[ुोौ]हं?मद(?=$|ु)", "मुहंमद"),
)  # fmt: skip


class Forms(NamedTuple):
    """All forms of one word; some may be empty, `keys`, `roots` and `plain` always for other scripts."""

    folded: str
    script: str
    stems: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    #: A Hindi word in casual Latin letters.
    casual: str = ""
    plain: str = ""


@bounded(2048)
def folded(word: str) -> str:
    """The word with every free choice of spelling taken out; see the rules above. '' if nothing is left."""
    text = unicodedata.normalize("NFKD", word).casefold()
    text = unicodedata.normalize("NFKD", text)
    # A modifier letter belongs to no script, and none that stands first may hide the script of the word.
    text = "".join(char for char in text if unicodedata.category(char) != "Lm")
    accented = script(text) in ACCENTED
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if category == "Nd":
            kept.append(str(unicodedata.decimal(char)))
        elif (category[0] == "M" and accented) or category == "Cf" or category[0] in "PSZC":
            continue
        else:
            kept.append(char)
    text = "".join(kept).translate(_SINGLE)
    if max(text, default="") >= "\u0900" and script(text) == "DEVANAGARI":
        text = rewritten(text, DEVANAGARI)
    return unicodedata.normalize("NFC", text)


class _Stemmers(threading.local):
    """Snowball stemmers keep state while they work, so each thread has its own."""

    def __init__(self):
        self.by_name = {}

    def stem(self, name: str, word: str) -> str:
        if name not in self.by_name:
            import snowballstemmer  # all its languages at once, 3 MB that only a search or a change needs

            self.by_name[name] = snowballstemmer.stemmer(name)
        return self.by_name[name].stemWord(word)


_stemmers = _Stemmers()


def stems(word: str) -> tuple[str, ...]:
    """Stems of a folded word: देशों -> देश, states -> state. None has only one letter."""
    writing = script(word)
    found = [_stemmers.stem(name, word) for name in STEMMERS.get(writing, ())]
    if writing in STEMMING:
        found.append(stem(word, STEMMING[writing]))
    return tuple(dict.fromkeys(each if len(each) > 1 else word for each in found))


#: Letters of a word that are read; no word of Hindi or English has so many.
LONGEST_WORD = 60

#: A key of two letters (`in`, `un`) is the sound of too many words.
SHORTEST_KEY = 3
#: Hindi endings as people type them in Latin letters: deshon, baithaken, ghoshnaen, mantriyon.
TYPED_ENDING = rules(("(?<=[a-z]{3})(?:(?<=i)yon|(?<=i)yan|aon|aen|ein|on|en)$", ""))


def heard_in(script: str) -> tuple[str, ...]:
    """The scripts in which a word of this script is looked for by sound: Devanagari only in others."""
    return ("LATIN",) if script == "DEVANAGARI" else ("DEVANAGARI", "LATIN")


def _long_enough(keys, but_not=()) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if len(key) >= SHORTEST_KEY and key not in but_not))


@bounded(6144)
def forms(word: str) -> Forms:
    """Every form of one word as it is written; one that is too long for a word is cut."""
    spelt = folded(word)[:LONGEST_WORD]
    writing = script(spelt)
    ends = stems(spelt)
    if writing == "LATIN" and spelt.isascii():
        keys = _long_enough(roman.latin_keys(spelt))
        short = rewritten(spelt, TYPED_ENDING)
        roots = _long_enough(roman.latin_keys(short), keys) if short != spelt else ()
        return Forms(spelt, writing, ends, keys, roots, plain=roman.plain(spelt))
    if writing == "DEVANAGARI":
        sounded = unicodedata.normalize("NFC", word)[:LONGEST_WORD]
        keys = _long_enough(roman.devanagari_keys(sounded))
        # Without its ी a word is often another one: गिनी is no form of गिन.
        bare = (stem for stem in ends if f"{stem}ी" != spelt)
        roots = _long_enough((key for stem in bare for key in roman.devanagari_keys(stem)), keys)
        casual = roman.romanise(sounded)
        return Forms(spelt, writing, ends, keys, roots, casual, roman.plain(casual))
    return Forms(spelt, writing, ends)
