"""Who was a member on a day: certainly, possibly or not, as two numbers, a map and a table."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from archive import dates, languages
from archive.dates import Answer
from archive.models import Citation, Member, Status, regions
from archive.public.addresses import address
from archive.public.columns import Reader, columns
from archive.public.counts import loosened
from archive.public.days import read_day
from archive.public.filters import Cases, Choice, Switch
from archive.public.fragments import fragment
from archive.public.http import public_page
from archive.public.listing import form, published
from archive.public.membership import Membership, answers, memberships, steps
from archive.public.memo import one_revision, remember
from archive.public.page import page
from archive.public.selection import Filters
from archive.public.tilemap import State, halves

FILTERS = Filters(
    Choice("region", _("Region"), "country__m49", regions.choices()),
    Choice("standing", _("Standing"), "standing", Member.Standing.choices),
    Cases(
        "founding",
        _("Founding"),
        {"yes": (_("founding members"), Q(founding=True)), "no": (_("joined later"), Q(founding=False))},
    ),
    switches=[Switch("sort", _("Sorted"), {"date": _("by day of joining"), "name": _("by name")})],
    extra=["on"],
    paged=False,
)

ANSWERS = {
    Answer.CERTAINLY: _("certainly a member"),
    Answer.POSSIBLY: _("possibly a member"),
    Answer.NO: _("not a member"),
}


class Row(NamedTuple):
    """One member as the table shows it."""

    member: Membership
    certain: bool
    #: How its day of joining is known.
    why: languages.Text
    standing: str
    settled: bool
    region: str


@public_page(params=FILTERS.parameters)
@one_revision
def member_list(request):
    day = read_day(request.GET.get("on", ""))
    selection = FILTERS.read(request.GET, {"on": day.value})
    everyone = memberships()
    answered = answers(everyone, day.day)
    found = [member for member in everyone if answered[member.pk] is not Answer.NO]
    base = published(Member).filter(pk__in=[member.pk for member in found])
    shown = found
    if selection.values:
        wanted = set(selection.narrow(base).values_list("pk", flat=True))
        shown = [member for member in found if member.pk in wanted]
    if selection["sort"] == "name":
        shown = sorted(shown, key=lambda member: member.sorted_by_name)
    count = Counter(answered.values())
    context = {
        "day": day,
        "selection": selection,
        "certain": count[Answer.CERTAINLY],
        "possible": count[Answer.POSSIBLY],
        "rows": rows(shown, answered),
        "others": [member for member in everyone if answered[member.pk] is Answer.NO],
        "map": tile_map(everyone, answered),
        "steps": [(step, dates.words(step.day.isoformat())) for step in steps_known()],
        "form": form(address("member-list"), base, selection, scope=day.day),
        "loosened": loosened(base, selection) if found and not shown else [],
        "notices": [*filter(None, [day.notice]), *selection.notices],
    }
    return page(request, "members.html", context, section="member-list", query=selection.query())


def steps_known():
    return remember("steps", lambda: steps(memberships()))


def tile_map(everyone: list[Membership], answered: dict[int, Answer]) -> Markup:
    """The map, made once for each different answer; '' if no state has a place on it."""

    def made() -> Markup:
        drawn = halves(states(everyone, answered))
        return (
            fragment("includes/map.html", "tile_map")(drawn, set(answered.values())) if drawn else Markup("")
        )

    key = ("map", languages.current(), tuple(answered.values()))
    return remember(key, made, weigh=lambda html: len(html) // 100)


def states(everyone: list[Membership], answered: dict[int, Answer]) -> list[State]:
    """What the map shows: every member that has a place on it."""
    said = {answer: str(words) for answer, words in ANSWERS.items()}
    return [
        State(
            member.href,
            member.code,
            member.name,
            answered[member.pk],
            said[answered[member.pk]],
            member.row,
            member.column,
            dates.words(member.joined),
        )
        for member in everyone
        if member.row and member.column
    ]


def rows(members: list[Membership], answered: dict[int, Answer]) -> list[Row]:
    lang = languages.current()
    standings = {value: str(label) for value, label in Member.Standing.choices}
    notes = remember(("why joined", lang), lambda: reasons(lang), weigh=lambda known: 5 * len(known))
    return [
        Row(
            member,
            answered[member.pk] is Answer.CERTAINLY,
            member.summary or notes.get(member.pk, member.summary),
            standings.get(member.standing, member.standing),
            member.standing == Member.Standing.UNDISPUTED,
            regions.name(member.region, lang) if member.region else "",
        )
        for member in members
    ]


def reasons(lang: str) -> dict[int, languages.Text]:
    """For each member without a summary, by primary key: the first note beside a source for its joining."""
    noted = Citation.objects.filter(
        claim="joined", member__status=Status.PUBLISHED, source__status=Status.PUBLISHED
    ).order_by("position", "pk")
    for column in columns("summary"):
        noted = noted.filter(**{f"member__{column}": ""})
    known: dict[int, languages.Text] = {}
    reader = Reader(lang)
    for pk, *texts in noted.values_list("member_id", *columns("note")):
        if note := reader.brief(texts, 0):
            known.setdefault(pk, note)
    return known
