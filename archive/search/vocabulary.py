"""The words that readers can find, and which of them a mistyped word may have meant.

For every word the index holds its *pieces*: what is left of its first letters when one or two are taken
away. Two words with one or two wrong, missing, added or swapped letters have a piece in common, so that
candidates come from one look at an index in either engine; the true distance is then counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import combinations, product
from typing import NamedTuple

from django.db import connections

from archive.models.search import SearchWord
from archive.search.engines import engine
from archive.search.entry import Entry
from archive.search.fold import Forms, forms

#: Letters of a word that its pieces are made of; an error further on leaves them whole.
_HEAD = 7
_LONGEST = 60
_SHORTEST = 3
#: Candidates whose distance is counted at most, and words offered at most.
_CANDIDATES = 1000
OFFERED = 4


def allowed(length: int) -> int:
    """Wrong letters forgiven in a word typed with so many: one from five on, two from nine on."""
    return 2 if length >= 9 else 1 if length >= 5 else 0


def distance(one: str, other: str, most: int) -> int:
    """Wrong, missing, added and swapped letters between two words; anything above `most` is `most + 1`.

    Damerau-Levenshtein in its restricted form: a swapped pair is not changed again.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    if one == other:
        return 0
    if not most:
        return 1
    # What both begin with decides nothing. From the first difference on each kind of error is tried: near
    # words have few, so that this costs less than the table of all distances.
    start = 0
    for letter, facing in zip(one, other, strict=False):
        if letter != facing:
            break
        start += 1
    one, other = one[start:], other[start:]
    if not one or not other:
        return len(one) + len(other)
    off = min(
        distance(one[1:], other[1:], most - 1),
        distance(one[1:], other, most - 1),
        distance(one, other[1:], most - 1),
    )
    if off and one[:2] == other[1::-1]:
        off = min(off, distance(one[2:], other[2:], most - 1))
    return min(off, most) + 1


def pieces(word: str, errors: int) -> set[int]:
    """The pieces of a word with up to so many letters taken away, as numbers that fit a bigint column."""
    head = word[:_HEAD]
    left = {head}
    for taken in range(1, min(errors, len(head) - 1) + 1):
        for places in combinations(range(len(head)), taken):
            left.add("".join(letter for place, letter in enumerate(head) if place not in places))
    return {int.from_bytes(blake2b(piece.encode(), digest_size=8).digest(), signed=True) for piece in left}


def _spellings(known: Forms) -> tuple[set[str], set[str]]:
    """The letters among which errors are counted: as the word is written or typed, and plain ones."""
    written = {known.folded, known.casual} if known.casual else {known.folded}
    return written, {known.plain} if known.plain else set()


def pieces_of(folded: str) -> set[int]:
    """The pieces of a word of the vocabulary, in each of its spellings."""
    written, plain = _spellings(forms(folded))
    found: set[int] = set()
    for spelling in written | plain:
        found |= pieces(spelling, allowed(len(spelling)))
    return found


class Known(NamedTuple):
    """A word of the vocabulary: folded, as it is written, in how many rows."""

    word: str
    shown: str
    rows: int


def words_of(entry: Entry) -> dict[str, str]:
    """The distinct words of a row that can be offered to readers, each as it is written there."""
    return {
        known.folded: text
        for text, known in (*entry.body_words, *entry.title_words)
        if _SHORTEST <= len(known.folded) <= _LONGEST and known.script and len(text) <= _LONGEST
    }


def count(using: str, gone: Iterable[Entry], come: Iterable[Entry]) -> None:
    """Count the words of public rows that went and that came."""
    change: Counter = Counter()
    written: dict[str, str] = {}
    for entry in gone:
        if entry.id > 0:
            change.subtract(words_of(entry).keys())
    for entry in come:
        if entry.id > 0:
            found = words_of(entry)
            change.update(found.keys())
            written |= found
    change = {word: by for word, by in sorted(change.items()) if by}
    if not change:
        return
    stored = {}
    for chunk in _chunks(list(change), 500):
        stored |= {known.word: known for known in SearchWord.objects.using(using).filter(word__in=chunk)}
    changed, finished, new = [], [], []
    for word, by in change.items():
        if known := stored.get(word):
            known.rows += by
            (changed if known.rows > 0 else finished).append(known)
        elif by > 0:
            new.append(SearchWord(word=word, shown=written[word], rows=by))
    manager = SearchWord.objects.using(using)
    if changed:
        manager.bulk_update(changed, ["rows"], batch_size=200)
    if finished:
        _forget_pieces(using, finished)
        manager.filter(pk__in=[known.pk for known in finished]).delete()
    if new:
        insert(using, new)


def insert(using: str, new: list[SearchWord]) -> None:
    """Store words that were not there, with their pieces."""
    manager = SearchWord.objects.using(using)
    manager.bulk_create(new, batch_size=200)
    rows = [(piece, known.pk) for known in new for piece in sorted(pieces_of(known.word))]
    engine(using).fill(connections[using], "archive_searchpiece", ["piece", "word_id"], rows)


def _forget_pieces(using: str, words: list[SearchWord]) -> None:
    rows = [(piece, known.pk) for known in words for piece in pieces_of(known.word)]
    with connections[using].cursor() as cursor:
        cursor.executemany("DELETE FROM archive_searchpiece WHERE piece = %s AND word_id = %s", rows)


def _chunks(items: list, size: int) -> Iterator[list]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def known_words(using: str, folded: Iterable[str]) -> set[str]:
    """Which of these folded words occur."""
    return set(SearchWord.objects.using(using).filter(word__in=list(folded)).values_list("word", flat=True))


def near(using: str, word: str, sounding: bool = False) -> list[Known]:
    """The nearest words that `word` may have been meant to be, the most frequent first; one SQL query.

    `sounding`: only those that sound the same, which are other spellings and no errors: मुहम्मद, मोहम्मद.
    """
    known = forms(word)
    errors = allowed(len(known.folded))
    if not errors or len(known.folded) > _LONGEST:
        return []
    written, plain = {known.folded}, {known.plain} if known.script == "LATIN" and known.plain else set()
    asked = {piece for spelling in written | plain for piece in pieces(spelling, errors)}
    places = ", ".join(["%s"] * len(asked))
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT w.word, w.shown, w.rows FROM archive_searchword w WHERE w.id IN "  # noqa: S608
            f"(SELECT p.word_id FROM archive_searchpiece p WHERE p.piece IN ({places}))",
            sorted(asked),
        )
        candidates = [Known(*row) for row in cursor.fetchall()]
    candidates.sort(key=lambda candidate: (-candidate.rows, candidate.word))
    found = []
    for candidate in candidates[:_CANDIDATES]:
        theirs = forms(candidate.word)
        if sounding and (theirs.script != known.script or set(known.keys).isdisjoint(theirs.keys)):
            continue
        their_written, their_plain = _spellings(theirs)
        off = min(
            distance(mine, theirs, errors)
            for ours, others in ((written, their_written), (plain, their_plain))
            for mine, theirs in product(ours, others)
        )
        if off <= errors and candidate.word != known.folded:
            found.append((off, -candidate.rows, candidate.word, candidate))
    found.sort()
    return [candidate for off, *_order, candidate in found[:OFFERED] if off == found[0][0]]


def starting_with(using: str, start: str, most: int) -> list[Known]:
    """The most frequent words that begin with these folded letters."""
    query = SearchWord.objects.using(using).filter(word__startswith=start).order_by("-rows", "word")
    return [Known(*row) for row in query.values_list("word", "shown", "rows")[:most]]
