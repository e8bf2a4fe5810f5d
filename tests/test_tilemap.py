"""The tile map: where each state is drawn."""

from archive.dates import Answer
from archive.languages import Text
from archive.public.tilemap import State, tiles


def state(code, row, column):
    name = Text(code, "en")
    return State(f"/en/members/{code.lower()}/", name, name, Answer.CERTAINLY, "certainly", row, column)


def places(states):
    return {tile.state.name.text: (tile.row, tile.column) for tile in tiles(states)}


def test_tiles_keep_the_order_of_the_states_and_their_sides():
    """Readers hear them by name; where each stands is for the eye."""
    states = [state("OM", 5, 15), state("MA", 2, 4), state("PK", 3, 16), state("GM", 5, 1)]
    assert [tile.state.name.text for tile in tiles(states)] == ["OM", "MA", "PK", "GM"]
    found = places(states)
    assert found["GM"][1] <= found["MA"][1] < found["OM"][1] <= found["PK"][1]


def test_columns_that_no_row_needs_apart_are_one():
    found = places([state("TN", 2, 6), state("BJ", 6, 5), state("CI", 6, 3), state("BD", 3, 18)])
    assert found == {"CI": (5, 1), "BJ": (5, 2), "TN": (1, 2), "BD": (2, 2)}


def test_two_states_at_one_place_are_both_seen():
    found = places([state("QA", 1, 1), state("BH", 1, 1), state("AE", 1, 2)])
    assert len(set(found.values())) == 3


def test_no_tile_covers_another():
    states = [state(f"S{row}-{column}", row, column) for row in range(1, 9) for column in range(1, 20)]
    assert len(set(places(states).values())) == len(states)


def test_without_states_there_is_no_map():
    assert tiles([]) == []
