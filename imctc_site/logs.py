"""Logs: lines for a person at a terminal, JSON objects for a machine, one request id through both.

A request keeps the id its proxy gave it in `X-Request-ID`, or gets one; the answer carries it, and so does
every line logged meanwhile. Readers' addresses are not logged.
"""

import contextlib
import json
import logging
import multiprocessing.util
import os
import random
import re
import secrets
import sys
import threading
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote

from imctc_site.bounded import bounded

request_id: ContextVar[str] = ContextVar("request_id", default="")

ID_ALLOWED = re.compile(r"[A-Za-z0-9._-]{1,64}")
LONGEST_PATH = 500
USUAL = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request"}

#: Instead of the server's own name, which is nobody's business.
SERVER = ("Server", "archive")

access = logging.getLogger("imctc_site.access")

# No line names a thread or a process, so they need not be looked up for each.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False

#: Ids tell requests apart and guard nothing: they need not be fetched from the system each time.
_random = random.Random(secrets.randbits(256))  # noqa: S311

to_json = json.JSONEncoder(ensure_ascii=False, default=str).encode


class JSONLines(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, logger, message, request id, and all extras."""

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record, Answered):
            return record.as_json()
        line = {
            "time": moment(record.created),
            "level": record.levelname.lower(),
            "logger": record.name.lstrip("_"),
            "message": record.getMessage(),
        }
        if current := request_id.get():
            line["request_id"] = current
        # Django hands its loggers the request itself, which says nothing that the access line does not.
        line.update(item for item in vars(record).items() if item[0] not in USUAL)
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return to_json(line)


#: What a record has besides what `Answered` sets.
_PLAIN = vars(logging.LogRecord(access.name, logging.INFO, "", 0, "", None, None))


class Answered(logging.LogRecord):
    """The line for one answer. There is one for each request, so it is written without any machinery."""

    def __init__(self, method: str, path: str, status: int, seconds: float):
        # LogRecord's own way looks for much that no line of ours names, and takes three times as long.
        self.__dict__.update(_PLAIN)
        self.msg = f"{method} {path} {status}"
        self.created = time.time()
        self.identifier = request_id.get()
        self.method, self.path, self.status = method, path, status
        self.milliseconds = round(seconds * 1000, 1)

    def as_json(self) -> str:
        """As `JSONLines` would write it: no part can hold anything that would need escaping."""
        return (
            f'{{"time": "{moment(self.created)}", "level": "info", "logger": "{self.name}", '
            f'"message": "{self.msg}", "request_id": "{self.identifier}", "method": "{self.method}", '
            f'"path": "{self.path}", "status": {self.status}, "milliseconds": {self.milliseconds}}}'
        )


class Gathered(logging.StreamHandler):
    """Writes the lines of answers several at a time, every other line at once and in order.

    A write for each answer costs a busy process more than all else it does for a kept page: it gives up the
    interpreter, and the next thread takes it. Lines wait for `PAUSE` seconds at most; what is waiting is
    written when the process ends.
    """

    #: Seconds between two writes.
    PAUSE = 0.25

    def __init__(self, stream=None):
        super().__init__(stream)
        self.waiting: list[str] = []
        self.process = 0
        self.wake = threading.Event()

    def emit(self, record):
        if not isinstance(record, Answered):
            self.flush()
            return super().emit(record)
        self.waiting.append(self.format(record) + self.terminator)
        if not self.wake.is_set():
            if self.process != os.getpid():  # threads do not come along into a process that is split off
                self.process = os.getpid()
                threading.Thread(target=self.write_now_and_then, name="log", daemon=True).start()
                # The server's processes end without what Python does for a program that ends.
                multiprocessing.util.Finalize(self, self.finish, exitpriority=10)
            self.wake.set()

    def write_now_and_then(self):
        while self.wake.wait():
            time.sleep(self.PAUSE)
            self.wake.clear()
            self.flush()

    def finish(self):
        with contextlib.suppress(ValueError):  # the stream may be closed by then
            self.flush()

    def flush(self):
        with self.lock:  # type: ignore[union-attr]  # every handler has one
            if self.waiting:
                lines, self.waiting = self.waiting, []
                self.stream.write("".join(lines))
            super().flush()


def moment(created: float) -> str:
    """A time in ISO 8601, in UTC, to the millisecond."""
    return f"{_second(int(created))}.{int(created % 1 * 1000):03}+00:00"


@lru_cache(maxsize=2)
def _second(created: int) -> str:
    return datetime.fromtimestamp(created, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def config(log_format: str, level: str = "INFO") -> dict:
    """The `dictConfig` for the site and its server.

    `log_format` is json, text, or auto: json unless on a terminal.
    """
    if log_format == "auto":
        log_format = "text" if sys.stderr.isatty() else "json"
    text = {"format": "{levelname} {message}", "style": "{"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": JSONLines} if log_format == "json" else text},
        "handlers": {"lines": {"()": Gathered, "formatter": "line", "stream": "ext://sys.stderr"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # What a crawler asks for in vain is in the access line already.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.server": {"handlers": ["lines"], "level": level, "propagate": False},
            "_granian": {"handlers": ["lines"], "level": "INFO", "propagate": False},
            "axes": {"level": "WARNING"},
        },
    }


def whole(response):
    """Django's answer as one list, which the server sends with its length instead of piece by piece.

    A streaming answer, and what is a list already, stay as they are.
    """
    if getattr(response, "streaming", True):
        return response
    try:
        return [response.content]
    finally:
        response.close()


class RequestLog:
    """WSGI application that gives each request its id and, if told so, logs one line for its answer."""

    def __init__(self, application, log_answers: bool = True):
        self.application = application
        self.log_answers = log_answers

    def __call__(self, environ, start_response):
        given = environ.get("HTTP_X_REQUEST_ID", "")
        identifier = given if ID_ALLOWED.fullmatch(given) else f"{_random.getrandbits(128):032x}"
        environ["HTTP_X_REQUEST_ID"] = identifier
        token = request_id.set(identifier)
        # Kept now: Django writes the decoded path over it, which is no longer what WSGI means by a path.
        path = environ["PATH_INFO"]
        started = time.perf_counter()
        status = ""

        def start(line, headers, exc_info=None):
            nonlocal status
            status = line
            return start_response(line, [*headers, ("X-Request-ID", identifier), SERVER], exc_info)

        try:
            return whole(self.application(environ, start))
        finally:
            if self.log_answers and access.isEnabledFor(logging.INFO):
                self.log(environ["REQUEST_METHOD"], path, status, time.perf_counter() - started)
            request_id.reset(token)

    def log(self, method: str, path: str, status: str, seconds: float):
        method, path = harmless(method), harmless(path[:LONGEST_PATH])
        # Handed on as it is, for `access.info()` would search the stack for the line that called it.
        access.handle(Answered(method, path[:LONGEST_PATH], int(status[:3] or 500), seconds))


@bounded(256)
def harmless(text: str) -> str:
    """Quoted again: the bytes a client sent may hold line ends and terminal commands."""
    return quote(text.encode("latin-1"))
