"""The one way in which a record is saved: `commit`.

It locks the record, compares what is wanted with what is stored, checks it, saves what changed of the record,
its relations and its citations, and counts one version when all of it is there. The search index and the
content revision follow once. Where nothing changed, nothing is written.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User

from archive.editing.memory import Reason
from archive.editing.outcome import Committed, Conflicting, Gone, LookFirst
from archive.editing.save import Save, cleaned, locked
from archive.editing.slugs import Slugs
from archive.entries.written import (
    Cited,
    Written,
)
from archive.models import Record, Version
from archive.search import index


def commit(
    record: Record,
    values: Mapping[str, Any],
    citations: Iterable[Cited] | None = None,
    *,
    by: User | None = None,
    why: str = "",
    minor: bool = False,
    origin: str = Version.Origin.EDITED,
    batch: uuid.UUID | None = None,
    was: Written | None = None,
    seen: Written | None = None,
    slugs: Slugs | None = None,
    approved: User | None = None,
    heeded: Collection[str] | None = None,
) -> Committed:
    """Save a record: `values` by column in their written form, and all its citations unless that is None.

    `record` says which record it is, or of which kind a new one is; what else stands in it does not count,
    and it is brought up to date. Fields that are not named stay as they are. `values` may also hold the
    moments of a record and `old_slugs`, for one that brings them along. `by` is the person who saves; without
    one (files, commands) nobody is asked whether they may change the status.

    `was` is the state that `values` and `citations` were made from: what others changed since is kept, and
    what both changed is not saved but raised as `Conflicting`. Without it they are decisions about what is
    stored.

    `seen` is what whoever wrote the texts had before them, where that is not `was`: a form is merged before
    it is saved. A text that was brought into line with another one that changed meanwhile stays out of date.

    `approved` is who answers for a change of what readers see, where that is not whoever made it.

    `heeded` is given where somebody can be asked: `LookFirst` is raised before readers see something about
    which the comparison of the languages has a remark whose key is not in it.

    What changed is remembered as a version (`archive.models.Version`) with `by`, `why`, whether it is a
    `minor` correction, how it came about, and the `batch` that it is part of.

    Raises `Refused` with everything that is wrong, or `Gone`.
    """
    # The hidden bare column of a translated field follows the active language: always the same one here.
    with index.gathered():
        reason = Reason(by, why, minor, origin, batch)
        save = Save(locked(record), reason, slugs or Slugs(), approved)
        done = save.run(dict(values), citations, was, seen, heeded=heeded)
        record.__dict__.update(values_of(save.record))
        record._state.adding, record._state.db = False, save.record._state.db
        record._state.fields_cache = dict(save.record._state.fields_cache)
        return done


def values_of(record: Record) -> dict[str, Any]:
    left = ("_state", "_prefetched_objects_cache")
    return {name: value for name, value in record.__dict__.items() if name not in left}


__all__ = ["Committed", "Conflicting", "Gone", "LookFirst", "cleaned", "commit", "values_of"]
