"""A membership as a row of the list of members, of today or of what was known on an earlier day."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from archive import languages
from archive.lists import places
from archive.serialise.texts import Texts


class Membership(NamedTuple):
    """One state's membership."""

    pk: int
    slug: str
    code: str
    country: Texts
    #: What is known of it on the day that was asked about; None while no day was.
    answer: str | None
    joined: str
    left: str
    founding: bool
    standing: str
    region: str
    role: Texts
    summary: Texts
    #: What its sources say of its joining, where there is no summary (`archive.kinds.membership.reasons`).
    reason: Texts
    #: The date of the newest thing that shows it.
    evidence: str
    map_row: int | None
    map_column: int | None


def by_name(lang: str) -> Callable[[Membership], tuple[str, str]]:
    """What memberships are sorted by for readers of a language."""
    return lambda row: (places.sorting_key(languages.pick(row.country, lang).text), row.slug)


def in_files(row: Membership) -> str:
    """What memberships are sorted by where no reader's language is: a table is the same in both."""
    return row.slug


def fits(row: Membership, values: Mapping[str, str]) -> bool:
    """Whether a membership is what these filters ask for; for rows that are not those of today."""
    own = {"region": row.region, "standing": row.standing, "founding": "yes" if row.founding else "no"}
    return all(own[name] == value for name, value in values.items())
