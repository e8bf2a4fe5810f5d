"""Facts: one claim of a record with its value in every language and what its sources say."""

from typing import Unpack

from archive import languages, visible
from archive.models import Source
from archive.models.citation import (
    asserted_by,
    has_come_loose,
    has_lost_support,
    heard,
    is_disputed,
    is_unsourced,
    normalised,
    values_of,
)
from archive.serialise import texts
from archive.serialise.loading import Cited
from archive.serialise.shapes import (
    Asserted,
    Assertion,
    Fact,
    FactCitation,
    Link,
    Linked,
    SourceLink,
)
from archive.serialise.texts import Texts


class Sources:
    """Numbers sources in the order in which a record cites them: 1, 2, 3, …"""

    def __init__(self):
        self._numbers: dict[str, int] = {}
        self._sources: list = []

    def number(self, source) -> int:
        if source.slug not in self._numbers:
            self._numbers[source.slug] = len(self._sources) + 1
            self._sources.append(source)
        return self._numbers[source.slug]

    def numbers(self) -> dict[str, int]:
        return dict(self._numbers)

    def listed(self) -> list[SourceLink]:
        return [{"number": number, **source_link(source)} for number, source in enumerate(self._sources, 1)]


def source_link(source) -> SourceLink:
    """A source as a record lists it."""
    return {
        "type": "source",
        "slug": source.slug,
        "path": Source.path(source.slug),
        "title": texts.source_title(source),
        "printed": source.title,
        "headed": bool(source.title),
        "publisher": texts.publisher(source),
        "date": source.date,
        "url": source.url,
        "archived_url": source.archived_url,
        "language": source.language,
        "kind": source.kind,
        "seen": source.seen,
        "status": source.status,
    }


class Facts:
    """The facts of one record, in the order in which they are added."""

    def __init__(self, record, sources: Sources, citations: list[Cited]):
        self.record = record
        self.sources = sources
        self.by_claim: dict[str, list[Cited]] = {}
        for citation in citations:
            self.by_claim.setdefault(citation.claim, []).append(citation)
        self.listed: list[Fact] = []

    def add(
        self,
        claim: str,
        kind: str,
        value,
        text: Texts,
        *,
        held: set[str] | None = None,
        **more: Unpack[Linked],
    ) -> None:
        """Add a fact unless it has neither a value nor a source.

        `kind` is how the value is to be read: text, markdown, date, choice, truth, number, links, language,
        url or code. `held` are the normalised values that the record holds, where `values_of` would have to
        ask the database.
        """
        record, cited = self.record, self.by_claim.get(claim, [])
        if value in (None, "", [], {}) and not cited:
            return
        if value in (None, "") and text:
            value = ""
        voices = heard(record, cited)
        asserted = asserted_by(voices)
        own = (held if held is not None else values_of(record, claim)) if asserted else set()
        told: Asserted = {"asserted": self._asserted(cited, own, kind)} if asserted else {}
        self.listed.append(
            {
                "claim": claim,
                "of": record.kind_name,
                "label": record.LABELS[claim],
                "kind": kind,
                "value": value,
                "text": text,
                "citations": [self._citation(citation, kind) for citation in cited],
                "disputed": is_disputed(voices),
                "recheck": has_come_loose(own, asserted),
                "unsourced": claim in record.CLAIMS and is_unsourced(cited),
                "lost": claim in record.CLAIMS and has_lost_support(cited),
                "required": claim in record.required_claims(),
                **told,
                **more,
            }
        )

    def words(self, claim: str, kind: str = "text") -> None:
        """A translated text; `kind` is text or markdown."""
        written = texts.translated(self.record, claim)
        self.add(claim, kind, written, written)

    def name(self, claim: str) -> None:
        """What a record is called heads its page; it is a fact besides where sources stand behind it."""
        if self.by_claim.get(claim):
            self.words(claim)

    def date(self, claim: str) -> None:
        edtf = getattr(self.record, claim)
        self.add(claim, "date", edtf, texts.date(edtf))

    def choice(self, claim: str) -> None:
        self.add(claim, "choice", getattr(self.record, claim), texts.choice(self.record, claim))

    def number(self, claim: str) -> None:
        value = getattr(self.record, claim)
        self.add(claim, "number", value, texts.number(value))

    def link(self, claim: str, to: Link | None, key: str) -> None:
        """Another record, by its link, of which `key` is the value; nothing if readers cannot see it."""
        if to:
            self.add(claim, "links", dict(to)[key], to["title"], links=[to])

    def _is_heard(self, citation: Cited) -> bool:
        return visible.is_heard(citation.source.status, self.record.status)

    def _citation(self, citation: Cited, kind: str) -> FactCitation:
        return {
            "number": self.sources.number(citation.source),
            "source": citation.source.slug,
            "locator": citation.locator,
            "quote": citation.quote,
            "quote_language": citation.quote_language or citation.source.language,
            "asserts": citation.asserts,
            "heard": self._is_heard(citation),
            "as_of": citation.as_of,
            "note": citation.note,
        }

    def _asserted(self, cited: list[Cited], own: set[str], kind: str) -> list[Assertion]:
        """Who says what: each asserted value once, the record's own first, with those who assert it."""
        values: dict[str, Assertion] = {}
        for index, citation in enumerate(cited):
            if citation.asserts and self._is_heard(citation):
                key = normalised(citation.asserts)
                said = values.setdefault(
                    key,
                    {
                        "value": citation.asserts,
                        "text": self._assertion(citation, kind, own),
                        "followed": key in own,
                        "citations": [],
                    },
                )
                said["citations"].append(index)
        return sorted(values.values(), key=lambda said: not said["followed"])

    def _assertion(self, citation: Cited, kind: str, own: set[str]) -> Texts:
        value = citation.asserts
        if kind == "date":
            return texts.date(value)
        if kind == "choice":
            return texts.choice_of(type(self.record), citation.claim, value)
        if kind == "truth" and value in ("true", "false"):
            return texts.truth(value == "true")
        if kind == "links":
            return texts.code_list(value, {code for held in own for code in held.upper().split()})
        if kind in ("text", "markdown"):
            return self._wording(citation)
        return texts.same(value)

    def _wording(self, citation: Cited) -> Texts:
        """An asserted wording: the record's own, in each language, where it is one of them.

        The language of the words quoted is that of the assertion only if these are the same words.
        """
        own = texts.translated(self.record, citation.claim) if self._is_translated(citation.claim) else {}
        if normalised(citation.asserts) in {normalised(text) for text in own.values()}:
            return own
        quoted = normalised(citation.asserts) == normalised(citation.quote)
        return {citation.quote_language if quoted and citation.quote_language else "und": citation.asserts}

    def _is_translated(self, claim: str) -> bool:
        return hasattr(self.record, languages.column(claim, languages.codes()[0]))
