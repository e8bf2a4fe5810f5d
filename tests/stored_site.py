"""Django behind a page store, asked the way a server asks it."""

from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from archive.revision import SQL
from imctc_site.pages import PageStore
from imctc_site.revision import RevisionReader
from tests import public_pages


class Site:
    """Django behind a page store; `made` counts the pages that Django had to make."""

    def __init__(self, megabytes=4):
        self.store = PageStore(get_wsgi_application(), megabytes, RevisionReader(SQL))

    @property
    def made(self):
        return len(public_pages.calls)

    def ask(self, path, method="GET", **environ):
        request = RequestFactory().generic(method, path, **environ)
        answer = {}

        def start_response(status, headers, exc_info=None):
            answer.update(status=int(status[:3]), headers=headers)

        chunks = self.store(request.environ, start_response)
        try:
            body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        return Answer(answer["status"], answer["headers"], body)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.header_list, self.body = status, headers, body
        self.headers = dict(headers)
        self.text = body.decode("utf-8", "replace")
