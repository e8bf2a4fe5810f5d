"""Servers to be measured: each one granian worker in a process of its own, all on the same core."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from bench import archives, load

#: What each site adds to the environment, and what it serves.
OURS = {"TARGET": "imctc_site.worker:application"}
NOT_CACHED = {**OURS, "PAGE_STORE_MB": "0"}
BARE = {"TARGET": "bench.wsgi:application", "DJANGO_SETTINGS_MODULE": "bench.bare"}
PLAIN = {"TARGET": "bench.wsgi:application", "DJANGO_SETTINGS_MODULE": "bench.plain"}


class Site:
    """A server while it runs: `with Site(OURS, database, core) as site: site.speed("/hi/")`."""

    def __init__(self, kind: dict[str, str], database: Path, core: int | None):
        self.kind, self.database, self.core = kind, database, core
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self):
        environ = {
            **archives.environment(self.database),
            **self.kind,
            "PORT": str(self.port),
            "WORKERS": "1",
        }
        self.process = subprocess.Popen(
            load.pinned(self.core, self.command()),
            cwd=archives.BASE,
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.wait()
        return self

    def __exit__(self, *error):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def command(self) -> list[str]:
        return [sys.executable, "-m", "bench.serve", self.kind["TARGET"]]

    def wait(self) -> None:
        began = time.monotonic()
        while True:
            try:
                return load.ask(self.port, "/", {})
            except OSError as error:
                if self.process.poll() is not None or time.monotonic() - began > 60:
                    raise RuntimeError(f"The server for {self.kind} did not start.") from error
                time.sleep(0.1)

    def ask(self, path: str, headers: dict[str, str] | None = None) -> load.Answer:
        return load.ask(self.port, path, headers or {})

    def processor_seconds(self) -> float:
        """What all processes of the server have used so far."""
        return sum(map(_processor_seconds, _family(self.process.pid)))

    def megabytes(self) -> float:
        """Resident memory of the worker; of the largest process, where the server has several."""
        return max(_resident(process) for process in _family(self.process.pid)) / 2**20


def _family(process: int) -> list[int]:
    """A process with its children and theirs."""
    found = [process]
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += _family(int(child))
    return found


def _resident(process: int) -> int:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
