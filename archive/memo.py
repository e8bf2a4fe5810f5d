"""Answers about the content that are worked out once for each content revision and day, in each process.

Counts and page maps of a list cost a walk over an index; they follow from the content alone, and some from
what day it is (who is a member today, how far a picture reaches), so they are kept until the content revision
moves or the site's day ends, and then all go at once. What is kept is bounded in bytes, the least used goes
first.
"""

import functools
from collections.abc import Callable, Hashable
from typing import TypeVar

from archive import revision
from imctc_site.bounded import Store
from imctc_site.http import Version, today

Answer = TypeVar("Answer")

#: Bytes that one process may keep.
LIMIT = 6 * 2**20

_MISSING = object()


def one_revision(view):
    """Decorate a view: everything it remembers belongs to one revision, which is read once."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        with revision.one():
            return view(*args, **kwargs)

    return answer


class Memo:
    """A bounded store of answers that belong to one content revision (and day)."""

    def __init__(self, limit: int = LIMIT):
        self._limit = limit
        self.forget()

    def forget(self) -> None:
        self._kept: tuple[Hashable, Store] = (None, Store(self._limit))

    def __len__(self) -> int:
        return len(self._kept[1])

    def get(self, key: Hashable, make: Callable[[], Answer], number: Hashable) -> Answer:
        """What `make()` answers for content revision `number`, asked at most once unless it had to go.

        The revision is read before the content: an answer can be newer than its number, never older. What was
        overtaken by a new revision goes into the store of the old one, which nobody asks any more.
        """
        known, store = self._kept
        if number != known:
            store = Store(self._limit)
            self._kept = (number, store)
        answer = store.get(key, _MISSING)
        if answer is _MISSING:
            answer = make()
            store.put(key, answer)
        return answer


_memo = Memo()


def remember(key: Hashable, make: Callable[[], Answer]) -> Answer:
    """`make()`, or what it answered in this process on this day since the content last changed."""
    return _memo.get(key, make, Version(revision.seen(), today()))


def forget() -> None:
    """Drop everything that is kept (for tests that change content behind the revision's back)."""
    _memo.forget()
