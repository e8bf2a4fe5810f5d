"""Why a record was found: its title, and a snippet with the words of the text that matched."""

from dataclasses import dataclass
from typing import NamedTuple

from archive import languages
from archive.models.search import SearchRow
from archive.search.entry import is_sounding, key_mark, language_of, record_of, siblings
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
        self.stems: set[str] = set()
        self.keys: set[str] = set()
        self.roots: set[str] = set()
        self.starts: tuple[str, ...] = ()
        self.key_starts: tuple[str, ...] = ()
        #: Other names of several words, which mean something only together.
        self.names: list[tuple[str, ...]] = []
        for asked in query.wanted:
            for known in asked.words:
                self._add(known)
                if asked.prefix:
                    self.starts += (known.folded,)
                    self.key_starts += tuple(keys_asked(known))
            for other in asked.others + asked.sounding:
                self.words.update(other if len(other) == 1 else ())
                self.names += [other] if len(other) > 1 else []
        for known in (known for phrase in query.phrases for known in phrase):
            self._add(known)

    def _add(self, known: Forms) -> None:
        self.words.add(known.folded)
        self.stems.update(known.stems)
        more, roots = roots_asked(known)
        self.keys.update(keys_asked(known), more)
        self.roots.update(roots)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the matching words of a text stand, in order."""
        found = [(word, forms(word.text)) for word in words(text)]
        meant = [self._means(word.text, known) for word, known in found]
        for name in self.names:
            for place in range(len(found) - len(name) + 1):
                if all(
                    known.folded == part for (_word, known), part in zip(found[place:], name, strict=False)
                ):
                    meant[place : place + len(name)] = [True] * len(name)
        return [
            (word.start, word.end) for (word, _known), is_meant in zip(found, meant, strict=True) if is_meant
        ]

    def _means(self, text: str, known: Forms) -> bool:
        if known.folded in self.words or not self.stems.isdisjoint(known.stems):
            return True
        if known.folded.startswith(self.starts):
            return True
        if not is_sounding(text, known):
            return False
        keys = {key_mark(known.script, key) for key in known.keys}
        roots = {key_mark(known.script, root) for root in known.roots}
        if not (self.keys.isdisjoint(keys) and self.roots.isdisjoint(roots)):
            return True
        return any(key.startswith(self.key_starts) for key in keys)


def marked(text: str, spans: list[tuple[int, int]], start: int = 0, end: int | None = None) -> list[Part]:
    """A text in parts, the matching words apart; neighbours that match are one part."""
    end = len(text) if end is None else end
    parts: list[Part] = []
    place = start
    for begins, ends in spans:
        if begins < start or ends > end:
            continue
        between = text[place:begins]
        if parts and parts[-1].matched and between.isspace():
            parts[-1] = Part(parts[-1].text + between + text[begins:ends], True)
        else:
            parts += [Part(between, False)] if between else []
            parts.append(Part(text[begins:ends], True))
        place = ends
    return parts + ([Part(text[place:end], False)] if place < end else [])


def snippet(text: str, matches: Matcher) -> list[Part]:
    """The stretch of a text with most different matching words, cut between words."""
    text = text[:_READ]
    spans = matches.spans(text)
    if len(text) <= SNIPPET:
        return marked(text, spans)
    best, most = 0, -1
    for place, (begins, _ends) in enumerate(spans):
        inside = {text[start:end] for start, end in spans[place:] if end <= begins + SNIPPET * 3 // 4}
        if len(inside) > most:
            best, most = begins, len(inside)
    start = _word_start(text, max(0, best - SNIPPET // 4)) if spans else 0
    end = _word_end(text, start + SNIPPET)
    parts = marked(text, spans, start, end)
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
    wanted = [number for row in rows for number in siblings(row) if language_of(number) < count]
    found = SearchRow.objects.using(using).in_bulk(wanted) if wanted else {}
    titles = {(record_of(row.id), row.language): row for row in found.values()}
    matches = Matcher(query)
    result = []
    for number in rows:
        row = found.get(number)
        if row is None:
            continue
        own = titles.get((record_of(number), language), row)
        # Whoever reads Hindi and types `raheel` sees राहील in the Hindi text, though the English matched
        # better.
        if own is not row and _matches(own, matches):
            row = own
        title = marked(own.title, matches.spans(own.title))
        result.append(
            Hit(
                kind=row.kind,
                slug=row.slug,
                object_id=row.object_id,
                title=title,
                title_language=own.title_language,
                language=row.language,
                snippet=_why(row, matches, titled=any(part.matched for part in title)),
                date=row.date,
                countries=row.countries.split(),
                sort=row.sort,
            )
        )
    return result


def _matches(row: SearchRow, matches: Matcher) -> bool:
    return bool(matches.spans(row.title) or matches.spans(row.body[:_READ]))


def _why(row: SearchRow, matches: Matcher, titled: bool) -> list[Part]:
    """The body where it matches; else another name that does; else how the body begins."""
    parts = snippet(" · ".join(row.body.split("\n")), matches)
    if not titled and row.names and not any(part.matched for part in parts):
        names = " · ".join(row.names.split("\n"))
        if spans := matches.spans(names):
            return [*marked(names, spans), Part(" · ", False), *parts] if parts else marked(names, spans)
    return parts
