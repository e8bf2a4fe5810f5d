"""Logs: lines for a person at a terminal, JSON objects for a machine, one request id through both.

A request keeps the id its proxy gave it in `X-Request-ID`, or gets one; the answer carries it, and so does
every line logged meanwhile. Readers' addresses are not logged.
"""

import json
import logging
import re
import secrets
import sys
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from urllib.parse import quote

request_id: ContextVar[str] = ContextVar("request_id", default="")

ID_ALLOWED = re.compile(r"[A-Za-z0-9._-]{1,64}")
LONGEST_PATH = 500
USUAL = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request"}

#: Instead of the server's own name, which is nobody's business.
SERVER = ("Server", "archive")

access = logging.getLogger("imctc_site.access")

# No line names a thread or a process, so they need not be looked up for each.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False

to_json = json.JSONEncoder(ensure_ascii=False, default=str).encode


class JSONLines(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, logger, message, request id, and all extras."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
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
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}
        },
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
        identifier = given if ID_ALLOWED.fullmatch(given) else secrets.token_hex(16)
        environ["HTTP_X_REQUEST_ID"] = identifier
        token = request_id.set(identifier)
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
                self.log(environ, status, time.perf_counter() - started)
            request_id.reset(token)

    def log(self, environ, status: str, seconds: float):
        # Quoted again: the bytes a client sent may hold line ends and terminal commands.
        method, path = environ["REQUEST_METHOD"], quote(environ["PATH_INFO"].encode("latin-1"))[:LONGEST_PATH]
        words = (method, path, status[:3])
        # Made by hand, for `access.info()` would search the stack for the line that called it.
        record = logging.LogRecord(access.name, logging.INFO, "", 0, "%s %s %s", words, None)
        record.method, record.path, record.status = method, path, int(status[:3] or 500)
        record.milliseconds = round(seconds * 1000, 1)
        access.handle(record)
