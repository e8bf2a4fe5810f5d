"""How many records a search finds in all, and under each filter."""

from collections import Counter
from dataclasses import dataclass, field

from archive.models.search import SearchRow
from archive.search import query as asking
from archive.search.engines import Tier, either, expressed
from archive.search.entry import KINDS, kind_of, numbers_of, record_of
from archive.search.lookup import Lookup, TooMuch
from archive.search.query import Query
from archive.search.ranking import NO_FILTERS, Filters, without_unwanted

#: Rows that are counted, of all kinds together; where there are more, so many of each kind.
COUNTED = 400


@dataclass
class Counts:
    """How many records of each kind, country, sort and year; `over`: there are more than were counted."""

    total: int = 0
    over: bool = False
    kinds: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    sorts: dict[str, int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)


def count(query: Query, filters: Filters = NO_FILTERS, lookup: Lookup | None = None) -> Counts:
    """Counts for the filters, each with the other filters applied; a few SQL queries.

    `lookup`: that of the search whose hits are counted. Where its budget ends, `over` says so.
    """
    counts = Counts()
    if not query:
        return counts
    records, counts.over = _records(query, lookup or Lookup())
    found = SearchRow.objects.filter(pk__in=records)
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


def _records(query: Query, lookup: Lookup) -> tuple[list[int], bool]:
    """A row of each record that is counted, and whether there are more."""
    asked = filter(None, (asking.terms(query, query.degree), asking.on_date(query)))
    found = expressed(either(asked))
    rows: list[int] = []
    try:
        rows = [row for _place, row in lookup.rows([Tier(found, COUNTED + 1)])]
        over = len(rows) > COUNTED
        if over:
            tiers = [Tier(found, COUNTED + 1, *numbers_of(kind)) for kind in KINDS]
            rows = [row for _place, row in lookup.rows(tiers)]
            over = max(Counter(map(kind_of, rows)).values()) > COUNTED
    except TooMuch:
        over = True
    records: dict[int, int] = {}
    for row in rows:
        records.setdefault(record_of(row), row)
    if query.unwanted:
        try:
            records = without_unwanted(query, records, lookup)
        except TooMuch:
            some = dict(list(records.items())[: lookup.checked(asking.unwanted(query))])
            records, over = without_unwanted(query, some, lookup), True
    return list(records.values()), over
