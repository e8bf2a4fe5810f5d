"""Who stood where: each country and body below the stance of its latest words, with what it said before."""

from typing import NamedTuple

from django.utils.translation import ngettext
from markupsafe import Markup

from archive import languages, stances
from archive.data import formats
from archive.kinds.statement import STATEMENT
from archive.lists import places
from archive.memo import one_revision
from archive.models import Statement
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.http import public_page
from archive.public.page import page
from archive.public.stances_data import MADE, NAME
from archive.stances import Change, Course, Said


class Entry(NamedTuple):
    """One country or body below a stance."""

    country: Markup
    #: Leads to the words.
    said: str
    date: str
    speaker: languages.Text
    gist: languages.Text
    #: Why these words are to be taken with care: "relayed by somebody else".
    attribution: str
    #: How it came to stand here, newest first, or where it went from here.
    steps: list["Step"]
    #: Whether it stands elsewhere now.
    past: bool = False


class Step(NamedTuple):
    """A change of stance, from the side of one of the two."""

    stance: str
    word: str
    said: str
    date: str
    #: "in two days"; '' where that is not known exactly.
    took: str


class Column(NamedTuple):
    """One stance with those who stand there now, and those who did once."""

    stance: str
    word: str
    query: str
    now: list[Entry]
    past: list[Entry]


@public_page
@one_revision
def stance_board(request):
    courses = stances.courses()
    stood = {course.place.pk for course in courses}
    reader = Reader(languages.current())
    context = {
        "columns": columns(courses, reader),
        "silent": [
            reader.place(place)
            for pk, place in places.countries().items()
            if place.member and pk not in stood
        ],
        "changed": sum(1 for course in courses if course.changes),
    }
    data = formats.links(address(NAME), MADE)
    return page(request, "stances.html", context, section="stances", data=data)


def columns(courses: list[Course], reader: Reader) -> list[Column]:
    words = STATEMENT.listing.labels("stance")
    found = []
    for stance in Statement.Stance.values:
        now = [current(course, words, reader) for course in courses if course.now.stance == stance]
        past = [
            before(change, words, reader)
            for course in courses
            for change in course.changes
            if change.before.stance == stance != course.now.stance
        ]
        found.append(Column(stance, words[stance], f"stance={stance}", now, past))
    return found


def current(course: Course, words: dict[str, str], reader: Reader) -> Entry:
    steps = [step(change.before, change, words) for change in reversed(course.changes) if change.after.stance]
    return entry(course, course.since, steps[:1], reader)


def before(change: Change, words: dict[str, str], reader: Reader) -> Entry:
    return entry(change, change.before, [step(change.after, change, words)], reader, past=True)


def entry(of: Course | Change, said: Said, steps: list[Step], reader: Reader, *, past: bool = False) -> Entry:
    attributions = STATEMENT.listing.labels("attribution")
    heard = said.attribution == Statement.Attribution.DIRECT
    return Entry(
        reader.place(of.place),
        address("statement", said.slug),
        said.date,
        reader.text(said.speaker),
        reader.plain(said.gist),
        "" if heard else attributions[said.attribution],
        steps,
        past,
    )


def step(said: Said, change: Change, words: dict[str, str]) -> Step:
    """The other end of a change: where it stood before, or came to stand."""
    return Step(said.stance, words[said.stance], address("statement", said.slug), said.date, took(change))


def took(change: Change) -> str:
    days = change.days
    return "" if not days else ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
