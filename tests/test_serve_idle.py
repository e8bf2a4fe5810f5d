"""A process of the server outlives its idle threads, which take no connection with them when they end."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.running_site import Server

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted in /proc"),
]

THREADS = 8
#: The shortest time that the server can be told.
IDLE = 5


def times_open(process: int, path: Path) -> int:
    """How many times a process has a file open."""
    count = 0
    for handle in Path(f"/proc/{process}/fd").iterdir():
        try:
            count += os.readlink(handle) == str(path)
        except OSError:
            continue
    return count


def threads(process: int) -> int:
    return len(list(Path(f"/proc/{process}/task").iterdir()))


def test_threads_that_idle_end_without_their_process_and_their_connections_are_closed(tmp_path):
    database = tmp_path / "archive.sqlite3"
    change = f"serving.blocking_threads_idle_timeout = {IDLE}"
    with Server(tmp_path, change=change, THREADS=str(THREADS)) as server, ThreadPoolExecutor(16) as readers:
        workers = server.workers()
        assert len(workers) == 1

        def ask(number: int) -> int:
            return server.ask(f"/en/search/?q={number}").status

        many, opened = [], []
        for turn in range(3):
            assert set(readers.map(ask, range(turn * 100, turn * 100 + 80))) == {200}
            many.append(threads(*workers))
            opened.append(times_open(*workers, database))
            time.sleep(IDLE + 2)
            assert server.workers() == workers, server.said()
            assert threads(*workers) < many[-1]
        # Two a thread (half of them are for slow clients), its own and the page store's, and two of the one
        # that warmed the process up; what ended threads have left is closed by those that open their own,
        # which may be all of them at once.
        assert 2 < max(opened) <= 2 * (2 * 2 * THREADS) + 2
        assert ask(1) == 200
    assert "Unexpected exit" not in server.said()
    assert server.process.returncode == 0
