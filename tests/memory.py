"""What a process remembers of the content, and how it forgets."""

from django.core.cache import cache

from archive.public import memo
from archive.search import aliases, health


def forget() -> None:
    """Remember nothing: a test's records go, and the next one's may have the same content revision."""
    cache.clear()
    memo.forget()
    aliases._kept.clear()
    health._answered.clear()
