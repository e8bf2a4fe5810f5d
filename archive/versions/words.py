"""Two texts compared word by word, as an editor sees what was written anew."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

#: Two passages with more pairs of words than this are shown as wholly replaced, not compared.
MOST_PAIRS = 1_000_000

Kind = Literal["same", "removed", "added"]


class Piece(NamedTuple):
    """A stretch of text that both have, or that only the old or the new one has."""

    kind: Kind
    text: str


def compared(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order: without the added ones they are the old, else the new."""
    return _joined(_compared(old, new, (lines, sentences, words)))


def _compared(old: str, new: str, levels) -> Iterator[Piece]:
    """Compare by the first level's units, and what was replaced by those of the next."""
    if old == new or not (old and new and levels):
        yield from (Piece("same", old),) if old == new else (Piece("removed", old), Piece("added", new))
        return
    was, now = levels[0](old), levels[0](new)
    if len(was) * len(now) > MOST_PAIRS:
        yield from (Piece("removed", old), Piece("added", new))
        return
    for _verb, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        yield from _compared("".join(was[a:b]), "".join(now[c:d]), levels[1:])


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.।?!;]\s)", text)


def words(text: str) -> list[str]:
    """A text in words, blanks and single signs; joined they are the text. Vowel signs belong to words."""
    parts: list[str] = []
    for sort, run in groupby(text, _sort):
        found = "".join(run)
        parts += list(found) if sort == "sign" else [found]
    return parts


def _sort(sign: str) -> str:
    if sign.isalnum() or unicodedata.category(sign)[0] == "M" or sign in "_\u200c\u200d":
        return "word"
    return "blank" if sign.isspace() else "sign"


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Without empty pieces, and without blanks that stand alone between two changes."""
    folded: list[Piece] = []
    full = [piece for piece in pieces if piece.text]
    for place, piece in enumerate(full):
        between = (
            0 < place < len(full) - 1 and full[place - 1].kind != "same" and full[place + 1].kind != "same"
        )
        if piece.kind == "same" and piece.text.isspace() and "\n" not in piece.text and between:
            folded += [Piece("removed", piece.text), Piece("added", piece.text)]
        else:
            folded.append(piece)
    joined: list[Piece] = []
    removed = added = ""
    for piece in [*folded, Piece("same", "")]:
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        else:
            joined += [Piece("removed", removed), Piece("added", added), piece]
            removed = added = ""
    return [piece for piece in joined if piece.text]
