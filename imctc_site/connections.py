"""Database connections of threads, closed by a thread that is alive.

The threads of the server belong to it, not to Python: while one of them ends, its Python state is being taken
apart, and whatever of ours runs then (a `__del__`, the callbacks of an SQLite connection that is freed) can
take the whole process with it. So nothing is left to that moment: every connection is held here as well, and
those of threads that have ended are closed by the next thread that opens its own.
"""

import logging
import threading
import weakref
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Mark:
    """Lives as long as the thread that made it, and ends without running anything."""

    __slots__ = ("__weakref__",)


class Threads:
    """What threads hold: `hold()` something, and it is closed after the thread has ended."""

    def __init__(self):
        self._local = threading.local()
        self._lock = threading.Lock()
        self._held: list[tuple[weakref.ref, object, Callable[[], None]]] = []

    def hold(self, thing: object, close: Callable[[], None]) -> None:
        """Hold `thing` for this thread, once; `close` will be called by another thread than this one."""
        mark = getattr(self._local, "mark", None)
        if mark is None:
            mark = self._local.mark = Mark()
        with self._lock:
            ended = [entry for entry in self._held if entry[0]() is None]
            self._held = [entry for entry in self._held if entry[0]() is not None]
            if not any(held is thing for _mark, held, _close in self._held):
                self._held.append((weakref.ref(mark), thing, close))
        _close(ended)

    def drop(self, thing: object) -> None:
        """Hold it no longer; whoever calls has closed it."""
        with self._lock:
            self._held = [entry for entry in self._held if entry[1] is not thing]

    def close(self) -> None:
        """Close everything that any thread holds."""
        with self._lock:
            held, self._held = self._held, []
        _close(held)

    def __len__(self) -> int:
        return len(self._held)


def _close(held) -> None:
    for _mark, _thing, close in held:
        try:
            close()
        except Exception:  # it may be broken, which is as good as closed
            logger.info("A connection of a thread that has ended could not be closed.", exc_info=True)


#: Django's own connections, one for each thread and database.
_django = Threads()


def hold_django_connection(connection, **kwargs) -> None:
    """For `connection_created`: see to it that this connection is closed when its thread has ended."""

    def close():
        connection.inc_thread_sharing()
        connection.close()

    _django.hold(connection, close)
