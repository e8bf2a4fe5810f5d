"""What a process remembers of the content, and how it forgets."""

from django.core.cache import cache

from archive import memo
from archive.search import health


def forget() -> None:
    """Remember nothing: a test's records go, and the next one's may have the same content revision."""
    cache.clear()
    memo.forget()
    health._answered.clear()
