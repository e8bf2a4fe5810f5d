"""Questions about an imprecise date and a day: certainly, possibly or no.

All answers follow from the earliest and the latest day alone, which are columns: a queryset can give the same
answer in SQL. A date of the archive says when something happened once (a state joined, a council met); an
interval given for it means "some time in there" for these questions, never "on every day of it".
"""

import datetime
import enum
from typing import Protocol


class Answer(enum.Enum):
    """How sure it is. NO means that no day which the date allows makes it true.

    No date alone is answered with UNCONFIRMED: it was so when last heard of (`archive.membership`).
    """

    CERTAINLY = "certainly"
    UNCONFIRMED = "unconfirmed"
    POSSIBLY = "possibly"
    NO = "no"


class Bounded(Protocol):
    """What has a first and a last day that it allows, None for none: a date, or the bounds that it has."""

    @property
    def earliest(self) -> datetime.date | None: ...

    @property
    def latest(self) -> datetime.date | None: ...


def began_by(date: Bounded, day: datetime.date) -> Answer:
    """Had it happened on `day`, that day included?"""
    if date.latest is not None and date.latest <= day:
        return Answer.CERTAINLY
    if date.earliest is None or date.earliest <= day:
        return Answer.POSSIBLY
    return Answer.NO


def in_force(joined: Bounded, left: Bounded | None, day: datetime.date) -> Answer:
    """Was it in force on `day`: joined by then, and not left? `left` None means that it has not ended.

    On the day of joining it is in force. On the day of leaving it is possibly in force, since no source gives
    the hour; on the day after it is not.
    """
    begun = began_by(joined, day)
    if left is None:
        return begun
    if begun is Answer.NO or (left.latest is not None and left.latest < day):
        return Answer.NO
    sure = begun is Answer.CERTAINLY and left.earliest is not None and left.earliest > day
    return Answer.CERTAINLY if sure else Answer.POSSIBLY
