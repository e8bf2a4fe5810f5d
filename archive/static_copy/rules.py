"""What the search in the browser must know of spelling and of queries, as data from where it is decided."""

import unicodedata
from typing import Any

from babel.core import Locale

from archive import languages
from archive.dates import cldr, spellings
from archive.search import reading, vocabulary
from archive.search.entry import COMMON
from archive.spelling import fold, roman, words
from archive.spelling.fold import folded
from archive.spelling.rules import as_data
from archive.spelling.stemming import STEMMING


def rules() -> dict[str, Any]:
    return {
        "zeros": zeros(),
        "accented": sorted(fold.ACCENTED),
        "letters": fold.SINGLE,
        "devanagari": as_data(fold.DEVANAGARI),
        "stems": {writing: as_data(given) for writing, given in STEMMING.items()},
        "romanising": as_data(roman.ROMANISING),
        "latin": roman.LATIN_OF,
        "plain": as_data(roman.PLAIN),
        "key": as_data(roman.KEY),
        "readings": roman.READINGS,
        "most_keys": roman.MOST_KEYS,
        "latin_ways": ways(roman.LATIN_WAYS),
        "devanagari_ways": ways(roman.DEVANAGARI_WAYS),
        "typed_ending": as_data(fold.TYPED_ENDING),
        "shortest_key": fold.SHORTEST_KEY,
        "longest_word": fold.LONGEST_WORD,
        "joiners": words.JOINERS,
        "small": sorted(reading.SMALL),
        "common": sorted(COMMON),
        "levelled": vocabulary.LEVELLED,
        "months": months(),
    }


def zeros() -> str:
    """The zeros of all scripts; nine more digits follow each."""
    return "".join(chr(point) for point in range(0x1F000) if unicodedata.decimal(chr(point), None) == 0)


def ways(given: tuple[roman.Way, ...]) -> list[list]:
    return [[way.where.pattern, way.letters, as_data(way.rules)] for way in given]


def months() -> dict[str, int]:
    """The months as they are written in each language, folded."""
    found: dict[str, int] = {}
    for code in languages.codes():
        names: Locale = cldr.locale(code)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names.months[context][width].items():
                    found.setdefault(folded(name.rstrip(".")), number)
        for name, number in spellings.MONTHS.get(code, {}).items():
            found.setdefault(folded(name), number)
    return found
