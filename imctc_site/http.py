"""What a public page and the page store in front of Django agree on.

A page is told apart by its version, its address as far as the view understands it, and its encoding; whoever
has it already is told so (RFC 9110).
"""

import functools
import time
from typing import NamedTuple

from django.http import QueryDict
from django.utils import timezone
from django.utils.http import parse_etags

from imctc_site.bounded import bounded

#: Where the decorator leaves a `Page` in the WSGI environment, for the page store.
NOTE = "site.page"

#: What the page store says in the WSGI environment when it wants the whole page, whatever the reader has.
STORE = "site.store"

#: An `Accept-Encoding` header longer than this is not read.
LONGEST_HEADER = 300


#: Stands for all parameters, of an address that answers unknown ones with an error.
EVERY_PARAMETER = ("*",)


class Version(NamedTuple):
    """What every public answer depends on besides its address."""

    revision: int
    day: int


class Page(NamedTuple):
    """What the page store must know of an answer that it may keep."""

    params: tuple[str, ...]
    version: Version


def known_query(raw: str, params: tuple[str, ...]) -> QueryDict:
    """The known parameters of a query string (as WSGI gives it) that have a value, in the order of `params`.

    Raises `TooManyFieldsSent` as Django does.
    """
    sent = QueryDict(raw.encode("latin-1", "replace"))
    if params == EVERY_PARAMETER:
        return sent
    known = QueryDict(mutable=True)
    for name in params:
        if values := [value for value in sent.getlist(name) if value]:
            known.setlist(name, values)
    known._mutable = False
    return known


@bounded(128)
def canonical_query(raw: str, params: tuple[str, ...]) -> str:
    """The same as a query string, by which an answer is stored: the same for all that ask the same."""
    return known_query(raw, params).urlencode()


def today() -> int:
    """The number of the present day in the site's time zone."""
    return _day(int(time.time()))


@functools.lru_cache(maxsize=1)
def _day(second: int) -> int:
    return timezone.localdate().toordinal()


def matches(if_none_match: str, etag: str, exists: bool = False) -> bool:
    """Whether a reader's `If-None-Match` names this very version.

    A proxy may have weakened the validator on the way (RFC 9110, 13.1.2 compares weakly). `*` names whatever
    there is, which counts only where it is known that the page `exists`.
    """
    if not if_none_match:
        return False
    if if_none_match == etag:
        return True
    if if_none_match.strip() == "*":
        return exists
    return etag in (held.removeprefix("W/") for held in parse_etags(if_none_match))


def accepted_encoding(header: str) -> str:
    """The best of `br`, `gzip` and `identity` that an `Accept-Encoding` header allows."""
    return _accepted_encoding(header) if len(header) <= LONGEST_HEADER else "identity"


@bounded(64)
def _accepted_encoding(header: str) -> str:
    weights = {}
    for part in header.lower().split(","):
        name, _, rest = part.strip().partition(";")
        weights[name.strip()] = not is_zero(rest)
    for encoding in ("br", "gzip"):
        if weights.get(encoding, weights.get("*", False)):
            return encoding
    return "identity"


def is_zero(parameters: str) -> bool:
    """Whether `;q=0` stands behind a coding: not acceptable."""
    name, _, value = parameters.replace(" ", "").partition("=")
    try:
        return name == "q" and float(value) == 0
    except ValueError:
        return False
