"""Finished public pages, kept in front of Django's own handler.

A page that `archive.public.http.public_page` answered is kept as it left Django: encoded, with all its
headers. The next reader of the same address gets those bytes, or a 304, without a request object, middleware
or a template; that is several times faster than Django can be.

Nothing is ever stale and nothing is ever purged: each request first reads the content revision, over a
connection of the store's own. One small query shows an edit made in any other process.

Not kept, and not answered from here: anything asked with a session or credentials, any method but GET and
HEAD, any answer that the decorator did not mark as public, or that sets a cookie. The store is an improvement
and no part of being right: whatever fails in it is logged, and Django answers.
"""

import contextlib
import logging
import threading
import time
from collections import OrderedDict
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from archive.public.http import NOTE, STORE, Version, accepted_encoding, known_query, matches, today
from archive.revision import SQL

logger = logging.getLogger(__name__)

#: Seconds after which a connection is replaced, in case the file or the server behind it was.
CONNECTION_AGE = 60

#: Longer query strings are answered, but not kept.
LONGEST_QUERY = 1000

#: Addresses whose known parameters are remembered.
MOST_ADDRESSES = 10_000

#: No single answer may take more than this part of the store.
LARGEST_PART = 8

#: Headers that describe a body, which a 304 has none of.
OF_THE_BODY = frozenset({"content-length", "content-type", "content-encoding"})

#: Bytes of an entry besides its body: key, headers of its own, slots of dictionaries and lists.
OVERHEAD = 2000


class Key(NamedTuple):
    scheme: str
    host: str
    path: str
    query: str
    encoding: str


class Kept(NamedTuple):
    """One answer: as it was sent, and what is sent to a reader who has it already."""

    version: Version
    etag: str
    headers: list[tuple[str, str]]
    headers_of_304: list[tuple[str, str]]
    body: bytes

    @property
    def size(self) -> int:
        """Bytes of memory; headers that most pages have in common are there once for all of them."""
        return OVERHEAD + len(self.body)


class Connection:
    """A connection as Django makes it, without Django around it, which costs more than the query.

    It is closed with the thread that holds it, or with the store.
    """

    def __init__(self, using: str):
        wrapper = connections[using].copy()
        wrapper.ensure_connection()
        self.raw, wrapper.connection = wrapper.connection, None
        self.until = time.monotonic() + CONNECTION_AGE

    def __del__(self):
        with contextlib.suppress(Exception):
            self.raw.close()

    def revision(self) -> int:
        # All rows are fetched: on SQLite a statement not run to its end keeps its view of the database.
        rows = self.raw.execute(SQL).fetchall()
        return rows[0][0] if rows else 0


class RevisionReader:
    """Reads the content revision over one lasting connection for each thread."""

    def __init__(self, using: str = DEFAULT_DB_ALIAS):
        self.using = using
        self.local = threading.local()

    def __call__(self) -> int:
        """The revision that is committed now. Raises the database's error if it cannot be read."""
        held = getattr(self.local, "held", None)
        if held and time.monotonic() < held.until:
            try:
                return held.revision()
            except Exception:  # the server was restarted, the connection cut: a new one will tell
                logger.info("The page store opens a new connection to the database.")
        self.local.held = held = Connection(self.using)
        return held.revision()


