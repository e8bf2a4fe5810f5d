"""A few texts of one record saved by themselves, at once or as a working copy, merged as forms are."""

import uuid
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from archive.editing import copies, translations, workflow
from archive.editing.merging import merged
from archive.editing.outcome import Committed, Conflicting
from archive.editing.saving import commit
from archive.entries.difference import difference
from archive.entries.written import Values, Written, slugs_in
from archive.models import Record, WorkingCopy
from archive.visible import is_readable


class Standing(NamedTuple):
    """What a translator writes on: the stored record, or its working copy if it may only be changed there."""

    written: Written
    copy: WorkingCopy | None
    at_once: bool


def standing(record: Record, user) -> Standing:
    """What a person would change by writing a text of this record. Without a person, the record itself."""
    at_once = goes_at_once(record, user)
    copy = None if at_once else copies.unfinished(record)
    if copy is not None:
        return Standing(copies.rebased(copy, record).written, copy, at_once)
    return Standing(Written.of(record), copy, at_once)


def goes_at_once(record: Record, user) -> bool:
    """Whether what this person saves is in the record itself, and not in a working copy."""
    return user is None or not is_readable(record.status) or workflow.may_change_public(user, type(record))


def with_marks(
    was: Written, texts: dict[str, str], rough: set[str], right: set[str], *, minor: bool = False
) -> Values:
    """Columns to be saved: these texts, and the marks as they are once somebody has seen to these texts.

    `rough` are those that are still rough, `right` others that are still right as they stand.
    """
    marks = {name: set(slugs_in(was.values.get(name))) for name in translations.MARKS}
    changed = set() if minor else {name for name, text in texts.items() if text != was.values.get(name)}
    return {
        **texts,
        translations.ROUGH: sorted(marks[translations.ROUGH] - set(texts) - right | rough),
        translations.STALE: sorted(marks[translations.STALE] - changed - right),
    }


def save(
    record: Record,
    values: Values,
    was: Written,
    *,
    by,
    why: str = "",
    minor: bool = False,
    batch: uuid.UUID | None = None,
    heeded: Collection[str] | None = None,
) -> Committed | WorkingCopy | None:
    """Save columns that were made from the state `was`; None, or a falsy answer, if that changes nothing.

    Raises what `commit` and working copies raise: `Conflicting` where others changed the same meanwhile,
    and `LookFirst` where somebody can be asked (`heeded`).
    """
    here = standing(record, by)
    if here.at_once:
        how = {"why": why, "minor": minor, "batch": batch, "heeded": heeded}
        return commit(record, values, was=was, by=by, **how)  # type: ignore[arg-type]
    wanted = replace(was, values={**was.values, **values})
    if here.copy is not None:
        if not difference(was, wanted):
            return None
        return copies.save(
            here.copy, record, was, wanted, by=by, why=why or here.copy.why, minor=minor and here.copy.minor
        )
    outcome = merged(was, here.written, wanted)
    if not outcome.is_clean:
        raise Conflicting(outcome)
    return copies.propose(
        record, {name: outcome.values[name] for name in values}, None, by=by, why=why, minor=minor
    )
