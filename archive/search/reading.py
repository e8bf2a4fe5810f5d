"""From what a reader typed to a query: words, "phrases", -without, beginnings*. Any text at all is a query.

What one search may ask for is limited here: by letters, once signs that stand for many are taken apart, by
the length of a word (`archive.spelling.fold`) and by the number of words. A query that asks for more is cut,
and says so.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.search.aliases import LONGEST as LONGEST_NAME
from archive.search.aliases import Aliases
from archive.search.query import Asked, Query
from archive.spelling.fold import LONGEST_WORD, Forms, folded, forms
from archive.spelling.words import words

#: Letters that are read of a query; a sign that stands for several (ﬀ, ﷺ) counts as so many.
LONGEST = 300
#: Signs that are looked at, spaces included.
_MOST_SIGNS = 10_000
#: Words that are looked for, and words of all phrases and of all that is left out.
MOST_WORDS, MOST_IN_PHRASES, MOST_UNWANTED = 10, 24, 6
#: Words that are read at all: those that decide nothing are many.
_MOST_READ = 50
#: Letters and vowel signs of a word before an asterisk: with fewer, half the archive begins so.
_SHORTEST_BEGINNING = 3
_MOST_BEGINNINGS = 2

#: Words that are looked for only when nothing else is asked: they are everywhere.
_SMALL = """
    में का की के को से पर ने और है हैं था थे थी हो एक यह वह ये वे कि तो भी व या ही तक लिए द्वारा इस उस
    क्या कब कौन कहां कितने कितना कितनी क्यों कैसे कैसा किस किसने किसे किसका किसके
    हुआ हुई हुए गया गई गए किया की रहा रही रहे
    a an the of in on at to for by and or is are was were be been with from as it its s d l
    this that these those who what when where which how many much why whom whose did do does has have had
    mein me ka ki ke ko se ne aur hai hain tha thi is us
    kya kab kaun kahan kitne kitna kitni kyon kyun kaise kis kisne hua hui hue gaya gayi gaye kiya
"""
SMALL = frozenset(map(folded, _SMALL.split()))

_PART = re.compile(r'(?<!\S)-(?=[^\s-])|"([^"]*)"|[^\s"]+')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))


def shortened(text: str) -> tuple[str, bool]:
    """The beginning of a query that is read, its spaces made even, and whether anything was cut off."""
    even = " ".join(text[:_MOST_SIGNS].replace("\0", " ").split())
    letters = 0
    for place, sign in enumerate(even):
        letters += len(unicodedata.normalize("NFKC", sign))
        if letters > LONGEST:
            return even[:place].rstrip(), True
    return even, len(text) > _MOST_SIGNS


def parse(text: str, aliases: Aliases | None = None, prefix: bool = False) -> Query:
    """Understand a query. With `prefix` the last word may be one that is still being typed."""
    even, cut = shortened(text)
    read = _Read(cut=cut)
    for part, is_phrase, is_unwanted in _parts(even):
        read.take(part, is_phrase, is_unwanted)
    if prefix and not text.endswith(('"', " ")):
        read.leave_open()
    asked = list(dict.fromkeys(_named(read.wanted, aliases)))
    telling = [one for one in asked if one.prefix or not set(one.spelling) <= SMALL]
    if telling or read.phrases:
        asked = telling
    kept = _first(asked)
    return Query(
        even,
        tuple(kept),
        tuple(read.phrases),
        tuple(read.unwanted),
        read.cut or len(kept) < len(asked),
        all_words=tuple(word.forms for word in read.words),
    )


def _parts(text: str) -> Iterator[tuple[str, bool, bool]]:
    """(text, is a phrase, is unwanted) for each part of what was typed."""
    unwanted = False
    for match in _PART.finditer(text.translate(_QUOTES)):
        if match.group() == "-":
            unwanted = True
            continue
        phrase = match.group(1)
        yield (match.group() if phrase is None else phrase), phrase is not None, unwanted
        unwanted = False


class _Word(NamedTuple):
    """A word as it was typed, its forms, and whether it may go on."""

    typed: str
    forms: Forms
    prefix: bool = False


@dataclass
class _Read:
    """What was read of a query so far, no more of anything than one query may have."""

    cut: bool = False
    words: list[_Word] = field(default_factory=list)
    wanted: list[_Word] = field(default_factory=list)
    phrases: list[tuple[Forms, ...]] = field(default_factory=list)
    unwanted: list[tuple[Forms, ...]] = field(default_factory=list)
    _beginnings: int = 0

    def take(self, part: str, is_phrase: bool, is_unwanted: bool) -> None:
        found = self._read(part)
        if is_unwanted:
            self._add(self.unwanted, found, MOST_UNWANTED)
        elif is_phrase and len(found) > 1:
            self._add(self.phrases, found, MOST_IN_PHRASES)
        else:
            if found and part.endswith("*") and self._may_begin(found[-1]):
                found[-1] = found[-1]._replace(prefix=True)
            self.wanted += found

    def leave_open(self) -> None:
        """Let the last word be one that is still being typed; one letter says nothing yet."""
        if not self.wanted:
            return
        if len(self.wanted[-1].forms.folded) > 1:
            self.wanted[-1] = self.wanted[-1]._replace(prefix=True)
        elif len(self.wanted) > 1:
            del self.wanted[-1]

    def _read(self, part: str) -> list[_Word]:
        found = []
        for word in words(part):
            if len(self.words) == _MOST_READ:
                self.cut = True
                break
            known = forms(word.text)
            if known.folded:
                self.cut = self.cut or len(folded(word.text)) > LONGEST_WORD
                found.append(_Word(word.text, known))
                self.words.append(found[-1])
        return found

    def _add(self, taken: list[tuple[Forms, ...]], found: list[_Word], most: int) -> None:
        room = most - sum(map(len, taken))
        self.cut = self.cut or len(found) > room
        if found := found[:room]:
            taken.append(tuple(word.forms for word in found))

    def _may_begin(self, word: _Word) -> bool:
        may = len(word.forms.folded) >= _SHORTEST_BEGINNING and self._beginnings < _MOST_BEGINNINGS
        self._beginnings += may
        return may


def _named(wanted: list[_Word], aliases: Aliases | None) -> Iterator[Asked]:
    """Single words, except where several together are a name that has other spellings."""
    place = 0
    while place < len(wanted):
        for length in range(min(LONGEST_NAME, len(wanted) - place), 0, -1):
            run = wanted[place : place + length]
            if any(word.prefix for word in run):
                continue
            name = tuple(word.forms.folded for word in run)
            if aliases and (others := aliases.of(name)):
                typed = " ".join(word.typed for word in run)
                yield Asked(tuple(word.forms for word in run), False, others, typed=typed)
                place += length
                break
        else:
            typed, known, is_prefix = wanted[place]
            heard = aliases.sounding_like([known]) if aliases and not is_prefix else ()
            yield Asked((known,), is_prefix, sounding=heard, typed=typed)
            place += 1


def _first(asked: list[Asked]) -> list[Asked]:
    """As many of the names and words as may be looked for together."""
    room, kept = MOST_WORDS, []
    for one in asked:
        room -= len(one.words)
        if room < 0:
            break
        kept.append(one)
    return kept
