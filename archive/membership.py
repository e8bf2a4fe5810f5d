"""Who was a member on a day, and how far that is known: the one definition, for pages, counts and editors.

A membership is certain from the day by which it had begun to its *last evidence*: the newest thing that shows
it, which is

- a citation of the membership, on the day it speaks of (`as_of`) or else on the day of its source,
- an event of the coalition that it took part in,
- a published number of members that agrees with what the archive counts for that day, from a source that also
  names members: if as many were counted as can have been members, all of them were. A number alone, as
  newspapers repeat it, shows nobody.

After that day it is *unconfirmed*: it was in force when last heard of, and nothing shows that it still is. An
approximate or uncertain day of joining ("about December 2015") is bounded by its sources where they bound it:
the first evidence ends the doubt, not the half-year that `archive.dates` allows such a date. Nobody was a
member before the founding.
"""

import datetime
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from archive import dates, visible
from archive.dates import Answer, DateError, EDTFDate
from archive.memo import remember
from archive.models import Citation, Event, Figure, Member, RecordQuerySet
from archive.models.citation import supporting

#: Claims of a membership whose sources show it, and what a source must say of its standing to do so.
CLAIMS = ("joined", "standing", "role")
#: Events in which a state takes part as a member of the coalition.
ACTS = (
    Event.Kind.ANNOUNCEMENT,
    Event.Kind.MEETING,
    Event.Kind.ACCESSION,
    Event.Kind.PARTICIPATION,
    Event.Kind.PROGRAMME,
    Event.Kind.AGREEMENT,
)


class Evidence(NamedTuple):
    """What shows a membership: the first day that its date allows, that date, and the record that says so."""

    day: datetime.date
    date: str
    kind: str
    slug: str


class Bounds(NamedTuple):
    """The first and the last day on which something may have happened; None where there is no such day."""

    earliest: datetime.date | None
    latest: datetime.date | None


class Term(NamedTuple):
    """One membership in days."""

    pk: int
    slug: str
    founding: bool
    #: When it began, as its sources bound it.
    joined: Bounds
    left: Bounds | None
    #: Everything with a date that shows it, the newest last.
    shown: tuple[Evidence, ...] = ()

    @property
    def evidence(self) -> Evidence | None:
        """The newest thing that shows it; None if nothing with a date does."""
        return self.shown[-1] if self.shown else None

    @property
    def known_to(self) -> datetime.date | None:
        """The last day for which it is certain; None while it is not certain at all, or has ended."""
        if self.left is not None or self.joined.latest is None:
            return None
        return max(self.evidence.day, self.joined.latest) if self.evidence else self.joined.latest

    def on(self, day: datetime.date) -> Answer:
        answer = dates.in_force(self.joined, self.left, day)
        if answer is Answer.CERTAINLY and (end := self.known_to) and day > end:
            return Answer.UNCONFIRMED
        return answer


class Terms(NamedTuple):
    """All memberships, by the primary key of their records."""

    by_pk: dict[int, Term]
    #: The first day on which anybody can have been a member; None while no day is recorded.
    founded: datetime.date | None

    def on(self, day: datetime.date) -> dict[int, Answer]:
        """Was each in force on `day`? A day that has not come yet is for the asker to refuse."""
        if self.founded is not None and day < self.founded:
            return dict.fromkeys(self.by_pk, Answer.NO)
        return {pk: term.on(day) for pk, term in self.by_pk.items()}

    @property
    def known_to(self) -> datetime.date | None:
        """The last day on which every membership that has not ended is certain."""
        ends = [term.known_to for term in self.by_pk.values()]
        return min(filter(None, ends), default=None)


def published() -> Terms:
    """The memberships that readers see, read once for each content revision."""
    return remember("terms", lambda: read(RecordQuerySet(Member).published()))


class Rows(NamedTuple):
    """What memberships are worked out from, however it was read: rows whose keys fit each other."""

    #: Key, slug, key of the country, founding, joined, left.
    members: list[tuple]
    #: Key of the membership, claim, value asserted, of which day, date and slug of a source that supports it.
    cited: Iterable[tuple]
    #: Slug and date of an act of the coalition, key of a country that took part.
    acted: Iterable[tuple]
    #: Slug, date and number of members of a figure that agrees, from a source that names members.
    counted: Iterable[tuple]


def read(members: QuerySet) -> Terms:
    """The memberships of a queryset, in a fixed number of queries."""
    columns = ("pk", "slug", "country_id", "founding", "joined", "left")
    rows = list(members.order_by().values_list(*columns))
    keys, countries = [row[0] for row in rows], [row[2] for row in rows]
    return terms(Rows(rows, cited_rows(keys), acted_rows(countries), counted_rows()), timezone.localdate())


def terms(rows: Rows, today: datetime.date) -> Terms:
    """The memberships that follow, nothing later than `today` being known."""
    drafts = [
        _Draft(pk, slug, country, founding, joined, dates.parse(left) if left else None)
        for pk, slug, country, founding, text, left in rows.members
        if (joined := _date(text))
    ]
    founders = [each for each in drafts if each.founding] or drafts
    founded = min(filter(None, (each.joined.earliest for each in founders)), default=None)
    by_pk = {each.pk: each for each in drafts}
    by_country = {each.country: each for each in drafts}
    for kind in (
        _cited(rows.cited, by_pk),
        _acted(rows.acted, by_country),
        _counted(rows.counted, drafts, founded),
    ):
        for draft, evidence, firm in kind:
            if evidence.day <= today:
                draft.shown.append((evidence, firm))
    return Terms({each.pk: each.term() for each in drafts}, founded)


