"""How a public page is answered: one version for everything, conditional, compressed, safe to hold.

`@public_page` makes of a view that returns plain HTML an answer that a browser, a proxy and the page store in
front of Django (`imctc_site.pages`) may all keep:

* **Version.** The `ETag` follows from the content revision, the release of the code, the day (a page may say
  who is a member today), the address and the encoding. None of it needs the page, so that a reader who has it
  already costs one small query.
* **Holding.** `Cache-Control: public, max-age=0, must-revalidate`: everybody may hold the page, and asks
  before every use. The answer to the question is a 304 that never reaches Django's handler. There is no
  `s-maxage`: a proxy that answers without asking would show an edit late.
* **Parameters.** The view declares the query parameters it knows. `request.GET` then holds those alone, in
  the order declared and without empty ones; whatever else stands in the address neither reaches the view nor
  makes a second entry anywhere.
* **Readers.** Nobody gets a cookie. A request with a session or credentials is personal: its answer is
  `private, no-store`, and drafts can be shown to those who may see them.
"""

import functools
import gzip
import hashlib
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.crypto import get_random_string

from archive import database, revision
from imctc_site.http import NOTE, STORE, Page, Version, accepted_encoding, known_query, matches, today

PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-store"

#: The files that a page is made by.
SOURCES = ("archive/**/*.py", "archive/**/*.mo", "imctc_site/*.py", "templates/**/*.html", "requirements.txt")

#: Brotli looks back 2 ** this many bytes, more than a page has; by default it takes megabytes for each page.
WINDOW = 17

#: Bodies shorter than this gain nothing by compression.
LEAST_BYTES = 500


def public_page(view=None, *, params: tuple[str, ...] = ()):
    """Decorate a view as a public page that knows the query parameters `params`, and no others.

    `@public_page` or `@public_page(params=("kind", "page"))`. The view is called for GET and HEAD alone, with
    `request.GET` narrowed to known parameters that have a value. For a reader without a session
    `request.user` is an `AnonymousUser` that needs no look at the session. An answer other than 200, or one
    that has a `Cache-Control` of its own, is held by nobody.
    """

    def decorate(view):
        @functools.wraps(view)
        def answer(request, *args, **kwargs):
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(("GET", "HEAD"))
            narrow(request, params)
            if is_personal(request):
                response = view(request, *args, **kwargs)
                response.headers["Cache-Control"] = PRIVATE
                return response
            request.user = AnonymousUser()
            with database.one():
                return conditional(request, *args, **kwargs)

        def conditional(request, *args, **kwargs):
            version = current_version()
            encoding = accepted_encoding(request.headers.get("Accept-Encoding", ""))
            etag = make_etag(version, request.get_full_path(), encoding)
            wanted_whole = STORE in request.environ
            if not wanted_whole and matches(request.headers.get("If-None-Match", ""), etag):
                response: HttpResponse = HttpResponseNotModified()
            else:
                with revision.one(version.revision):
                    response = rendered(view(request, *args, **kwargs))
                if not may_be_held(response):
                    response.headers.setdefault("Cache-Control", "no-cache")
                    return response
                compress(response, encoding)
                request.environ[NOTE] = Page(params, version)
            response.headers["ETag"] = etag
            response.headers["Cache-Control"] = PUBLIC
            patch_vary_headers(response, ("Accept-Encoding",))
            return response

        answer.params = params  # type: ignore[attr-defined]  # of a function, for the tests
        answer.csrf_exempt = True  # type: ignore[attr-defined]  # whatever is posted here is refused as a method, with or without a token
        return answer

    return decorate(view) if view else decorate


def narrow(request: HttpRequest, params: tuple[str, ...]) -> None:
    """Leave in the request no query parameter but the known ones, addresses made from it included."""
    request.GET = known_query(request.META.get("QUERY_STRING", ""), params)  # type: ignore[assignment]  # immutable
    request.META["QUERY_STRING"] = request.GET.urlencode()


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer may depend on who asks."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers


def current_version() -> Version:
    return Version(revision.current(), today())


def make_etag(version: Version, address: str, encoding: str) -> str:
    """A strong validator: two answers with the same one are the same bytes."""
    parts = "\n".join((release(), str(version.revision), str(version.day), encoding, address))
    return f'"{hashlib.blake2b(parts.encode(errors="replace"), digest_size=12).hexdigest()}"'


def rendered(response: HttpResponse) -> HttpResponse:
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
    return response


def may_be_held(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response.headers
    )


def compress(response: HttpResponse, encoding: str) -> None:
    """Encode the body. Public pages hold no secret, so that its length tells nothing (BREACH)."""
    if (
        encoding == "identity"
        or len(response.content) < LEAST_BYTES
        or response.has_header("Content-Encoding")
    ):
        return
    if encoding == "br":
        response.content = brotli.compress(response.content, brotli.MODE_TEXT, quality=5, lgwin=WINDOW)
    else:
        response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
    response.headers["Content-Encoding"] = encoding
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


def release() -> str:
    """What stands for the code that makes the pages; while developing, nothing is ever held."""
    return get_random_string(12) if settings.DEBUG else _release()


@functools.cache
def _release() -> str:
    """A digest of code, templates, catalogues, static files and settings, the same on every machine."""
    digest = hashlib.blake2b(digest_size=12)
    base = Path(settings.BASE_DIR)
    for pattern in SOURCES:
        for path in sorted(base.glob(pattern)):
            digest.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    manifest = Path(settings.STATIC_ROOT or base) / "staticfiles.json"
    if manifest.is_file():
        digest.update(manifest.read_bytes())
    names = ("LANGUAGES", "TIME_ZONE", "SITE_URL", "CORRECTIONS_ADDRESS", "SECURITY_CONTACT")
    digest.update(repr([str(getattr(settings, name, "")) for name in names]).encode())
    return digest.hexdigest()
