"""How many records a search finds in all, and under each filter."""

from dataclasses import dataclass, field

from django.db import connections

from archive.models.search import SearchRow
from archive.search import query as asking
from archive.search.engines import Tier, either, engine
from archive.search.entry import KINDS, kind_of, numbers_of, record_of
from archive.search.query import Query
from archive.search.ranking import NO_FILTERS, Filters, without_unwanted

#: Rows of each kind that are counted; beyond, the count is "more than".
COUNTED = 400


@dataclass
class Counts:
    """How many records of each kind, country, sort and year; `over`: kinds with more than were counted."""

    total: int = 0
    over: set[str] = field(default_factory=set)
    kinds: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    sorts: dict[str, int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)


def count(query: Query, filters: Filters = NO_FILTERS, using: str = "default") -> Counts:
    """Counts for the filters, each with the other filters applied; two SQL queries."""
    counts = Counts()
    if not query:
        return counts
    asked = filter(None, (asking.terms(query, query.degree), asking.on_date(query)))
    broad = engine(using).expression(either(asked))
    tiers = [Tier(broad, COUNTED + 1, *numbers_of(kind)) for kind in KINDS]
    records: dict[int, int] = {}
    each = dict.fromkeys(range(len(tiers)), 0)
    for place, row in engine(using).rows(connections[using], tiers):
        each[place] += 1
        records.setdefault(record_of(row), row)
    if query.unwanted:
        records = without_unwanted(query, records, using)
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
