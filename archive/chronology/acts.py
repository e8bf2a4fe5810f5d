"""Joinings and leavings as strands of the chronology."""

from collections import Counter

from django.utils.translation import gettext_noop

from archive import dates, languages
from archive.chronology.entry import Entry
from archive.chronology.strand import Key, Strand, Values, in_all_languages, named
from archive.kinds.membership import memberships, reasons
from archive.lists import places
from archive.lists.memberships import Membership
from archive.lists.places import Place
from archive.memo import remember
from archive.models import Member
from archive.serialise import texts
from archive.serialise.texts import Texts

JOINS, LEAVES = gettext_noop("%(country)s joins"), gettext_noop("%(country)s leaves")


class Acts(Strand):
    """Joinings or leavings: there are at most as many as states, so they are kept whole."""

    def __init__(self, name: str, date: str, message: str):
        self.name, self.date, self.message = name, date, message

    @property
    def all(self) -> list[tuple[Key, Membership]]:
        def sorted_() -> list[tuple[Key, Membership]]:
            dated = [row for row in memberships() if getattr(row, self.date)]
            keyed = [((dates.parse(getattr(row, self.date)).sort_key, row.slug), row) for row in dated]
            return sorted(keyed, key=lambda each: each[0])

        return remember(("chronology", self.name), sorted_)

    def narrowed(self, values: Values) -> list[tuple[Key, Membership]]:
        wanted = {places.by_slug()[slug].member for slug in named(values)}
        year = values.get("year")
        return [
            (key, row)
            for key, row in self.all
            if (not wanted or row.slug in wanted) and (not year or int(year) in self.years(row))
        ]

    def years(self, row: Membership) -> range:
        """The years in which it may have happened; of an open date the one that it names."""
        date = dates.parse(getattr(row, self.date))
        named = [day for day in (date.earliest, date.latest) if day]
        return range(named[0].year, named[-1].year + 1)

    def keys(self, values, descending):
        keys = [key for key, _row in self.narrowed(values)]
        return iter(keys[::-1] if descending else keys)

    def between(self, values, beyond, within):
        rows = [row for key, row in self.narrowed(values) if within(key)]
        notes = reasons([row.pk for row in rows]) if self.date == "joined" else {}
        of = {place.member: place for place in places.countries().values() if place.member}
        return [self.entry(row, notes.get(row.pk, {}), of) for row in rows]

    def entry(self, row: Membership, note: Texts, of: dict[str, Place]) -> Entry:
        return Entry(
            self.name,
            getattr(row, self.date),
            Member.kind_name,
            row.slug,
            Member.path(row.slug),
            in_all_languages(self.message, lambda code: {"country": languages.pick(row.country, code).text}),
            texts.choice_of(Member, "standing", row.standing),
            row.summary or note,
            (of[row.slug],) if row.slug in of else (),
        )

    def total(self, values):
        return len(self.narrowed(values))

    def latest(self, values, most):
        wanted = [row.pk for _key, row in self.narrowed(values)]
        changed = Member.objects.filter(pk__in=wanted).order_by("-changed_at", "slug")
        return [
            (when, Member.kind_name, slug) for when, slug in changed.values_list("changed_at", "slug")[:most]
        ]

    def counts(self, question, values):
        counted: Counter[str] = Counter()
        of = {place.member: place.slug for place in places.countries().values() if place.member}
        for _key, row in self.narrowed(values):
            if question == "year":
                counted.update(f"{year:04}" for year in self.years(row))
            elif row.slug in of:
                counted[of[row.slug]] += 1
        return counted
