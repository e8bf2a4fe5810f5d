"""The two languages of a text compared: what one says and the other does not, as far as a program can tell.

It warns and names the place; it never rewrites, and it refuses nothing. What it cannot find is whether two
sentences mean the same. A remark that is often wrong is soon not read at all: so numbers may be written in
words, thousands as हज़ार, लाख and करोड़, and a country may be named by its people.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive import languages, markdown
from archive.editing import translations, workflow
from archive.editing.wording import (
    COUNTRIES,
    MONTHS,
    NEGATIONS,
    NOT_YET,
    NUMBERS,
    SCALES,
    UNTIL,
    YET,
)
from archive.models import Record

HINDI, ENGLISH = "hi", "en"
DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
#: Each part begins where none can have begun before, or a long word is read once for each of its letters.
ADDRESS = re.compile(
    r"https?://\S+|(?<![^\s@])[^\s@]+@[^\s@.]+\.\S+|(?<![\w-])[\w-]+(?:\.(?=[\dA-Z_-]*[a-z])[\w-]+)+",
    re.ASCII,
)
NUMBER = re.compile(r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)(?:\s*(?:-\s*)?([^\W\d_]+(?:[\u093c-\u094d]\w*)*))?")
#: Words in Latin letters; a shortening in capitals is written so in Hindi as well.
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
#: A year that the English names with “by”.
BY = re.compile(r"\bby\s+(?:the end of\s+)?(?:[A-Z][a-z]+\s+)?(\d{4})")

#: Letters of a text that is compared; the longest of the archive has a fifth of them.
LONGEST = 50_000
#: Remarks of one kind about one text, and words that one names. Nobody reads more.
MOST, MOST_WORDS = 10, 20


class Texts(NamedTuple):
    """A text in the two languages, as it stands and without what is said in no language."""

    hindi: str
    english: str

    @property
    def bare(self) -> "Texts":
        return Texts(*(_bare(text) for text in self))


class Remark(NamedTuple):
    """Something to look at in one text of a record, in the active language."""

    column: str
    label: str
    sentence: str

    @property
    def key(self) -> str:
        """Stands for this remark where somebody says of it that it was looked at."""
        return blake2b(f"{self.column} {self.sentence}".encode(), digest_size=6).hexdigest()

    def __str__(self) -> str:
        return f"{self.label}: {self.sentence}"


def remarks(
    model: type[Record], values: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> list[Remark]:
    """What to look at in a record that says `values`, without what there was to look at `before`."""
    if not {HINDI, ENGLISH} <= set(languages.codes()):
        return []
    found: list[Remark] = []
    for name in translations.fields(model):
        old, new = (_texts_of(each, name) for each in (before or {}, values))
        if before is not None and old == new:
            continue
        known = {each.gist for each in findings(*old)} if before is not None else set()
        label, column = workflow.claim_label(model, name), languages.column(name, HINDI)
        found += [Remark(column, label, str(each)) for each in findings(*new) if each.gist not in known]
    return found


def _texts_of(values: Mapping[str, Any], name: str) -> Texts:
    return Texts(*(str(values.get(languages.column(name, code)) or "") for code in (HINDI, ENGLISH)))


class Finding(NamedTuple):
    """What one of two texts says alone: the sentence, with the words around it if there is one place."""

    sentence: str
    place: str = ""

    @property
    def gist(self) -> str:
        return self.sentence % {"place": ""}

    def __str__(self) -> str:
        return self.sentence % {"place": _(" (“%(words)s”)") % {"words": self.place} if self.place else ""}


def compared(hindi: str, english: str) -> list[str]:
    """What one of two texts says and the other does not, a sentence each; nothing where one is missing."""
    return [str(each) for each in findings(hindi, english)]


def findings(hindi: str, english: str) -> list[Finding]:
    if max(len(hindi), len(english)) > LONGEST:
        return []
    found = list(_alone(hindi)) if hindi else []
    if hindi and english:
        texts = Texts(hindi, english)
        if hindi.strip() == english.strip() and re.search(r"[^\W\d_]{2}", hindi):
            return [Finding(_("The Hindi is the same as the English."))]
        for check in CHECKS:
            found += islice(check(texts), MOST)
    return found


def _bare(text: str) -> str:
    """A text without addresses and citations."""
    return ADDRESS.sub(" ", markdown.CITATION.sub(" ", text))


def _alone(hindi: str) -> Iterator[Finding]:
    text = re.sub(r"\]\([^)\]]*\)|`[^`]*`|\{#[a-z0-9-]+\}", "] ", _bare(hindi))
    words = [word for word in LATIN.findall(text) if not word.isupper()]
    if words:
        listed = ", ".join(f"“{word}”" for word in [*dict.fromkeys(words)][:MOST_WORDS])
        yield _finding(_("In the Hindi stand words in Latin letters: %(words)s."), words=listed)


def _numbers(texts: Texts) -> Iterator[Finding]:
    hindi, english = (
        _all_numbers(text, code) for text, code in zip(texts.bare, (HINDI, ENGLISH), strict=True)
    )
    spoken = [_in_words(text, code) for text, code in zip(texts.bare, (HINDI, ENGLISH), strict=True)]
    yield from _only(hindi, english.keys() | spoken[1], texts.hindi, hindi_alone=True)
    yield from _only(english, hindi.keys() | spoken[0], texts.english, hindi_alone=False)


def _only(
    own: Mapping[float, str], other: Iterable[float], text: str, *, hindi_alone: bool
) -> Iterator[Finding]:
    for value, written in own.items():
        if value not in other:
            yield _missing(_("the number %(what)s"), written, text, hindi_alone=hindi_alone)


def _all_numbers(text: str, code: str) -> dict[float, str]:
    """The numbers of a text, each with how it is written there."""
    found: dict[float, str] = {}
    for match in NUMBER.finditer(text.translate(DIGITS)):
        value = float(match[1].replace(",", "").rstrip(".") or 0)
        word = (match[2] or "").lower()
        scale = SCALES[code].get(word, 1)
        found.setdefault(value * scale, f"{match[1]} {match[2]}" if scale != 1 else match[1])
    return found


def _in_words(text: str, code: str) -> set[float]:
    """Numbers that are written as words; they are never missed, only found."""
    words = set(_words(text))
    return {float(value) for value, forms in NUMBERS[code].items() if words & forms}


def _dates(texts: Texts) -> Iterator[Finding]:
    months = [
        {number: form for number, form in MONTHS[code].items() if re.search(form, text, re.IGNORECASE)}
        for text, code in zip(texts.bare, (HINDI, ENGLISH), strict=True)
    ]
    for own, other, text, alone in (
        (months[0], months[1], texts.hindi, True),
        (months[1], months[0], texts.english, False),
    ):
        for number in sorted(own.keys() - other.keys()):
            match = re.search(own[number], text, re.IGNORECASE)
            if match:
                yield _missing(_("the month %(what)s"), match[0].strip(), text, hindi_alone=alone)


def _until(texts: Texts) -> Iterator[Finding]:
    """“by 2020” is no “2020 तक”: that says until."""
    hindi = texts.hindi.translate(DIGITS)
    years = {match[1]: match for match in islice(BY.finditer(texts.english), MOST)}
    for year, match in years.items():
        for said in re.finditer(UNTIL % year, hindi):
            if not re.search(r"चुक|पहले", said[0]):
                sentence = _(
                    "The English says “%(english)s”, the Hindi “%(hindi)s”, which is read as “until”. "
                    "Write में, or say that it had happened by then (हो चुका था)."
                )
                yield _finding(sentence, english=match[0], hindi=said[0].strip())


def _yet(texts: Texts) -> Iterator[Finding]:
    if (match := re.search(NOT_YET, texts.english, re.IGNORECASE)) and not re.search(YET, texts.hindi):
        sentence = _("The English says “%(english)s”; the Hindi does not say अभी or अब तक.")
        yield _finding(sentence, english=match[0])


def _negations(texts: Texts) -> Iterator[Finding]:
    found = [
        re.search(NEGATIONS[code], text, re.IGNORECASE)
        for text, code in zip(texts.bare, (HINDI, ENGLISH), strict=True)
    ]
    for own, other, text, alone in (
        (found[0], found[1], texts.hindi, True),
        (found[1], found[0], texts.english, False),
    ):
        if own and not other:
            yield _missing(_("the negation “%(what)s”"), own[0].strip(), text, hindi_alone=alone)


def _countries(texts: Texts) -> Iterator[Finding]:
    bare = texts.bare
    for forms in COUNTRIES:
        found = [re.search(forms[code], text) for text, code in zip(bare, (HINDI, ENGLISH), strict=True)]
        for own, other, text, alone in (
            (found[0], found[1], texts.hindi, True),
            (found[1], found[0], texts.english, False),
        ):
            if own and not other:
                yield _missing(_("the name %(what)s"), own[0].strip(), text, hindi_alone=alone)


def _links(texts: Texts) -> Iterator[Finding]:
    for what, found in ((_("the link %(what)s"), _addresses), (_("the citation %(what)s"), _citations)):
        hindi, english = (dict.fromkeys(found(text)) for text in texts)
        for each in hindi:
            if each not in english:
                yield _missing(what, each, "", hindi_alone=True)
        for each in english:
            if each not in hindi:
                yield _missing(what, each, "", hindi_alone=False)


def _addresses(text: str) -> list[str]:
    return [each.rstrip(").,;।") for each in re.findall(r"https?://[^\s)]+", text)]


def _citations(text: str) -> list[str]:
    return [f"[@{key}]" for key in markdown.cited_keys(text)]


def _finding(sentence: str, **said: str) -> Finding:
    return Finding((sentence % said).replace("%", "%%"))


def _missing(what: str, written: str, text: str, *, hindi_alone: bool) -> Finding:
    sentence = (
        _("%(what)s stands in the Hindi alone%(place)s.")
        if hindi_alone
        else _("%(what)s stands in the English alone%(place)s.")
    )
    named = capfirst((what % {"what": written}).replace("%", "%%"))
    return Finding(sentence.replace("%(what)s", named), _place(text, written))


def _place(text: str, written: str) -> str:
    """The words around what was found, so that it is found again."""
    at = text.translate(DIGITS).find(written)
    if at < 0:
        return ""
    start, end = text.rfind(" ", 0, max(at - 25, 0)) + 1, text.find(" ", at + len(written) + 25)
    return " ".join(text[start : end if end > 0 else len(text)].split())


def _words(text: str) -> list[str]:
    return re.findall(r"[^\s\d.,;:!?।()\[\]“”‘’\"'–—-]+", text.lower())


CHECKS: tuple[Callable[[Texts], Iterator[Finding]], ...] = (
    _numbers,
    _dates,
    _until,
    _yet,
    _negations,
    _countries,
    _links,
)
