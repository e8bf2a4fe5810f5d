"""Who was a member on a day, how far that is known, and by what."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from ninja import Schema

from archive import languages, membership
from archive.api import problems
from archive.api.answers import answer, url
from archive.api.fields import DAY, TEXT, Choice, DateRange, Text, said
from archive.api.lists import day_of
from archive.api.rows import DAYS, parameter
from archive.data.records import LICENCE
from archive.dates import Answer
from archive.kinds import KINDS
from archive.kinds.membership import ANSWERS, memberships
from archive.lists.columns import bounds
from archive.models import Member
from archive.versions.membership import known_on

ON = parameter("The day; without it, today.", "2016-06-01", pattern=DAYS)[1]
KNOWN = parameter(
    "As this archive knew it at the end of that day; without it, as it is known now. No later than that day "
    "can be asked about, which is also the day that is meant where `on` says none.",
    "2026-11-27",
    pattern=DAYS,
)[1]


class Evidence(Schema):
    """The newest thing that shows a membership."""

    kind: str = said("What shows it: a source, an event or a figure.", "event")
    slug: str = said("Which one: the last part of its address.", "2024-02-03-second-ministers-council")
    page: str = said("Its page.", "https://archive.example.org/events/2024-02-03-second-ministers-council/")
    api: str = said(
        "The same here.", "https://archive.example.org/api/v1/events/2024-02-03-second-ministers-council"
    )
    date: DateRange = said("Its date.", {"edtf": DAY, "earliest": DAY, "latest": DAY})


class OneMember(Schema):
    """One state on the day."""

    slug: str = said("The last part of the address of its membership.", "pakistan")
    code: str = said("ISO 3166 code of the country.", "PK")
    title: Text = said("Its name, by language.", TEXT)
    answer: Choice = said(
        "`certainly`; `unconfirmed`: in force when last heard of; `possibly`: its date of joining or leaving "
        "allows both; `no`.",
        {"code": "certainly", "label": {"hi": "निश्चित रूप से सदस्य", "en": "certainly a member"}},
    )
    joined: DateRange | None = said("When it joined.", {"edtf": DAY, "earliest": DAY, "latest": DAY})
    left: DateRange | None = said("When it left; null if nothing says that it did.", None)
    known_to: str | None = said(
        "The last day for which it is certain; null if none is, or it has left.", "2025-05-01"
    )
    evidence: Evidence | None = said(
        "The newest thing that shows it; null if nothing with a date does.", None
    )
    page: str = said(
        "Its page, which leads each reader to their own language.",
        "https://archive.example.org/members/pakistan/",
    )
    api: str = said(
        "The whole record with all its sources.", "https://archive.example.org/api/v1/members/pakistan"
    )


class Membership(Schema):
    """All states that are in the archive as members, on one day."""

    on: str = said("The day.", "2016-06-01")
    known: str | None = said("The day whose knowledge is told; null for what is known now.", "2026-11-27")
    founded: str | None = said("The first day on which anybody can have been a member.", "2015-12-14")
    known_to: str | None = said(
        "The last day on which every membership that has not ended is certain.", "2025-05-01"
    )
    certain: int = said("How many certainly were members.", 34)
    unconfirmed: int = said("How many were members when last heard of, which nothing shows for that day.", 0)
    possible: int = said("How many may have been members besides.", 5)
    licence: str = said("Under which it may be used.", LICENCE)
    page: str = said("The same as a page.", "https://archive.example.org/members/?on=2016-06-01")
    data: list[OneMember] = said("The states, in the order of joining.", [])


def on_a_day(on: str, known: str):
    """The states on a day, as they are known now or were known on another."""
    then = day_of(known, "known") if known else None
    day = day_of(on, "on") if on or not then else then
    if then and day > then:
        detail = gettext("On %(known)s nobody could know who would be a member on %(day)s.")
        detail %= {"known": then.isoformat(), "day": day.isoformat()}
        raise problems.not_found(detail)
    told = known_on(then) if then else None
    terms, rows = (told.terms, told.rows) if told else (membership.published(), memberships())
    found = terms.on(day)
    counted = list(found.values())
    asked = urlencode({"on": day.isoformat(), **({"known": then.isoformat()} if then else {})})
    return answer(
        {
            "on": day.isoformat(),
            "known": iso(then),
            "founded": iso(terms.founded),
            "known_to": iso(terms.known_to),
            "certain": counted.count(Answer.CERTAINLY),
            "unconfirmed": counted.count(Answer.UNCONFIRMED),
            "possible": counted.count(Answer.POSSIBLY),
            "licence": LICENCE,
            "page": f"{settings.SITE_URL}/members/?{asked}",
            "data": [one(row, terms.by_pk[row.pk], found[row.pk]) for row in rows if row.pk in found],
        }
    )


def one(row: Any, term: membership.Term, found: Answer) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "code": row.code,
        "title": row.country,
        "answer": {"code": found.value, "label": labels(found)},
        "joined": date(row.joined),
        "left": date(row.left),
        "known_to": iso(term.known_to),
        "evidence": shown_by(term.evidence),
        "page": f"{settings.SITE_URL}{Member.path(row.slug)}",
        "api": url(f"{Member.FOLDER}/{row.slug}"),
    }


def labels(found: Answer) -> Text:
    words = {}
    for code in languages.codes():
        with translation.override(code):
            words[code] = str(ANSWERS[found])
    return words


def shown_by(evidence: membership.Evidence | None) -> dict[str, Any] | None:
    if evidence is None:
        return None
    model = KINDS[evidence.kind].model
    return {
        "kind": evidence.kind,
        "slug": evidence.slug,
        "page": f"{settings.SITE_URL}{model.path(evidence.slug)}",
        "api": url(f"{model.FOLDER}/{evidence.slug}"),
        "date": date(evidence.date),
    }


def date(edtf: str) -> dict[str, Any] | None:
    if not edtf:
        return None
    earliest, latest = bounds(edtf)
    return {"edtf": edtf, "earliest": earliest, "latest": latest}


def iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
