"""Slow senders and slow takers hold no thread that readers need.

A thread that waits for the body of a request, or for somebody to take a long answer piece by piece, serves
nobody else. So the server has twice as many threads as it works on at once, and no more than half of them may
be busy with such requests; of these, one network has half. Who is over that is told to come back soon, before
a byte of the body is read. `imctc_site.doorkeeper` ends those that are too slow.
"""

import io
import tempfile
import threading
import time
from collections import Counter

from imctc_site.networks import network

#: Bytes of a body that are taken at all, and that are held in memory rather than in a file.
LARGEST, IN_MEMORY = 32 * 2**20, 2**20

#: Bytes of a body that is too large which are let pass: a browser that still sends does not listen.
LET_PASS = 4 * LARGEST

TOO_LARGE = (
    "This is too long to be taken. Go back: what you typed is still there. Shorten it, and send it again.\n"
    "यह इतना लंबा है कि लिया नहीं जा सकता। वापस जाएँ: आपका लिखा वहीं है। छोटा करके फिर भेजें।\n"
)

CHUNK = 64 * 1024

#: Seconds after which somebody who was sent away may come back.
RETRY_AFTER = 2


class Slots:
    """So many places for slow requests; one network has half of them at most."""

    def __init__(self, places: int):
        self.places, self.each = places, max(places // 2, 1)
        self._lock = threading.Lock()
        self._taken: Counter[str] = Counter()

    def take(self, whose: str) -> bool:
        with self._lock:
            if self._taken.total() >= self.places or self._taken[whose] >= self.each:
                return False
            self._taken[whose] += 1
            return True

    def give_back(self, whose: str) -> None:
        with self._lock:
            self._taken[whose] -= 1
            if not self._taken[whose]:
                del self._taken[whose]


class Receiving:
    """The bodies that are being received: since when, by the address of the connection (a proxy's own)."""

    def __init__(self):
        self._lock = threading.Lock()
        self._since: dict[int, tuple[str, float]] = {}

    def begin(self, peer: str) -> None:
        with self._lock:
            self._since[threading.get_ident()] = (peer, time.monotonic())

    def end(self) -> None:
        with self._lock:
            self._since.pop(threading.get_ident(), None)

    def longer_than(self, seconds: float) -> set[str]:
        """The addresses from which a body has been on its way for longer than that."""
        now = time.monotonic()
        with self._lock:
            return {peer for peer, since in self._since.values() if now - since > seconds}


class Answering:
    """A long answer as it is sent piece by piece; its place is given back when it ends."""

    def __init__(self, chunks, done):
        self.chunks, self.done = chunks, done
        self.pieces = iter(chunks)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.pieces)

    def close(self) -> None:
        done, self.done = self.done, lambda: None
        try:
            if hasattr(self.chunks, "close"):
                self.chunks.close()
        finally:
            done()


class Nowhere:
    """Where what nobody will read is written to."""

    def write(self, chunk: bytes) -> None:
        pass


class Bodies:
    """WSGI application that hands `application` whole bodies only, and never more than `places` of them."""

    def __init__(self, application, places: int):
        self.application = application
        self.slots = Slots(places)
        self.receiving = Receiving()

    def __call__(self, environ, start_response):
        length = environ.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return refuse(start_response, "400 Bad Request")
        if length.strip("0") == "":
            environ["wsgi.input"] = io.BytesIO()  # who announces nothing is not waited for
            return self.answer(environ, start_response)
        if len(length) > 12 or int(length) > LET_PASS:
            return refuse(start_response, "413 Content Too Large", text=TOO_LARGE)
        whose = network(environ.get("REMOTE_ADDR", ""))
        if not self.slots.take(whose):
            return refuse(start_response, "503 Service Unavailable", ("Retry-After", str(RETRY_AFTER)))
        try:
            if int(length) > LARGEST:
                self.receive(environ, Nowhere(), int(length))
                return refuse(start_response, "413 Content Too Large", text=TOO_LARGE)
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
                if not self.receive(environ, body, int(length)):
                    return refuse(start_response, "408 Request Timeout")
                body.seek(0)
                environ["wsgi.input"] = body
                return whole(self.application(environ, start_response))
        finally:
            self.slots.give_back(whose)

    def receive(self, environ, body, length: int) -> bool:
        """Read the whole body; False if it ends early, as it does when the doorkeeper ends it."""
        self.receiving.begin(environ.get("site.peer") or environ.get("REMOTE_ADDR", ""))
        try:
            while length:
                chunk = environ["wsgi.input"].read(min(length, CHUNK))
                if not chunk:
                    return False
                body.write(chunk)
                length -= len(chunk)
            return True
        except OSError:
            return False
        finally:
            self.receiving.end()

    def answer(self, environ, start_response):
        """An answer in pieces takes a place as well: its thread waits for whoever takes the pieces."""
        started: list = []

        def start(*status_and_headers):
            started[:] = status_and_headers

        chunks = self.application(environ, start)
        if not is_in_pieces(chunks):
            start_response(*started)
            return chunks
        whose = network(environ.get("REMOTE_ADDR", ""))
        if not self.slots.take(whose):
            if hasattr(chunks, "close"):
                chunks.close()
            return refuse(start_response, "503 Service Unavailable", ("Retry-After", str(RETRY_AFTER)))
        start_response(*started)
        return Answering(chunks, lambda: self.slots.give_back(whose))


def is_in_pieces(chunks) -> bool:
    return not isinstance(chunks, list | tuple) and getattr(chunks, "streaming", True)


def whole(chunks):
    """The answer to a request with a body, which is gone when this one has been given."""
    if not is_in_pieces(chunks):
        return chunks
    try:
        return [b"".join(chunks)]
    finally:
        if hasattr(chunks, "close"):
            chunks.close()


def refuse(start_response, status: str, *headers: tuple[str, str], text: str = ""):
    """A short answer after which the connection ends: what else is on its way is not listened to."""
    body = (text or f"{status[4:]}. Please try again.\n").encode()
    start_response(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
            *headers,
        ],
    )
    return [body]
