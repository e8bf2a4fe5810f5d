"""Rules of spelling as data: pairs of a pattern and what is written in its place, carried out in order.

Patterns are written in what the regular expressions of Python and of browsers have in common, and `told`
gives the rules away as JSON: the search of the static copy folds in the browser what is folded here, by the
same rules. `tests/test_static_search_fold.py` holds the two to equal results.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple


class Rule(NamedTuple):
    """What a pattern is replaced by; `again`: as often as it is found, from the end of the word."""

    pattern: re.Pattern
    to: str
    again: bool = False


def rules(*pairs: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(re.compile(pattern), to) for pattern, to in pairs)


def again(pattern: str, to: str) -> Rule:
    return Rule(re.compile(pattern), to, True)


def rewritten(text: str, given: Iterable[Rule]) -> str:
    for pattern, to, repeated in given:
        text, found = pattern.subn(to, text)
        while repeated and found:
            text, found = pattern.subn(to, text)
    return text


def as_data(given: Iterable[Rule]) -> list[list]:
    """The rules as JSON: [pattern, what is written instead, whether again]."""
    return [
        [rule.pattern.pattern, re.sub(r"\\(\d)", r"$\1", rule.to), *([1] if rule.again else [])]
        for rule in given
    ]
