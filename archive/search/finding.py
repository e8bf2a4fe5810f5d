"""From what a reader typed to one ranked list of records, in a fixed number of SQL queries."""

from dataclasses import dataclass, field, replace
from math import ceil

from archive.search import aliases, vocabulary
from archive.search import query as asking
from archive.search.engines import Likeness, Tier, expressed
from archive.search.entry import KINDS, numbers_of, object_of
from archive.search.lookup import Lookup, TooMuch
from archive.search.query import DEGREES, STEM, Query
from archive.search.ranking import NO_FILTERS, Filters, Hits, Ranking, plan, without_unwanted
from archive.search.reading import parse
from archive.search.rejoining import joined, taken_apart

PER_PAGE = 20
#: Pages that can be turned; whoever needs more narrows the search.
MOST_PAGES = 25
#: Of so many words, one that stands nowhere with the others may be left out when nothing has them all.
_ENOUGH_TO_LOSE_ONE = 3
#: So many words that stand together as they were typed are not also looked for by their sound.
_ENOUGH_TO_BE_MEANT = 4


@dataclass
class Found:
    """The rows of one page of results, best first, and the query they answer."""

    query: Query
    rows: list[int] = field(default_factory=list)
    #: The page, the last one if less was found than was asked for, and whether another follows.
    page: int = 1
    more: bool = False
    #: For a word that nobody wrote, as it was typed, the words that were searched for instead.
    near: dict[str, list[vocabulary.Known]] = field(default_factory=dict)
    #: The search asked for more than one reader may have at once, and nothing was looked for to its end.
    too_much: bool = False
    #: What is left of its budget, for the counts.
    lookup: Lookup = field(default_factory=Lookup, compare=False, repr=False)


def find(
    text: str, language: str, filters: Filters = NO_FILTERS, page: int = 1, *, per_page: int = PER_PAGE
) -> Found:
    """One page of results. A bounded number of SQL queries, one for most; see `archive.search.lookup`."""
    query = parse(text, aliases.current())
    if not query:
        return Found(query)
    spare = 2 if query.unwanted else 1
    lookup = Lookup()
    ranking = Ranking(filters, per_page * page + 1, language, lookup, spare)
    try:
        query, near = _ranked(query, filters, ranking)
        if query.unwanted:
            ranking.best = without_unwanted(query, ranking.best, lookup)
    except TooMuch:
        return Found(query, too_much=True, lookup=lookup)
    rows = ranking.rows()
    page = min(page, max(1, ceil(len(rows) / per_page)))
    start = per_page * (page - 1)
    typed = {asked.spelling: asked.typed for asked in query.wanted}
    near = {typed.get((word,), word): meant for word, meant in near.items()}
    shown = rows[start : start + per_page]
    return Found(query, shown, page, len(rows) > start + per_page, near, lookup=lookup)


def _ranked(query: Query, filters: Filters, ranking: Ranking) -> tuple[Query, dict]:
    """Fill the ranking. The query as it was understood, and what was searched for in place of unknown words.

    What a query means does not depend on its filters: a reader comes to them from the whole list.
    """
    if not filters:
        return _understood(query, ranking)
    query, near = _understood(query, ranking.without_filters())
    tiers = plan(query, filters.marks())
    groups: tuple[tuple[Likeness, ...], ...]
    if query.degree == STEM:
        whole, groups = tiers.meant, (tiers.exact, tiers.inflected)
    else:
        whole, groups = tiers.whole, (tiers.exact, *tiers.unlike)
    ranking.add(*(ranking.few(whole, *groups) or ranking.ask(*groups)))
    return query, near


def _understood(query: Query, ranking: Ranking) -> tuple[Query, dict]:
    near: dict = {}
    tiers = plan(query)
    many = len(query.wanted) >= _ENOUGH_TO_BE_MEANT
    whole, likely = (tiers.meant, (tiers.inflected,)) if many else (tiers.whole, tiers.unlike)
    # Few hits are put into all tiers at once; of many, the exact ones may do.
    few = ranking.few(whole, tiers.exact, *likely) if any(tiers.unlike) else None
    exact, *others = few or ranking.ask(tiers.exact)
    ranking.add(exact)
    if ranking.best and many:
        query = replace(query, degree=STEM)
        if not ranking.full:
            ranking.add(*(others or ranking.ask(tiers.inflected)))
    elif not ranking.full:
        if len(others) < len(tiers.unlike):
            # Of `whole` it is known that it has too many rows, unless `meant` was asked so far.
            few = ranking.few(tiers.whole, *tiers.unlike) if many else None
            others = few or ranking.ask(*tiers.unlike)
        inflected, titles, sounding = others
        ranking.add(inflected, titles)
        if not ranking.best:
            query, near = _otherwise(query, ranking, sounding)
        ranking.add(sounding)
    if not ranking.best and len(query.wanted) >= _ENOUGH_TO_LOSE_ONE:
        query = _add_without_one(query, ranking)
    return query, near


