"""The words that readers can find, and which of them a mistyped word may have meant.

For every word the index holds its *pieces*: what is left of its first letters when one or two are taken
away. Two words with one or two wrong, missing, added or swapped letters have a piece in common, so that
candidates come from one look at an index in either engine; the true distance is then counted. One more piece
of a Hindi word is what it has in common with spellings that are hardly errors (`levelled`), however short.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import combinations, product
from typing import NamedTuple

from archive import database
from archive.models.search import SearchWord
from archive.search.engines import engine
from archive.search.entry import Entry
from archive.spelling.fold import Forms, forms

#: Letters of a word that its pieces are made of; an error further on leaves them whole.
_HEAD = 7
_LONGEST = 60
_SHORTEST = 2
#: Candidates that are compared letter by letter, the most frequent ones, and words that are offered.
CANDIDATES = 300
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
    return set(map(_number, left))


def _number(piece: str) -> int:
    return int.from_bytes(blake2b(piece.encode(), digest_size=8).digest(), signed=True)


#: Vowels between which foreign names waver (एश, ऐश कार्टर; जौर्डन, जॉर्डन), and anusvara.
LEVELLED = {**dict(zip("ऐऍैॅऔऑौॉ", "एएेेओओोो", strict=True)), "ं": ""}
_LEVELLED = str.maketrans(LEVELLED)
_WAVERING = frozenset("एऐऍेैॅओऔऑोौॉं")


def levelled(known: Forms) -> tuple[str, int] | None:
    """What a Hindi word has in common with those that are written as it is, but for one thing.

    Those are ए and ऐ, ओ and औ, which foreign names are written with at will, and an anusvara one letter too
    far (सयुंक्त, मत्रीं): its letters without both, and how many anusvaras it has. None for a word without any.
    """
    if known.script != "DEVANAGARI" or _WAVERING.isdisjoint(known.folded):
        return None
    return known.folded.translate(_LEVELLED), known.folded.count("ं")


def _level_piece(known: Forms) -> set[int]:
    level = levelled(known)
    return {_number("{} {}".format(*level))} if level else set()


def _spellings(known: Forms) -> tuple[set[str], set[str]]:
    """The letters among which errors are counted: as the word is written or typed, and plain ones."""
    written = {known.folded, known.casual} if known.casual else {known.folded}
    return written, {known.plain} if known.plain else set()


def pieces_of(folded: str) -> set[int]:
    """The pieces of a word of the vocabulary, in each of its spellings."""
    known = forms(folded)
    written, plain = _spellings(known)
    found = _level_piece(known)
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


def count(gone: Iterable[Entry], come: Iterable[Entry]) -> None:
    """Count the words of public rows that went and that came."""
    total: Counter[str] = Counter()
    written: dict[str, str] = {}
    for entry in gone:
        if entry.id > 0:
            total.subtract(words_of(entry).keys())
    for entry in come:
        if entry.id > 0:
            found = words_of(entry)
            total.update(found.keys())
            written |= found
    change = {word: by for word, by in sorted(total.items()) if by}
    if not change:
        return
    stored: dict[str, SearchWord] = {}
    for chunk in _chunks(list(change), 500):
        stored |= {
            known.word: known for known in SearchWord.objects.using(database.reading()).filter(word__in=chunk)
        }
    changed: list[SearchWord] = []
    finished: list[SearchWord] = []
    new: list[SearchWord] = []
    for word, by in change.items():
        if known := stored.get(word):
            known.rows += by
            (changed if known.rows > 0 else finished).append(known)
        elif by > 0:
            new.append(SearchWord(word=word, shown=written[word], rows=by))
    manager = SearchWord.objects.using(database.reading())
    if changed:
        manager.bulk_update(changed, ["rows"], batch_size=200)
    if finished:
        _forget_pieces(finished)
        manager.filter(pk__in=[known.pk for known in finished]).delete()
    if new:
        insert(new)


def insert(new: list[SearchWord]) -> None:
    """Store words that were not there, with their pieces."""
    manager = SearchWord.objects.using(database.reading())
    manager.bulk_create(new, batch_size=200)
    rows = [(piece, known.pk) for known in new for piece in sorted(pieces_of(known.word))]
    engine().fill(database.connection(), "archive_searchpiece", ["piece", "word_id"], rows)


def _forget_pieces(words: list[SearchWord]) -> None:
    rows = [(piece, known.pk) for known in words for piece in pieces_of(known.word)]
    with database.connection().cursor() as cursor:
        cursor.executemany("DELETE FROM archive_searchpiece WHERE piece = %s AND word_id = %s", rows)


def _chunks(items: list, size: int) -> Iterator[list]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def candidates(word: str) -> list[Known]:
    """Words that have a piece in common with `word`, the most frequent first; one SQL query."""
    known = forms(word)
    asked = {piece for spelling, errors in _ways(known) for piece in pieces(spelling, errors)}
    asked |= _level_piece(known)
    if not asked:
        return []
    places = ", ".join(["%s"] * len(asked))
    with database.connection().cursor() as cursor:
        cursor.execute(
            "SELECT w.word, w.shown, w.rows FROM archive_searchword w WHERE w.id IN "  # noqa: S608
            f"(SELECT p.word_id FROM archive_searchpiece p WHERE p.piece IN ({places})) "
            "ORDER BY w.rows DESC, w.word LIMIT %s",
            [*sorted(asked), CANDIDATES],
        )
        return [Known(*row) for row in cursor.fetchall()]


def _ways(known: Forms) -> list[tuple[str, int]]:
    """(letters, errors forgiven) for each way in which a typed word is compared."""
    errors = allowed(len(known.folded))
    if not errors:
        return []
    plain = [(known.plain, errors)] if known.script == "LATIN" and known.plain else []
    return [(known.folded, errors), *plain]


def nearest(word: str, candidates: Iterable[Known], sounding: bool = False) -> list[Known]:
    """Those that `word` may have been meant to be: the nearest, the most frequent first.

    `sounding`: only those that sound the same, which are other spellings and no errors: मुहम्मद, मोहम्मद.
    """
    known = forms(word)
    errors, level = allowed(len(known.folded)), levelled(known)
    written, plain = {known.folded}, {known.plain} if known.script == "LATIN" and known.plain else set()
    found = []
    for candidate in candidates:
        theirs = forms(candidate.word)
        if candidate.word == known.folded:
            continue
        if level and level == levelled(theirs):
            found.append((0, -candidate.rows, candidate.word, candidate))
            continue
        if sounding and (theirs.script != known.script or set(known.keys).isdisjoint(theirs.keys)):
            continue
        their_written, their_plain = _spellings(theirs)
        off = min(
            distance(mine, theirs, errors)
            for ours, others in ((written, their_written), (plain, their_plain))
            for mine, theirs in product(ours, others)
        )
        if off <= errors:
            found.append((off, -candidate.rows, candidate.word, candidate))
    found.sort()
    return [candidate for off, *_order, candidate in found[:OFFERED] if off == found[0][0]]
