"""Strands of the chronology whose entries are the records of one kind: events, statements, counts."""

import functools
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_noop

from archive.chronology.entry import Entry
from archive.chronology.strand import Strand, Values, in_all_languages, named
from archive.kinds import Kind
from archive.lists import filters, places
from archive.lists.paging import CHUNK, Order
from archive.lists.places import Place
from archive.models import Event, Figure, Statement
from archive.models.figure import in_words
from archive.serialise import loading, texts

MEMBERS = gettext_noop("Members: %(number)s")


class Said(filters.Place):
    """A country on whose behalf something was said, or about which."""

    def condition(self, value):
        pk = places.by_slug()[value].pk
        return Q(country=pk) | Q(about=pk)

    def counts(self, queryset):
        totals: Counter[int] = Counter()
        found = queryset.order_by()
        for column in ("country", "about"):
            totals.update(dict(found.values_list(column).annotate(Count("pk"))))
        both = found.filter(country=F("about")).values_list("country")
        totals.subtract(dict(both.annotate(Count("pk"))))
        return {place.slug: totals[pk] for pk, place in places.countries().items() if totals.get(pk)}


class Stored(Strand):
    """A strand whose entries are the records of one kind; `country` is None where they are of none."""

    def __init__(self, name: str, kind: Kind, country: filters.Place | None, made: Callable):
        self.name, self.kind, self.made = name, kind, made
        self.questions: dict[str, filters.Filter | None] = {
            "year": filters.Year("year", ""),
            "country": country,
        }

    def narrowed(self, values: Values) -> QuerySet:
        found = self.kind.listing.published()
        if (year := values.get("year")) and (asked := self.questions["year"]):
            found = found.filter(asked.condition(year))
        if countries := named(values):
            place = self.questions["country"]
            if place is None:
                return found.none()
            found = found.filter(functools.reduce(operator.or_, map(place.condition, countries)))
        return found

    def keys(self, values, descending):
        by = Order(descending=descending).by
        walk = self.narrowed(values).order_by(*by).values_list("date_sort", "slug")
        return walk.iterator(chunk_size=CHUNK)

    def between(self, values, beyond, within):
        found = self.narrowed(values).filter(beyond(Order()))
        return self.entries(found.order_by("date_sort", "slug"))

    def entries(self, found: QuerySet) -> list[Entry]:
        listed = self.kind.listing
        return self.made(listed.read(list(found.values_list(*listed.fields)), gather=False))

    def total(self, values):
        return self.narrowed(values).count()

    def latest(self, values, most):
        changed = self.narrowed(values).order_by("-changed_at", "slug").values_list("changed_at", "slug")
        return [(when, self.kind.name, slug) for when, slug in changed[:most]]

    def counts(self, question, values):
        asked = self.questions[question]
        return asked.counts(self.narrowed(values)) if asked else {}


def events(rows: Sequence) -> list[Entry]:
    kinds, known = texts.choice_of, places.countries()
    by_slug = dict(Event.objects.filter(slug__in=[row.slug for row in rows]).values_list("slug", "pk"))
    taking_part = loading.participants(list(by_slug.values()))
    entries = []
    for row in rows:
        pks = taking_part.get(by_slug[row.slug], ())
        named = {place.slug: place for place in (row.country, *map(known.get, pks)) if place}
        entries.append(
            Entry(
                "event",
                row.date,
                Event.kind_name,
                row.slug,
                Event.path(row.slug),
                row.title,
                kinds(Event, "kind", row.kind),
                row.summary,
                by_name(named.values()),
                row.occurrence == Event.Occurrence.PLANNED,
                row.relation == Event.Relation.ASSOCIATED,
            )
        )
    return entries


def statements(rows: Sequence) -> list[Entry]:
    known = places.countries()
    about = dict(
        Statement.objects.filter(slug__in=[row.slug for row in rows]).values_list("slug", "about_id")
    )
    return [
        Entry(
            "statement",
            row.date,
            Statement.kind_name,
            row.slug,
            Statement.path(row.slug),
            row.speaker,
            texts.choice_of(Statement, "kind", row.kind),
            row.gist,
            tuple({each.slug: each for each in (row.country, known.get(about[row.slug])) if each}.values()),
        )
        for row in rows
    ]


def _number(row, code: str) -> dict[str, Any]:
    return {"number": in_words(str(row.value), row.qualifier)}


def counts(rows: Sequence) -> list[Entry]:
    return [
        Entry(
            "count",
            row.date,
            Figure.kind_name,
            row.slug,
            Figure.path(row.slug),
            in_all_languages(MEMBERS, functools.partial(_number, row)),
            texts.choice_of(Figure, "verdict", row.verdict),
            row.counts,
            (),
        )
        for row in rows
    ]


def by_name(found: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(found, key=lambda place: (places.sorting_key(place.name.text), place.slug)))
