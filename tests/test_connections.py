"""What threads hold is closed by a thread that is alive, never by the one that ends."""

import gc
import threading

from imctc_site.connections import Threads


class Held:
    def __init__(self):
        self.closed_by = []

    def close(self):
        self.closed_by.append(threading.get_ident())


def in_a_thread(work) -> int:
    """The number of the thread that did it, which has ended."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return thread.ident


def test_what_an_ended_thread_held_is_closed_by_the_next_that_holds_something():
    threads, first, second = Threads(), Held(), Held()
    in_a_thread(lambda: threads.hold(first, first.close))
    gc.collect()
    assert first.closed_by == []
    threads.hold(second, second.close)
    assert first.closed_by == [threading.get_ident()]
    assert second.closed_by == []
    assert len(threads) == 1


def test_what_is_held_twice_is_closed_once_and_what_was_dropped_not_at_all():
    threads, twice, dropped = Threads(), Held(), Held()

    def hold():
        threads.hold(twice, twice.close)
        threads.hold(twice, twice.close)
        threads.hold(dropped, dropped.close)
        threads.drop(dropped)

    in_a_thread(hold)
    assert len(threads) == 1
    threads.close()
    assert len(twice.closed_by) == 1
    assert dropped.closed_by == []


def test_a_connection_that_cannot_be_closed_stops_nobody():
    threads, other = Threads(), Held()

    def hold():
        threads.hold(object(), lambda: 1 / 0)
        threads.hold(other, other.close)

    in_a_thread(hold)
    threads.hold(Held(), lambda: None)
    assert other.closed_by == [threading.get_ident()]


def test_nothing_of_the_site_runs_when_an_object_is_freed():
    """A `__del__`, or a callback of a weak reference, would run in a thread that is being taken apart."""
    from pathlib import Path

    import imctc_site

    for path in Path(imctc_site.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "def __del__" not in text, path
        assert "weakref.finalize" not in text, path
