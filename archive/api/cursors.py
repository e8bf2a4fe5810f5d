"""Where a list goes on: the key of the last row, in letters that need no escaping."""

import base64
import binascii
import json

from django.utils.translation import gettext

from archive.api import problems


def written(key: list[str | int]) -> str:
    text = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(cursor: str, like: list[type]) -> tuple:
    """The key whose parts are of these types; a problem for what no answer gave."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        key = json.loads(text.decode())
    except (binascii.Error, ValueError, RecursionError):
        key = None
    if not isinstance(key, list) or [type(part) for part in key] != like:
        raise wrong()
    if any(
        (isinstance(part, int) and abs(part) > 2**31) or (isinstance(part, str) and "\0" in part)
        for part in key
    ):
        raise wrong()
    return tuple(key)


def wrong() -> problems.Problem:
    detail = gettext("This “cursor” is from no answer. Begin without it, and follow “next” from there.")
    return problems.not_found(detail)
