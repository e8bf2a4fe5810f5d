"""Words by which Hindi and English say numbers, months, countries and no; for `archive.editing.compared`."""

import re
from functools import cache

from babel import Locale

_NUMBERS = (
    (0, "zero", "शून्य"),
    (1, "one first once single", "एक पहला पहली पहले एकमात्र"),
    (2, "two second both twice", "दो दूसरा दूसरी दूसरे दोनों"),
    (3, "three third", "तीन तीसरा तीसरी तीसरे तीनों"),
    (4, "four fourth", "चार चौथा चौथी चौथे चारों"),
    (5, "five fifth", "पाँच पांच पाँचवाँ पाँचवीं पाँचों"),
    (6, "six sixth", "छह छः छठा छठी छठे"),
    (7, "seven seventh", "सात सातवाँ सातवीं"),
    (8, "eight eighth", "आठ आठवाँ आठवीं"),
    (9, "nine ninth", "नौ नौवाँ नौवीं"),
    (10, "ten tenth", "दस दसवाँ दसवीं"),
    (11, "eleven", "ग्यारह"),
    (12, "twelve dozen", "बारह दर्जन"),
    (13, "thirteen", "तेरह"),
    (14, "fourteen", "चौदह"),
    (15, "fifteen", "पंद्रह पन्द्रह"),
    (16, "sixteen", "सोलह"),
    (17, "seventeen", "सत्रह"),
    (18, "eighteen", "अठारह"),
    (19, "nineteen", "उन्नीस"),
    (20, "twenty", "बीस"),
    (30, "thirty", "तीस"),
    (34, "thirty-four", "चौंतीस"),
    (40, "forty", "चालीस"),
    (41, "forty-one", "इकतालीस"),
    (50, "fifty", "पचास"),
    (100, "hundred", "सौ"),
    (1000, "thousand", "हज़ार हजार"),
    (100000, "", "लाख"),
    (1000000, "million", ""),
    (10000000, "", "करोड़"),
)

#: By language: each number with the words that say it.
NUMBERS = {
    "en": {value: set(english.split()) for value, english, _hindi in _NUMBERS},
    "hi": {value: set(hindi.split()) for value, _english, hindi in _NUMBERS},
}

