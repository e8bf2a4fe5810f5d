"""The tile map: where each state is drawn."""

import pytest

from archive.dates import Answer
from archive.languages import Text
from archive.public.tilemap import PITCH, SIDE, STRIP, State, halves


def state(code, row, column):
    return State(
        f"/en/members/{code.lower()}/", code, Text(code, "en"), Answer.CERTAINLY, "certainly", row, column
    )


def places(half):
    return {tile.state.code: (tile.x // PITCH, tile.y // PITCH) for tile in half.tiles}


def test_the_halves_are_equally_wide_and_hold_west_and_east():
    west, east = halves([state("MA", 2, 4), state("PS", 3, 10), state("JO", 3, 11), state("BN", 5, 19)])
    assert places(west) == {"MA": (3, 1), "PS": (9, 2)}
    assert places(east) == {"JO": (0, 2), "BN": (8, 4)}
    assert west.width == east.width == 10 * PITCH


def test_each_half_ends_under_its_last_tile():
    west, east = halves([state("GA", 7, 1), state("TR", 1, 4)])
    assert (west.height, east.height) == (7 * PITCH + STRIP, PITCH + STRIP)


def test_two_states_at_one_place_are_both_seen():
    (half,) = halves([state("QA", 1, 1), state("BH", 1, 1), state("AE", 1, 2)])[:1]
    drawn = [places(half) for half in halves([state("QA", 1, 1), state("BH", 1, 1), state("AE", 1, 2)])]
    assert sum(len(found) for found in drawn) == 3
    assert half.tiles[0].state.code == "BH"


def test_no_tile_covers_another_or_leaves_the_drawing():
    for half in halves(
        [state(f"S{row}{column}", row, column) for row in range(1, 9) for column in range(1, 20)]
    ):
        spots = {(tile.x, tile.y) for tile in half.tiles}
        assert len(spots) == len(half.tiles)
        assert all(0 <= x <= half.width - SIDE and 0 <= y <= half.height - STRIP - SIDE for x, y in spots)


@pytest.mark.parametrize(("states", "count"), [([], 0), ([state("SA", 4, 12)], 1)])
def test_an_empty_half_is_not_drawn(states, count):
    assert len(halves(states)) == count
