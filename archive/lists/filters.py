"""The questions that a list can be asked by its address: one class a kind of question.

Names and values in the address are the same in every language; only labels are translated.
"""

import functools
import operator
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import MAXYEAR
from itertools import pairwise

from django.db.models import Count, F, Model, Q, QuerySet
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Left
from django.utils.translation import gettext_lazy as _

from archive.languages import Text
from archive.lists import places

#: Values of the address that a page repeats are cut to this length.
SHOWN = 40

#: A filter's counts: how many records each of its values would leave.
Counts = Mapping[str, int]


def plain(text: str) -> str:
    """A value from an address, fit to be repeated on a page: short, without control characters."""
    shown = "".join("\ufffd" if unicodedata.category(sign)[0] == "C" else sign for sign in text[: SHOWN + 1])
    return shown if len(text) <= SHOWN else f"{shown[:SHOWN]}…"


class Filter:
    """One question that a list can be asked by a parameter of its address."""

    def __init__(self, name: str, label):
        self.name = name
        self.label = label

    def read(self, text: str) -> str | None:
        """The value that `text` writes; None if it is none."""
        return text if text in self.labels() else None

    def condition(self, value: str) -> Q:
        """Which records have `value`."""
        raise NotImplementedError

    def labels(self) -> dict[str, object]:
        """Every value with its name (a string or `Text`) in the active language, in the order of the form."""
        raise NotImplementedError

    def counts(self, queryset: QuerySet) -> Counts:
        """How many records of `queryset` each value would leave."""
        raise NotImplementedError

    def label_of(self, value: str) -> Text:
        return as_text(self.labels().get(value, value))

    def could_say(self, words: str, value: str) -> bool:
        """Whether a value of this filter is called so; `value` is what another filter calls so."""
        return self.read(value) == value and self.label_of(value).text == words

    def offered(self, counts: Counts) -> list[str]:
        """The values that a form offers, in its order: those that leave something."""
        return [value for value in self.labels() if counts.get(value)]


class Choice(Filter):
    """A column with a closed list of values; a number or a boolean is written as text."""

    def __init__(self, name: str, label, column: str, choices: Iterable[tuple[str, object]]):
        super().__init__(name, label)
        self.column = column
        self.choices = choices

    def could_say(self, words, value):
        return any(as_text(label).text == words for _value, label in self.choices)

    def labels(self):
        return {str(value): label for value, label in self.choices if value != ""}

    def condition(self, value):
        return Q(**{self.column: value})

    def counts(self, queryset):
        rows = queryset.order_by().values_list(self.column).annotate(Count("pk"))
        return {str(value): count for value, count in rows if value not in ("", None)}


class Open(Filter):
    """A column whose values are not listed in advance (languages): those that occur are its options."""

    PATTERN = re.compile(r"[A-Za-z0-9-]{1,35}", re.ASCII)

    def __init__(self, name: str, label, column: str, name_of: Callable[[str], object] = str):
        super().__init__(name, label)
        self.column = column
        self.name_of = name_of

    def read(self, text):
        return text if self.PATTERN.fullmatch(text) else None

    def labels(self):
        return {}

    def label_of(self, value):
        return as_text(self.name_of(value))

    def offered(self, counts):
        return sorted(counts, key=lambda value: places.sorting_key(self.label_of(value).text))

    def condition(self, value):
        return Q(**{self.column: value})

    counts = Choice.counts


class Cases(Filter):
    """A few named conditions that exclude each other: yes and no, with and without."""

    def __init__(self, name: str, label, cases: Mapping[str, tuple[object, Q]]):
        super().__init__(name, label)
        self.cases = cases

    def labels(self):
        return {value: label for value, (label, _condition) in self.cases.items()}

    def condition(self, value):
        return self.cases[value][1]

    def counts(self, queryset):
        totals = {value: Count("pk", filter=condition) for value, (_label, condition) in self.cases.items()}
        return queryset.order_by().aggregate(**totals)


