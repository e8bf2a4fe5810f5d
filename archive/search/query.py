"""A query in its parts, and what it asks of the index at each degree of likeness."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice, product

from archive import dates
from archive.search.engines.terms import Except, Phrase, Term, both, either
from archive.search.entry import date_mark, key_mark, sounding_mark, spelt, whole_mark
from archive.spelling.fold import Forms, heard_in


@dataclass(frozen=True)
class Asked:
    """One name or word that is asked for, with the other names that mean it."""

    words: tuple[Forms, ...]
    prefix: bool = False
    others: tuple[tuple[str, ...], ...] = ()
    sounding: tuple[tuple[str, ...], ...] = ()
    #: The same written as one word instead of two, or as two instead of one.
    rejoined: tuple[tuple[Forms, ...], ...] = ()
    #: As the reader wrote it; two ways to write one word ask for the same.
    typed: str = field(default="", compare=False)

    @property
    def spelling(self) -> tuple[str, ...]:
        return tuple(word.folded for word in self.words)


@dataclass(frozen=True)
class Query:
    """A query in its parts."""

    text: str
    wanted: tuple[Asked, ...] = ()
    phrases: tuple[tuple[Forms, ...], ...] = ()
    unwanted: tuple[tuple[Forms, ...], ...] = ()
    #: Whether something was left out, because it was too much.
    cut: bool = False
    #: One of the wanted words may be missing.
    lenient: bool = False
    #: The farthest degree of likeness that counts.
    degree: int = 3
    #: Every word, in the order typed, those included that decide nothing.
    all_words: tuple[Forms, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.phrases)


# --- terms
# ---------------------------------------------------------------------------------------------------------

#: Degrees of likeness: the word itself; inflected or by another name; by its sound; by the sound of its stem.
WORD, STEM, SOUND, ROOT = range(4)
DEGREES = (WORD, STEM, SOUND, ROOT)


#: Readings of a whole title that are tried: two words of two readings each have four.
_MOST_READINGS = 8


def keys_asked(known: Forms) -> list[str]:
    """The sound keys under which a typed word is looked for."""
    return [key_mark(script, key) for script in heard_in(known.script) for key in known.keys]


def roots_asked(known: Forms) -> tuple[list[str], list[str]]:
    """(keys, roots) that lead to other inflections: deshon to the key of देश, desh to the root of देशों."""
    scripts = heard_in(known.script)
    keys = [key_mark(script, root) for script in scripts for root in known.roots]
    return keys, [key_mark(script, key) for script in scripts for key in (*known.keys, *known.roots)]


def alike(known: Forms, degree: int, title: bool = False, prefix: bool = False):
    """Rows with a word that is like this one up to a degree of likeness."""
    parts = [Term("word", known.folded, title, prefix)]
    if degree >= STEM:
        parts += [Term("word", stem, title) for stem in known.stems]
        parts += [Term("stem", stem, title) for stem in known.stems]
    if degree >= SOUND:
        parts += [Term("key", key, title, prefix) for key in keys_asked(known)]
    if degree >= ROOT:
        keys, roots = roots_asked(known)
        parts += [Term("key", key, title) for key in keys] + [Term("root", root, title) for root in roots]
    return either(parts)


def _asked(asked: Asked, degree: int, title: bool):
    own = both(alike(known, degree, title, asked.prefix) for known in asked.words)
    others = asked.others if degree >= STEM else ()
    others += asked.sounding if degree >= SOUND else ()
    rejoined = asked.rejoined if degree >= STEM else ()
    return either(
        (
            own,
            *(Phrase(other, title) for other in others),
            *(both(alike(known, degree, title) for known in parts) for parts in rejoined),
        )
    )


def _says(asked: Asked) -> bool:
    """Whether a name or word in Latin letters has a sound: `ek` and `ya` are too short for one."""
    return bool(asked.others) or any(known.keys or known.script != "LATIN" for known in asked.words)


def terms(query: Query, degree: int, title: bool = False, some_in_title: bool = False):
    """The query for the index: everything that is wanted, up to this degree of likeness."""
    parts = [_asked(asked, degree, title) for asked in query.wanted if degree < SOUND or _says(asked)]
    if not parts:
        parts = [_asked(asked, degree, title) for asked in query.wanted]
    if query.lenient and len(parts) > 1:
        parts = [_all_but_one(parts)]
    parts += [Phrase(tuple(known.folded for known in phrase), title) for phrase in query.phrases]
    if some_in_title:
        parts.append(either(_asked(asked, degree, True) for asked in query.wanted))
    return _without(query, both(parts))


def _all_but_one(parts: Sequence):
    """Any one of the parts may be missing. By halves: n parts are asked n log n times, not n² times."""
    half = len(parts) // 2
    return either(
        both([*([] if len(some) == 1 else [_all_but_one(some)]), *rest])
        for some, rest in ((parts[:half], parts[half:]), (parts[half:], parts[:half]))
    )


def each_wanted(query: Query) -> list:
    """For each word or name that is wanted, the rows that have it in any form."""
    return [_asked(asked, ROOT, False) for asked in query.wanted]


def _without(query: Query, wanted):
    if not query.unwanted:
        return wanted
    return Except(wanted, unwanted(query))


def unwanted(query: Query):
    """Rows that the query leaves out; so are the rows of the same record in other languages."""
    return either(
        Phrase(tuple(known.folded for known in part)) if len(part) > 1 else alike(part[0], SOUND)
        for part in query.unwanted
    )


def one_word(known: Forms):
    """Rows with a word as it is spelt, or inflected."""
    return alike(known, STEM)


def whole_title(query: Query):
    """Rows whose whole title or other name is what was typed, None where that cannot be."""
    if query.phrases or query.unwanted or any(asked.prefix for asked in query.wanted):
        return None
    mark = whole_mark(known.folded for known in query.all_words)
    return Term("mark", mark) if mark else None


def whole_sound(query: Query):
    """Rows whose whole title sounds like what was typed, None where that cannot be."""
    typed = query.all_words
    if whole_title(query) is None or not all(known.keys for known in typed):
        return None
    readings = islice(product(*(known.keys for known in typed)), _MOST_READINGS)
    scripts = heard_in(typed[0].script)
    marks = [sounding_mark(script, keys) for keys in readings for script in scripts]
    return either(Term("mark", mark) for mark in marks if mark)


#: No date is longer when it is typed.
_LONGEST_DATE = 40


def on_date(query: Query):
    """Rows whose date is what was typed, in whatever way people write dates; None where that cannot be."""
    if whole_title(query) is None:
        return None
    marks = [date_mark(known.folded for known in query.all_words)]
    if len(query.text) <= _LONGEST_DATE and any(letter.isdecimal() for letter in query.text):
        with suppress(dates.DateError):
            day = spelt(str(dates.read(query.text).value))
            marks.append(date_mark(known.folded for _text, known in day))
    found = [Term("mark", mark) for mark in marks if mark]
    return either(found) if found else None


def as_phrase(query: Query, title: bool):
    """The words side by side in the order typed, None where that cannot be."""
    typed = [word for asked in query.wanted for word in asked.words]
    if len(typed) < 2 or query.phrases or query.unwanted or any(asked.prefix for asked in query.wanted):
        return None
    return Phrase(tuple(word.folded for word in typed), title)


def with_near(query: Query, near: dict[str, list[str]]) -> Query:
    """The query where words that nobody wrote also mean those that may have been meant."""
    wanted = []
    for asked in query.wanted:
        meant = tuple((word,) for known in asked.words for word in near.get(known.folded, ()))
        wanted.append(replace(asked, others=asked.others + meant) if len(asked.words) == 1 else asked)
    return replace(query, wanted=tuple(wanted))
