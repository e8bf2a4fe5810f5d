"""What a query asks of the index, for each engine to write in its own language."""

from dataclasses import dataclass
from typing import Literal

Form = Literal["word", "stem", "key", "root", "mark"]


@dataclass(frozen=True)
class Term:
    """Rows with this token among their words, stems, keys, roots or marks; `title`: only in the title."""

    form: Form
    token: str
    title: bool = False
    prefix: bool = False


@dataclass(frozen=True)
class Phrase:
    """Rows with these words one after the other."""

    words: tuple[str, ...]
    title: bool = False


@dataclass(frozen=True)
class All:
    parts: tuple


@dataclass(frozen=True)
class Any:
    parts: tuple


@dataclass(frozen=True)
class Except:
    """Rows of `wanted` without those of `unwanted`."""

    wanted: object
    unwanted: object


#: What a beginning of words costs, in tokens: all words that begin so are looked up.
_PREFIX = 20


def size(query) -> int:
    """What a query costs, in tokens that are looked up."""
    match query:
        case Term(prefix=prefix):
            return _PREFIX if prefix else 1
        case Phrase(words):
            return 2 * len(words)
        case All(parts) | Any(parts):
            return sum(map(size, parts))
        case Except(wanted, unwanted):
            return size(wanted) + size(unwanted)
    raise TypeError(query)


def both(parts) -> object:
    """All of the parts, without wrapping a single one."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else All(parts)


def either(parts) -> object:
    """Any of the parts, without wrapping a single one."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else Any(parts)
