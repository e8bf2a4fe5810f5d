"""What the archive answers to a question, in a sentence, with the records that show it."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from archive import dates, languages, membership, posts
from archive.answers import outside
from archive.answers.asking import COMMAND, COUNT, JOINED, LEAD, LEFT, MEMBER, POST, Question
from archive.answers.shown import MOST, Answer, Shows
from archive.dates import Answer as Known
from archive.dates import EDTFDate
from archive.kinds.membership import ANSWERS, memberships
from archive.lists.memberships import Membership
from archive.models import Citation, Member
from archive.models.citation import supporting
from archive.posts import Held
from archive.serialise.texts import Texts, choice_of
from archive.spelling.comparing import folded_text


def answer(question: Question) -> Answer | None:
    """What the archive knows; None where it cannot say."""
    date = question.date
    if date and not (date.earliest and date.latest and date.latest <= _end_of_this_year()):
        return None  # open, or not yet
    if question.about == COUNT:
        return _count(date)
    if question.about in (COMMAND, LEAD) or question.about.startswith(POST):
        return _holders(question.about, date)
    return _of_country(question)


def _end_of_this_year() -> datetime.date:
    return timezone.localdate().replace(month=12, day=31)


# Memberships ------------------------------------------------------------------------------------------------


def _of_country(question: Question) -> Answer | None:
    place = question.place
    member = next((row for row in memberships() if row.slug == place.member), None) if place else None
    if place is None:
        return None
    name = place.name.text
    if member is None:
        if question.date is not None and question.about != MEMBER:
            return None
        return outside.answer(place)
    shown = [Shows("member", member.slug, name)]
    if question.about == JOINED:
        return _joined(member, name, shown)
    if question.about == LEFT:
        return _left(member, name, shown)
    return _was(member, name, question.date, shown)


def _joined(member: Membership, name: str, shown: list[Shows]) -> Answer:
    sentence = gettext("%(country)s joined: %(date)s.") % {
        "country": name,
        "date": dates.words(member.joined),
    }
    cited = Citation.objects.filter(supporting(), member=member.pk, claim="joined").order_by("position", "pk")
    rows = list(cited.values_list("asserts", "source__slug", "source__title"))
    others = sorted({said for said, _slug, _title in rows if said and dates.canonical(said) != member.joined})
    more = []
    if others:
        told = ", ".join(dates.words(each) for each in others[:MOST])
        more.append(gettext("Sources disagree; also given: %(dates)s.") % {"dates": told})
    sources = {slug: Shows("source", slug, title or slug) for _said, slug, title in rows}
    return Answer(sentence, more, [*shown, *list(sources.values())[:MOST]])


def _left(member: Membership, name: str, shown: list[Shows]) -> Answer:
    if member.left:
        sentence = gettext("%(country)s left: %(date)s.")
        return Answer(sentence % {"country": name, "date": dates.words(member.left)}, [], shown)
    sentence = gettext("No source in the archive says that %(country)s left.") % {"country": name}
    return Answer(sentence, _standing(member), shown)


def _was(member: Membership, name: str, date: EDTFDate | None, shown: list[Shows]) -> Answer | None:
    terms = membership.published()
    term, today = terms.by_pk.get(member.pk), timezone.localdate()
    if term is None:
        return None
    first = date.earliest if date else today
    last = date.latest if date else today
    if first is None or last is None or first > today:
        return None
    last = min(last, today)
    found = {terms.on(day)[member.pk] for day in (first, last)}
    more = _standing(member)
    if len(found) == 2 and found != {Known.CERTAINLY, Known.UNCONFIRMED}:
        # It joined, or left, within the time that was asked about.
        return Answer(_changed(member, name), more, shown)
    known = Known.UNCONFIRMED if Known.UNCONFIRMED in found else found.pop()
    when = dates.words(date) if date else gettext("today")
    words = {"country": name, "date": when, "known": str(ANSWERS[known])}
    if known is Known.UNCONFIRMED and term.known_to:
        words["day"] = dates.words(term.known_to.isoformat())
        sentence = gettext("Yes, as far as is known: %(country)s is known as a member up to %(day)s.")
    elif known is Known.CERTAINLY:
        sentence = gettext("Yes. %(country)s, %(date)s: %(known)s.")
    elif known is Known.NO:
        sentence = gettext("No. %(country)s, %(date)s: %(known)s.")
        more = [_changed(member, name)]
    else:
        sentence = gettext("Not settled. %(country)s, %(date)s: %(known)s.")
        more = [_changed(member, name), *more]
    if date and first == last:
        shown = [*shown, Shows("member-list", "", gettext("All members on this day"), f"on={first}")]
    return Answer(sentence % words, more, shown)


def _changed(member: Membership, name: str) -> str:
    words = {"country": name, "joined": dates.words(member.joined), "left": dates.words(member.left)}
    if member.left:
        return gettext("%(country)s joined: %(joined)s; left: %(left)s.") % words
    return gettext("%(country)s joined: %(joined)s.") % words


def _standing(member: Membership) -> list[str]:
    """How settled the membership has been, where that is anything to be told."""
    if member.standing == Member.Standing.UNDISPUTED:
        return []
    told = languages.pick(choice_of(Member, "standing", member.standing), languages.current()).text
    return [gettext("Standing of the membership: %(standing)s.") % {"standing": told}]


def _count(date: EDTFDate | None) -> Answer | None:
    terms, today = membership.published(), timezone.localdate()
    if terms.founded is None:
        return None
    shown = [
        Shows("member-list", "", gettext("Members"), ""),
        Shows("figure-list", "", gettext("Every number that was given"), ""),
    ]
    if date is None:
        known = [each for each in terms.on(today).values() if each in (Known.CERTAINLY, Known.UNCONFIRMED)]
        words = {"number": len(known), "day": dates.words((terms.known_to or today).isoformat())}
        sentence = ngettext(
            "%(number)s member, known up to %(day)s.", "%(number)s members, known up to %(day)s.", len(known)
        )
        return Answer(sentence % words, [], shown)
    first, last = date.earliest, date.latest
    if first is None or last is None or first > today:
        return None
    days = sorted({first, min(last, today)})
    more = [f"{dates.words(day.isoformat())}: {_number_on(terms, day)}" for day in days]
    shown[0] = Shows("member-list", "", gettext("All members on this day"), f"on={days[-1]}")
    return Answer(more[0] if len(more) == 1 else "; ".join(more), [], shown)


def _number_on(terms: membership.Terms, day: datetime.date) -> str:
    found = list(terms.on(day).values())
    number = found.count(Known.CERTAINLY) + found.count(Known.UNCONFIRMED)
    words = {"number": number, "possible": found.count(Known.POSSIBLY)}
    if words["possible"]:
        return gettext("%(number)s members, and possibly %(possible)s more") % words
    return ngettext("%(number)s member", "%(number)s members", number) % words


# Posts ------------------------------------------------------------------------------------------------------


def _holders(about: str, date: EDTFDate | None) -> Answer | None:
    held = posts.standing()
    if about == COMMAND:
        held = _of_commander(held)
    elif about.startswith(POST):
        held = [each for each in held if each.post == about.removeprefix(POST)]
    if date and date.earliest and date.latest:
        held = [each for each in held if _overlaps(each, date.earliest, date.latest)]
    else:
        held = _last_known(held)
    if not held:
        return None
    told = [_told(each) for each in held[:MOST]]
    shown = [Shows("person", each.person, _said(each.name, each.person)) for each in held[:MOST]]
    posts_of = {each.post: Shows("post", each.post, _said(each.office, each.post)) for each in held[:MOST]}
    return Answer(told[0], told[1:], [*shown, *posts_of.values()])


def _of_commander(held: list[Held]) -> list[Held]:
    """The post of commander itself: the shortest title that has the word, not a deputy's."""
    words = {folded_text("commander"), folded_text("कमांडर")}
    titles = {
        each.post: min(len(folded_text(title).split()) for title in each.office.values())
        for each in held
        if words & {word for title in each.office.values() for word in folded_text(title).split()}
    }
    post = min(titles, key=lambda slug: (titles[slug], slug), default=None)
    return [each for each in held if each.post == post]


def _overlaps(held: Held, first: datetime.date, last: datetime.date) -> bool:
    begun, known_to = held.begun, held.known_to
    return bool(begun and known_to and begun <= last and known_to >= first)


def _last_known(held: list[Held]) -> list[Held]:
    """Of each post who was last known to hold it, unless that ended."""
    last: dict[str, Held] = {}
    for each in held:
        if each.post not in last or posts.recent(each) > posts.recent(last[each.post]):
            last[each.post] = each
    return [each for each in last.values() if not each.has_ended]


def _told(held: Held) -> str:
    words = {
        "office": _said(held.office, held.post),
        "person": _said(held.name, held.person),
        "seen": dates.words(held.seen) if held.seen else "",
        "started": dates.words(held.started) if held.started else gettext("not known"),
        "ended": dates.words(held.ended) if held.ended else "",
    }
    if held.ended:
        return gettext("%(office)s: %(person)s, from: %(started)s, until: %(ended)s.") % words
    if held.seen:
        return gettext("%(office)s: %(person)s, last shown in the post: %(seen)s.") % words
    return gettext("%(office)s: %(person)s, from: %(started)s.") % words


def _said(texts: Texts, slug: str) -> str:
    return languages.pick(texts, languages.current()).text or slug
