"""Asking the site itself for its answers, in this process."""

import io
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


class Site:
    """The site as a reader asks it who has no session and takes answers as they are."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        where = urlsplit(settings.SITE_URL)
        self.scheme, self.host = where.scheme, where.netloc

    def ask(self, address: str) -> Any:
        path, _mark, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(quote(path, safe="/%")).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self.host,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.host,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": io.BytesIO(),
        }
        return self.handler.get_response(WSGIRequest(environ))


def body(response: Any) -> bytes:
    # Not closed as a server does after each answer: the connection to the database stays for the next one.
    return b"".join(response.streaming_content) if response.streaming else response.content
