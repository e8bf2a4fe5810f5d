"""A static copy as any server of plain files serves it, with the heads that it asks for."""

import http.server
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

from archive.static_copy import searching
from archive.static_copy.making import TYPES, write
from archive.static_copy.places import file_of


class Handler(http.server.SimpleHTTPRequestHandler):
    """Plain files, uncompressed, with the lines of `_headers` that are for all of them."""

    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        **{f".{ending}": sort for ending, sort in TYPES.items()},
    }

    def __init__(self, *args, asked, heads, **options):
        self.asked, self.heads = asked, heads
        super().__init__(*args, **options)

    def end_headers(self):
        for name, value in self.heads:
            self.send_header(name, value)
        super().end_headers()

    def send_response(self, code, message=None):
        self.asked.append((self.path, code))
        super().send_response(code, message)

    def log_message(self, *args):
        pass


def heads(folder: Path) -> list[tuple[str, str]]:
    """What `_headers` says of all files."""
    found = []
    for line in (folder / "_headers").read_text("utf-8").split("/*.")[0].splitlines()[1:]:
        name, _colon, value = line.strip().partition(": ")
        found.append((name, value))
    return found


@contextmanager
def served(folder: Path):
    """`url`, and `asked`: (path, status) of everything that was asked of it."""
    asked: list[tuple[str, int]] = []
    handler = partial(Handler, directory=str(folder), asked=asked, heads=heads(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", asked=asked, folder=folder)
    finally:
        server.shutdown()
        server.server_close()


class Reader:
    """Asks a copy as `django.test.Client` asks the site, for `tests.crawl`."""

    def __init__(self, folder: Path):
        self.folder = folder

    def get(self, address: str, **_options):
        path = self.folder / file_of(unquote(urlsplit(address).path))
        there = path.is_file()
        kind = {".html": "text/html"}.get(path.suffix, "application/octet-stream")
        return SimpleNamespace(
            status_code=200 if there else 404,
            headers={"Content-Type": kind},
            content=path.read_bytes() if there else b"",
            cookies={},
        )


def index_alone(folder: Path) -> None:
    """The files of the search, without the pages."""
    for path, content in searching.files().items():
        write(folder / path, content)
    (folder / "_headers").write_text("/*\n  X-Content-Type-Options: nosniff\n")
    (folder / "index.html").write_text("<!doctype html><title>Index</title>")