#: Words after a number that multiply it.
SCALES = {
    "en": {"thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "hundred": 100},
    "hi": {
        **dict.fromkeys(("हज़ार", "हजार"), 1e3),
        **dict.fromkeys(("लाख",), 1e5),
        **dict.fromkeys(("मिलियन",), 1e6),
        **dict.fromkeys(("करोड़",), 1e7),
        **dict.fromkeys(("अरब", "बिलियन"), 1e9),
        "सौ": 100,
    },
}

_END = r"(?![\w\u093a-\u094f])"
_BEGIN = r"(?<![\w\u093a-\u094f])"

#: By language: each month as it is written. “May” and “मई” are months beside a number alone.
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_HINDI_MONTHS = (
    "जनवरी", "फ़रवरी|फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर|सितम्बर", "अक्टूबर|अक्तूबर",
    "नवंबर|नवम्बर", "दिसंबर|दिसम्बर",
)  # fmt: skip
MONTHS = {
    "en": {
        number: rf"\b{name}\b" if name != "May" else r"\bMay \d|\d May\b"
        for number, name in enumerate(_ENGLISH_MONTHS, 1)
    },
    "hi": {number: rf"{_BEGIN}(?:{names}){_END}" for number, names in enumerate(_HINDI_MONTHS, 1)},
}

NEGATIONS = {
    "en": r"\b(?:not|never|no|none|nobody|nothing|nowhere|neither|nor|without|cannot|refused|denied|unclear"
    r"|unknown)\b|n[’']t\b",
    "hi": rf"{_BEGIN}(?:नहीं|न|ना|मत|बिना|बग़ैर|बगैर|इनकार|इंकार|खंडन|अज्ञात|अस्पष्ट|ग़ैर|गैर){_END}",
}

#: What “yet” says in each.
NOT_YET = r"\b(?:not|never|nor|no)\b[^.;]{0,30}\byet\b|\byet to\b|\bhas yet\b"
YET = r"अभी|अब तक|तब तक|उस समय तक|आज तक|अब भी"

#: A year and तक in one stretch of Hindi, up to the verb; the year is filled in.
UNTIL = r"[^।;,]{0,15}%s तक[^।;]{0,60}"

#: Further names, and what people and things of a country are called, where that does not begin like its name.
_ALSO = {
    "US": (r"अमेरिक|अमरीक", r"\bU\.?S\.?\b|United States|America"),
    "GB": (r"ब्रिटेन|ब्रितानी|ब्रिटिश|यूनाइटेड किंगडम", r"\bU\.?K\.?\b|United Kingdom|Britain|British"),
    "AE": (r"यूएई|संयुक्त अरब अमीरात|अमीरात", r"\bUAE\b|Emirat"),
    "SA": (r"सऊदी|रियाद", r"Saudi|Riyadh"),
    "TR": (r"तुर्क", r"Turk|Türk"),
    "PS": (r"फ़िलिस्तीन|फिलिस्तीन", r"Palestin"),
    "CI": (r"कोत दिवुआर|आइवरी कोस्ट", r"Ivoir|Ivory Coast|Côte d"),
    "DE": (r"जर्मन", r"German"),
    "FR": (r"फ़्रांस|फ्रांस|फ़्रेंच|फ्रेंच|पेरिस", r"France|French|Paris"),
    "CN": (r"चीन|बीजिंग", r"China|Chinese|Beijing"),
    "RU": (r"रूस|मॉस्को", r"Russia|Moscow"),
    "IN": (r"भारत", r"\bIndia"),
    "EG": (r"मिस्र|काहिरा", r"Egypt|Cairo"),
    "NL": (r"नीदरलैंड", r"Netherlands|Dutch"),
    "KM": (r"कोमोरोस", r"Comor"),
    "MV": (r"मालदीव", r"Maldiv"),
    "LB": (r"लेबनान|लेबनानी", r"Leban"),
    "YE": (r"यमन", r"Yemen"),
    "PK": (r"पाकिस्तान|इस्लामाबाद", r"Pakistan|Islamabad"),
    "BD": (r"बांग्लादेश|ढाका", r"Bangladesh|Dhaka"),
    "IR": (r"ईरान|तेहरान", r"\bIran|Tehran"),
    "IQ": (r"इराक़|इराक", r"\bIraq"),
    "OM": (rf"{_BEGIN}ओमान", r"\bOman"),
    "GN": (r"(?<!इक्वेटोरियल )(?<!न्यू )गिनी(?!-बिसाउ)", r"\bGuinea(?!-Bissau)"),
}

#: CLDR has names that are words, or parts of other names.
_LEFT = {
    "UN",
    "EU",
    "EZ",
    "QO",
    "AW",
    "GE",
    "TD",
    "GG",
    "JE",
    "IM",
    "GQ",
    "NE",
    "CG",
    "CD",
    "GW",
    "AS",
    "GU",
    "UM",
    "VI",
    "VG",
    "PG",
    "ML",
    "JO",
}


@cache
def _countries() -> tuple[dict[str, str], ...]:
    hindi, english = (Locale.parse(code).territories for code in ("hi", "en"))
    found = [{"hi": pair[0], "en": pair[1]} for pair in _ALSO.values()]
    for code, name in english.items():
        if len(code) == 2 and code.isalpha() and code not in _ALSO and code not in _LEFT and code in hindi:
            found.append({"hi": rf"{_BEGIN}{re.escape(hindi[code])}", "en": rf"\b{re.escape(_stem(name))}"})
    return tuple(found)


def _stem(name: str) -> str:
    """What a name has in common with its people: “Ethiopia”, “Ethiopian”."""
    return name[:-1] if len(name) > 5 and name[-1] in "aeo" else name


COUNTRIES = _countries()
