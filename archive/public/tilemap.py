"""The tile map: one equal tile a state, placed roughly where it lies, so that small states can be seen.

Places are rows and columns of the world. Columns that no row needs apart are drawn as one, so that tiles are
wide enough for names. On a phone the tiles follow each other by name instead: there is no room for a map.
"""

from collections.abc import Iterable
from typing import NamedTuple

from archive.dates import Answer
from archive.languages import Text


class State(NamedTuple):
    """What is to be drawn of one state."""

    href: str
    #: What stands on the tile, and the whole name, which may be the same.
    short: Text
    name: Text
    answer: Answer
    #: The answer in words, and when the state joined.
    words: str
    row: int
    column: int
    joined: str = ""


class Tile(NamedTuple):
    """One state at its place, counted from 1; `late` in the right half of the map."""

    state: State
    row: int
    column: int
    late: bool


def tiles(states: Iterable[State]) -> list[Tile]:
    """The tiles in the order of the states. Two states at one place would hide each other: the second of them
    moves to the next free column."""
    states = list(states)
    placed: dict[tuple[int, int], State] = {}
    for state in sorted(states, key=lambda state: (state.row, state.column, state.href)):
        column = state.column
        while (state.row, column) in placed:
            column += 1
        placed[state.row, column] = state
    columns = _squeezed(placed)
    middle = max(columns.values(), default=0) / 2
    first = min((row for row, _column in placed), default=1) - 1
    found = {
        state.href: Tile(state, row - first, columns[column], columns[column] > middle)
        for (row, column), state in placed.items()
    }
    return [found[state.href] for state in states]


def _squeezed(places: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each column the one that it is drawn as: the last, as long as none of its rows is taken there."""
    rows: dict[int, set[int]] = {}
    for row, column in places:
        rows.setdefault(column, set()).add(row)
    drawn: dict[int, int] = {}
    taken: set[int] = set()
    last = 1
    for column in sorted(rows):
        if taken & rows[column]:
            last, taken = last + 1, set()
        taken |= rows[column]
        drawn[column] = last
    return drawn
