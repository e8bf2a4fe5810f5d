"""A strand of the chronology: the entries of one sort, and what can be asked of them."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.utils import translation

from archive.chronology.entry import Entry
from archive.lists.paging import Order
from archive.serialise import texts
from archive.serialise.texts import Texts

#: By which an entry stands within its strand.
Key = tuple[str, str]
Values = Mapping[str, str]


def named(values: Values) -> list[str]:
    """The countries that a selection asks for, by slug."""
    return [values[name] for name in ("country", "with") if name in values]


class Strand:
    """The entries of one sort, sorted by date and then by slug."""

    name: str

    def keys(self, values: Values, descending: bool) -> Iterator[Key]:
        """The keys of all entries that a selection asks for, in order."""
        raise NotImplementedError

    def between(self, values: Values, beyond: Callable[[Order], Q], within: Callable) -> list[Entry]:
        """The entries between two keys: by a condition, or by what tells whether a key is `within`."""
        raise NotImplementedError

    def total(self, values: Values) -> int:
        raise NotImplementedError

    def latest(self, values: Values, most: int) -> list[tuple[datetime.datetime, str, str]]:
        """When the records of its entries were changed last: time, kind and slug of at most `most`."""
        raise NotImplementedError

    def counts(self, question: str, values: Values) -> Mapping[str, int]:
        """How many entries each year, or each country, would leave."""
        raise NotImplementedError


def in_all_languages(message: str, values: Callable[[str], dict[str, Any]]) -> Texts:
    """A sentence of the archive's own in every language."""
    words = {}
    for code, text in texts.own(message).items():
        with translation.override(code):
            words[code] = text % values(code)
    return words
