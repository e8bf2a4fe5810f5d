"""The index of the search that works in the browser, in small parts that are loaded when they are needed.

A query asks for the *start* (rules of spelling, and what the parts are called), then for the words that sound
as its words begin, which hold all that is written like them, sounds like them or means the same, and last for
the texts of what is shown. Only where nothing is found all words are asked for. Each part is packed by us,
because many servers of plain files pack nothing, and is named after its content.

Records are numbered in the order in which equally good ones are shown; a row is one record in one language.
"""

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from archive import dates, languages
from archive.search import aliases, documents, vocabulary
from archive.search.aliases import spelling
from archive.search.entry import KINDS, Entry, is_sounding, key_mark, record_of, spelt
from archive.spelling.fold import Forms, forms
from archive.spelling.roman import devanagari_keys, latin_keys
from archive.spelling.words import compounds, words
from archive.static_copy.rules import rules

FOLDER = "search-index"
SCRIPTS = Path(__file__).with_name("script")

#: Records whose texts lie together.
TOGETHER = 24
#: With more words than this, they lie together by the first two letters of their sound and not by the first.
MANY = 20_000
#: Words of a name are counted from the name's place times this; those of the text stand apart from them.
NAME = 64

Files = dict[str, bytes]


def files() -> Files:
    """All files of the search by their paths in the copy; every published record is held in memory for it."""
    rows = {
        entry.id: entry for _record, entries in documents.everything() for entry in entries if entry.id > 0
    }
    return Index([rows[number] for number in sorted(rows)]).files()


