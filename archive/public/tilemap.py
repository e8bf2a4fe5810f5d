"""The tile map: one equal tile a state, placed roughly where it lies, so that small states can be seen.

The map is drawn in two halves of the same size, west and east. They stand side by side where there is room,
and one above the other on a phone, where the tiles of one wide map would be too small to read or to touch.
"""

from collections.abc import Iterable
from typing import NamedTuple

from archive.dates import Answer
from archive.languages import Text

#: Units of the drawing: the side of a tile, and the distance from one tile to the next.
SIDE = 40
PITCH = 44

#: Height of the strip under a half, where two lines about the tile in focus are written.
STRIP = 54


class State(NamedTuple):
    """What is to be drawn of one state."""

    href: str
    code: str
    name: Text
    answer: Answer
    #: The answer in words, and when the state joined.
    words: str
    row: int
    column: int
    joined: str = ""


class Tile(NamedTuple):
    """One state at its place in a half of the map."""

    state: State
    x: int
    y: int


class Half(NamedTuple):
    """One half of the map, in drawing units. Both are equally wide; each ends under its own last tile."""

    width: int
    height: int
    tiles: list[Tile]


def halves(states: Iterable[State]) -> list[Half]:
    """The halves of the map, empty ones left out; tiles from north to south, then from west to east.

    Rows and columns are counted from 1. Two states at one place would hide each other: the second moves east
    to the next free tile.
    """
    placed: dict[tuple[int, int], State] = {}
    for state in sorted(states, key=lambda state: (state.row, state.column, state.code)):
        row, column = state.row, state.column
        while (row, column) in placed:
            column += 1
        placed[row, column] = state
    if not placed:
        return []
    across = -(-max(column for _, column in placed) // 2)
    tiles: tuple[list[Tile], list[Tile]] = ([], [])
    for (row, column), state in sorted(placed.items(), key=lambda item: item[0]):
        half, place = divmod(column - 1, across)
        tiles[half].append(Tile(state, place * PITCH + (PITCH - SIDE) // 2, (row - 1) * PITCH))
    return [Half(across * PITCH, found[-1].y + PITCH + STRIP, found) for found in tiles if found]
