"""What a reader typed, understood: words, "phrases", -without, prefix*. Any text at all is a query."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product

from archive import dates
from archive.search.engines.terms import Except, Phrase, Term, both, either
from archive.search.entry import date_mark, key_mark, sounding_mark, whole_mark
from archive.search.fold import Forms, folded, forms, heard_in
from archive.search.words import words

#: What is read of a query; the rest is left out, and the page says so.
LONGEST = 300
MOST_WORDS = 10

#: Words that are looked for only when nothing else is asked: they are everywhere.
_SMALL = """
    में का की के को से पर ने और है हैं था थे थी हो एक यह वह ये वे कि तो भी व या ही तक लिए द्वारा इस उस
    क्या कब कौन कहां कितने कितना कितनी क्यों कैसे कैसा किस किसने किसे किसका किसके
    हुआ हुई हुए गया गई गए किया की रहा रही रहे
    a an the of in on at to for by and or is are was were be been with from as it its s d l
    this that these those who what when where which how many much why whom whose did do does has have had
    mein me ka ki ke ko se ne aur hai hain tha thi is us
    kya kab kaun kahan kitne kitna kitni kyon kyun kaise kis kisne hua hui hue gaya gayi gaye kiya
"""
SMALL = frozenset(map(folded, _SMALL.split()))

_PART = re.compile(r'(?<!\S)-(?=[^\s-])|"([^"]*)"|[^\s"]+')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))


@dataclass(frozen=True)
class Asked:
    """One name or word that is asked for, with the other names that mean it."""

    words: tuple[Forms, ...]
    prefix: bool = False
    others: tuple[tuple[str, ...], ...] = ()
    sounding: tuple[tuple[str, ...], ...] = ()
    #: The same written as one word instead of two, or as two instead of one.
    rejoined: tuple[tuple[Forms, ...], ...] = ()

    @property
    def spelling(self) -> tuple[str, ...]:
        return tuple(word.folded for word in self.words)


@dataclass(frozen=True)
class Query:
    """A query in its parts. `small` words decide nothing unless there are no others."""

    text: str
    wanted: tuple[Asked, ...] = ()
    phrases: tuple[tuple[Forms, ...], ...] = ()
    unwanted: tuple[tuple[Forms, ...], ...] = ()
    cut: bool = False
    #: One of the wanted words may be missing.
    lenient: bool = False
    #: The farthest degree of likeness that counts.
    degree: int = 3

    def __bool__(self) -> bool:
        return bool(self.wanted or self.phrases)


def _forms(text: str) -> tuple[Forms, ...]:
    return tuple(known for known in (forms(word.text) for word in words(text)) if known.folded)


def _parts(text: str) -> Iterator[tuple[str, bool, bool]]:
    """(text, is a phrase, is unwanted) for each part of what was typed."""
    unwanted = False
    for match in _PART.finditer(text.translate(_QUOTES)):
        if match.group() == "-":
            unwanted = True
            continue
        phrase = match.group(1)
        yield (match.group() if phrase is None else phrase), phrase is not None, unwanted
        unwanted = False


def parse(text: str, aliases=None, prefix: bool = False) -> Query:
    """Understand a query. With `prefix` the last word may be one that is still being typed."""
    shortened = " ".join(text[: LONGEST + 1].split())
    cut = len(text) > LONGEST
    return _parse(shortened[:LONGEST], cut, aliases, prefix)


@lru_cache(maxsize=512)
def _parse(text: str, cut: bool, aliases, prefix: bool) -> Query:
    wanted: list[tuple[Forms, bool]] = []
    phrases, unwanted = [], []
    for part, is_phrase, is_unwanted in _parts(text):
        found = _forms(part)
        if not found:
            continue
        if is_unwanted:
            unwanted.append(found)
        elif is_phrase and len(found) > 1:
            phrases.append(found)
        else:
            starred = part.endswith("*")
            wanted += [(known, starred and place == len(found) - 1) for place, known in enumerate(found)]
    if prefix and wanted and not text.endswith(('"', " ")):
        wanted[-1] = (wanted[-1][0], True)
    cut = cut or len(wanted) > MOST_WORDS
    asked = list(_named(wanted[:MOST_WORDS], aliases))
    telling = [one for one in asked if one.prefix or not set(one.spelling) <= SMALL]
    if telling or phrases:
        asked = telling
    return Query(
        text, tuple(dict.fromkeys(asked)), tuple(phrases[:MOST_WORDS]), tuple(unwanted[:MOST_WORDS]), cut
    )


def _named(wanted: list[tuple[Forms, bool]], aliases) -> Iterator[Asked]:
    """Single words, except where several together are a name that has other spellings."""
    from archive.search.aliases import LONGEST as LONGEST_NAME

    place = 0
    while place < len(wanted):
        for length in range(min(LONGEST_NAME, len(wanted) - place), 0, -1):
            run = wanted[place : place + length]
            if any(is_prefix for _known, is_prefix in run):
                continue
            name = tuple(known.folded for known, _prefix in run)
            if aliases and (others := aliases.of(name)):
                yield Asked(tuple(known for known, _prefix in run), False, others)
                place += length
                break
        else:
            known, is_prefix = wanted[place]
            heard = aliases.sounding_like([known]) if aliases and not is_prefix else ()
            yield Asked((known,), is_prefix, sounding=heard)
            place += 1


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
        parts = [either(both(parts[:left] + parts[left + 1 :]) for left in range(len(parts)))]
    parts += [Phrase(tuple(known.folded for known in phrase), title) for phrase in query.phrases]
    if some_in_title:
        parts.append(either(_asked(asked, degree, True) for asked in query.wanted))
    return _without(query, both(parts))


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
    mark = whole_mark(known.folded for known in _forms(query.text))
    return Term("mark", mark) if mark else None


def whole_sound(query: Query):
    """Rows whose whole title sounds like what was typed, None where that cannot be."""
    typed = _forms(query.text)
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
    marks = [date_mark(known.folded for known in _forms(query.text))]
    if len(query.text) <= _LONGEST_DATE and any(letter.isdecimal() for letter in query.text):
        with suppress(dates.DateError):
            marks.append(date_mark(known.folded for known in _forms(str(dates.read(query.text).value))))
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