def script() -> bytes:
    """The program, as one file: a browser asks for it once."""
    parts = [path.read_text("utf-8") for path in sorted(SCRIPTS.glob("*.js"))]
    return ('"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n").encode()


class Index:
    """Everything that is found, put together as it is asked for."""

    def __init__(self, entries: list[Entry]):
        codes = languages.codes()
        self.places = {
            record: place
            for place, record in enumerate(dict.fromkeys(record_of(each.id) for each in entries))
        }
        self.rows = {
            self.places[record_of(each.id)] * len(codes) + codes.index(each.language): each
            for each in entries
        }
        #: folded word -> row -> (flags, places in names, places in the text)
        self.words: dict[str, dict[int, Posting]] = defaultdict(dict)
        #: The folded word with all its forms, as its spellings have them.
        self.known: dict[str, list[Forms]] = {}
        self.initials: dict[str, set[str]] = {}
        self.folded: dict[int, tuple[list[str], list[str]]] = {}
        self.shown: dict[str, str] = {}
        self.rows_of: Counter[str] = Counter()
        for row, entry in self.rows.items():
            self._read(row, entry)
        self.depth = 1 if len(self.words) <= MANY else 2

    def _read(self, row: int, entry: Entry) -> None:
        names = []
        for number, name in enumerate((entry.title, *entry.names)):
            found = spelt(name)
            names.append(" ".join(known.folded for _text, known in found))
            for place, (text, known) in enumerate(found[:NAME]):
                last = place == len(found) - 1
                self._add(row, text, known).name(NAME * number + place, last)
        for place, (text, known) in enumerate(entry.body_words):
            self._add(row, text, known).text.append(place)
        for part, text in entry.texts.items():
            for compound in compounds(text):
                self._add(row, compound.text, forms(compound.text)).in_name |= part == "title"
        self.folded[row] = names, [known.folded for _text, known in entry.body_words]
        told = vocabulary.words_of(entry)
        self.rows_of.update(told.keys())
        self.shown |= told

    def _add(self, row: int, text: str, known: Forms) -> "Posting":
        spellings = self.known.setdefault(known.folded, [])
        if known not in spellings:
            spellings.append(known)
            self.initials.setdefault(known.folded, set()).update(initials(text, known))
        posting = self.words[known.folded].setdefault(row, Posting())
        posting.sounding |= is_sounding(text, known)
        return posting

    def files(self) -> Files:
        found: Files = {"search.js": script()}

        def part(content: Any) -> str:
            packed = gzip.compress(written(content), 9, mtime=0)
            name = f"{hashlib.blake2b(packed, digest_size=6).hexdigest()}.part"
            found[name] = packed
            return name

        start = {
            "rules": rules(),
            "languages": languages.codes(),
            "kinds": self.kinds(),
            "depth": self.depth,
            "words": {sound: part(content) for sound, content in self.parts().items()},
            "all": part(
                [
                    [word, *([shown] if (shown := self.shown[word]) != word else [0]), count]
                    for word, count in sorted(self.rows_of.items())
                ]
            ),
            "days": part(self.days()),
            "together": TOGETHER,
            "texts": [[part(texts) for texts in self.texts(lang)] for lang in languages.codes()],
        }
        found["start.part"] = gzip.compress(written(start), 9, mtime=0)
        return {f"{FOLDER}/{name}": content for name, content in found.items()}

    def kinds(self) -> list[list]:
        """Each kind with the number of its first record."""
        codes = len(languages.codes())
        first: dict[str, int] = {}
        for row, entry in self.rows.items():
            first.setdefault(entry.kind, row // codes)
        return [[kind, first[kind]] for kind in KINDS if kind in first]

    def parts(self) -> dict[str, dict[str, list]]:
        """Words by the beginning of their sound, and the names that begin with them."""
        found: dict[str, dict[str, list]] = defaultdict(lambda: {"words": [], "names": []})
        for word in sorted(self.words):
            for sound in self._sounds(word):
                found[sound]["words"].append(self._word(word))
        for names in self.names():
            for sound in sorted(names.sounds(self.depth)):
                found[sound]["names"].append(names.as_data())
        return dict(sorted(found.items()))

    def _sounds(self, word: str) -> list[str]:
        return sorted({beginning(sound, self.depth) for sound in self.initials[word]})

    def _word(self, word: str) -> list:
        """[the word, stems that differ, keys, roots, its rows]"""
        spellings = self.known[word]
        stems = [stem for stem in joined(each.stems for each in spellings) if stem != word]
        keys = joined([key_mark(each.script, key) for key in each.keys] for each in spellings)
        roots = joined([key_mark(each.script, root) for root in each.roots] for each in spellings)
        rows: list = []
        before = 0
        for row in sorted(self.words[word]):
            rows += self.words[word][row].as_data(row - before)
            before = row
        return [word, stems, keys, roots, rows]

    def names(self) -> Iterator["Names"]:
        for group in aliases.groups():
            spellings = [name for name in dict.fromkeys(map(spelling, group)) if name]
            if len(spellings) > 1:
                yield Names(group, spellings, self._saying(spellings))

    def _saying(self, spellings: list[tuple[str, ...]]) -> dict[int, bool]:
        """The rows that say one of these names, and whether as a name of their own."""
        found: dict[int, bool] = {}
        for name in spellings:
            whole = f" {' '.join(name)} "
            for row in self.words.get(name[0], ()):
                names, text = self.folded[row]
                if any(whole in f" {each} " for each in names):
                    found[row] = True
                elif row not in found and whole in f" {' '.join(text)} ":
                    found[row] = False
        return found

    def days(self) -> dict[str, list[int]]:
        """The records of each day or month."""
        found: dict[str, dict[int, None]] = defaultdict(dict)
        for row, entry in self.rows.items():
            if entry.days:
                found[entry.date][row // len(languages.codes())] = None
        return {day: list(records) for day, records in sorted(found.items())}

    def texts(self, lang: str) -> Iterator[list]:
        """What is shown of each record in one language, so many together; None for no words."""
        codes = languages.codes()
        place = codes.index(lang)
        for first in range(0, len(self.places), TOGETHER):
            yield [
                shown(self.rows.get(record * len(codes) + place), lang)
                for record in range(first, min(first + TOGETHER, len(self.places)))
            ]


class Posting:
    """Where one word stands in one row."""

    def __init__(self) -> None:
        self.in_name = self.sounding = False
        self.names: list[int] = []
        self.text: list[int] = []

    def name(self, place: int, last: bool) -> None:
        self.in_name = True
        self.names.append(~place if last else place)

    def as_data(self, step: int) -> list[int]:
        """[rows since the last one and two flags, how many places in names, these, how many others, these]"""
        steps = [place - before for before, place in zip([0, *self.text], self.text, strict=False)]
        return [step * 4 + self.sounding * 2 + self.in_name, len(self.names), *self.names, len(steps), *steps]


class Names:
    """Names that mean the same, and where they stand."""

    def __init__(self, written: list[str], spellings: list[tuple[str, ...]], rows: dict[int, bool]):
        self.written, self.spellings, self.rows = written, spellings, rows

    def sounds(self, depth: int) -> set[str]:
        first = [next(words(name), None) for name in self.written]
        return {
            beginning(sound, depth)
            for word in first
            if word
            for sound in initials(word.text, forms(word.text))
        }

    def as_data(self) -> list:
        """[the names, how those of one word sound, their rows with a flag]"""
        single = [spelt(name) for name in self.written]
        heard = joined(
            [key_mark(found[0][1].script, key) for key in found[0][1].keys]
            for found in single
            if len(found) == 1
        )
        rows, before = [], 0
        for row in sorted(self.rows):
            rows.append((row - before) * 2 + self.rows[row])
            before = row
        return [[" ".join(name) for name in self.spellings], heard, rows]


def initials(text: str, known: Forms) -> set[str]:
    """How a word begins to sound; one that is heard in no other script, as it is written."""
    if known.script == "LATIN" and known.folded.isascii():
        keys = latin_keys(known.folded)
    elif known.script == "DEVANAGARI":
        keys = devanagari_keys(text)
    else:
        keys = ()
    return {key[:2] for key in keys if key} or {known.folded[:2]}


def beginning(sound: str, depth: int) -> str:
    """The part that a sound belongs to: one for all digits, and one for all that is no small Latin letter."""
    return "".join(sign if "a" <= sign <= "z" else "0" if sign.isdecimal() else "_" for sign in sound[:depth])


def joined(several: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(each for some in several for each in some))


def shown(entry: Entry | None, lang: str) -> list | None:
    """[slug, title, its language, other names, texts, the date in words]"""
    if entry is None:
        return None
    day = dates.words(entry.date, lang) if entry.date else ""
    return [
        entry.slug,
        entry.title,
        entry.title_language,
        entry.names,
        [text for text in entry.body if text],
        day,
    ]


def written(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
