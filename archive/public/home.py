"""The first page: what the coalition is, who leads it, who belongs to it, what was said, what is new."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone
from markupsafe import Markup

from archive import dates, kinds, languages, membership, moments, stances
from archive.data import linked
from archive.dates import Answer
from archive.kinds import readform
from archive.kinds.membership import memberships
from archive.kinds.statement import STATEMENT, Row
from archive.membership import Step
from archive.memo import one_revision, remember
from archive.models import Figure, Record, Statement
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.http import public_page
from archive.public.lists.members import steps_known, tile_map
from archive.public.lists.posts import Office, offices
from archive.public.page import page
from archive.public.quotations import Quotation, quotation
from archive.serialise import related
from archive.serialise.shapes import EventLink
from archive.stances import Said

#: How many of the latest events and changes are shown, and how many posts.
LATEST, POSTS = 5, 3

#: Within how many days somebody must have changed position to be told of here.
WITHIN = 2

#: Letters that a quotation here has at least and at most, in the words in which it was said.
SHORTEST, LONGEST = 40, 160

#: The three voices, and the positions that each may have.
VOICES = (
    ("yes", (Statement.Kind.SUPPORT, Statement.Kind.CONFIRMATION)),
    ("but", (Statement.Kind.RESERVATION,)),
    ("no", (Statement.Kind.DECLINE,)),
)


class Voice(NamedTuple):
    """One quotation: what it says to the coalition in a word, who said it, and the words."""

    answer: str
    row: Row
    quotation: Quotation


class Move(NamedTuple):
    """One stand on the way of a country that changed its own."""

    stance: str
    word: str
    href: str
    date: str
    speaker: Markup
    gist: Markup


class Mover(NamedTuple):
    """A country that came to stand elsewhere within two days, with every stand that it took in them."""

    country: Markup
    moves: list[Move]


class Repeated(NamedTuple):
    """A number that was true once and has been repeated since."""

    number: int
    since: str
    until: str


@public_page
@one_revision
def home(request):
    today = timezone.localdate()
    terms = membership.published()
    answered = terms.on(today)
    found = list(answered.values())
    lang = languages.current()
    steps = steps_known()
    context = {
        "today": today.isoformat(),
        "certain": found.count(Answer.CERTAINLY),
        "unconfirmed": found.count(Answer.UNCONFIRMED),
        "known_to": terms.known_to,
        "possible": found.count(Answer.POSSIBLY),
        "leaders": remember(("home: posts", lang), leaders),
        # Up to the last evidence more is known than today.
        "map": tile_map(memberships(), terms.on(terms.known_to) if terms.known_to else answered, alone=True),
        "steps": [(step, dates.words(step.day.isoformat())) for step in steps],
        "repeated": remember("home: repeated", lambda: repeated(steps)),
        "voices": remember(("home: voices", lang), lambda: voices(lang)),
        "movers": remember(("home: movers", lang), lambda: movers(Reader(lang))),
        "counts": remember("home: counts", counts),
        "events": remember("home: events", latest_events),
        "changes": remember("home: changes", changes),
        "reader": Reader(lang),
        "address": address,
    }
    return page(request, "home.html", context, section="home", linked=linked.site(lang))


def leaders() -> list[Office]:
    """The first posts of the list, each with who was last known to hold it."""
    return [office for office in offices() if office.last][:POSTS]


def repeated(steps: Iterable[Step]) -> Repeated | None:
    """The number that is most often out of date when printed, and when it was true; None without one."""
    steps = list(steps)
    printed: dict[int, int] = {}
    stale = Figure.objects.published().filter(verdict=Figure.Verdict.STALE).order_by("-date_sort", "slug")
    for value in stale.values_list("value", flat=True):
        printed[value] = printed.get(value, 0) + 1
    for number in sorted(printed, key=lambda value: -printed[value]):
        for step, after in pairwise(steps):
            if step.members == number and not step.possible:
                return Repeated(number, step.day.isoformat(), after.day.isoformat())
    return None


def voices(lang: str) -> list[Voice]:
    """For each answer the earliest words of fitting length that are known as said, of three countries."""
    listed, found, heard = STATEMENT.listing, [], set()
    for answer, positions in VOICES:
        said = (
            listed.published()
            .filter(kind__in=positions, attribution=Statement.Attribution.DIRECT)
            .exclude(quote_original="")
            .order_by("date_sort", "slug")
        )
        for row in listed.read(list(said.values_list(*listed.fields)[:50]), gather=False):
            fits = SHORTEST <= len(row.quote_original) <= LONGEST
            words = quotation(row.quote, row.wording, row.quote_original, row.quote_language, lang)
            if fits and row.country and row.country.slug not in heard and words and words.original:
                heard.add(row.country.slug)
                found.append(Voice(answer, row, words))
                break
    return found if len(found) == len(VOICES) else []


def movers(reader: Reader) -> list[Mover]:
    """Who changed position within two days, in the order of the first change."""
    words = STATEMENT.listing.labels("stance")
    said: dict[str, list[Said]] = {}
    links: dict[str, Markup] = {}
    for change in stances.changes(within=WITHIN):
        links.setdefault(change.place.slug, reader.place(change.place))
        chain = said.setdefault(change.place.slug, [])
        chain += [each for each in (change.before, change.after) if each not in chain]
    return [
        Mover(
            links[slug],
            [
                Move(
                    each.stance,
                    words[each.stance],
                    address("statement", each.slug),
                    each.date,
                    reader.words(each.speaker),
                    reader.brief(each.gist),
                )
                for each in chain
            ],
        )
        for slug, chain in said.items()
    ]


def counts() -> dict[str, int]:
    """Published records by the list they stand in."""
    return {kind.list_name: kind.model.objects.published().count() for kind in kinds.with_pages()}


def latest_events() -> list[EventLink]:
    return related.latest_events(LATEST)


def changes() -> list[dict]:
    """Published records that were changed after their publication, the last first."""
    found: list[Record] = []
    for kind in kinds.with_pages():
        if kind.model.CLAIMS:
            changed = kind.records().published().filter(changed_at__gt=F("published_at"))
            found += changed.order_by("-changed_at")[:LATEST]
    found.sort(key=lambda obj: obj.changed_at, reverse=True)
    return [
        {
            "type": obj.kind_name,
            "slug": obj.slug,
            "title": readform.title(obj),
            "changed": moments.day(obj.changed_at),
        }
        for obj in found[:LATEST]
    ]
