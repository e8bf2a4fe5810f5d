"""How a membership, or a term of office, went: stretches of days that follow on each other.

A stretch is *shown* where nothing is said against it, *doubtful* where sources doubt it or nobody can say,
*absent* where a state is reported to have stayed away though it was still counted, and *after* the last
evidence. A state that was missed had stopped taking part at some time since it was last shown: until the day
on which it was missed, that is doubtful. A number or a list in which it is counted ends a doubt about its
membership, but does not bring it back: only taking part again, or a source that says so, does.
"""

import datetime
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from archive import dates
from archive.membership import Term
from archive.models import Member
from archive.posts import Held

Said, Standing = Member.Said, Member.Standing

#: What a source may say of the standing that casts doubt on the membership on its day.
DOUBTS = (
    Said.NOT_CONSULTED,
    Said.UNDECIDED,
    Said.PRELIMINARY,
    Said.NOT_JOINED,
    Said.FROM_OUTSIDE,
    Said.NEW_PARTNER,
    Standing.CONTESTED_INTERNALLY,
)


class State(StrEnum):
    SHOWN = "shown"
    DOUBTFUL = "doubtful"
    ABSENT = "absent"
    AFTER = "after"


class Stretch(NamedTuple):
    """From one day to another; the second belongs to the next stretch, if there is one."""

    state: State
    start: datetime.date
    end: datetime.date


#: Of what is said of one day, this counts most.
WEIGHT = (State.SHOWN, State.DOUBTFUL, State.ABSENT)


def of_member(
    term: Term, said: Iterable[tuple[str, str]], today: datetime.date, founded: datetime.date | None = None
) -> list[Stretch]:
    """The stretches of a membership; `said` are the days and words of what sources assert of its standing."""
    earliest, begun = term.joined
    if begun is None or begun > today:
        return []
    found = []
    if earliest and (first := max(earliest, founded or earliest)) < begun:
        found.append(Stretch(State.DOUBTFUL, first, begun))
    over = term.left.earliest if term.left else None
    end = over or term.known_to or begun
    found += _between(begun, end, _turns(said), term)
    if term.left is None:
        found.append(Stretch(State.AFTER, end, today))
    elif over and term.left.latest:
        found.append(Stretch(State.DOUBTFUL, over, min(term.left.latest, today)))
    return [stretch for stretch in found if stretch.start < stretch.end]


def _turns(said: Iterable[tuple[str, str]]) -> dict[datetime.date, State]:
    """For each day of which something is said: how it stood."""
    turns: dict[datetime.date, State] = {}
    for date, asserts in said:
        if asserts == Said.ABSENT:
            state = State.ABSENT
        elif asserts in DOUBTS:
            state = State.DOUBTFUL
        elif asserts in Standing.values:
            state = State.SHOWN
        else:
            continue  # a note about a day, which says nothing for or against
        if date and (day := dates.parse(date).earliest):
            turns[day] = max(state, turns.get(day, state), key=WEIGHT.index)
    return turns


def _between(
    begun: datetime.date, end: datetime.date, turns: dict[datetime.date, State], term: Term
) -> list[Stretch]:
    counted: set[datetime.date] = set()
    for evidence in term.shown:
        if evidence.day not in turns:
            if evidence.kind == "event":
                turns[evidence.day] = State.SHOWN
            else:
                counted.add(evidence.day)
    found: list[Stretch] = []
    state, start, last_shown = turns.get(begun, State.SHOWN), begun, begun
    for day in sorted(day for day in {*turns, *counted} if begun < day <= end):
        turn = turns.get(day, State.SHOWN)
        if state is State.ABSENT and day not in turns:
            continue
        if turn is State.ABSENT and state is State.SHOWN:
            found += [Stretch(state, start, last_shown), Stretch(State.DOUBTFUL, last_shown, day)]
            state, start = turn, day
        elif turn is not state:
            found.append(Stretch(state, start, day))
            state, start = turn, day
        if turn is State.SHOWN:
            last_shown = day
    return [*found, Stretch(state, start, end)]


def of_post(held: Held, today: datetime.date) -> list[Stretch]:
    """The stretches of a term of office; none where nothing shows it."""
    begun, known = held.begun, held.known_to
    if held.lost or begun is None or known is None:
        return []
    found = [Stretch(State.SHOWN, begun, max(known, begun))]
    if held.earliest and held.earliest < begun:
        found.insert(0, Stretch(State.DOUBTFUL, held.earliest, begun))
    over = held.over
    if over is None:
        found.append(Stretch(State.AFTER, max(known, begun), today))
    elif over > known:
        found.append(Stretch(State.DOUBTFUL, known, over))
    return [stretch for stretch in found if stretch.start < stretch.end or stretch.state is State.SHOWN]
