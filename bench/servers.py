"""Servers to choose from, measured on the site's own pages: `python -m bench.servers`.

Those that are installed beside the site's own one are measured, each with one worker process on one core and
the load on the other (`pip install gunicorn uvicorn waitress` brings the usual ones). How fast is half the
choice; the other half is how a server behaves with readers who connect and say nothing, and while it is
restarted.
"""

import argparse
import contextlib
import importlib.util
import signal
import socket
import statistics
import sys
import time

from bench import archives, load, sites
from bench.__main__ import table

#: Name -> the module that must be installed, and what follows `python -m`.
SERVERS = {
    "granian": ("granian", ["bench.serve", "{target}"]),
    "gunicorn, sync": ("gunicorn", ["gunicorn", "--bind", "127.0.0.1:{port}", "{target}"]),
    "gunicorn, 4 threads": (
        "gunicorn",
        ["gunicorn", "--worker-class", "gthread", "--threads", "4", "--bind", "127.0.0.1:{port}", "{target}"],
    ),
    "uvicorn": (
        "uvicorn",
        ["uvicorn", "--interface", "wsgi", "--no-access-log", "--port", "{port}", "{target}"],
    ),
    "waitress, 4 threads": ("waitress", ["waitress", "--threads=4", "--listen=127.0.0.1:{port}", "{target}"]),
}
PAGES = {"page kept": sites.OURS, "list not kept": sites.NOT_CACHED, "one query": sites.BARE}
PATHS = {"page kept": "/hi/", "list not kept": "/hi/statements/", "one query": "/bytes/5000/"}

#: Readers who connect, send half a request and wait, and how long one who asks properly waits beside them.
SILENT, PATIENCE = 64, 5


class OnServer(sites.Site):
    """A site on one of the servers."""

    def __init__(self, server: str, kind: dict[str, str], database, core):
        super().__init__(kind, database, core)
        self.server = server

    def command(self) -> list[str]:
        arguments = SERVERS[self.server][1]
        target = self.kind["TARGET"]
        return [
            sys.executable,
            "-m",
            *(part.format(port=self.port, target=target) for part in arguments),
        ]

    def beside_silent_readers(self) -> str:
        """How long an answer takes while others hold connections without a word."""
        with contextlib.ExitStack() as stack:
            for _ in range(SILENT):
                silent = stack.enter_context(socket.create_connection(("127.0.0.1", self.port)))
                silent.sendall(b"GET /hi/ HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            time.sleep(0.2)
            began = time.monotonic()
            with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
                connection.sendall(load.request(self.port, "/hi/", {"Connection": "close"}))
                try:
                    answered = connection.recv(100).startswith(b"HTTP/1.1 200")
                except TimeoutError:
                    answered = False
        return f"{(time.monotonic() - began) * 1000:.0f} ms" if answered else f"none in {PATIENCE} s"

    def restarted(self) -> str:
        """Requests that failed in a restart (SIGHUP), of all in the 20 seconds after it."""
        failed = asked = 0
        self.process.send_signal(signal.SIGHUP)
        until = time.monotonic() + 20
        while time.monotonic() < until and self.process.poll() is None:
            asked += 1
            try:
                failed += self.ask("/hi/").status != 200
            except (OSError, IndexError):
                failed += 1
            time.sleep(0.01)
        return "it ended" if self.process.poll() is not None else f"{failed} of {asked}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.servers", description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    options = parser.parse_args()
    installed = [name for name, (module, _) in SERVERS.items() if importlib.util.find_spec(module)]
    archives.collect_static()
    database = archives.real()
    server_core, load_core = load.cores()
    speeds: dict[tuple[str, str], list[float]] = {}
    behaviour: dict[str, tuple[str, ...]] = {}
    for round_number in range(options.rounds):
        for name in installed:
            for page, kind in PAGES.items():
                with OnServer(name, kind, database, server_core) as site:
                    for _ in range(20):
                        site.ask(PATHS[page])
                    count, took = load.answers(site.port, PATHS[page], {}, options.seconds, load_core)
                    speeds.setdefault((name, page), []).append(count / took)
                    if page == "page kept" and not round_number:
                        memory = f"{site.megabytes():.0f}"
                        behaviour[name] = memory, site.beside_silent_readers(), site.restarted()
    rows = [("requests a second", *PAGES, "MB", f"beside {SILENT} silent", "failed in restart")]
    for name in installed:
        medians = (statistics.median(speeds[name, page]) for page in PAGES)
        rows.append((name, *(f"{speed:,.0f}" for speed in medians), *behaviour[name]))
    print(table(rows))
    missing = sorted({module for module, _ in SERVERS.values() if not importlib.util.find_spec(module)})
    if missing:
        print(f"\nNot installed, not measured: {', '.join(missing)}.")
    print(
        f"\n{options.rounds} rounds of {options.seconds} s with {load.tool()}, a worker on core {server_core}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
