"""What a process keeps in memory, bounded in bytes and not in entries: readers choose how long an entry is.

`Store` is the dictionary behind every cache; `@bounded` keeps what a function answered. What is used least
goes first. `size` tells what an answer takes, closely enough for a bound to hold (`tests/test_bounded.py`).
"""

import functools
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from enum import Enum
from itertools import chain, islice
from sys import getsizeof
from types import FunctionType, ModuleType
from typing import Any, TypeVar

Answer = TypeVar("Answer")

#: Bytes of an entry besides key and value: its places in the dictionary and in the order of use.
ENTRY = 200

#: Members of a list or table that are measured; the others are taken to be like them.
MEASURED = 100

#: What has no members.
LEAVES = frozenset({str, bytes, int, float})

#: What is there anyway, whoever refers to it.
SHARED = (type, FunctionType, ModuleType, Enum, bool, type(None))

#: Every function that is decorated with `bounded`; its `store` is what it keeps.
functions: list[Any] = []


def size(value: object, _seen: set[int] | None = None) -> int:
    """Bytes of a value and what it consists of, estimated from the first members where they are many."""
    if type(value) in LEAVES:
        return getsizeof(value)
    if isinstance(value, SHARED):
        return 0
    seen = set() if _seen is None else _seen
    if id(value) in seen:
        return 0
    seen.add(id(value))
    members: Iterable
    if isinstance(value, tuple | list | set | frozenset | deque):
        members, count = value, len(value)
    elif isinstance(value, Mapping):
        members, count = chain.from_iterable(value.items()), 2 * len(value)
    else:
        slots = (name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()))
        members = [*getattr(value, "__dict__", {}).values(), *(getattr(value, name, None) for name in slots)]
        count = len(members)
    measured = 0
    for member in islice(members, MEASURED) if count > MEASURED else members:
        measured += getsizeof(member) if type(member) in LEAVES else size(member, seen)
    return getsizeof(value) + (measured * count // MEASURED if count > MEASURED else measured)


class Store:
    """A dictionary of at most so many bytes. Reading takes no lock; several threads may use it."""

    def __init__(self, most_bytes: int):
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator:
        return iter(list(self._kept))

    def get(self, key: Hashable, otherwise: Any = None) -> Any:
        found = self._kept.get(key)
        if found is None:
            return otherwise
        try:  # noqa: SIM105 - contextlib.suppress takes longer than the rest
            self._kept.move_to_end(key)
        except KeyError:  # another thread let it go
            pass
        return found[0]

    def put(self, key: Hashable, value: Any, bytes_: int | None = None) -> None:
        """Keep a value of so many bytes, counted if not told, unless it is larger than the whole store."""
        if bytes_ is None:
            bytes_ = ENTRY + size(key) + size(value)
        if bytes_ > self.most_bytes:
            return
        with self._lock:
            if replaced := self._kept.pop(key, None):
                self.bytes -= replaced[1]
            self._kept[key] = (value, bytes_)
            self.bytes += bytes_
            while self.bytes > self.most_bytes:
                self.bytes -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.bytes = 0


def bounded(kilobytes: int) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Decorate a function of hashable arguments, given by place: what it answered is kept, in so many kB."""

    def decorate(work: Callable[..., Answer]) -> Callable[..., Answer]:
        store = Store(kilobytes * 1024)
        find, use = store._kept.get, store._kept.move_to_end  # this is asked a thousand times for a page

        @functools.wraps(work)
        def kept(*arguments):
            found = find(arguments)
            if found is None:
                answer = work(*arguments)
                store.put(arguments, answer)
                return answer
            try:  # noqa: SIM105 - contextlib.suppress takes longer than the rest
                use(arguments)
            except KeyError:  # another thread let it go
                pass
            return found[0]

        kept.store = store  # type: ignore[attr-defined]
        functions.append(kept)
        return kept

    return decorate