class Year(Filter):
    """The year of an imprecise date: a record is found under each year that its date may fall in."""

    PATTERN = re.compile(r"[0-9]{4}", re.ASCII)
    #: No form offers more years than these; those with the most records first, then the latest.
    MOST = 100
    #: Bounds of dates that lie further apart have no years between them on offer: one date that begins in the
    #: year 201, by a slip of the hand, is no reason to offer two thousand.
    APART = 20

    def __init__(self, name: str, label, column: str = "date"):
        super().__init__(name, label)
        self.earliest, self.latest = f"{column}_earliest", f"{column}_latest"

    def read(self, text):
        return text if self.PATTERN.fullmatch(text) and text != "0000" else None

    def labels(self):
        return {}

    def label_of(self, value):
        return Text(value, "")

    def offered(self, counts):
        return list(counts)

    def condition(self, value):
        begun = Q(**{f"{self.earliest}__lte": f"{value}-12-31"}) | Q(**{f"{self.earliest}__isnull": True})
        lasted = Q(**{f"{self.latest}__gte": f"{value}-01-01"}) | Q(**{f"{self.latest}__isnull": True})
        return begun & lasted & self._dated()

    def _dated(self) -> Q:
        """Records with a date: every date has a bound on one side at least."""
        return Q(**{f"{self.earliest}__isnull": False}) | Q(**{f"{self.latest}__isnull": False})

    def counts(self, queryset):
        spans = (
            queryset.filter(self._dated())
            .order_by()
            .annotate(_first=year_of(self.earliest), _last=year_of(self.latest))
            .values_list("_first", "_last")
            .annotate(Count("pk"))
        )
        spans = [(first and int(first), last and int(last), count) for first, last, count in spans]
        offered = self._between(sorted({year for span in spans for year in span[:2] if year}))
        changes: Counter[int] = Counter()
        for first, last, count in spans:
            changes[first or 0] += count
            changes[(last or MAXYEAR) + 1] -= count
        totals, running, passed = {}, 0, 0
        in_order = sorted(changes)
        for year in offered:
            while passed < len(in_order) and in_order[passed] <= year:
                running += changes[in_order[passed]]
                passed += 1
            if running:
                totals[year] = running
        most = sorted(totals, key=lambda year: (-totals[year], -year))[: self.MOST]
        return {f"{year:04}": totals[year] for year in sorted(most)}

    def _between(self, bounds: list[int]) -> list[int]:
        """The years that dates begin or end in, and those between them."""
        years = bounds[:1]
        for before, year in pairwise(bounds):
            years += range(before + 1, year + 1) if year - before <= self.APART else [year]
        return years


class Place(Filter):
    """A country or body, by its slug: a foreign key, or a relation to many, or both together."""

    def __init__(self, name: str, label, model: type[Model], key: str = "", many: str = ""):
        super().__init__(name, label)
        self.model, self.key, self.many = model, key, many

    def labels(self):
        return {slug: named.name for slug, named in places.by_slug().items()}

    def condition(self, value):
        pk = places.by_slug()[value].pk
        conditions = [Q(**{self.key: pk})] if self.key else []
        if self.many:  # not joined: a record with two ways to be found is still one row
            conditions.append(Q(pk__in=self.model._default_manager.filter(**{self.many: pk}).values("pk")))
        return functools.reduce(operator.or_, conditions)

    def counts(self, queryset):
        totals: dict[int, int] = {}
        for column in filter(None, (self.key, self.many)):
            for pk, count in queryset.order_by().values_list(column).annotate(Count("pk")):
                totals[pk] = totals.get(pk, 0) + count
        if self.key and self.many:  # those found by both ways were counted twice
            both = queryset.filter(**{self.many: F(self.key)}).order_by().values_list(self.key)
            for pk, count in both.annotate(Count("pk")):
                totals[pk] -= count
        return {named.slug: totals[pk] for pk, named in places.countries().items() if totals.get(pk)}


class Switch:
    """A parameter that always has a value, such as the order of a list. The first is the default."""

    def __init__(self, name: str, label, options: Mapping[str, object]):
        self.name, self.label, self.options = name, label, options
        self.default = next(iter(options))


OLDEST_FIRST = Switch("sort", _("Sorted"), {"oldest": _("oldest first"), "newest": _("newest first")})
NEWEST_FIRST = Switch("sort", _("Sorted"), {"newest": _("newest first"), "oldest": _("oldest first")})


def as_text(label) -> Text:
    """A name with the language it is in; '' for the page's own."""
    return label if isinstance(label, Text) else Text(str(label), "")


def year_of(column: str):
    """The year of a day column as text; unlike `__year` no call into Python for each row of SQLite."""
    return Left(Cast(column, CharField()), 4)
