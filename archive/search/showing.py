"""Why a record was found: its title, and a snippet with the words of the text that matched."""

from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from archive.models.search import SearchRow
from archive.search.entry import is_sounding, key_mark, record_of, siblings
from archive.search.query import Query, keys_asked, roots_asked
from archive.spelling.fold import Forms, forms
from archive.spelling.words import compounds, words

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
        self._known: dict[str, tuple[str, bool]] = {}
        #: Other names of several words, which mean something only together, by their first word.
        self.names: dict[str, list[tuple[str, ...]]] = {}
        for asked in query.wanted:
            for known in asked.words:
                self._add(known)
                if asked.prefix:
                    self.starts += (known.folded,)
                    self.key_starts += tuple(keys_asked(known))
            for known in (known for parts in asked.rejoined for known in parts):
                self._add(known)
            for other in asked.others + asked.sounding:
                self.words.update(other if len(other) == 1 else ())
                if len(other) > 1:
                    self.names.setdefault(other[0], []).append(other)
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
        found = list(words(text))
        joined = list(compounds(text, found))
        known = self._known
        for word in (*found, *joined):
            if word.text not in known:
                its_forms = forms(word.text)
                known[word.text] = its_forms.folded, self._means(word.text, its_forms)
        meant = [known[word.text][1] for word in found]
        if self.names:
            spelt = tuple(known[word.text][0] for word in found)
            for place, spelling in enumerate(spelt):
                for name in self.names.get(spelling, ()):
                    if spelt[place : place + len(name)] == name:
                        meant[place : place + len(name)] = [True] * len(name)
        if whole := [compound for compound in joined if known[compound.text][1]]:
            meant = [
                is_meant or any(each.start <= word.start and word.end <= each.end for each in whole)
                for word, is_meant in zip(found, meant, strict=True)
            ]
        return [(word.start, word.end) for word, is_meant in zip(found, meant, strict=True) if is_meant]

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


def snippet(text: str, spans: list[tuple[int, int]]) -> list[Part]:
    """The stretch of a text with most different matching words, cut between words."""
    if len(text) <= SNIPPET:
        return marked(text, spans)
    best, most = 0, -1
    for place, (begins, _ends) in enumerate(spans):
        last = bisect_right(spans, begins + SNIPPET * 3 // 4, key=itemgetter(1))
        inside = {text[start:end] for start, end in spans[place:last]}
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


def hits(query: Query, rows: list[int], language: str) -> list[Hit]:
    """The records of ranked rows as a page of `language` shows them; one SQL query."""
    wanted = [number for row in rows for number in siblings(row)]
    found = SearchRow.objects.in_bulk(wanted) if wanted else {}
    titles = {(record_of(row.id), row.language): row for row in found.values()}
    matches = Matcher(query)
    result = []
    for number in rows:
        row = found.get(number)
        if row is None:
            continue
        own = titles.get((record_of(number), language), row)
        title = marked(own.title, matches.spans(own.title))
        titled = any(part.matched for part in title)
        body, spans = _read(own, matches)
        # Whoever reads Hindi and types `raheel` sees राहील in the Hindi text, though English was nearer.
        if own is not row and (titled or spans):
            row = own
        elif own is not row:
            body, spans = _read(row, matches)
        result.append(
            Hit(
                kind=row.kind,
                slug=row.slug,
                object_id=row.object_id,
                title=title,
                title_language=own.title_language,
                language=row.language,
                snippet=_why(row, matches, body, spans, titled),
                date=row.date,
                countries=row.countries.split(),
                sort=row.sort,
            )
        )
    return result


def _read(row: SearchRow, matches: Matcher) -> tuple[str, list[tuple[int, int]]]:
    """What a row says, and where it matches. The key of a source is shown to whoever asked for all of it."""
    said = row.body.split("\n")
    key = row.slug.replace("-", " ")
    asked = sum(end - start for start, end in matches.spans(key))
    if key in said and asked < len(key.replace(" ", "")):
        said.remove(key)
    body = " · ".join(said)[:_READ]
    return body, matches.spans(body)


def _why(row: SearchRow, matches: Matcher, body: str, spans: list, titled: bool) -> list[Part]:
    """The body where it matches; else another name that does; else how the body begins."""
    parts = snippet(body, spans)
    if not titled and not spans and row.names:
        names = " · ".join(row.names.split("\n"))
        if of_names := matches.spans(names):
            return [*marked(names, of_names), *([Part(" · ", False)] if parts else []), *parts]
    return parts
