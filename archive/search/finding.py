"""From what a reader typed to one ranked list of records, in a fixed number of SQL queries.

Likeness decides: whole title, words in the title, words anywhere, each first exactly, then inflected or under
another name, then by sound. Among equals the number of the row decides (`archive.search.entry.number`).
Both engines are asked the same tiers and give the same rows, so that the order is the same on both.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db import connections

from archive import languages
from archive.models.search import SearchRow
from archive.search import aliases, vocabulary
from archive.search import query as asking
from archive.search.engines import All, Term, Tier, engine
from archive.search.entry import (
    KINDS,
    country_mark,
    kind_of,
    language_of,
    numbers_of,
    object_of,
    record_of,
    siblings,
    sort_mark,
    year_mark,
)
from archive.search.query import DEGREES, ROOT, SOUND, STEM, WORD, Query

PER_PAGE = 20
#: Of so many words, one that stands nowhere with the others may be left out when nothing has them all.
_ENOUGH_TO_LOSE_ONE = 3
#: Pages that can be turned; whoever needs more narrows the search.
MOST_PAGES = 25
#: Rows of each kind that are counted; beyond, the count is "more than".
COUNTED = 400


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


@dataclass
class Found:
    """The rows of one page of results, best first, and the query they answer."""

    query: Query
    rows: list[int] = field(default_factory=list)
    more: bool = False
    #: For a word that nobody wrote, the words that were searched for instead.
    near: dict[str, list[vocabulary.Known]] = field(default_factory=dict)


def find(
    text: str,
    language: str,
    filters: Filters = Filters(),
    page: int = 1,
    *,
    per_page: int = PER_PAGE,
    using: str = "default",
    typing: bool = False,
) -> Found:
    """One page of results; `typing`: the last word may be unfinished. A fixed number of SQL queries."""
    query = asking.parse(text, aliases.current(using), typing)
    if not query:
        return Found(query)
    search = _Search(query, filters, per_page * page + 1, language, using)
    near: dict[str, list[vocabulary.Known]] = {}
    search.ask(_exact(query))
    if not search.full:
        search.ask(_inflected(query))
    if not search.full:
        nothing_literal = not search.best
        search.ask(_sounding_titles(query))
        if nothing_literal and not search.best and not filters and (near := _meant(query, using)):
            meant = asking.with_near(
                query, {word: [known.word for known in words] for word, words in near.items()}
            )
            query = meant
            search.ask([*_inflected(query), *_sounding_titles(query), *_sounding(query)])
        elif not search.full:
            search.ask(_sounding(query))
    if not search.best and len(query.wanted) >= _ENOUGH_TO_LOSE_ONE:
        query = replace(query, lenient=True)
        search.ask([asking.terms(query, degree) for degree in DEGREES])
    rows = search.rows()
    start = per_page * (page - 1)
    return Found(query, rows[start : start + per_page], len(rows) > start + per_page, near)


class _Search:
    """The best row of each of the first `wanted` records, tier by tier."""

    def __init__(self, query: Query, filters: Filters, wanted: int, language: str, using: str):
        codes = languages.codes()
        self.query, self.wanted, self.using = query, wanted, using
        self.marks = filters.marks()
        self.between = numbers_of(filters.kind) if filters.kind else (1, (1 << 63) - 1)
        self.language = codes.index(language) if language in codes else 0
        # A tier may begin with rows that earlier tiers had already; those are fewer than half of this.
        self.limit = wanted * len(codes) * (4 if query.unwanted else 2)
        self.asked: set = set()
        self.best: dict[int, int] = {}

    @property
    def full(self) -> bool:
        return len(self.best) >= self.wanted

    def ask(self, queries: Iterable) -> None:
        """One SQL query for all tiers that were not asked before."""
        new = [query for query in dict.fromkeys(queries) if query is not None and query not in self.asked]
        if not new:
            return
        self.asked.update(new)
        tiers = [
            Tier(All((query, *self.marks)) if self.marks else query, self.limit, *self.between)
            for query in new
        ]
        answered: dict[int, dict[int, int]] = {}
        for place, row in engine(self.using).rows(connections[self.using], tiers):
            found = answered.setdefault(place, {})
            record = record_of(row)
            if record not in found or language_of(row) == self.language:
                found[record] = row
        for place, query in enumerate(new):
            found = sorted(answered.get(place, {}).items())
            for record, row in _mixed(found) if _is_of_marks(query) else found:
                self.best.setdefault(record, row)

    def rows(self) -> list[int]:
        best = _without(self.query, self.best, self.using) if self.query.unwanted else self.best
        return list(best.values())[: self.wanted]


def _exact(query: Query) -> list:
    """What is enough for most queries: whole titles, words in the title, words anywhere."""
    return [
        asking.whole_title(query),
        asking.on_date(query),
        asking.as_phrase(query, True),
        asking.terms(query, WORD, title=True),
        asking.whole_sound(query),
        asking.as_phrase(query, False),
        *_within(query, WORD),
    ]


def _inflected(query: Query) -> list:
    return [asking.terms(query, STEM, title=True), *_within(query, STEM)]


def _sounding_titles(query: Query) -> list:
    return [asking.terms(query, degree, title=True) for degree in (SOUND, ROOT)]


def _sounding(query: Query) -> list:
    return [*_within(query, SOUND), *_within(query, ROOT)]


def _within(query: Query, degree: int) -> list:
    """Words anywhere; of several, better some of them in the title."""
    some = [asking.terms(query, degree, some_in_title=True)] if len(query.wanted) > 1 else []
    return [*some, asking.terms(query, degree)]


#: Records of one kind that may stand first because their whole title was typed. Whoever types a name also
#: wants what happened, not only the many things that its bearer said.
_FIRST_OF_A_KIND = 2


def _is_of_marks(tier) -> bool:
    return all(isinstance(part, Term) and part.form == "mark" for part in getattr(tier, "parts", (tier,)))


def _mixed(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kinds: Counter = Counter()
    first = []
    for record, row in found:
        kinds[kind_of(row)] += 1
        if kinds[kind_of(row)] <= _FIRST_OF_A_KIND:
            first.append((record, row))
    return first


def _without(query: Query, best: dict[int, int], using: str) -> dict[int, int]:
    """Without records that are left out by their words in another language; one SQL query."""
    rows = [sibling for row in best.values() for sibling in siblings(row)]
    left_out = {
        record_of(row) for row in engine(using).among(connections[using], asking.unwanted(query), rows)
    }
    return {record: row for record, row in best.items() if record not in left_out}


def _meant(query: Query, using: str) -> dict[str, list[vocabulary.Known]]:
    """For each word that nobody wrote, the words that may have been meant."""
    words = list(
        {word.folded: word for asked in query.wanted for word in asked.words if not asked.others}.values()
    )
    if not words:
        return {}
    tiers = [Tier(asking.one_word(word), 1) for word in words]
    there = {place for place, _row in engine(using).rows(connections[using], tiers)}
    missing = [word for place, word in enumerate(words) if place not in there]
    offered = {word.folded: vocabulary.near(using, word.folded) for word in missing[:3]}
    return {word: near for word, near in offered.items() if near}


@dataclass
class Counts:
    """How many records of each kind, country, sort and year; `over`: kinds with more than were counted."""

    total: int = 0
    over: set[str] = field(default_factory=set)
    kinds: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    sorts: dict[str, int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)


def count(query: Query, filters: Filters = Filters(), using: str = "default") -> Counts:
    """Counts for the filters, each with the other filters applied; two SQL queries."""
    counts = Counts()
    if not query:
        return counts
    broad = asking.terms(query, DEGREES[-1])
    tiers = [Tier(broad, COUNTED + 1, *numbers_of(kind)) for kind in KINDS]
    records: dict[int, int] = {}
    each = dict.fromkeys(range(len(tiers)), 0)
    for place, row in engine(using).rows(connections[using], tiers):
        each[place] += 1
        records.setdefault(record_of(row), row)
    if query.unwanted:
        records = _without(query, records, using)
    counts.over = {kind for place, kind in enumerate(KINDS) if each[place] > COUNTED}
    found = SearchRow.objects.using(using).filter(pk__in=list(records.values()))
    for row, countries, sort, years in found.values_list("id", "countries", "sort", "years"):
        kind = kind_of(row)
        is_of = {
            "kind": not filters.kind or kind == filters.kind,
            "country": not filters.country or filters.country in countries.split(),
            "sort": not filters.sort or sort == filters.sort,
            "year": not filters.year or filters.year in years.split(),
        }
        missed = [name for name, fits in is_of.items() if not fits]
        if not missed:
            counts.total += 1
        for name, values, into in (
            ("kind", [kind], counts.kinds),
            ("country", countries.split(), counts.countries),
            ("sort", [sort] if sort else [], counts.sorts),
            ("year", years.split(), counts.years),
        ):
            if not missed or missed == [name]:
                for value in values:
                    into[value] = into.get(value, 0) + 1
    return counts


def ids(model, text: str, using: str = "default", most: int = 1000) -> list[int]:
    """Primary keys of the records of one model that match, drafts included, the best first: for the admin."""
    query = asking.parse(text, aliases.current(using), prefix=True)
    if not query or model.kind_name not in KINDS:
        return []
    low, high = numbers_of(model.kind_name)
    queries = dict.fromkeys(
        asking.terms(query, degree, title) for degree in DEGREES for title in (True, False)
    )
    tiers = [Tier(each, most, *between) for each in queries for between in ((low, high), (-high, -low))]
    rows = sorted(engine(using).rows(connections[using], tiers))
    return list(dict.fromkeys(object_of(row) for _place, row in rows))[:most]


def titles(text: str, language: str, most: int, using: str = "default") -> tuple[Query, list[int]]:
    """The query, and the rows of records whose title or other name holds what was typed so far."""
    query = asking.parse(text, aliases.current(using), prefix=True)
    if not query or len("".join(word.folded for asked in query.wanted for word in asked.words)) < 2:
        return query, []
    search = _Search(query, Filters(), most, language, using)
    search.ask([asking.whole_title(query), *(asking.terms(query, degree, title=True) for degree in DEGREES)])
    return query, search.rows()
