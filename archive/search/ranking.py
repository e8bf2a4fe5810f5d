"""Tiers of likeness, and the best rows by them.

Likeness decides: whole title, words in the title, words anywhere, each first exactly, then inflected or under
another name, then by sound. Among equals the number of the row decides (`archive.search.entry.number`). Both
engines are asked the same tiers and give the same rows, so that the order is the same on both.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db import connections

from archive import languages
from archive.search import query as asking
from archive.search.engines import All, Term, Tier, engine
from archive.search.entry import (
    country_mark,
    kind_of,
    language_of,
    numbers_of,
    record_of,
    siblings,
    sort_mark,
    year_mark,
)
from archive.search.query import DEGREES, ROOT, SOUND, STEM, WORD, Query


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to; all of it stands in the address."""

    kind: str = ""
    country: str = ""
    sort: str = ""
    year: str = ""

    def marks(self) -> tuple[Term, ...]:
        marks = []
        if self.country:
            marks.append(Term("mark", country_mark(self.country)))
        if self.sort:
            marks.append(Term("mark", sort_mark(self.sort)))
        if self.year:
            marks.append(Term("mark", year_mark(self.year)))
        return tuple(marks)

    def __bool__(self) -> bool:
        return bool(self.kind or self.country or self.sort or self.year)


NO_FILTERS = Filters()


class Likeness(NamedTuple):
    """One tier in the engine's own language; `named`: by whole titles, of which no kind may have too many."""

    expression: str
    named: bool


class Plan(NamedTuple):
    """The tiers of a query, in the order of likeness."""

    exact: tuple[Likeness, ...]
    inflected: tuple[Likeness, ...]
    sounding_titles: tuple[Likeness, ...]
    sounding: tuple[Likeness, ...]


@lru_cache(maxsize=512)
def plan(query: Query, marks: tuple[Term, ...], using: str) -> Plan:
    """What to ask for a query; no tier is asked twice."""
    seen: set = set()
    compiled = engine(using).expression

    def likenesses(queries) -> tuple[Likeness, ...]:
        new = [each for each in dict.fromkeys(queries) if each is not None and each not in seen]
        seen.update(new)
        return tuple(
            Likeness(compiled(All((each, *marks)) if marks else each), _is_named(each)) for each in new
        )

    if query.lenient:
        tiers = [asking.terms(query, degree) for degree in DEGREES]
        return Plan(likenesses(tiers), (), (), ())
    exact = [
        asking.whole_title(query),
        asking.on_date(query),
        asking.as_phrase(query, True),
        asking.terms(query, WORD, title=True),
        asking.whole_sound(query),
        asking.as_phrase(query, False),
        *_within(query, WORD),
    ]
    return Plan(
        likenesses(exact),
        likenesses([asking.terms(query, STEM, title=True), *_within(query, STEM)]),
        likenesses([asking.terms(query, degree, title=True) for degree in (SOUND, ROOT)]),
        likenesses([*_within(query, SOUND), *_within(query, ROOT)]),
    )


def _within(query: Query, degree: int) -> list:
    """Words anywhere; of several, better some of them in the title."""
    some = [asking.terms(query, degree, some_in_title=True)] if len(query.wanted) > 1 else []
    return [*some, asking.terms(query, degree)]


def _is_named(tier) -> bool:
    return all(isinstance(part, Term) and part.form == "mark" for part in getattr(tier, "parts", (tier,)))


#: Records of one kind that may stand first because their whole title was typed. Whoever types a name also
#: wants what happened, not only the many things that its bearer said.
_FIRST_OF_A_KIND = 2


class Ranking:
    """The best row of each of the first `wanted` records, tier by tier."""

    def __init__(self, filters: Filters, wanted: int, language: str, using: str, spare: int = 2):
        codes = languages.codes()
        self.wanted, self.using = wanted, using
        self.between = numbers_of(filters.kind) if filters.kind else (1, (1 << 63) - 1)
        self.language = codes.index(language) if language in codes else 0
        # A tier may begin with rows that earlier tiers had: fewer than those of `wanted` records.
        self.limit = wanted * len(codes) * spare
        self.best: dict[int, int] = {}

    @property
    def full(self) -> bool:
        return len(self.best) >= self.wanted

    def ask(self, *groups: Sequence[Likeness]) -> list[list[tuple[int, int]]]:
        """(record, row) of the hits of each group of tiers, best first; one SQL query for all."""
        likenesses = [(number, each) for number, group in enumerate(groups) for each in group]
        tiers = [Tier(each.expression, self.limit, *self.between) for _number, each in likenesses]
        answered: list[dict[int, int]] = [{} for _tier in tiers]
        for place, row in engine(self.using).rows(connections[self.using], tiers) if tiers else ():
            record = record_of(row)
            if record not in answered[place] or language_of(row) == self.language:
                answered[place][record] = row
        found: list[list[tuple[int, int]]] = [[] for _group in groups]
        for (number, each), hits in zip(likenesses, answered, strict=True):
            found[number] += _mixed(sorted(hits.items())) if each.named else sorted(hits.items())
        return found

    def add(self, *found: list[tuple[int, int]]) -> None:
        """Put hits behind those that are there; what is there already keeps its place."""
        for hits in found:
            for record, row in hits:
                self.best.setdefault(record, row)

    def rows(self) -> list[int]:
        return list(self.best.values())[: self.wanted]


def _mixed(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kinds: Counter = Counter()
    first = []
    for record, row in found:
        kinds[kind_of(row)] += 1
        if kinds[kind_of(row)] <= _FIRST_OF_A_KIND:
            first.append((record, row))
    return first


def without_unwanted(query: Query, best: dict[int, int], using: str) -> dict[int, int]:
    """Without records that are left out by their words in another language; one SQL query."""
    rows = [sibling for row in best.values() for sibling in siblings(row)]
    if not rows:
        return best
    expression = engine(using).expression(asking.unwanted(query))
    left_out = {record_of(row) for row in engine(using).among(connections[using], expression, rows)}
    return {record: row for record, row in best.items() if record not in left_out}
