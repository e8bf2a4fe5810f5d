"""The list of memberships as readers see it; `archive.membership` answers who was a member on a day."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import membership, visible
from archive.dates import Answer
from archive.lists.columns import (
    Choice,
    Column,
    Date,
    GatheredDate,
    GatheredWords,
    Hidden,
    Prose,
    Truth,
    Words,
    Worked,
)
from archive.lists.days import read_day
from archive.lists.filters import Cases, Switch
from archive.lists.filters import Choice as Chosen
from archive.lists.listed import Listed
from archive.lists.memberships import Membership, in_files
from archive.lists.paging import Order
from archive.lists.selection import Filters, Selection
from archive.memo import remember
from archive.models import Citation, Member, regions
from archive.serialise.loading import columns
from archive.serialise.texts import Texts, pairs
from archive.versions import membership as of_versions

ANSWERS = {
    Answer.CERTAINLY: _("certainly a member"),
    Answer.UNCONFIRMED: _("a member when last heard of"),
    Answer.POSSIBLY: _("possibly a member"),
    Answer.NO: _("not a member"),
}

FILTERS = Filters(
    Chosen("region", _("Region"), "country__m49", regions.choices()),
    Chosen("standing", _("Standing"), "standing", Member.Standing.choices),
    Cases(
        "founding",
        _("Founding"),
        {"yes": (_("founding members"), Q(founding=True)), "no": (_("joined later"), Q(founding=False))},
    ),
    switches=[Switch("sort", _("Sorted"), {"name": _("by name"), "date": _("by day of joining")})],
    extra={"on": lambda text: read_day(text).value, "known": lambda text: read_day(text).value},
    paged=False,
)


def reasons(pks: Collection[int]) -> dict[int, Texts]:
    """For each member without a summary, by primary key: the first note beside a source for its joining."""
    known = remember("reasons of memberships", _reasons)
    return {pk: known[pk] for pk in pks if pk in known}


def _reasons() -> dict[int, Texts]:
    """Of all: there are few, and a database may look for some of them through all that is cited."""
    joining = Citation.objects.filter(visible.published("source"), claim="joined", member__isnull=False)
    noted = joining.order_by("position", "pk")
    for column in columns("summary"):
        noted = noted.filter(**{f"member__{column}": ""})
    known: dict[int, Texts] = {}
    for pk, *texts in noted.values_list("member_id", *columns("note")):
        if note := pairs(texts):
            known.setdefault(pk, note)
    return known


def evidences(pks: Collection[int]) -> dict[int, str]:
    """For each membership by its primary key: the date of its last evidence."""
    known = membership.published().by_pk
    return {pk: shown.date for pk in pks if pk in known and (shown := known[pk].evidence)}


LIST = Listed(
    model=Member,
    row=Membership,
    columns=(
        Hidden("pk"),
        Column("slug"),
        Column("code", _("ISO 3166 code"), "country__code"),
        Words("country", _("Country"), "country__name"),
        Worked("answer", _("On the day"), [(answer.value, words) for answer, words in ANSWERS.items()]),
        Date("joined", _("Joined")),
        Date("left", _("Left")),
        Truth("founding", _("Founding member")),
        Choice("standing", _("Standing"), Member.Standing.choices),
        Choice("region", _("Region"), regions.choices(), "country__m49"),
        Words("role", _("Role")),
        Prose("summary", _("In short")),
        GatheredWords("reason", _("How it is known"), reasons, missing={}),
        GatheredDate("evidence", _("Last evidence"), evidences, missing=""),
        Hidden("map_row", field="country__map_row"),
        Hidden("map_column", field="country__map_column"),
    ),
    filters=FILTERS,
    order=lambda selection: Order(("date_sort", "list_order", "slug")),
    rows=lambda selection: on_the_day(selection),
    said=of_versions.said_in_words,
    offered={"on": lambda: days()},
)


def days() -> list[str]:
    """The days on which the number of members changed, and the last one that is known."""
    terms = membership.published()
    changes = {step.day for step in membership.steps(terms)} | {terms.known_to}
    return sorted(day.isoformat() for day in changes if day and day <= timezone.localdate())


def memberships() -> list[Membership]:
    """Every published membership in the order of joining, read once for each content revision."""
    return remember("memberships", _memberships)


def _memberships() -> list[Membership]:
    rows = LIST.published().order_by("date_sort", "list_order", "slug")
    return LIST.read(list(rows.values_list(*LIST.fields)), gather=False)


def on_the_day(selection: Selection) -> list[Membership]:
    """The members of the day that a selection names, certain or not, each with its answer."""
    if said := read_day(selection.extra.get("known", "")).value:
        return of_versions.on_the_day(selection, said)
    answered = membership.published().on(read_day(selection.extra.get("on", "")).day)
    wanted = set(selection.narrow(LIST.published()).values_list("pk", flat=True))
    rows = [row for row in memberships() if answered[row.pk] is not Answer.NO and row.pk in wanted]
    if selection["sort"] == "name":
        rows.sort(key=in_files)
    pks = [row.pk for row in rows]
    found, shown_by = reasons(pks), evidences(pks)
    return [
        row._replace(
            answer=answered[row.pk].value,
            reason=found.get(row.pk, {}),
            evidence=shown_by.get(row.pk, ""),
        )
        for row in rows
    ]
