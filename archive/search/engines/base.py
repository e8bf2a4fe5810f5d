"""What both engines are: the questions they are asked, and what they answer."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, Protocol

from archive.search.entry import Entry


class Expression(NamedTuple):
    """A query in the engine's language, and what it costs (`terms.size`)."""

    text: str
    size: int


class Tier(NamedTuple):
    """Hits of one degree of likeness: what is asked, how many, and their numbers."""

    expression: Expression
    limit: int
    low: int = 1
    high: int = (1 << 63) - 1


class Likeness(NamedTuple):
    """One tier of a ranking.

    `named`: by whole titles, of which no kind may have too many; who is left out may stand in a later tier.
    `fits` tells of one row whether it belongs, for an engine that tells this better by itself.
    """

    expression: Expression
    named: bool
    fits: Callable[[list[str]], bool] | None = None


class Engine(Protocol):
    """What the search asks of a database."""

    def expression(self, query) -> str:
        """A query (`terms`) in the language of the database."""

    def test(self, query) -> Callable[[list[str]], bool] | None:
        """What tells of one row whether it matches a query, where the database is not asked."""

    def create(self, connection, suffix: str = "") -> None:
        """Make the engine's tables, with names that end in `suffix`."""

    def drop(self, connection, suffix: str = "") -> None:
        """Drop them."""

    def fill(self, connection, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        """Write many rows into one of the search's tables."""

    def finish(self, connection, suffix: str) -> None:
        """Make what is quicker to make once the tables are full."""

    def replace(self, connection, suffix: str) -> None:
        """Put the tables with this suffix in the place of those without."""

    def add(self, connection, entries: Iterable[Entry], suffix: str = "") -> None:
        """Index entries under their numbers, which must be free."""

    def remove(self, connection, ids: Sequence[int]) -> None:
        """Forget rows; unknown numbers are ignored."""

    def rows(self, connection, tiers: Sequence[Tier]) -> Iterable[tuple[int, int]]:
        """(place of the tier, number of the row) of each tier's first rows by number; one SQL query."""

    def few(self, connection, whole: Tier, likenesses: Sequence[Likeness]) -> list[list[int]] | None:
        """The rows of each tier for a query that finds few, as `in_tiers` puts them.

        `whole` finds the rows of all tiers. None if there are more than its limit. One SQL query.
        """

    def among(self, connection, expression: str, ids: Collection[int]) -> list[int]:
        """Which of these rows match."""

    def clear(self, connection) -> None:
        """Forget everything."""

    def count(self, connection) -> int:
        """Number of rows that have words."""

    def size(self, connection) -> int:
        """Bytes that the whole search takes in the database."""


def in_tiers(
    fitting: Iterable[tuple[int, Iterable[bool]]], likenesses: Sequence[Likeness]
) -> list[list[int]]:
    """The rows of each tier: each row in its named tiers and in the first other one.

    `fitting` has for each row, by number, whether it belongs to each tier, and is read as far as needed. A
    row that belongs to no other stands in the last, which need not be asked: the database has found it.
    """
    found: list[list[int]] = [[] for _likeness in likenesses]
    named = [likeness.named for likeness in likenesses[:-1]]
    last_named = max((place for place, is_named in enumerate(named) if is_named), default=-1)
    for row, fits in fitting:
        settled = False
        for place, (is_named, is_fit) in enumerate(zip(named, fits, strict=False)):
            if is_fit and (is_named or not settled):
                found[place].append(row)
                settled = settled or not is_named
            if settled and place >= last_named:
                break
        if not settled:
            found[-1].append(row)
    return found
