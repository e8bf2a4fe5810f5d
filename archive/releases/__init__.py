"""Releases: the whole archive as files, for who wants all of it, and for when no server is left.

A release follows from the content alone: made twice of the same content, it is the same bytes. Its name is
the day of the last change. `docs/data.md` says what is in it.
"""

from archive.releases.making import Made, make
from archive.releases.stored import Release, released

__all__ = ["Made", "Release", "make", "released"]
