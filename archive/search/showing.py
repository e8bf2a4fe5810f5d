"""Why a record was found: its title, and a snippet with the words of the text that matched."""

from dataclasses import dataclass
from typing import NamedTuple

from archive import languages
from archive.models.search import SearchRow
from archive.search.entry import record_of, siblings
from archive.search.fold import Forms, forms
from archive.search.query import Query, keys_asked, roots_asked
from archive.search.words import words

#: Letters of a snippet, and of the longest text that is looked through for one.
SNIPPET = 220
_READ = 20_000


class Part(NamedTuple):
    """A piece of text, and whether it is one of the words that matched."""

    text: str
    matched: bool


@dataclass(frozen=True)
class Hit:
    """One record in the list of results."""

    kind: str
    slug: str
    object_id: int
    title: list[Part]
    title_language: str
    #: The language in which the words were found; the snippet is in it.
    language: str
    snippet: list[Part]
    date: str
    countries: list[str]
    sort: str


class Matcher:
    """Tells the words of a text that a query means, in whatever form they stand there."""

    def __init__(self, query: Query):
        self.words: set[str] = set()
        self.starts: list[str] = []
        self.key_starts: list[str] = []
        self.stems: set[str] = set()
        self.keys: set[str] = set()
        self.roots: set[str] = set()
        for asked in query.wanted:
            for known in asked.words:
                self._add(known)
                if asked.prefix:
                    self.starts.append(known.folded)
                    self.key_starts += keys_asked(known)
            for other in asked.others:
                self.words.update(other)
        for phrase in query.phrases:
            for known in phrase:
                self._add(known)

    def _add(self, known: Forms) -> None:
        self.words.add(known.folded)
        self.stems.update(known.stems)
        more, roots = roots_asked(known)
        self.keys.update(keys_asked(known), more)
        self.roots.update(roots)

    def exactly(self, known: Forms) -> bool:
        return known.folded in self.words or bool(self.stems.intersection(known.stems))

    def __call__(self, text: str) -> bool:
        known = forms(text)
        if self.exactly(known) or known.folded.startswith(tuple(self.starts)):
            return True
        if known.script == "LATIN" and not text[0].isupper():
            return False
        sign = known.script[:1].lower()
        keys = {sign + key for key in known.keys}
        if keys & self.keys or any(sign + root in self.roots for root in known.roots):
            return True
        return any(key.startswith(tuple(self.key_starts)) for key in keys)


def marked(text: str, matches, start: int = 0, end: int | None = None) -> list[Part]:
    """A text in parts, the matching words apart; neighbours that match are one part."""
    end = len(text) if end is None else end
    parts: list[Part] = []
    place = start
    for word in words(text[:end]):
        if word.start < start or not matches(word.text):
            continue
        between = text[place : word.start]
        if parts and parts[-1].matched and between.isspace():
            parts[-1] = Part(parts[-1].text + between + word.text, True)
        else:
            if between:
                parts.append(Part(between, False))
            parts.append(Part(word.text, True))
        place = word.end
    if place < end:
        parts.append(Part(text[place:end], False))
    return parts


def snippet(text: str, matches) -> list[Part]:
    """The stretch of a text with most different matching words, cut between words."""
    text = text[:_READ]
    found = [word for word in words(text) if matches(word.text)]
    if len(text) <= SNIPPET:
        return marked(text, matches)
    best, most = 0, -1
    for place, first in enumerate(found):
        inside = {word.text for word in found[place:] if word.end <= first.start + SNIPPET * 3 // 4}
        if len(inside) > most:
            best, most = first.start, len(inside)
    start = _word_start(text, max(0, best - SNIPPET // 4)) if found else 0
    end = _word_end(text, start + SNIPPET)
    parts = marked(text, matches, start, end)
    if start:
        parts.insert(0, Part("… ", False))
    if end < len(text):
        parts.append(Part(" …", False))
    return parts


def _word_start(text: str, place: int) -> int:
    return text.rfind(" ", 0, place) + 1 if place else 0


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.find(" ", place)
    return len(text) if space < 0 or space > place + 40 else space


def hits(query: Query, rows: list[int], language: str, using: str = "default") -> list[Hit]:
    """The records of ranked rows as a page of `language` shows them; one SQL query."""
    count = len(languages.codes())
    wanted = [number for row in rows for number in siblings(row) if number & 15 < count or row < 0]
    found = SearchRow.objects.using(using).in_bulk(wanted) if wanted else {}
    titles = {(record_of(row.id), row.language): row for row in found.values()}
    matches = Matcher(query)
    result = []
    for number in rows:
        row = found.get(number)
        if row is None:
            continue
        own = titles.get((record_of(number), language), row)
        # Whoever reads Hindi and types `raheel` is shown राहील in the Hindi text, though the English one matched better.
        if own is not row and _matches(own, matches):
            row = own
        result.append(
            Hit(
                kind=row.kind,
                slug=row.slug,
                object_id=row.object_id,
                title=marked(own.title, matches),
                title_language=own.title_language,
                language=row.language,
                snippet=_why(row, matches, titled=_any(own.title, matches)),
                date=row.date,
                countries=row.countries.split(),
                sort=row.sort,
            )
        )
    return result


def _any(text: str, matches) -> bool:
    return any(matches(word.text) for word in words(text[:_READ]))


def _matches(row: SearchRow, matches) -> bool:
    return _any(row.title, matches) or _any(row.body, matches)


def _why(row: SearchRow, matches, titled: bool) -> list[Part]:
    """The body where it matches; else another name that does; else how the body begins."""
    body = " · ".join(row.body.split("\n"))
    parts = snippet(body, matches)
    if not titled and not any(part.matched for part in parts) and row.names:
        names = marked(" · ".join(row.names.split("\n")), matches)
        if any(part.matched for part in names):
            return [*names, Part(" · ", False), *parts] if parts else names
    return parts
