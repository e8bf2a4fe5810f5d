"""What takes long once: a table of a long list, and a static copy of the whole site.

    python -m bench.whole

Time is that of the processor, for machines with other work, and by the clock.
"""

import http.client
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import archives, load, sites

LONG = 100_000


def table(number: int) -> None:
    """The list of statements as CSV: rows a second, and by how much the server grows while it is sent."""
    with sites.Site(sites.NOT_CACHED, archives.made(number), load.cores()[0]) as site:
        read(site, "/en/statements.csv?country=pakistan")
        before, used, began = site.megabytes(), site.processor_seconds(), time.monotonic()
        rows, size, most = read(site, "/en/statements.csv")
        took, used = time.monotonic() - began, site.processor_seconds() - used
    print(
        f"CSV of {rows:,} rows, {size / 2**20:.0f} MB: {rows / used:,.0f} rows a second of processor, "
        f"{rows / took:,.0f} by the clock; memory {before:.0f} MB before, at most {most:.0f} MB."
    )


def read(site: sites.Site, path: str) -> tuple[int, int, float]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=600)
    connection.request("GET", path)
    answer = connection.getresponse()
    rows, size, most, pieces = -1, 0, site.megabytes(), 0
    while piece := answer.read(1 << 16):
        rows, size, pieces = rows + piece.count(b"\r\n"), size + len(piece), pieces + 1
        if pieces % 50 == 0:
            most = max(most, site.megabytes())
    return rows, size, most


def copy() -> None:
    """A copy of the archive as it is, by as many processes as there are cores."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "manage.py", "export_site", folder]
        began = time.monotonic()
        told = subprocess.run(
            command,
            cwd=archives.BASE,
            env=archives.environment(archives.real()),
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        files = sum(1 for path in Path(folder).rglob("*") if path.is_file())
        took = time.monotonic() - began
    print(f"Static copy: {files:,} files in {took:.0f} s. {told.strip().partition(': ')[2]}")


if __name__ == "__main__":
    archives.collect_static()
    table(int(sys.argv[1]) if len(sys.argv) > 1 else LONG)
    copy()
