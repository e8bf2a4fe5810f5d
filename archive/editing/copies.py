"""Working copies: a change of a published record that is prepared, submitted, looked at and published whole.

A copy is what the record is to say, with the state that it was made from. Others may publish meanwhile: what
they changed is merged into it whenever it is shown, saved or published, by the same merge as forms have, and
what both changed must be decided before it is published. Nobody who saves a copy overwrites what somebody
else saved into it unseen: that is merged as well, or raised as `Conflicting`. Its way to readers: `review`.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.editing.checking import Refused, translator_faults
from archive.editing.memory import name_of
from archive.editing.merging import Merged, merged
from archive.editing.outcome import Conflicting, Gone
from archive.entries.difference import Difference, difference
from archive.entries.parts import KINDS
from archive.entries.renaming import all_renewed
from archive.entries.written import Cited, Values, Written
from archive.models import Record, WorkingCopy

State = WorkingCopy.State
#: What a copy does not change: where a record stands, and why it was withdrawn.
ASIDE = ("status", "withdrawn_reason")


class NotNow(Exception):
    """What was asked for cannot be done with a copy of this state, or by this person; `str` says why."""


class Rebased(NamedTuple):
    """A copy brought together with what the record says now."""

    now: Written
    written: Written
    outcome: Merged

    @property
    def is_clean(self) -> bool:
        return self.outcome.is_clean


def record_of(copy: WorkingCopy) -> Record | None:
    """The record that a copy is of; None if it was deleted."""
    return KINDS[copy.kind]._default_manager.filter(pk=copy.object_id).first()


def unfinished(record: Record) -> WorkingCopy | None:
    """The copy of a record that is being prepared; there is one at most."""
    return WorkingCopy.objects.of(record).unfinished().first()


def rebased(copy: WorkingCopy, record: Record) -> Rebased:
    """A copy with what others published meanwhile; where both changed the same, the copy's stands."""
    now = Written.of(record)
    base, data = all_renewed(Written.from_json(copy.base), Written.from_json(copy.data))
    outcome = merged(base, now, data)
    return Rebased(now, Written(now.kind, outcome.values, outcome.citations), outcome)


def propose(
    record: Record,
    values: Values,
    citations: Iterable[Cited] | None,
    *,
    by,
    why: str = "",
    minor: bool = False,
) -> WorkingCopy | None:
    """Save a change of a stored record as a working copy; None if it changes nothing.

    `values` and `citations` are as for `commit`, made from the record as it is now. They go into the copy
    that there is already, if there is one; raises `Conflicting` where that says something else.
    """
    with transaction.atomic():
        record = _locked_record(record)
        now = Written.of(record)
        wanted = Written(
            now.kind,
            {**now.values, **own(values)},
            now.citations if citations is None else list(citations),
        )
        changes = difference(now, wanted)
        if not changes:
            return None
        _check_rights(record, changes, by)
        copy = unfinished(record)
        if copy is not None:
            why, minor = why.strip() or copy.why, minor and copy.minor
            return save(copy, record, now, wanted, by=by, why=why, minor=minor)
        return WorkingCopy.objects.create(
            kind=record.kind_name,
            object_id=record.pk,
            based_on=record.version,
            base=now.json(),
            data=wanted.json(),
            author=by,
            who=name_of(by),
            changed_by=name_of(by),
            why=why.strip(),
            minor=minor,
        )


def save(
    copy: WorkingCopy,
    record: Record,
    was: Written,
    wanted: Written,
    *,
    by,
    why: str = "",
    minor: bool = False,
) -> WorkingCopy:
    """Save what somebody made of a copy; `was` is what it said, or the record did, when that was begun.

    Raises `Conflicting` where somebody else saved something else into it meanwhile, and `NotNow`.
    """
    with transaction.atomic():
        record, copy = _locked_record(record), locked(copy)
        if not copy.is_unfinished:
            text = _("This working copy is finished: it was %(state)s.")
            raise NotNow(text % {"state": copy.state_words})
        here = rebased(copy, record)
        outcome = merged(_plain(was), _numbered(here.written), _plain(wanted))
        if not outcome.is_clean:
            raise Conflicting(outcome)
        values = {
            **outcome.values,
            **{name: here.now.values[name] for name in here.now.values if _is_aside(name)},
        }
        written = Written(here.now.kind, values, outcome.citations)
        changes = difference(here.written, written)
        _check_rights(record, changes, by)
        if changes and copy.state == State.APPROVED:
            copy.state, copy.publish_at = State.SUBMITTED, None  # nobody has approved what it says now
            copy.submitted_at = timezone.now()
        copy.base, copy.data, copy.based_on = here.now.json(), written.json(), record.version
        copy.why, copy.minor = why.strip(), minor
        copy.number += 1
        copy.changed_at, copy.changed_by = timezone.now(), name_of(by)
        copy.save()
        return copy


def _check_rights(record: Record, changes: Difference, by) -> None:
    if faults := translator_faults(type(record), changes, by):
        raise Refused(faults)


def _locked_record(record: Record) -> Record:
    stored = type(record)._default_manager.filter(pk=record.pk).select_for_update(of=("self",)).first()
    if stored is None:
        raise Gone
    return stored


def locked(copy: WorkingCopy) -> WorkingCopy:
    """A copy as it is stored, its row locked until the transaction ends."""
    return WorkingCopy.objects.select_for_update().get(pk=copy.pk)


def own(values: Values) -> Values:
    """What of these values a copy may change."""
    return {name: value for name, value in values.items() if not _is_aside(name)}


def _is_aside(name: str) -> bool:
    return name.startswith(ASIDE)


def _plain(written: Written) -> Written:
    """Citations by what they say: what is new in a copy has no number to be known by."""
    return replace(written, citations=[Cited(each.values) for each in written.citations])


def _numbered(written: Written) -> Written:
    cited = [Cited(each.values, number) for number, each in enumerate(written.citations, start=1)]
    return replace(written, citations=cited)
