"""What an answer is: its sentences, and the records that show it."""

from typing import NamedTuple

#: How many sources, statements or holders of posts are named at most.
MOST = 4


class Shows(NamedTuple):
    """A record that shows an answer: its kind, its slug ('' for a list), what it is called, the query."""

    type: str
    slug: str
    title: str
    query: str = ""


class Answer(NamedTuple):
    """An answer: a sentence, what else is to be known, and what shows it."""

    sentence: str
    more: list[str]
    shown_by: list[Shows]
