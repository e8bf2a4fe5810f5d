"""Where words begin and end in a text, in any script.

Python's `\\w` knows no combining marks, so that it tears `हिन्दी` at its vowel signs; a word here is a run of
letters, digits and the marks and joiners between them.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple


def _marks() -> str:
    """All combining marks as ranges of a character class."""
    ranges: list[str] = []
    start, last = None, 0
    for point in range(0x300, min(sys.maxunicode, 0x1F000)):
        if unicodedata.category(chr(point))[0] == "M":
            if start is None:
                start = point
            last = point
        elif start is not None:
            ranges.append(f"{chr(start)}-{chr(last)}")
            start = None
    return "".join(ranges)


#: ZWNJ, ZWJ, soft hyphen and word joiner stand inside words and mean nothing to a search.
JOINERS = "\u200b\u200c\u200d\u00ad\u2060"
_WORD = re.compile(rf"(?:[^\W_]|[{_marks()}{JOINERS}])+")


class Word(NamedTuple):
    """One word of a text as it is written there, and where it stands."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Every word of `text`: "Côte d’Ivoire: हिन्दी" -> Côte, d, Ivoire, हिन्दी."""
    for match in _WORD.finditer(text):
        found = match.group()
        if found[0].isalnum() or any(map(str.isalnum, found)):
            yield Word(found, *match.span())


#: What joins the parts of a compound: `counter-terrorism`, घोषणा-पत्र.
_HYPHENS = frozenset("-\u2010\u2011")


def compounds(text: str, found: Iterable[Word] | None = None) -> Iterator[Word]:
    """Neighbours with a hyphen between them, written as one word: "घोषणा-पत्र" -> घोषणापत्र; no numbers.

    Where it stands includes the hyphen. `found`: the words of the text, for those who have them.
    """
    if _HYPHENS.isdisjoint(text):
        return
    before = None
    for word in words(text) if found is None else found:
        if before and text[before.end : word.start] in _HYPHENS:
            compound = before.text + word.text
            if not any(map(str.isdecimal, compound)):
                yield Word(compound, before.start, word.end)
        before = word


def script(word: str) -> str:
    """The script of a word, by its first letter, as Unicode names it: DEVANAGARI, LATIN; '' for numbers."""
    for char in word:
        if char.isalpha():
            return unicodedata.name(char, "").split(" ", 1)[0]
    return ""
