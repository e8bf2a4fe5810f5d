"""Who was a member on a day: certainly, by the last evidence, possibly or not; in numbers, map and table."""

import datetime
from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy
from markupsafe import Markup

from archive import dates, languages, membership
from archive.data import formats
from archive.dates import Answer
from archive.kinds.member import MEMBER
from archive.kinds.membership import ANSWERS, memberships
from archive.lists.counts import loosened
from archive.lists.days import Day, read_day
from archive.lists.memberships import Membership, by_name, fits
from archive.lists.selection import Selection
from archive.memo import one_revision, remember
from archive.models import Member, regions
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.fragments import fragment
from archive.public.http import public_page
from archive.public.listing import form
from archive.public.page import page
from archive.public.tilemap import State, tiles
from archive.versions import membership as of_versions
from archive.versions.membership import Known

FILTERS = MEMBER.listing.filters


class Shown(NamedTuple):
    """One member as the table shows it."""

    href: str
    name: languages.Text
    joined: str
    left: str
    answer: Answer
    #: The day up to which it is known, where the answer ends there.
    known_to: datetime.date | None
    #: How settled it was in public; '' for what is usual.
    standing: str
    role: Markup
    region: str
    #: Whether it was founded with the others, on the day that is usual for founders.
    usual: bool


@public_page(params=FILTERS.parameters)
@one_revision
def member_list(request):
    day, known = (read_day(request.GET.get(name, "")) for name in ("on", "known"))
    selection = FILTERS.read(request.GET)
    if known.asked:
        day = of_versions.asked(day, known)
    said = known_on(known)
    everyone = said.rows
    answered = said.terms.on(day.day)
    found = [member for member in everyone if answered[member.pk] is not Answer.NO]
    base = MEMBER.listing.published().filter(pk__in=[member.pk for member in found])
    chosen = found
    if selection.values:
        wanted = set(selection.narrow(base).values_list("pk", flat=True)) if not known.asked else set()
        chosen = [
            member
            for member in found
            if (fits(member, selection.values) if known.asked else member.pk in wanted)
        ]
    if selection["sort"] == "name":
        chosen = sorted(chosen, key=by_name(languages.current()))
    count = Counter(answered.values())
    context = {
        "day": day,
        "known": known,
        "selection": selection,
        "certain": count[Answer.CERTAINLY],
        "unconfirmed": count[Answer.UNCONFIRMED],
        "known_to": known_to(answered, said.terms),
        "possible": count[Answer.POSSIBLY],
        "rows": shown(chosen, answered, said),
        "founders_joined": day_of_founders(everyone),
        "others": shown([row for row in everyone if answered[row.pk] is Answer.NO], answered, said),
        "map": tile_map(everyone, answered, terms=said.terms, known=known.value),
        "steps": [(step, dates.words(step.day.isoformat())) for step in steps_of(said.terms, known)],
        "form": asking(found, selection)
        if known.asked
        else form(address("member-list"), base, selection, scope=day.day),
        "loosened": [] if known.asked or not found or chosen else loosened(base, selection),
        "notices": [*dict.fromkeys(filter(None, [known.notice, day.notice])), *selection.notices],
    }
    data = formats.links(request.path, MEMBER.list_formats, selection.query())
    return page(request, "members.html", context, section="member-list", query=selection.query(), data=data)


def known_on(day: Day) -> Known:
    """What the archive says today, or said on the day that was asked for."""
    if day.asked:
        return of_versions.known_on(day.day)
    return Known(memberships(), membership.published(), {})


def asking(found: list[Membership], selection: Selection) -> Markup:
    """The form of filters for members that are counted as they were known on a day."""
    counts = {
        name: Counter(getattr(row, name) for row in found if fits(row, without(selection, name)))
        for name in selection.filters.filters
    }
    counts["founding"] = Counter({"yes": counts["founding"][True], "no": counts["founding"][False]})
    fields = selection.fields(counts)
    return fragment("includes/list.html", "asking")(address("member-list"), fields, selection)


