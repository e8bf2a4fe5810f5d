"""Answers about the content that are worked out once for each content revision, in each process.

Counts and page maps of a list cost a walk over an index; they follow from the content alone, so they are kept
until the content revision moves, and then all go at once. What is kept is bounded, the least used goes first.
"""

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from archive import revision

Answer = TypeVar("Answer")

#: Units of about a hundred bytes that one process may keep; about 2 MB in all.
LIMIT = 20_000


def one_revision(view):
    """Decorate a view: everything it remembers belongs to one revision, which is read once."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        with revision.one():
            return view(*args, **kwargs)

    return answer


def _ten(_answer) -> int:
    return 10


class Memo:
    """A bounded store of answers that belong to one content revision."""

    def __init__(self, limit: int = LIMIT):
        self._limit = limit
        self._lock = threading.Lock()
        self._clear(None)

    def _clear(self, number: int | None) -> None:
        self._revision = number
        self._kept: OrderedDict[Hashable, tuple[int, object]] = OrderedDict()
        self._weight = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(
        self, key: Hashable, make: Callable[[], Answer], number: int, weigh: Callable[[Answer], int] = _ten
    ) -> Answer:
        """What `make()` answers for content revision `number`, asked at most once unless it had to go.

        The revision is read before the content: an answer can be newer than its number, never older.
        """
        with self._lock:
            if number != self._revision:
                self._clear(number)
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        answer = make()
        weight = weigh(answer)
        with self._lock:
            if number == self._revision and key not in self._kept and weight <= self._limit:
                self._kept[key] = (weight, answer)
                self._weight += weight
                while self._weight > self._limit:
                    self._weight -= self._kept.popitem(last=False)[1][0]
        return answer


_memo = Memo()


def remember(key: Hashable, make: Callable[[], Answer], weigh: Callable[[Answer], int] = _ten) -> Answer:
    """`make()`, or what it answered before in this process since the content last changed."""
    return _memo.get(key, make, revision.seen(), weigh)


def forget() -> None:
    """Drop everything that is kept (for tests that change content behind the revision's back)."""
    with _memo._lock:
        _memo._clear(None)
