"""What becomes of a working copy: submitted, returned, rejected, approved for a time, published whole.

Each step is taken by those who may, from the states that allow it, or raises `NotNow`. Publishing goes
through `commit`, like every change of a record.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.editing import compared, workflow
from archive.editing.checking import Refused
from archive.editing.copies import NotNow, State, locked, own, rebased, record_of
from archive.editing.outcome import Committed, Conflicting, Gone, LookFirst
from archive.editing.saving import commit
from archive.entries.parts import KINDS
from archive.entries.renaming import all_renewed
from archive.entries.written import Written
from archive.models import Record, WorkingCopy


def may_decide(user, copy: WorkingCopy) -> bool:
    """Whether a person publishes, returns and rejects copies of this kind."""
    return workflow.may_publish(user, KINDS[copy.kind])


def may_write(user, copy: WorkingCopy) -> bool:
    return workflow.may_write(user, KINDS[copy.kind])


def remarks(copy: WorkingCopy, record: Record) -> list[compared.Remark]:
    """Where the two languages of a copy say different things that readers do not see yet."""
    if not record.is_published:
        return []
    here = rebased(copy, record)
    return compared.remarks(type(record), here.written.values, here.now.values)


def submit(copy: WorkingCopy, *, by, heeded: Collection[str] | None = None) -> WorkingCopy:
    """Ask publishers to look at it. Its author looks first: raises `LookFirst`, as `publish` does."""
    record = record_of(copy)
    if heeded is not None and record is not None:
        unheeded = [each for each in remarks(copy, record) if each.key not in heeded]
        if unheeded:
            raise LookFirst(unheeded)
    return _step(copy, State.SUBMITTED, by, (State.WRITING, State.RETURNED), may_write(by, copy))


def take_back(copy: WorkingCopy, *, by) -> WorkingCopy:
    """Take a submission back, to write on."""
    return _step(copy, State.WRITING, by, (State.SUBMITTED,), may_write(by, copy))


def discard(copy: WorkingCopy, *, by) -> WorkingCopy:
    """Give up what oneself has written."""
    may = may_write(by, copy) and copy.author_id == by.pk
    return _step(copy, State.REJECTED, by, WorkingCopy.UNFINISHED, may)


def send_back(copy: WorkingCopy, comment: str, *, by) -> WorkingCopy:
    """Return it to its author, with what is to be changed."""
    _need(comment)
    may = may_decide(by, copy)
    return _step(copy, State.RETURNED, by, (State.SUBMITTED, State.APPROVED), may, comment)


def reject(copy: WorkingCopy, comment: str, *, by) -> WorkingCopy:
    """Refuse it for good. Nothing of it was ever public, and nothing will be."""
    _need(comment)
    return _step(copy, State.REJECTED, by, WorkingCopy.UNFINISHED, may_decide(by, copy), comment)


def approve(copy: WorkingCopy, at, *, by, seen: int, heeded: Collection[str] | None = None) -> WorkingCopy:
    """Have it published at a time to come; it is checked now, and again then."""
    with transaction.atomic():
        copy = locked(copy)
        _not_seen(copy, seen)
        if at <= timezone.now():
            raise NotNow(_("This time has passed. Publish it now, or choose a later time."))
        _may_publish_now(copy, by)
        with transaction.atomic():
            _publish(copy, by, heeded)
            transaction.set_rollback(True)
        copy.refresh_from_db()
        copy.state, copy.publish_at = State.APPROVED, at
        copy.decided_by, copy.decided_at, copy.comment = by, timezone.now(), ""
        copy.save()
        return copy


def publish(copy: WorkingCopy, *, by, seen: int, heeded: Collection[str] | None = None) -> Committed:
    """Publish it whole: one version by its author. `seen` is the number of the copy that was looked at.

    Raises `NotNow`, and what `commit` raises: `Conflicting` where others published something else meanwhile,
    `Refused` where the record could not stand like that, `LookFirst` where `heeded` lacks a remark.
    """
    with transaction.atomic():
        copy = locked(copy)
        _not_seen(copy, seen)
        _may_publish_now(copy, by)
        return _publish(copy, by, heeded)


def publish_due(copy: WorkingCopy) -> Committed | None:
    """Publish one whose time has come; None if it could not be, and waits for a publisher again."""
    with transaction.atomic():
        copy = locked(copy)
        if copy.state != State.APPROVED or copy.publish_at is None or copy.publish_at > timezone.now():
            return None
        approver = copy.decided_by
        try:
            if approver is None or not (approver.is_active and may_decide(approver, copy)):
                raise NotNow(_("Who approved it is no publisher any more."))
            with transaction.atomic():
                return _publish(copy, approver)
        except Refused as refused:
            comment = " ".join(refused.sentences)
        except Conflicting:
            comment = _("Others changed the same meanwhile. Open the working copy and decide.")
        except NotNow as reason:
            comment = str(reason)
        copy.refresh_from_db()
        copy.state, copy.publish_at, copy.submitted_at = State.SUBMITTED, None, timezone.now()
        copy.comment = _("It could not be published at its time. %(reason)s") % {"reason": comment}
        copy.save()
        return None


def _publish(copy: WorkingCopy, approver, heeded: Collection[str] | None = None) -> Committed:
    record = record_of(copy)
    if record is None:
        raise Gone
    base, data = all_renewed(Written.from_json(copy.base), Written.from_json(copy.data))
    done = commit(
        record,
        own(data.values),
        data.citations if record.CLAIMS else None,
        was=base,
        by=copy.author or approver,
        approved=approver,
        heeded=heeded,
        why=copy.why,
        minor=copy.minor,
    )
    copy.state, copy.became = State.PUBLISHED, record.version if done else None
    copy.decided_by, copy.decided_at = approver, timezone.now()
    copy.save()
    return done


def _may_publish_now(copy: WorkingCopy, by) -> None:
    own = by.pk is not None and copy.author_id == by.pk
    states = WorkingCopy.UNFINISHED if own else (State.SUBMITTED, State.APPROVED)
    _check(copy, states, may_decide(by, copy))


def _step(copy, state, by, states, may: bool, comment: str | None = None) -> WorkingCopy:
    with transaction.atomic():
        copy = locked(copy)
        _check(copy, states, may)
        copy.state, copy.publish_at = state, None
        if state == State.SUBMITTED:
            copy.submitted_at = timezone.now()
        elif state in (State.RETURNED, State.REJECTED):
            copy.decided_by, copy.decided_at, copy.comment = by, timezone.now(), (comment or "").strip()
        copy.save()
        return copy


def _check(copy: WorkingCopy, states, may: bool) -> None:
    if not may:
        raise NotNow(_("You may not do this."))
    if copy.state not in states:
        text = _("This cannot be done with a copy that is “%(state)s”.")
        raise NotNow(text % {"state": copy.state_words})


def _need(comment: str) -> None:
    if not comment.strip():
        raise NotNow(_("Say in the comment why: its author reads it."))


def _not_seen(copy: WorkingCopy, seen: int) -> None:
    if copy.number != seen:
        raise NotNow(
            _("%(who)s has changed this copy since you looked at it. Look again.") % {"who": copy.changed_by}
        )
