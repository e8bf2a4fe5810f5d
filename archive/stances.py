"""Who stood where: the one definition of a country's stance, for its page, lists and the home page.

A country or body stands where the latest statement that was made in its name, and that takes a stand, puts
it. What others there said, a senator, a newspaper, a retired general, is theirs alone. A joint statement is
made in the name of all its parties.

A statement whose sources were withdrawn takes no stand any more, though its page stays.

*Refused* means: said in its own name that it does not join (`Stance.REFUSAL`). Who refused and joined later
refused once and supports now.
"""

import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from archive import dates, visible
from archive.lists import places
from archive.lists.places import Place
from archive.memo import remember
from archive.models import Citation, RecordQuerySet, Source, Statement
from archive.models.citation import supporting
from archive.serialise.loading import columns
from archive.serialise.texts import Texts, pairs

Stance = Statement.Stance


class Said(NamedTuple):
    """One statement that takes a stand, made in the name of a country or body."""

    slug: str
    date: str
    stance: str
    speaker: Texts
    gist: Texts
    attribution: str

    @property
    def day(self) -> datetime.date | None:
        """The day on which it was said, if that is known exactly."""
        value = dates.parse(self.date)
        return value.earliest if value.earliest == value.latest else None


class Course(NamedTuple):
    """Every stand that one country or body took, the first first."""

    place: Place
    said: tuple[Said, ...]

    @property
    def now(self) -> Said:
        """Where it stands: what it said last."""
        return self.said[-1]

    @property
    def since(self) -> Said:
        """The first of the last statements that say the same: when it came to stand there."""
        first = self.now
        for said in reversed(self.said):
            if said.stance != self.now.stance:
                break
            first = said
        return first

    @property
    def changes(self) -> list["Change"]:
        return [
            Change(self.place, before, after)
            for before, after in zip(self.said, self.said[1:], strict=False)
            if before.stance != after.stance
        ]


class Change(NamedTuple):
    """A country or body that came to stand elsewhere than before."""

    place: Place
    before: Said
    after: Said

    @property
    def days(self) -> int | None:
        """How many days it took; None where that is not known exactly."""
        return (self.after.day - self.before.day).days if self.before.day and self.after.day else None


def takes_a_stand() -> Q:
    """Statements that say where the country or body stands in whose name they were made."""
    return Q(voice=Statement.Voice.OFFICIAL) & ~Q(stance="")


def courses() -> list[Course]:
    """Every country and body that took a stand, by name, as readers see them."""
    said = remember("stances", _said)
    return [Course(place, tuple(said[pk])) for pk, place in places.countries().items() if pk in said]


def changes(within: int | None = None) -> list[Change]:
    """Who came to stand elsewhere, the earliest first; `within` so many days, where that is known."""
    found = [change for course in courses() for change in course.changes]
    if within is not None:
        found = [change for change in found if change.days is not None and change.days <= within]
    return sorted(found, key=lambda change: dates.parse(change.after.date).sort_key)


def refused() -> set[int]:
    """Primary keys of the countries and bodies that stand by a refusal."""
    return {pk for pk, said in remember("stances", _said).items() if said[-1].stance == Stance.REFUSAL}


def lost() -> QuerySet:
    """Statements of which no source stands behind what was said any more, because it was withdrawn."""
    cited = Citation.objects.filter(statement__isnull=False, claim__in=("gist", "quote", "kind")).order_by()
    known = Q(source__kind=Source.Kind.KNOWLEDGE)
    standing = cited.filter(supporting()).values("statement")
    return (
        cited.filter(visible.withdrawn("source") & ~known).exclude(statement__in=standing).values("statement")
    )


def _said() -> dict[int, list[Said]]:
    """What each country and body said, in order; of one day, in the order in which it was recorded."""
    statements = RecordQuerySet(Statement).published().filter(takes_a_stand()).exclude(pk__in=lost())
    rows = statements.order_by("date_sort", "pk").values_list(
        "pk", "country_id", "slug", "date", "stance", "attribution", *columns("speaker", "gist")
    )
    together: dict[int, list[int]] = {}
    parties = Statement.parties.through.objects.filter(statement__in=statements.order_by().values("pk"))
    for statement, country in parties.order_by().values_list("statement_id", "country_id"):
        together.setdefault(statement, []).append(country)
    found: dict[int, list[Said]] = {}
    for pk, country, slug, date, stance, attribution, *words in rows:
        half = len(words) // 2
        said = Said(slug, date, stance, pairs(words[:half]), pairs(words[half:]), attribution)
        for each in dict.fromkeys((country, *together.get(pk, ()))):
            found.setdefault(each, []).append(said)
    return found
