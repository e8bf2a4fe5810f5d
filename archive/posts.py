"""Who held which post when, and how far that is known: the one definition, for pages, search and editors.

A term of office is *shown* on each day on which a source names the person in the post: on the day that a
citation of `person` speaks of (`as_of`), or else on the day of its source. What lies between its beginning
and the last such day is known; after that nobody can say, unless an end is recorded. A term whose sources
were withdrawn stands in the list, marked; who held the post is not told by it.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Case, Q, When
from django.utils import timezone

from archive import dates, visible
from archive.dates import EDTFDate
from archive.memo import remember
from archive.models import Citation, RecordQuerySet, Source, Term
from archive.models.citation import supporting, supports
from archive.serialise.loading import columns
from archive.serialise.texts import Texts, pairs


class Held(NamedTuple):
    """One person in one post."""

    pk: int
    slug: str
    post: str
    office: Texts
    person: str
    name: Texts
    #: As recorded, in EDTF; '' where nothing is known.
    started: str
    ended: str
    #: The dates on which it was first and last shown; '' where no dated source shows it.
    first: str
    seen: str
    #: The first days of the different dates on which sources say that it began.
    said: tuple[datetime.date, ...]
    #: Primary keys of the person, and of the country or body that they belong to.
    holder: int
    country: int | None
    #: Whether the sources that named the person in the post were withdrawn, and no other does.
    lost: bool = False

    @property
    def disputed(self) -> bool:
        """Whether sources differ on when it began."""
        return len(self.said) > 1

    @property
    def begun(self) -> datetime.date | None:
        """The last day on which it can have begun: from here on it is known."""
        shown = _earliest(self.first)
        if shown and self.earliest and shown < self.earliest:
            shown = None  # a vague date of a source does not move a beginning that is known better
        return min(filter(None, (_latest(self.started), shown)), default=None)

    @property
    def earliest(self) -> datetime.date | None:
        """The first day on which it can have begun; None where there is no such bound."""
        return _earliest(self.started)

    @property
    def known_to(self) -> datetime.date | None:
        """The last day of which it is known: its end, or else the day on which it was last shown."""
        if self.ended and (end := _earliest(self.ended)):
            return max(filter(None, (end, _earliest(self.seen))))
        return _earliest(self.seen) or self.begun

    @property
    def over(self) -> datetime.date | None:
        """The last day on which it can have lasted; None while no end is recorded."""
        return _latest(self.ended) if self.ended else None

    @property
    def has_ended(self) -> bool:
        return bool(self.over and self.over < timezone.localdate())


def _date(text: str) -> EDTFDate | None:
    return dates.parse(text) if text else None


def _earliest(text: str) -> datetime.date | None:
    date = _date(text)
    return date.earliest if date else None


def _latest(text: str) -> datetime.date | None:
    date = _date(text)
    return date.latest if date else None


def shown(citations: Iterable) -> list[str]:
    """The dates on which the citations of a holder show them in the post, in order; none of days to come."""
    said = [citation.as_of or citation.source.date for citation in citations if supports(citation)]
    return _in_order(said)


def _in_order(said: Iterable[str]) -> list[str]:
    today = timezone.localdate()
    known = {text: day for text in said if (day := _earliest(text)) and day <= today}
    return sorted(known, key=lambda text: (known[text], text))


def published() -> list[Held]:
    """Every term of office that readers see, post by post, the first ones first."""
    return remember("posts", _read)


def standing() -> list[Held]:
    """Those of them that tell who held a post: a withdrawn source tells nothing."""
    return [held for held in published() if not held.lost]


def of_post(slug: str) -> list[Held]:
    return [held for held in standing() if held.post == slug]


def recent(held: Held) -> datetime.date:
    """By this the last known of several holders is found."""
    return held.known_to or datetime.date.min


def last(slug: str) -> Held | None:
    """The last known holder of a post; whether that ended, and when it was last shown, the term says."""
    return max(of_post(slug), key=recent, default=None)


def _read() -> list[Held]:
    terms = RecordQuerySet(Term).published().filter(visible.published("person"), visible.published("post"))
    rows = terms.order_by("post__position", "post__slug", "date_sort", "slug").values_list(
        "pk",
        "slug",
        "post__slug",
        "person__slug",
        "started",
        "ended",
        "person_id",
        "person__country_id",
        *columns("post__office", "person__name"),
    )
    said: dict[int, list[str]] = {}
    begun: dict[int, set[str]] = {}
    lost: dict[int, bool] = {}
    cited = Citation.objects.filter(visible.published("term"), claim__in=("person", "started"))
    told = cited.annotate(is_support=Case(When(supporting(), then=True), default=False))
    withdrawn = When(visible.withdrawn("source") & ~Q(source__kind=Source.Kind.KNOWLEDGE), then=True)
    told = told.annotate(is_withdrawn=Case(withdrawn, default=False))
    for pk, claim, asserts, as_of, dated, supports_it, is_withdrawn in told.order_by().values_list(
        "term", "claim", "asserts", "as_of", "source__date", "is_support", "is_withdrawn"
    ):
        if claim == "person" and (supports_it or is_withdrawn):
            lost[pk] = lost.get(pk, True) and not supports_it
        if not supports_it:
            continue
        if claim == "person":
            said.setdefault(pk, []).append(as_of or dated)
        elif asserts:
            begun.setdefault(pk, set()).add(asserts)
    found = []
    for pk, slug, post, person, started, ended, holder, country, *names in rows:
        days, half = _in_order(said.get(pk, ())), len(names) // 2
        first, seen = (days[0], days[-1]) if days else ("", "")
        office, name = pairs(names[:half]), pairs(names[half:])
        days_said = tuple(
            sorted({day for text in begun.get(pk, ()) if (day := _earliest(text.rstrip("~?%")))})
        )
        found.append(
            Held(
                pk,
                slug,
                post,
                office,
                person,
                name,
                started,
                ended,
                first,
                seen,
                days_said,
                holder,
                country,
                lost.get(pk, False),
            )
        )
    order = {slug: place for place, slug in enumerate(dict.fromkeys(held.post for held in found))}
    found.sort(key=lambda held: (order[held.post], held.begun or datetime.date.max))
    return found