def _date(text: str) -> EDTFDate | None:
    try:
        return dates.parse(text)
    except DateError:
        return None


class _Draft:
    """A membership while its evidence is gathered."""

    def __init__(self, pk, slug, country, founding, joined: EDTFDate, left: EDTFDate | None):
        self.pk, self.slug, self.country, self.founding = pk, slug, country, founding
        self.joined, self.left = joined, left
        #: Whether an evidence also says by when it had begun: a list or a count does, a report of the joining
        #: itself does not, which may be the very thing that is doubted.
        self.shown: list[tuple[Evidence, bool]] = []

    def term(self) -> Term:
        shown = tuple(sorted({evidence for evidence, _firm in self.shown}))
        left = Bounds(self.left.earliest, self.left.latest) if self.left else None
        return Term(self.pk, self.slug, self.founding, self._begun(), left, shown)

    def _begun(self) -> Bounds:
        earliest, latest = self.joined.earliest, self.joined.latest
        first = min((evidence.day for evidence, firm in self.shown if firm), default=None)
        if first is not None and (earliest is None or first >= earliest):
            doubted = any(sign in str(self.joined) for sign in "~?%")
            latest = first if doubted or latest is None else min(first, latest)
        return Bounds(earliest, latest)


def _evidence(text: str, kind: str, slug: str) -> Evidence | None:
    date = _date(text) if text else None
    return Evidence(date.earliest, text, kind, slug) if date and date.earliest else None


def cited_rows(pks: Collection[int]) -> QuerySet:
    cited = Citation.objects.filter(supporting(), member__in=pks, claim__in=CLAIMS).order_by()
    return cited.values_list("member", "claim", "asserts", "as_of", "source__date", "source__slug")


def _cited(rows: Iterable[tuple], by_pk: dict[int, _Draft]):
    """What sources cited for a membership show."""
    for pk, claim, asserts, as_of, dated, source in rows:
        if (draft := by_pk.get(pk)) is None:
            continue
        evidence = _evidence(as_of or dated, "source", source)
        if evidence is None or (claim == "standing" and asserts and asserts not in Member.Standing.values):
            continue
        begun = _date(asserts) if claim == "joined" and asserts else draft.joined
        if begun and begun.latest and begun.latest <= evidence.day:
            yield draft, evidence, bool(as_of) and not asserts


def acted_rows(countries: Collection[int]) -> QuerySet:
    events = (
        RecordQuerySet(Event)
        .published()
        .filter(
            kind__in=ACTS,
            relation=Event.Relation.OWN,
            occurrence=Event.Occurrence.HELD,
            participants__in=countries,
            pk__in=Citation.objects.filter(supporting(), claim="participants").order_by().values("event"),
        )
    )
    return events.order_by().values_list("slug", "date", "participants")


def _acted(rows: Iterable[tuple], by_country: dict[int, _Draft]):
    """What states did as members, as far as sources name them."""
    for slug, date, country in rows:
        draft, evidence = by_country.get(country), _evidence(date, "event", slug)
        if draft and evidence and draft.joined.latest and draft.joined.latest <= evidence.day:
            yield draft, evidence, False


def counted_rows() -> QuerySet:
    naming = Citation.objects.filter(supporting(), visible.published("member"), claim__in=CLAIMS)
    figures = (
        RecordQuerySet(Figure)
        .published()
        .filter(
            verdict=Figure.Verdict.AGREES,
            qualifier=Figure.Qualifier.EXACT,
            pk__in=Citation.objects.filter(
                supporting(), claim="value", source__in=naming.order_by().values("source")
            ).values("figure"),
        )
    )
    return figures.order_by().values_list("slug", "date", "value")


def _counted(rows: Iterable[tuple], drafts: list[_Draft], founded: datetime.date | None):
    """Numbers of members that agree: where as many were counted as may have been members, all were."""
    for slug, text, value in rows:
        evidence = _evidence(text, "figure", slug)
        latest = dates.parse(text).latest if evidence else None
        if evidence is None or latest is None or founded is None or evidence.day < founded:
            continue
        members = _possible(drafts, evidence.day)
        if len(members) == value and members == _possible(drafts, latest):
            yield from ((draft, evidence, True) for draft in members)


def _possible(drafts: Iterable[_Draft], day: datetime.date) -> list[_Draft]:
    return [each for each in drafts if dates.in_force(each.joined, each.left, day) is not Answer.NO]


class Step(NamedTuple):
    """From `day` on, until the next step: how many were members, and how many may have been besides.

    Members are those that had joined for certain and had not left, as far as is known.
    """

    day: datetime.date
    members: int
    possible: int


def steps(terms: Terms) -> list[Step]:
    """How many were members, from the founding on; one step for each day on which either count changes."""
    if terms.founded is None:
        return []
    changes: set[datetime.date | None] = {terms.founded}
    for term in terms.by_pk.values():
        changes |= set(term.joined)
        if term.left is not None:
            changes |= {term.left.earliest, _day_after(term.left.latest)}
    counted: list[Step] = []
    for day in sorted(day for day in changes if day and day >= terms.founded):
        found = list(terms.on(day).values())
        members = found.count(Answer.CERTAINLY) + found.count(Answer.UNCONFIRMED)
        step = Step(day, members, found.count(Answer.POSSIBLY))
        if not counted or counted[-1][1:] != step[1:]:
            counted.append(step)
    return counted


def _day_after(day: datetime.date | None) -> datetime.date | None:
    return day + datetime.timedelta(days=1) if day and day < datetime.date.max else None