def without(selection: Selection, name: str) -> dict[str, str]:
    return {asked: value for asked, value in selection.values.items() if asked != name}


def steps_known():
    return remember("steps", lambda: membership.steps(membership.published()))


def steps_of(terms: membership.Terms, known: Day):
    return membership.steps(terms) if known.asked else steps_known()


def known_to(answered: dict[int, Answer], known: membership.Terms) -> datetime.date | None:
    """The last day on which all those were certainly members that are unconfirmed now; None if none is."""
    terms = known.by_pk
    unconfirmed = [terms[pk].known_to for pk, answer in answered.items() if answer is Answer.UNCONFIRMED]
    return min(filter(None, unconfirmed), default=None)


def tile_map(
    everyone: list[Membership],
    answered: dict[int, Answer],
    alone: bool = False,
    *,
    terms: membership.Terms | None = None,
    known: str = "",
) -> Markup:
    """The map, made once for each different answer; '' if no state has a place on it.

    `alone` tells that no table of the same stands below. `terms` are those of the day `known`, or today's.
    """

    def made() -> Markup:
        drawn = tiles(states(everyone, answered, terms or membership.published()))
        draw = fragment("includes/map.html", "tile_map")
        return draw(drawn, set(answered.values()), alone) if drawn else Markup("")

    key = ("map", languages.current(), tuple(answered.values()), alone, known)
    return remember(key, made)


def states(everyone: list[Membership], answered: dict[int, Answer], terms: membership.Terms) -> list[State]:
    """What the map shows: every member that has a place on it."""
    said = {answer: str(words) for answer, words in ANSWERS.items()}
    lang = languages.current()
    base, reader = address("member-list", lang=lang), Reader(lang)
    ordered = sorted(everyone, key=by_name(lang))
    return [
        State(
            f"{base}{member.slug}/",
            short(member, name := named(member, reader)),
            name,
            answered[member.pk],
            in_words(terms.by_pk[member.pk].known_to, answered[member.pk], said),
            member.map_row,
            member.map_column,
            dates.words(member.joined),
        )
        for member in ordered
        if member.map_row and member.map_column
    ]


#: Names for tiles of states whose own do not fit there.
SHORT = {"AE": gettext_lazy("UAE")}


def short(member: Membership, name: languages.Text) -> languages.Text:
    return name._replace(text=str(SHORT[member.code])) if member.code in SHORT else name


def in_words(known_to: datetime.date | None, answer: Answer, said: dict[Answer, str]) -> str:
    """An answer in words, with the day up to which it is known where it ends there."""
    if answer is Answer.UNCONFIRMED:
        return gettext("known as a member up to %(day)s") % {"day": day_in_words(known_to)}
    return said[answer]


def day_in_words(day: datetime.date | None) -> str:
    return dates.words(day.isoformat()) if day else ""


def named(member: Membership, reader: Reader) -> languages.Text:
    return reader.text(member.country) or languages.Text(member.slug, "")


def day_of_founders(everyone: list[Membership]) -> str:
    """The date, in EDTF, on which most founding members joined; '' without any."""
    dates_of = Counter(member.joined for member in everyone if member.founding)
    return max(dates_of, key=dates_of.__getitem__, default="")


def shown(members: list[Membership], answered: dict[int, Answer], said: Known) -> list[Shown]:
    lang = languages.current()
    base, reader = address("member-list", lang=lang), Reader(lang)
    terms = said.terms.by_pk
    standings = MEMBER.listing.labels("standing")
    usual = day_of_founders(said.rows)
    return [
        Shown(
            f"{base}{member.slug}/",
            named(member, reader),
            member.joined,
            member.left,
            answered[member.pk],
            terms[member.pk].known_to if answered[member.pk] is Answer.UNCONFIRMED else None,
            "" if member.standing == Member.Standing.UNDISPUTED else standings.get(member.standing, ""),
            reader.words(member.role),
            regions.name(member.region, lang) if member.region else "",
            member.founding and member.joined == usual,
        )
        for member in members
    ]
