"""Finished public pages, stored in front of Django's own handler.

A page that its view marked as public (`imctc_site.http.Page`) is stored as it left Django: encoded, with all
its headers. The next reader of the same address gets those bytes, or a 304, without a request object,
middleware or a template; that is several times faster than Django can be.

Nothing is ever stale and nothing is ever purged: each request first reads the content revision, over a
connection of the store's own. One small query shows an edit made in any other process. Only while the
database is away a page is answered as it was last, and says so.

Not stored, and not answered from here: anything asked with a session or credentials, any method but GET and
HEAD, any answer that the decorator did not mark as public, or that sets a cookie. The store is an improvement
and no part of being right: whatever fails in it is logged, and Django answers.
"""

import gzip
import logging
import re
import threading
from typing import Any, NamedTuple

import brotli
from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from imctc_site.bounded import Store, bounded
from imctc_site.databases import outage
from imctc_site.http import NOTE, STORE, Version, accepted_encoding, canonical_query, matches, today
from imctc_site.revision import RevisionReader

logger = logging.getLogger(__name__)

#: Longer query strings are answered, but not stored.
LONGEST_QUERY = 1000

#: Bytes for addresses whose known parameters are remembered.
MOST_ADDRESSES = 512 * 1024

#: No single answer may take more than this part of the store.
LARGEST_PART = 8

#: Headers that describe a body, which a 304 has none of.
OF_THE_BODY = frozenset({"content-length", "content-type", "content-encoding"})

#: Bytes of an entry besides its body and address: headers of its own, slots of dictionaries and lists.
OVERHEAD = 2000


class Key(NamedTuple):
    scheme: str
    host: str
    path: str
    query: str
    encoding: str


class StoredPage(NamedTuple):
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


class PageStore:
    """WSGI application that answers for `application` what it has stored; at most `megabytes` of it."""

    def __init__(self, application, megabytes: int, revision: RevisionReader):
        self.application = application
        self.revision = revision
        self.lock = threading.Lock()
        self.version: Version | None = None
        self.pages = Store(megabytes * 2**20)
        self.params = Store(MOST_ADDRESSES)

    def __call__(self, environ, start_response):
        if not self.may_ask(environ):
            return self.application(environ, start_response)
        key = stored = None
        try:
            key = self.key(environ)
            stored = self.find(key, Version(self.revision(), today()))
        except Exception as error:
            if not outage.is_outage(error):
                logger.exception("The page store could not be asked; Django answers.")
            elif last := self.pages.get(key):
                return self.answer_as_it_was(last, environ, start_response)
        if stored:
            return self.answer(stored, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self.application(environ, start_response)
        return self.make(environ, start_response)

    def close(self) -> None:
        self.revision.close()

    def may_ask(self, environ) -> bool:
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and "HTTP_AUTHORIZATION" not in environ
            and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
            and len(environ.get("QUERY_STRING", "")) <= LONGEST_QUERY
        )

    def key(self, environ, params: tuple[str, ...] | None = None) -> Key | None:
        """Where an answer is stored; None while nobody knows which parameters the address understands."""
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        if query := environ.get("QUERY_STRING", ""):
            params = self.params.get(path) if params is None else params
            if params is None:
                return None
            query = canonical_query(query, params)
        host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
        encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return Key(environ["wsgi.url_scheme"], host.lower(), path, query, encoding)

    def find(self, key: Key | None, version: Version) -> StoredPage | None:
        """What is stored under `key`, if it is of this version; everything of another version is let go."""
        if version != self.version:
            with self.lock:
                self.version = version
                self.pages.clear()
        stored = self.pages.get(key)
        # Another thread may have seen another revision meanwhile, and stored its answer.
        return stored if stored and stored.version == version else None

    def answer(self, stored: StoredPage, environ, start_response):
        if matches(environ.get("HTTP_IF_NONE_MATCH", ""), stored.etag, exists=True):
            start_response("304 Not Modified", list(stored.headers_of_304))
            return []
        start_response("200 OK", list(stored.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [stored.body]

    def answer_as_it_was(self, stored: StoredPage, environ, start_response):
        """The page as it was last, which says that it may have changed since; nobody may hold it."""
        headers = [
            (name, value)
            for name, value in stored.headers
            if name.lower() not in ("etag", "cache-control", "content-encoding", "content-length")
        ]
        body = with_notice(stored, environ.get("PATH_INFO", ""))
        start_response(
            "200 OK", [*headers, ("Cache-Control", "no-store"), ("Content-Length", str(len(body)))]
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def make(self, environ, start_response):
        """Let Django answer, and keep the answer if it is a public page."""
        asked = dict(environ)
        environ[STORE] = True  # the page is wanted whole, for the next reader
        started: list[Any] = []

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
        stored = None
        try:
            stored = to_store(page.version, started[0], started[1], body)
            if stored and (key := self.key(asked, page.params)):
                self.put(key, stored, page.params)
        except Exception:
            logger.exception("The page store could not keep a page.")
        if stored:
            return self.answer(stored, environ, start_response)
        start_response(*started)
        return [body]

    def put(self, key: Key, stored: StoredPage, params: tuple[str, ...]) -> None:
        if stored.size > self.pages.most_bytes // LARGEST_PART:
            return
        with self.lock:
            if stored.version == self.version:
                self.params.put(key.path, params)
                self.pages.put(key, stored, stored.size + sum(map(len, key)))  # a question is of any length


def to_store(version: Version, status: str, headers: list[tuple[str, str]], body: bytes) -> StoredPage | None:
    """The answer in the form in which it is stored; None if it must not be."""
    names = {name.lower(): value for name, value in headers}
    if not status.startswith("200") or "set-cookie" in names or "etag" not in names:
        return None
    headers = [shared(name, value) for name, value in headers]
    headers_of_304 = [header for header in headers if header[0].lower() not in OF_THE_BODY]
    return StoredPage(version, names["etag"], headers, headers_of_304, body)


def with_notice(stored: StoredPage, path: str) -> bytes:
    """The page, not compressed, with a sentence at the head of its main part."""
    encoding = next((value for name, value in stored.headers if name.lower() == "content-encoding"), "")
    body = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(stored.body)
    with translation.override(translation.get_language_from_path(path)):
        sentence = _(
            "The database cannot be reached just now. This is the page as it was last; "
            "it may have changed since."
        )
    notice = f'<div class="notice doubt" role="status"><p>{escape(sentence)}</p></div>'.encode()
    return re.sub(rb"<main\b[^>]*>", lambda found: found[0] + notice, body, count=1)


@bounded(64)
def shared(name: str, value: str) -> tuple[str, str]:
    """The same object for the same header, which most pages have in common."""
    return name, value
