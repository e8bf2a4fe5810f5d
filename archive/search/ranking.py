"""Tiers of likeness, and the best rows by them.

Likeness decides: whole title, words in the title, words anywhere, each first exactly, then inflected or under
another name, then by sound. Among equals the number of the row decides (`archive.search.entry.number`). Both
engines are asked the same tiers and give the same rows, so that the order is the same on both.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from archive import languages
from archive.search import query as asking
from archive.search.engines import All, Expression, Likeness, Term, Tier, either, engine, expressed
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
from archive.search.lookup import Lookup
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


class Plan(NamedTuple):
    """The tiers of a query, in the order of likeness, and what finds the rows of several of them at once."""

    exact: tuple[Likeness, ...]
    inflected: tuple[Likeness, ...]
    sounding_titles: tuple[Likeness, ...]
    sounding: tuple[Likeness, ...]
    #: The rows of the exact and the inflected tiers, and those of all.
    meant: Expression
    whole: Expression

    @property
    def unlike(self) -> tuple[tuple[Likeness, ...], ...]:
        """The groups of tiers that are no exact ones."""
        return self.inflected, self.sounding_titles, self.sounding


def plan(query: Query, marks: tuple[Term, ...] = ()) -> Plan:
    """What to ask for a query; no tier is asked twice."""
    seen: set = set()
    dated = asking.on_date(query)

    def narrowed(wanted):
        return All((wanted, *marks)) if marks else wanted

    def likeness(asked, named: bool) -> Likeness:
        return Likeness(expressed(narrowed(asked)), named, engine().test(narrowed(asked)))

    def likenesses(queries) -> tuple[Likeness, ...]:
        new = [each for each in dict.fromkeys(queries) if each is not None and each not in seen]
        seen.update(new)
        return tuple(likeness(each, _is_named(each)) for each in new)

    def of_all(degree: int) -> Expression:
        # A title of one word that sounds like what was typed has that word by its sound.
        sound = asking.whole_sound(query) if degree < SOUND or " " in query.text else None
        parts = [asking.terms(query, degree), sound, dated]
        return expressed(narrowed(either(part for part in parts if part is not None)))

    if query.lenient:
        tiers = [asking.terms(query, degree) for degree in DEGREES]
        return Plan(likenesses(tiers), (), (), (), of_all(STEM), of_all(ROOT))
    exact = [
        asking.whole_title(query),
        dated,
        asking.as_phrase(query, True),
        asking.terms(query, WORD, title=True),
        asking.whole_sound(query),
        asking.as_phrase(query, False),
    ]
    # What happened on a day that was typed may say so nowhere else: all of it, behind the first of each kind.
    rest = (likeness(dated, False),) if dated else ()
    return Plan(
        likenesses(exact) + rest + likenesses(_within(query, WORD)),
        likenesses([asking.terms(query, STEM, title=True), *_within(query, STEM)]),
        likenesses([asking.terms(query, degree, title=True) for degree in (SOUND, ROOT)]),
        likenesses([*_within(query, SOUND), *_within(query, ROOT)]),
        of_all(STEM),
        of_all(ROOT),
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


#: So many rows are put into their tiers one by one, which costs less than asking for each tier.
FEW = 32

#: So many tiers of a frequent word fill a page as a rule: whole titles, and words of titles.
_LIKELY = 2

#: (record, row) of hits, best first.
Hits = list[tuple[int, int]]


class Ranking:
    """The best row of each of the first `wanted` records, tier by tier."""

    def __init__(self, filters: Filters, wanted: int, language: str, lookup: Lookup, spare: int = 1):
        codes = languages.codes()
        self.wanted, self.lookup = wanted, lookup
        self.between = numbers_of(filters.kind) if filters.kind else (1, (1 << 63) - 1)
        self.language = codes.index(language) if language in codes else 0
        # Some of the best may be left out afterwards.
        self.enough = wanted * spare
        # A tier may begin with rows that earlier tiers had: fewer than those of `enough` records.
        self.limit = self.enough * len(codes) * 2
        self.best: dict[int, int] = {}

    def without_filters(self) -> "Ranking":
        """An empty one for the best record of all."""
        return Ranking(NO_FILTERS, 1, languages.codes()[self.language], self.lookup)

    @property
    def full(self) -> bool:
        return len(self.best) >= self.enough

    def few(self, whole: Expression, *groups: Sequence[Likeness]) -> list[Hits] | None:
        """Hits of each group of tiers, best first, where `whole` finds few rows; None where it finds more."""
        tiers = [tier for group in groups for tier in group]
        if not tiers:
            return [[] for _group in groups]
        answered = self.lookup.few(Tier(whole, FEW, *self.between), tiers)
        if answered is None:
            return None
        of_tiers = iter(answered)
        return [
            [hit for tier in group if (rows := next(of_tiers)) for hit in self._best(tier, rows)]
            for group in groups
        ]

    def ask(self, *groups: Sequence[Likeness]) -> list[Hits]:
        """Hits of each group of tiers, best first, as far as they are needed; two SQL queries at most."""
        tiers = [Tier(each.expression, self.limit, *self.between) for each in chain(*groups)]
        if not tiers:
            return [[] for _group in groups]
        within = [(number, each) for number, group in enumerate(groups) for each in group]
        found: list[Hits] = [[] for _group in groups]
        placed = set(self.best)
        with closing(self.lookup.rows(tiers, likely=_LIKELY)) as answered:
            for place, numbered in groupby(answered, itemgetter(0)):
                number, tier = within[place]
                hits = self._best(tier, map(itemgetter(1), numbered), placed)
                found[number] += hits
                placed.update(record for record, _row in hits)
                if len(placed) >= self.enough:
                    break
        return found

    def _best(self, tier: Likeness, rows: Iterable[int], placed: Collection[int] = ()) -> Hits:
        """The best row of each record of one tier, no more than fit behind those that are `placed`."""
        if tier.named:
            placed, room = (), self.limit
        else:
            room = self.enough - len(placed)
        hits: dict[int, int] = {}
        for row in rows:
            record = record_of(row)
            if (record not in hits or language_of(row) == self.language) and record not in placed:
                # One more record than is wanted has come: those before it have all their rows.
                if len(hits) > room:
                    break
                hits[record] = row
        return _mixed(hits) if tier.named else list(hits.items())

    def add(self, *found: Hits) -> None:
        """Put hits behind those that are there; what is there already keeps its place."""
        for hits in found:
            for record, row in hits:
                self.best.setdefault(record, row)

    def rows(self) -> list[int]:
        return list(self.best.values())[: self.wanted]


def _mixed(found: dict[int, int]) -> Hits:
    kinds: Counter = Counter()
    first = []
    for record, row in found.items():
        kinds[kind_of(row)] += 1
        if kinds[kind_of(row)] <= _FIRST_OF_A_KIND:
            first.append((record, row))
    return first


def without_unwanted(query: Query, best: dict[int, int], lookup: Lookup) -> dict[int, int]:
    """Without records that are left out by their words in another language; one SQL query."""
    rows = [sibling for row in best.values() for sibling in siblings(row) if sibling != row]
    if not rows:
        return best
    left_out = {record_of(row) for row in lookup.among(asking.unwanted(query), rows)}
    return {record: row for record, row in best.items() if record not in left_out}