def _otherwise(query: Query, ranking: Ranking, sounding: Hits) -> tuple[Query, dict]:
    """Fill the ranking with what may have been meant: compounds written otherwise, or words mistyped.

    A title mistyped in Latin letters is likelier than one of the many Hindi words that sound like it; a Hindi
    word that sounds like a name in Latin letters is that name, perhaps in a spelling that nobody used.
    """
    if sounding and any(known.script == "DEVANAGARI" for asked in query.wanted for known in asked.words):
        return _with_near(query, ranking, _meant(query, ranking.lookup, sounding=True))
    if (other := joined(query, ranking.lookup)) != query:
        _add_unlike(other, ranking)
        if ranking.best:
            return other, {}
    if near := _meant(query, ranking.lookup):
        return _with_near(query, ranking, near)
    if (other := taken_apart(query, ranking.lookup)) != query:
        query = other
        _add_unlike(query, ranking)
    return query, near


def _with_near(query: Query, ranking: Ranking, near: dict) -> tuple[Query, dict]:
    if near:
        meant = {word: [known.word for known in words] for word, words in near.items()}
        query = asking.with_near(query, meant)
        _add_unlike(query, ranking)
    return query, near


def _add_unlike(query: Query, ranking: Ranking) -> None:
    tiers = plan(query)
    ranking.add(*(ranking.few(tiers.whole, *tiers.unlike) or ranking.ask(*tiers.unlike)))


def _add_without_one(query: Query, ranking: Ranking) -> Query:
    """Fill the ranking with what has all words but one; the query that was answered."""
    there = ranking.lookup.matched(asking.each_wanted(query))
    missing = len(query.wanted) - len(there)
    if not missing:
        query = replace(query, lenient=True)
        ranking.add(*ranking.ask(plan(query).exact))
    elif missing == 1:
        query = replace(query, wanted=tuple(query.wanted[place] for place in sorted(there)))
        ranking.add(*ranking.ask(plan(query).exact))
        _add_unlike(query, ranking)
    return query


def _meant(query: Query, lookup: Lookup, sounding: bool = False) -> dict[str, list[vocabulary.Known]]:
    """For each word that nobody wrote, by its folded form, the words that may have been meant."""
    words = list(
        {word.folded: word for asked in query.wanted for word in asked.words if not asked.others}.values()
    )
    missing = words
    # Nothing was found: a single word that was asked for is one that nobody wrote.
    if len(query.wanted) + len(query.phrases) + len(query.unwanted) > 1:
        there = lookup.matched([asking.one_word(word) for word in words])
        missing = [word for place, word in enumerate(words) if place not in there]
    offered = {word.folded: lookup.near(word.folded, sounding) for word in missing[:3]}
    return {word: near for word, near in offered.items() if near}


def ids(model, text: str, most: int = 1000) -> list[int]:
    """Primary keys of the records of one model that match, drafts included, the best first: for the admin.

    Raises `TooMuch`.
    """
    query = parse(text, aliases.current(), prefix=True)
    if not query or model.kind_name not in KINDS:
        return []
    low, high = numbers_of(model.kind_name)
    queries = dict.fromkeys(
        asking.terms(query, degree, title) for degree in DEGREES for title in (True, False)
    )
    tiers = [
        Tier(expressed(each), most, *between) for each in queries for between in ((low, high), (-high, -low))
    ]
    rows = sorted(Lookup().rows(tiers))
    return list(dict.fromkeys(object_of(row) for _place, row in rows))[:most]


def titles(text: str, language: str, most: int) -> tuple[Query, list[int]]:
    """The query, and the rows of records whose title or other name holds what was typed so far."""
    query = parse(text, aliases.current(), prefix=True)
    if not query or len("".join(word.folded for asked in query.wanted for word in asked.words)) < 2:
        return query, []
    ranking = Ranking(NO_FILTERS, most, language, Lookup())
    tiers = plan(query)
    in_titles = [*tiers.exact[:-1], *tiers.inflected[:1], *tiers.sounding_titles]
    try:
        ranking.add(*ranking.ask(in_titles))
    except TooMuch:
        return query, []
    return query, ranking.rows()
