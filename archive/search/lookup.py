"""One search's way to the index, and how much it may ask there.

Whatever a reader types, the search ends soon: everything that costs time is paid for from one budget, counted
and not timed, so that the same words are always answered alike. A unit is about ten microseconds on a small
machine. Who has nothing left hears `TooMuch`, and the reader a sentence that says so.
"""

from collections.abc import Collection, Generator, Sequence

from archive import database, languages
from archive.search import vocabulary
from archive.search.engines import Likeness, Tier, engine, expressed
from archive.search.engines.terms import size

#: Units that one search may cost: twenty times an ordinary one (`tests/test_search_work.py`).
BUDGET = 4000

#: Units of one SQL query, of the forms of one word, and of one word that is compared letter by letter.
QUESTION, FORMS, COMPARED = 20, 5, 2

#: So many units a few rows may cost that are looked at one by one; for more, all rows that match are read, at
#: most `_READ`, of which `_A_UNIT` cost a unit.
_CHECKED, _READ, _A_UNIT = 400, 4000, 5


class TooMuch(Exception):
    """A search would cost more than one reader may have at once."""


class Lookup:
    """The questions of one search to the index, as long as its budget lasts."""

    def __init__(self):
        self.left = BUDGET
        self.questions = 0
        self._engine = engine()

    def pay(self, units: int) -> None:
        """Take so much from the budget. Raises `TooMuch` before anything is done that it does not cover."""
        if units > self.left:
            raise TooMuch
        self.left -= units

    def _ask(self, units: int) -> None:
        self.pay(QUESTION + units)
        self.questions += 1

    def rows(self, tiers: Sequence[Tier], likely: int = 0) -> Generator[tuple[int, int]]:
        """See `Engine.rows`. If so many first tiers are `likely` to be enough, the others are asked later."""
        for start, some in ((0, tiers[:likely]), (likely, tiers[likely:])):
            if some:
                self._ask(sum(tier.expression.size for tier in some))
                for place, row in self._engine.rows(database.connection(), some):
                    yield start + place, row

    def few(self, whole: Tier, likenesses: Sequence[Likeness]) -> list[list[int]] | None:
        """See `Engine.few`."""
        self._ask(whole.expression.size + sum(each.expression.size for each in likenesses))
        return self._engine.few(database.connection(), whole, likenesses)

    def among(self, query, ids: Collection[int]) -> set[int]:
        """Which of these rows match a query (`terms`). Raises `TooMuch` if they and the matches are many."""
        expression = expressed(query)
        if len(ids) * expression.size <= _CHECKED:
            self._ask(len(ids) * expression.size)
            return set(self._engine.among(database.connection(), expression.text, ids))
        tier = Tier(expression, _READ + 1, min(ids), max(ids))
        matching = {row for _place, row in self.rows([tier])}
        self.pay(len(matching) // _A_UNIT)
        if len(matching) > _READ:
            raise TooMuch
        return matching.intersection(ids)

    def checked(self, query) -> int:
        """How many records can be looked at row by row with what is left."""
        most = min(_CHECKED, max(self.left - QUESTION, 0))
        return most // (size(query) * len(languages.codes()))

    def matched(self, queries: Sequence) -> set[int]:
        """The places of those queries (`terms`) that a public row matches."""
        tiers = [Tier(expressed(query), 1) for query in queries]
        return {place for place, _row in self.rows(tiers)} if tiers else set()

    def near(self, word: str, sounding: bool = False) -> list[vocabulary.Known]:
        """See `vocabulary.nearest`."""
        self._ask(FORMS)
        candidates = vocabulary.candidates(word)
        self.pay(COMPARED * len(candidates))
        return vocabulary.nearest(word, candidates, sounding)