class PageStore:
    """WSGI application that answers for `application` what it has kept; at most `megabytes` of it."""

    def __init__(self, application, megabytes: int):
        self.application = application
        self.most_bytes = megabytes * 2**20
        self.revision = RevisionReader()
        self.lock = threading.Lock()
        self.version: Version | None = None
        self.kept: OrderedDict[Key, Kept] = OrderedDict()
        self.params: dict[str, tuple[str, ...]] = {}
        self.bytes = 0

    def __call__(self, environ, start_response):
        if not self.may_ask(environ):
            return self.application(environ, start_response)
        key = kept = None
        try:
            key = self.key(environ)
            kept = self.find(key, Version(self.revision(), today()))
        except Exception:
            logger.exception("The page store could not be asked; Django answers.")
        if kept:
            return self.answer(kept, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self.application(environ, start_response)
        return self.make(environ, start_response)

    def may_ask(self, environ) -> bool:
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and "HTTP_AUTHORIZATION" not in environ
            and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
            and len(environ.get("QUERY_STRING", "")) <= LONGEST_QUERY
        )

    def key(self, environ, params: tuple[str, ...] | None = None) -> Key | None:
        """Under what an answer is kept; None while it is unknown which parameters the address understands."""
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        if query := environ.get("QUERY_STRING", ""):
            params = self.params.get(path) if params is None else params
            if params is None:
                return None
            query = known_query(query, params).urlencode()
        host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
        encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return Key(environ["wsgi.url_scheme"], host.lower(), path, query, encoding)

    def find(self, key: Key | None, version: Version) -> Kept | None:
        """What is kept under `key`, if it is of this version; everything of another version is let go."""
        if version != self.version:
            with self.lock:
                self.version = version
                self.empty()
        kept = self.kept.get(key)
        # Another thread may have seen another revision meanwhile, and kept its answer.
        if kept is None or kept.version != version:
            return None
        try:  # noqa: SIM105 - contextlib.suppress takes longer than the rest
            self.kept.move_to_end(key)
        except KeyError:  # another thread let it go
            pass
        return kept

    def answer(self, kept: Kept, environ, start_response):
        if matches(environ.get("HTTP_IF_NONE_MATCH", ""), kept.etag, exists=True):
            start_response("304 Not Modified", list(kept.headers_of_304))
            return []
        start_response("200 OK", list(kept.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]

    def make(self, environ, start_response):
        """Let Django answer, and keep the answer if it is a public page."""
        asked = dict(environ)
        environ[STORE] = True  # the page is wanted whole, for the next reader
        started = []

        def start(*status_and_headers):
            started[:] = status_and_headers

        chunks = self.application(environ, start)
        page = environ.get(NOTE)
        if page is None:
            start_response(*started)
            return chunks
        try:
            body = b"".join(chunks)
        finally:
            chunks.close()
        kept = None
        try:
            kept = keep(page.version, started[0], started[1], body)
            if kept:
                self.put(self.key(asked, page.params), kept, page.params)
        except Exception:
            logger.exception("The page store could not keep a page.")
        if kept:
            return self.answer(kept, environ, start_response)
        start_response(*started)
        return [body]

    def put(self, key: Key, kept: Kept, params: tuple[str, ...]) -> None:
        if kept.size > self.most_bytes // LARGEST_PART:
            return
        with self.lock:
            if kept.version != self.version:
                return
            if len(self.params) >= MOST_ADDRESSES:
                self.params.clear()
            self.params[key.path] = params
            if replaced := self.kept.pop(key, None):
                self.bytes -= replaced.size
            self.kept[key] = kept
            self.bytes += kept.size
            while self.bytes > self.most_bytes:
                _, oldest = self.kept.popitem(last=False)
                self.bytes -= oldest.size

    def empty(self) -> None:
        self.kept.clear()
        self.bytes = 0


def keep(version: Version, status: str, headers: list[tuple[str, str]], body: bytes) -> Kept | None:
    """The answer in the form in which it is kept; None if it must not be."""
    names = {name.lower(): value for name, value in headers}
    if not status.startswith("200") or "set-cookie" in names or "etag" not in names:
        return None
    headers = [shared(name, value) for name, value in headers]
    headers_of_304 = [header for header in headers if header[0].lower() not in OF_THE_BODY]
    return Kept(version, names["etag"], headers, headers_of_304, body)


@lru_cache(maxsize=256)
def shared(name: str, value: str) -> tuple[str, str]:
    """The same object for the same header, which most pages have in common."""
    return name, value
