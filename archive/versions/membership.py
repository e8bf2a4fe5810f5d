"""The memberships as this archive knew them on a day: worked out by `archive.membership` from versions.

Nothing that was published, corrected or withdrawn since counts; neither does any evidence that is younger.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from archive import membership, visible
from archive.dates import Answer
from archive.entries.written import Cited, Written
from archive.lists.days import Day, read_day
from archive.lists.memberships import Membership, fits, in_files
from archive.lists.selection import Selection
from archive.membership import Rows, Terms
from archive.memo import remember
from archive.models import Country, Event, Figure, Member, Source, Version
from archive.serialise.texts import Texts
from archive.versions import history
from archive.versions.past import records_at, texts_of


class Known(NamedTuple):
    """What the archive knew on a day; rows and terms have the same keys."""

    rows: list[Membership]
    terms: Terms
    #: What a source said of the joining, for memberships without a summary.
    reasons: dict[int, Texts]


def known_on(day: datetime.date) -> Known:
    """What this archive knew at the end of a day, in its own time zone."""
    return remember(("known", day), lambda: _read(day))


def asked(on: Day, known: Day) -> Day:
    """The day that is asked about: the one on which it was known, or another one before it."""
    if not on.asked:
        return Day(known.day, True, on.notice, on.choices)
    if on.day <= known.day:
        return on
    notice = gettext(
        "On %(known)s nobody could know who would be a member on %(day)s. The answer is for %(known)s."
    )
    return Day(known.day, True, notice % {"known": known.in_words, "day": on.in_words})


def on_the_day(selection: Selection, said: str) -> list[Membership]:
    """The members of a day as they were known on another, each with its answer."""
    known = read_day(said)
    day = asked(read_day(selection.extra.get("on", "")), known)
    found = known_on(known.day)
    answered = found.terms.on(day.day)
    rows = [
        row._replace(answer=answered[row.pk].value, reason=found.reasons.get(row.pk, {}))
        for row in found.rows
        if answered[row.pk] is not Answer.NO and fits(row, selection.values)
    ]
    return sorted(rows, key=in_files) if selection["sort"] == "name" else rows


def said_in_words(selection: Selection) -> str:
    """What an answer from the versions of a day says of itself; '' for an answer of today."""
    if not (value := selection.extra.get("known", "")):
        return ""
    known = read_day(value)
    day = asked(read_day(selection.extra.get("on", "")), known)
    sentence = gettext("Members on %(day)s, as this archive knew it on %(known)s.")
    return sentence % {"day": day.in_words, "known": known.in_words}


def end_of(day: datetime.date) -> datetime.datetime:
    """The last moment of a day."""
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min)
    return timezone.make_aware(midnight) - datetime.timedelta(microseconds=1)


def _read(day: datetime.date) -> Known:
    moment = end_of(day)
    members = sorted(_published(history.said_on(Member.kind_name, moment)), key=_place)
    countries = records_at(Country, {str(each.values["country"]) for each in members}, moment)
    members = [each for each in members if each.values["country"] in countries]
    events = [each for each in _published(_acts(moment)) if _is_act(each)]
    figures = [each for each in _published(_figures(moment)) if _agrees(each)]
    cited = {each.source for record in (*members, *events, *figures) for each in record.citations}
    sources = {
        slug: each
        for slug, each in records_at(Source, cited, moment).items()
        if visible.is_published(str(each.values["status"]))
    }
    documents = {slug for slug, each in sources.items() if each.values["kind"] != Source.Kind.KNOWLEDGE}
    known = Rows(
        [_row(key, each) for key, each in enumerate(members)],
        list(_cited(members, sources, documents)),
        [
            (each.slug, each.values["date"], country)
            for each in events
            if _cites(each, "participants", documents)
            for country in cast(list[str], each.values["participants"] or [])
        ],
        [
            (each.slug, each.values["date"], each.values["value"])
            for each in figures
            if _cites(each, "value", _naming(members, documents))
        ],
    )
    terms = membership.terms(known, day)
    rows = [
        _shown(key, each, countries[str(each.values["country"])], terms) for key, each in enumerate(members)
    ]
    return Known([row for row in rows if row.pk in terms.by_pk], terms, dict(_reasons(members, sources)))


def _published(versions: QuerySet[Version]) -> list[Written]:
    states = (Written.from_json(data) for data in versions.values_list("data", flat=True).iterator())
    return [each for each in states if visible.is_published(str(each.values["status"]))]


def _place(member: Written):
    """Where a membership stands in the list of them: as `archive.kinds.membership` orders it."""
    made = Member(joined=str(member.values["joined"]))
    return made.date_sort, member.values["list_order"] is None, member.values["list_order"] or 0, member.slug


def _acts(moment: datetime.datetime) -> QuerySet[Version]:
    """Versions of events that were acts of the coalition then: it is one today, or it was changed since."""
    today = Event._default_manager.filter(
        kind__in=membership.ACTS, relation=Event.Relation.OWN, occurrence=Event.Occurrence.HELD
    )
    return _that_may_be(Event.kind_name, today, ("kind", "relation", "occurrence"), moment)


def _is_act(event: Written) -> bool:
    values = event.values
    return (
        values["kind"] in membership.ACTS
        and values["relation"] == Event.Relation.OWN
        and values["occurrence"] == Event.Occurrence.HELD
    )


def _figures(moment: datetime.datetime) -> QuerySet[Version]:
    today = Figure._default_manager.filter(verdict=Figure.Verdict.AGREES, qualifier=Figure.Qualifier.EXACT)
    return _that_may_be(Figure.kind_name, today, ("verdict", "qualifier"), moment)


def _agrees(figure: Written) -> bool:
    values = figure.values
    return values["verdict"] == Figure.Verdict.AGREES and values["qualifier"] == Figure.Qualifier.EXACT


def _that_may_be(
    kind: str, today: QuerySet, names: Iterable[str], moment: datetime.datetime
) -> QuerySet[Version]:
    """What was said of records that fit today, or of which one of these fields was changed since."""
    changed = Q()
    for name in names:
        changed |= Q(fields__contains=name)
    since = Version.objects.filter(changed, kind=kind, at__gt=moment).order_by()
    fits = Q(slug__in=today.order_by().values("slug")) | Q(slug__in=since.values("slug"))
    return history.said_on(kind, moment).filter(fits)


def _row(key: int, member: Written) -> tuple:
    values = member.values
    return key, member.slug, values["country"], values["founding"], values["joined"], values["left"]


def _cited(members: list[Written], sources: dict[str, Written], documents: set[str]) -> Iterator[tuple]:
    for key, member in enumerate(members):
        for each in member.citations:
            if each.source in documents and each.claim in membership.CLAIMS:
                said = (each.values.get("asserts") or "", each.values.get("as_of") or "")
                yield key, each.claim, *said, sources[each.source].values["date"], each.source


def _cites(record: Written, claim: str, documents: set[str]) -> bool:
    return any(each.claim == claim and each.source in documents for each in record.citations)


def _naming(members: list[Written], documents: set[str]) -> set[str]:
    """The documents that name members."""
    return {
        each.source
        for member in members
        for each in member.citations
        if each.source in documents and each.claim in membership.CLAIMS
    }


def _shown(key: int, member: Written, country: Written, terms: Terms) -> Membership:
    values, of_country = member.values, country.values
    term = terms.by_pk.get(key)
    return Membership(
        pk=key,
        slug=member.slug,
        code=str(of_country["code"]),
        country=texts_of(of_country, "name"),
        answer=None,
        joined=str(values["joined"]),
        left=str(values["left"] or ""),
        founding=bool(values["founding"]),
        standing=str(values["standing"]),
        region=str(of_country["m49"] or ""),
        role=texts_of(values, "role"),
        summary=texts_of(values, "summary"),
        reason={},
        evidence=term.evidence.date if term and term.evidence else "",
        map_row=cast(int | None, of_country["map_row"]),
        map_column=cast(int | None, of_country["map_column"]),
    )


def _reasons(members: list[Written], sources: dict[str, Written]) -> Iterator[tuple[int, Texts]]:
    for key, member in enumerate(members):
        if not texts_of(member.values, "summary"):
            noted = (each for each in member.citations if each.claim == "joined" and each.source in sources)
            if note := next(filter(None, map(_note, noted)), {}):
                yield key, note


def _note(cited: Cited) -> Texts:
    return texts_of(cited.values, "note")
