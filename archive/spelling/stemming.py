"""The stems of Hindi and English words, as rules (`archive.spelling.rules`) that a browser can follow too.

They do what the Snowball stemmers of these languages do; `tests/test_fold.py` holds them to that. Upper-case
letters are out of reach of further rules, and `!` and `<` mark a word whose step is done; `stem` lowers what
is left. The steps are those of https://snowballstem.org/algorithms/english/stemmer.html.
"""

from archive.spelling.rules import Rule, rewritten, rules

_HINDI = """
    ाइयाँ आइयाँ इयाँ ियाँ आँ ाँ ाइयां आइयां इयां ियां उआं ुआं आं ां ाईं आईं ईं अताएं ताएं अनाएं नाएं ाएं आएं उएं ुएं एं
    अताओं ताओं अनाओं नाओं ाओं आओं उओं ुओं ओं अतीं आतीं ातीं तीं ीं ें ाइयों आइयों इयों ियों ों
    अ आ इ ई आई ाई उ ऊ ए आए इए आइए ाइए ाए िए ओ आओ ाओ अकर आकर ाकर कर ा ऊंगा आऊंगा ाऊंगा ूंगा एगा आएगा ाएगा ेगा
    अता आता ाता ता अना आना ाना ना आया ाया ि ी ऊंगी आऊंगी ाऊंगी एंगी आएंगी ाएंगी ूंगी ेंगी एगी आएगी ाएगी ओगी आओगी ाओगी
    ेगी ोगी अती आती ाती ती अनी नी ु ू े एंगे आएंगे ाएंगे ेंगे ओगे आओगे ाओगे ोगे अते आते ाते ते अने आने ाने ने ो ्
"""
#: These endings go only from behind a consonant.
_BEHIND_CONSONANTS = ("ताएं", "नाएं", "ताओं", "नाओं", "तीं", "कर", "ता", "ना", "ती", "नी", "ते", "ने")
_CONSONANT = "[क-ह]"


def _ending(ending: str) -> str:
    return f"(?<=.{_CONSONANT}){ending}" if ending in _BEHIND_CONSONANTS else ending


_LONGEST_FIRST = sorted(_HINDI.split(), key=lambda ending: (-len(ending), ending))
HINDI = rules((f"^(.+?)(?:{'|'.join(map(_ending, _LONGEST_FIRST))})$", r"\1"))

_V, _C = "[aeiouy]", "[^aeiouy]"
_LONG_BEGINNING = "arsen|commun|emerg|gener|inter|later|organ|past|univers?"
#: The beginning of a word up to its first and its second region.
_R1 = f"(?:(?:{_LONG_BEGINNING})|(?!{_LONG_BEGINNING}){_C}*{_V}+{_C})"
_R2 = f"{_R1}{_C}*{_V}+{_C}"
_SHORT = f"(?:.*{_C}{_V}[^aeiouywxY]|{_V}{_C}|.*past)"


def _in_first(*pairs: tuple[str, str]) -> tuple[Rule, ...]:
    return rules(*((f"^({_R1}.*){ending}$", rf"\1{to}") for ending, to in pairs))


ENGLISH: tuple[Rule, ...] = (
    *rules(
        ("^(andes|atlas|bias|cosmos|howe|news|sky)$", r"\1!!"),
        ("^ski(?:es)$", "SKY"),
        ("^skis$", "SKI"),
        ("^(idl|gentl|singl)y$", r"\1!!"),
        ("^(ugl|earl|onl)y$", r"\1i!!"),
        ("^y", "Y"),
        (f"({_V})y", r"\1Y"),
        # 1a
        ("sses$", "ss"),
        ("^(..+)ie[ds]$", r"\1i"),
        ("^(.?)ie[ds]$", r"\1ie"),
        (f"^(.*{_V}.+)(?<![su])s$", r"\1"),
        # 1b
        ("^(succ|proc|exc)eed(ly)?$", r"\1eed\2!"),
        (f"^({_R1}.*)eed(?:ly)?$", r"\1ee!"),
        ("eed(ly)?$", r"eed\1!"),
        (f"^({_C})ying$", r"\1ie!"),
        ("^(even|cann|inn|earr|herr|out)ing$", r"\1ing!"),
        (f"^(.*{_V}.*)(?:ed|edly|ing|ingly)$", r"\1<"),
        ("(at|bl|iz)<$", r"\1e"),
        (r"^([aeo]([bdfgmnprt])\2)<$", r"\1"),
        (r"([bdfgmnprt])\1<$", r"\1"),
        (f"^(?={_SHORT}<$)({_R1})<$", r"\1e"),
        ("(?<!!)!$|<$", ""),
        # 1c
        (f"^(.+{_C})[yY]$", r"\1i"),
    ),
    # 2
    *_in_first(
        ("(?<!a)tional", "tion"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("abli", "able"),
        ("entli", "ent"),
        ("(?:izer|ization)", "ize"),
        ("(?:ational|(?<!iz)ation|ator)", "ate"),
        ("(?:alism|aliti|alli)", "al"),
        ("fulness", "ful"),
        ("(?:ousli|ousness)", "ous"),
        ("(?:iveness|iviti)", "ive"),
        ("(?:biliti|(?<!a)bli)", "ble"),
        ("(?:(?<=l)ogi|ogist)", "og"),
        ("fulli", "ful"),
        ("lessli", "less"),
        ("(?<=[cdeghkmnrt])(?<!ent)li", ""),
        # 3
        ("icate", "ic"),
    ),
    *rules((f"^({_R2}.*)ative$", r"\1")),
    *_in_first(
        ("iciti", "ic"),
        ("ical", "ic"),
        ("(?<!a)tional", "tion"),
        ("ational", "ate"),
        ("alize", "al"),
        ("(?:ful|ness)", ""),
    ),
    *rules(
        # 4
        (
            f"^({_R2}.*)(?:ic|ance|ence|able|ible|ate|ive|ize|iti|al|ism|er|ous|ant|ement|(?<!e)ment|(?<!m)ent"
            "|(?<=[st])ion)$",
            r"\1",
        ),
        # 5
        (f"^({_R2}.*)e$", r"\1!"),
        (f"^(?!{_SHORT}e$)({_R1}.*)e$", r"\1"),
        (f"^({_R2}.*)(?<=l)l$", r"\1"),
        ("!+$", ""),
    ),
)

#: By the script that they read.
STEMMING = {"DEVANAGARI": HINDI, "LATIN": ENGLISH}


def stem(word: str, given: tuple[Rule, ...]) -> str:
    return rewritten(word, given).lower()
