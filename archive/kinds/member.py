"""Memberships, as readers meet them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from archive import membership as terms
from archive import visible
from archive.dates import Answer
from archive.kinds import membership
from archive.kinds.base import KINDS, Kind
from archive.memo import remember
from archive.models import Citation, Country, Event, Figure, Member
from archive.models.citation import is_disputed
from archive.serialise import loading, related, texts
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind
from archive.serialise.shapes import Link, OfKind

if TYPE_CHECKING:
    from archive.versions.past import Past


def behind(found: Behind, records: Sequence[Member], preview: bool) -> None:
    countries = [record.country_id for record in records]
    found.country_citations = loading.citations("country", countries, preview=preview)


def before(found: Behind, record: Member, past: "Past") -> None:
    for country in past.records(Country, past.related("country")).values():
        found.country_citations = {None: past.citations(country)}


def facts(record: Member, own: Facts, behind: Behind) -> OfKind:
    country = record.country
    own.words("summary", "markdown")
    own.date("joined")
    own.date("left")
    own.add("founding", "truth", record.founding, texts.truth(record.founding))
    own.choice("standing")
    own.words("role")
    of_country = Facts(country, own.sources, behind.country_citations.get(country.pk, []))
    of_country.add("m49", "choice", country.m49, texts.region(country.m49))
    of_country.add("oic_member", "truth", country.oic_member, texts.truth(country.oic_member))
    own.listed += of_country.listed
    return {
        "country": {
            "slug": country.slug,
            "code": country.code,
            "kind": country.kind,
            "title": texts.translated(country, "name"),
            "path": Country.path(country.slug),
        },
        "date": record.joined,
    }


def beside(record: Member) -> dict:
    """What stands beside a membership on its page: how far it is known, and a doubt that it shares."""
    return {
        **related.of_country(record.country_id),
        "evidence": evidence(record),
        "shared_doubt": shared_doubt(record),
    }


def evidence(record: Member) -> dict | None:
    """The newest thing that shows a membership; None for one that has ended or that readers do not see."""
    term = terms.published().by_pk.get(record.pk)
    if term is None or term.left is not None:
        return None
    shown = term.evidence
    if shown is None:
        return {"date": "", "link": None, "since": False}
    found = KINDS[shown.kind].records().get(slug=shown.slug)
    return {
        "date": shown.date,
        "link": _link(found),
        "number": found.value if isinstance(found, Figure) else None,
        "since": term.on(timezone.localdate()) is Answer.UNCONFIRMED,
    }


def shared_doubt(record: Member) -> Link | None:
    """The event by which a state joined together with others, if its sources do not agree on the day."""
    return remember("shared doubts", _shared_doubts).get((record.country_id, record.joined))


def _shared_doubts() -> dict[tuple[int, str], Link]:
    """By country and date: the announcement of that date with the most states, its date disputed."""
    said: dict[int, list[Citation]] = {}
    dates = Citation.objects.filter(
        visible.published("source"),
        visible.published("event"),
        event__kind=Event.Kind.ANNOUNCEMENT,
        claim="date",
    ).exclude(asserts="")
    for citation in dates.only("event_id", "asserts"):
        said.setdefault(citation.event_id or 0, []).append(citation)
    disputed = [event for event, citations in said.items() if is_disputed(citations)]
    events = Event.objects.filter(pk__in=disputed).prefetch_related("participants")
    found: dict[tuple[int, str], Link] = {}
    for event in sorted(events, key=lambda event: len(event.participants.all())):
        states = event.participants.all()
        if len(states) > 1:
            found |= {(state.pk, event.date): _link(event) for state in states}
    return found


def _link(record) -> Link:
    kind = KINDS[record.kind_name]
    title = kind.title(record) or {"und": record.slug}
    return {"type": kind.name, "slug": record.slug, "path": record.path(record.slug), "title": title}


MEMBER = Kind(
    model=Member,
    facts=facts,
    behind=behind,
    before=before,
    related=beside,
    title=lambda record: texts.translated(record.country, "name"),
    named_by="country__name",
    needs=("country",),
    template="member.html",
    dependants=lambda record: [(Country, Q(pk=record.country_id))],
    other_names=lambda record: record.country.other_names(),
    listed=membership.LIST,
)
