"""What would be if a record said something else: for previews, and gone without a trace."""

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import transaction

from archive import database, revision
from archive.editing.memory import Reason
from archive.editing.save import Save, locked
from archive.editing.slugs import Slugs
from archive.entries.written import Cited, Values
from archive.models import Record
from archive.search import index

Answer = TypeVar("Answer")


def with_change(
    record: Record,
    values: Values,
    citations: Iterable[Cited] | None,
    make: Callable[[Record], Answer],
) -> Answer:
    """What `make(record)` answers if a record said this; `values` and `citations` are as for `commit`.

    It is saved in a transaction that is taken back: nobody else ever sees it, no version, index or revision
    keeps it, and what is remembered on the way (`archive.memo`) goes under a number that no content has.
    Raises `Refused` where it cannot be written at all; whether it could be published is not asked.
    """
    with database.written(), revision.one(-time.time_ns()), transaction.atomic():
        try:
            with index.gathered():
                save = Save(locked(record), Reason(), Slugs())
                save.run(dict(values), citations, None, on_trial=True)
                raise _Enough(make(save.record))
        except _Enough as enough:
            transaction.set_rollback(True)
            return enough.answer


class _Enough(Exception):
    def __init__(self, answer):
        self.answer = answer
        super().__init__()
