"""Taking changes back. It is a change like any other: merged with what changed since, checked, remembered.

Who may not change at once what readers see proposes it: it goes into the working copy of the record.
"""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from archive.editing import copies, workflow
from archive.editing.merging import merged
from archive.editing.saving import Committed, Conflicting, commit
from archive.entries.renaming import all_renewed, renewed
from archive.entries.written import Cited, Values, Written, own_fields
from archive.models import Record, Version, WorkingCopy
from archive.versions import history

CITATIONS = "citations."


class NothingBefore(Exception):
    """A first version has none before it that one could go back to."""


def back_to(record: Record, version: Version, *, by=None, why: str = "", minor: bool = False) -> Committed:
    """Make a record again what it was in one of its versions, citations and address included.

    The status goes back only where `by` may take it there: what was published never becomes a draft again.
    Raises what `commit` raises.
    """
    then = _then(record, version)
    values = then.values
    if not _may_move(record, str(values["status"]), by):
        values = {name: value for name, value in values.items() if not _is_of_status(name)}
    origin = Version.Origin.UNDONE
    return commit(record, values, then.citations, by=by, why=why, minor=minor, origin=origin)


def take_back(
    record: Record,
    version: Version,
    names: Collection[str] | None = None,
    *,
    by=None,
    why: str = "",
    minor: bool = False,
    batch: uuid.UUID | None = None,
) -> Committed:
    """Take back what one version changed, or of that only `names`: columns and `citations.<claim>`.

    What changed since stays. Raises `NothingBefore`, what `commit` raises, and `Conflicting` where something
    that is to be taken back has been changed again.
    """
    was, values, citations = _before(record, version, names)
    reason = {"by": by, "why": why, "minor": minor, "origin": Version.Origin.UNDONE, "batch": batch}
    return commit(record, values, citations, was=was, **reason)


def propose_back_to(record: Record, version: Version, *, by, why: str = "") -> WorkingCopy | None:
    """The same as `back_to`, as a working copy. Raises what `copies.propose` raises."""
    then = _then(record, version)
    return copies.propose(record, then.values, then.citations, by=by, why=why)


def propose_taking_back(
    record: Record, version: Version, names: Collection[str] | None = None, *, by, why: str = ""
) -> WorkingCopy | None:
    """The same as `take_back`, as a working copy. Raises what `take_back` and `copies.propose` raise."""
    was, values, citations = _before(record, version, names)
    outcome = merged(was, Written.of(record), Written(was.kind, {**was.values, **values}, citations))
    if not outcome.is_clean:
        raise Conflicting(outcome)
    return copies.propose(
        record, outcome.values, outcome.citations if record.CLAIMS else None, by=by, why=why
    )


class _Wanted(NamedTuple):
    """What is to be written, and what it was made from."""

    was: Written
    values: Values
    citations: list[Cited]


class _Then(NamedTuple):
    values: Values
    citations: list[Cited] | None


def _then(record: Record, version: Version) -> _Then:
    then = renewed(history.written(version))
    return _Then(_of_today(record, then.values), then.citations if record.CLAIMS else None)


def _before(record: Record, version: Version, names: Collection[str] | None) -> _Wanted:
    earlier = history.before(version)
    if earlier is None:
        raise NothingBefore
    was, wanted = all_renewed(history.written(version), history.written(earlier))
    values, citations = _only(names, was, wanted)
    return _Wanted(was, _of_today(record, values), citations)


def _only(names: Collection[str] | None, was: Written, wanted: Written) -> tuple[Values, list[Cited]]:
    """What is wanted of these columns and claims; what was of all others."""
    if names is None:
        return wanted.values, wanted.citations
    claims = {name.removeprefix(CITATIONS) for name in names if name.startswith(CITATIONS)}
    kept = [each for each in was.citations if each.claim not in claims]
    back = [each for each in wanted.citations if each.claim in claims]
    return {name: value for name, value in wanted.values.items() if name in names}, [*kept, *back]


def _of_today(record: Record, values: Values) -> Values:
    """Without the fields that are no more."""
    known = {"slug", *own_fields(type(record))}
    return {name: value for name, value in values.items() if name in known}


def _may_move(record: Record, status: str, by) -> bool:
    if by is None or status == record.status:
        return True
    return status in workflow.next_statuses(record.status, workflow.may_publish(by, type(record)))


def _is_of_status(name: str) -> bool:
    return name == "status" or name.startswith("withdrawn_reason")
