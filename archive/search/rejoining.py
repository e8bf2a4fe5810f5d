"""Compounds that a reader writes as one word and the archive as two, or the other way round.

Hindi leaves the choice: रक्षामंत्री, रक्षा मंत्री and रक्षा-मंत्री are one, and so are counterterrorism and
counter-terrorism. A hyphen in a text is followed when it is indexed. The rest is looked for only where
nothing was found as it was typed, and only as the index has it.
"""

from dataclasses import replace
from itertools import pairwise

from archive.search.engines import both
from archive.search.lookup import FORMS, Lookup
from archive.search.query import ROOT, STEM, Asked, Query, alike
from archive.spelling.fold import Forms, forms

#: Letters of the shorter part of a word that is taken apart, by what decides about it: spelling or sound.
_SPELT, _HEARD = 3, 4
#: Words of a query that are taken apart, and letters of the longest of them.
_MOST, _LONGEST = 3, 30
_VIRAMA = "\u094d"

#: Words of the query, and the words that may stand for them.
_Way = tuple[tuple[Asked, ...], tuple[Forms, ...]]


def joined(query: Query, lookup: Lookup) -> Query:
    """The query with two words as one where the archive has them so; one SQL query at most."""
    pairs = [pair for pair in pairwise(query.wanted) if all(map(_is_plain, pair))]
    ways: list[_Way] = [(pair, (forms("".join(each.words[0].folded for each in pair)),)) for pair in pairs]
    wanted = list(query.wanted)
    for pair, parts in _there(ways, lookup):
        if pair[0] in wanted and pair[1] in wanted:
            place = wanted.index(pair[0])
            wanted[place : place + 2] = [Asked((*pair[0].words, *pair[1].words), rejoined=(parts,))]
    return replace(query, wanted=tuple(wanted))


def taken_apart(query: Query, lookup: Lookup) -> Query:
    """The query with one word as two where the archive has them so; one SQL query at most."""
    single = [asked for asked in query.wanted if _is_plain(asked)][:_MOST]
    ways = _there([((asked,), parts) for asked in single for parts in _parts(asked.words[0], lookup)], lookup)
    wanted = []
    for asked in query.wanted:
        rejoined = tuple(parts for whole, parts in ways if whole == (asked,))
        wanted.append(replace(asked, rejoined=rejoined) if rejoined else asked)
    return replace(query, wanted=tuple(wanted))


def _there(ways: list[_Way], lookup: Lookup) -> list[_Way]:
    """The ways of which the index has all words in one row."""
    there = lookup.matched([both(alike(known, _degree(known)) for known in parts) for _asked, parts in ways])
    return [way for place, way in enumerate(ways) if place in there]


def _is_plain(asked: Asked) -> bool:
    return len(asked.words) == 1 and not asked.prefix and not asked.others and bool(asked.words[0].script)


def _degree(known: Forms) -> int:
    return ROOT if known.script == "LATIN" else STEM


def _parts(known: Forms, lookup: Lookup) -> list[tuple[Forms, Forms]]:
    """The ways to take a word in two: before letters, not before vowel signs or behind half letters."""
    least = _HEARD if known.script == "LATIN" else _SPELT
    spelt = known.folded
    if len(spelt) > _LONGEST:
        return []
    cuts = [
        place
        for place in range(least, len(spelt) - least + 1)
        if spelt[place].isalpha() and spelt[place - 1] != _VIRAMA
    ]
    lookup.pay(2 * FORMS * len(cuts))
    return [(forms(spelt[:place]), forms(spelt[place:])) for place in cuts]
