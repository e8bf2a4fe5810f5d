"""Many records changed by one act, an import most often, and taking all of it back by one act.

Each record is taken back as if it were the only one: merged with what changed since, checked, remembered. A
record that the act itself made is deleted, if nobody has seen it or written in it since. All of it is done,
or, if anything stands against it, none.
"""

import uuid
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from archive.editing import workflow
from archive.editing.checking import Refused
from archive.editing.many import Act, all_or_nothing
from archive.editing.merging import conflicts_of
from archive.editing.saving import Conflicting, Gone
from archive.entries.parts import KINDS
from archive.models import Record, Version
from archive.models.version import VersionQuerySet
from archive.versions import differences, history, undo
from archive.versions.differences import RecordDifference


class Problem(NamedTuple):
    """What stands against it, and in which record."""

    record: str
    message: str

    def __str__(self) -> str:
        return f"{self.record}: {self.message}"


class TakenBack(NamedTuple):
    """One record that changes by it, or goes."""

    kind: str
    slug: str
    name: str
    is_deleted: bool = False
    #: What changes in it; only told on trial.
    difference: RecordDifference | None = None


class Undone(Act[Problem, TakenBack]):
    """What taking back did, or would do; its batch is the act of taking back, which can be taken back too."""


def of(batch: uuid.UUID) -> VersionQuerySet:
    """The versions that one act made, newest first."""
    return Version.objects.filter(batch=batch).order_by("-pk")


def take_back(
    batch: uuid.UUID,
    *,
    by=None,
    why: str = "",
    trial: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Undone:
    """Take back everything that one act changed. On `trial`, and if anything is wrong, nothing is changed."""
    done = Undone()
    versions = list(of(batch).without_text())
    made = {(each.kind, each.slug) for each in versions if each.number == 1}
    with all_or_nothing(done, trial):
        for place, version in enumerate(versions, start=1):
            # What was made by it goes with its first version, and needs no other taken back before.
            if version.number == 1 or (version.kind, version.slug) not in made:
                _take_back(version, done, by, why, trial)
            progress(place, len(versions))
    return done


def _take_back(version: Version, done: Undone, by, why: str, trial: bool) -> None:
    record = KINDS[version.kind]._default_manager.filter(slug=version.slug).first()
    if record is None:
        return
    name = f"{capfirst(record._meta.verbose_name)} “{record}”"
    try:
        with transaction.atomic():
            if version.number == 1:
                _delete(record, version, by)
                done.changes.append(TakenBack(version.kind, version.slug, name, is_deleted=True))
                return
            _check_allowed(record, by, "change")
            saved = undo.take_back(record, version, by=by, why=why, batch=done.batch)
    except NotAllowed as reason:
        done.problems.append(Problem(name, str(reason)))
    except Refused as refused:
        done.problems += [Problem(name, sentence) for sentence in refused.sentences]
    except Conflicting as conflict:
        labels = _labels(type(record), conflicts_of(conflict.merged))
        text = _("%(fields)s changed again since. Change it in the form.")
        done.problems.append(Problem(name, text % {"fields": labels}))
    except Gone:
        return
    else:
        if saved.version is None:
            done.unchanged += 1
        else:
            difference = differences.between(history.before(saved.version), saved.version) if trial else None
            done.changes.append(TakenBack(version.kind, version.slug, name, difference=difference))


class NotAllowed(Exception):
    """What this person may not do, or what cannot be done with a record any more; `str` says why."""


def _delete(record: Record, version: Version, by) -> None:
    """Delete a record that an act made, unless somebody has had to do with it since."""
    _check_allowed(record, by, "delete")
    if history.of(record).exclude(batch=version.batch).exists():
        raise NotAllowed(_("It was made by this, and has been changed since. Delete or withdraw it by hand."))
    if workflow.was_public(record) and not (by is None or workflow.may_delete(by, record)):
        raise NotAllowed(_("It was made by this, and readers have seen it. Withdraw it."))
    resting: set[str] = set()
    for relation in record._meta.related_objects:
        if relation.many_to_many:  # these would lose it without a word
            resting |= {str(each) for each in getattr(record, str(relation.get_accessor_name())).all()}
    try:
        if not resting:
            record.delete()
    except ProtectedError as protected:
        resting = {str(each) for each in protected.protected_objects}
    if resting:
        names = get_text_list(sorted(resting)[:5], _("and"))
        raise NotAllowed(_("Other records rest on it: %(names)s.") % {"names": names})


def _check_allowed(record: Record, by, action: str) -> None:
    opts = record._meta
    if by is not None and not by.has_perm(f"{opts.app_label}.{action}_{opts.model_name}"):
        raise NotAllowed(_("Your account may not do this with records of this kind."))


def _labels(model: type[Record], names: Iterable[str]) -> str:
    return get_text_list(
        [differences.label_with_language(model, name) for name in dict.fromkeys(names)], _("and")
    )
