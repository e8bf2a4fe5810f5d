"""All memberships as readers may see them, and who was a member on a day.

The answer for a day is that of `MemberQuerySet`, from the same bounds, with one thing added: nobody was a
member before the founding. An approximate day of joining ("about December 2015") reaches further back.
"""

import datetime
from typing import NamedTuple

from archive import dates, languages
from archive.dates import Answer, EDTFDate
from archive.models import Member
from archive.public import names
from archive.public.addresses import address
from archive.public.columns import Reader, columns
from archive.public.memo import remember


class Membership(NamedTuple):
    """One state's membership, in the language of the page."""

    pk: int
    slug: str
    href: str
    name: languages.Text
    code: str
    region: str
    row: int | None
    column: int | None
    founding: bool
    standing: str
    joined: EDTFDate
    left: EDTFDate | None
    summary: languages.Text

    @property
    def sorted_by_name(self):
        return names.sorting_key(self.name.text), self.slug

    def on(self, day: datetime.date) -> Answer:
        return dates.in_force(self.joined, self.left, day)


COLUMNS = (
    "pk",
    "slug",
    "founding",
    "standing",
    "joined",
    "left",
    "country__code",
    "country__m49",
    "country__map_row",
    "country__map_column",
)


def memberships() -> list[Membership]:
    """Every published membership in the order of joining, read once for each content revision."""
    lang = languages.current()
    return remember(("memberships", lang), lambda: _memberships(lang), weigh=lambda rows: 10 * len(rows))


def _memberships(lang: str) -> list[Membership]:
    translated = (*(f"country__{column}" for column in columns("name")), *columns("summary"))
    reader = Reader(lang)
    rows = Member.objects.published().order_by("date_sort", "list_order", "slug")
    return [
        Membership(
            pk,
            slug,
            address("member", slug, lang),
            reader.text(texts, 0) or languages.Text(slug, ""),
            code,
            region,
            row,
            column,
            founding,
            standing,
            dates.parse(joined),
            dates.parse(left) if left else None,
            reader.brief(texts, 1),
        )
        for pk, slug, founding, standing, joined, left, code, region, row, column, *texts in rows.values_list(
            *COLUMNS, *translated
        )
    ]


def founding_day(rows: list[Membership]) -> datetime.date | None:
    """The first day on which anybody can have been a member; None while nobody is recorded."""
    founders = [row for row in rows if row.founding] or rows
    return min((row.joined.earliest for row in founders if row.joined.earliest), default=None)


def answers(rows: list[Membership], day: datetime.date) -> dict[int, Answer]:
    """For each membership by its primary key: was it in force on `day`?"""
    first = founding_day(rows)
    if first is None or day < first:
        return {row.pk: Answer.NO for row in rows}
    return {row.pk: row.on(day) for row in rows}


class Step(NamedTuple):
    """From `day` on, until the next step: members for certain, and those that may be members besides."""

    day: datetime.date
    certain: int
    possible: int


def steps(rows: list[Membership]) -> list[Step]:
    """How many were members, from the founding on; one step for each day on which either count changes."""
    first = founding_day(rows)
    if first is None:
        return []
    changes = {first}
    for row in rows:
        changes |= {row.joined.earliest, row.joined.latest}
        if row.left is not None:
            changes |= {row.left.earliest, _day_after(row.left.latest)}
    counted: list[Step] = []
    for day in sorted(day for day in changes if day and day >= first):
        found = list(answers(rows, day).values())
        step = Step(day, found.count(Answer.CERTAINLY), found.count(Answer.POSSIBLY))
        if not counted or counted[-1][1:] != step[1:]:
            counted.append(step)
    return counted


def _day_after(day: datetime.date | None) -> datetime.date | None:
    return day + datetime.timedelta(days=1) if day and day < datetime.date.max else None
