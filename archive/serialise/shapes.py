"""What the read form of a record (`archive.kinds.readform`) is made of: facts, what sources say, links."""

from collections.abc import Sequence
from typing import Any, Generic, NotRequired, TypedDict, TypeVar

from archive.serialise.texts import Texts


class Named(TypedDict):
    """A record as others name it; the path has no language in front."""

    slug: str
    path: str
    title: Texts


class Link(Named):
    type: str


class OwnCountry(Named):
    """The country of a membership, which has no other page."""

    code: str
    kind: str


class CountryLink(Link):
    """A country or body; its address is that of its membership, if readers see one."""

    code: str
    kind: str


class EventLink(Link):
    date: str
    kind: str
    planned: bool
    gist: NotRequired[Texts]
    #: Of a country's events: no act of the coalition; took place there, without it being named among those
    #: that took part.
    associated: NotRequired[bool]
    hosted: NotRequired[bool]


class StatementLink(Link):
    date: str
    kind: str
    position: Texts
    gist: Texts
    country: CountryLink | None


class TermLink(Link):
    """A term of office: who held which post from when to when."""

    person: Link
    post: Link
    started: str
    ended: str


class Cites(TypedDict):
    """What a source says for one claim of a record."""

    claim: str
    label: str
    locator: str
    quote: str
    quote_language: str
    asserts: str
    note: Texts


class CitingLink(Link):
    """A record that a source stands behind; a figure has its number."""

    date: str
    value: NotRequired[Texts]


class CitingGroup(TypedDict):
    """Records for which a source says the same."""

    claims: list[Cites]
    records: list[CitingLink]


class CitingKind(TypedDict):
    type: str
    groups: list[CitingGroup]


class Supports(TypedDict):
    """All that a source stands behind, or as much of it as is listed."""

    kinds: list[CitingKind]
    more: bool


AnyLink = TypeVar("AnyLink", bound=Link)


class Limited(TypedDict, Generic[AnyLink]):
    """The first of a kind of records, and whether there are others."""

    rows: list[AnyLink]
    more: bool


class SourceLink(Link):
    """A source as a record lists it."""

    printed: str
    headed: bool
    publisher: Texts
    date: str
    url: str
    archived_url: str
    language: str
    kind: str
    seen: str
    status: str
    number: NotRequired[int]


class FactCitation(TypedDict):
    """What one source says about a fact."""

    number: int
    source: str
    locator: str
    quote: str
    quote_language: str
    asserts: str
    heard: bool
    as_of: str
    note: Texts


class Assertion(TypedDict):
    """One of the values that sources assert; `citations` are places in the fact's own list of them."""

    value: str
    text: Texts
    followed: bool
    citations: list[int]


class Linked(TypedDict, total=False):
    """The records that a fact is about."""

    links: Sequence[Link]
    country: CountryLink | None
    person: Link


class Asserted(TypedDict, total=False):
    asserted: list[Assertion]


class Fact(Asserted, Linked):
    """One claim of a record; `kind` is how the value is to be read (`archive.serialise.facts.Facts.add`)."""

    claim: str
    of: str
    label: str
    kind: str
    value: Any
    text: Texts
    citations: list[FactCitation]
    disputed: bool
    recheck: bool
    unsourced: bool
    lost: bool
    required: bool


class Wording(TypedDict):
    """A quotation in one language, and what it is there: the published wording, or our translation."""

    text: str
    wording: str
    label: Texts


class Quotation(TypedDict):
    language: str
    original: str
    versions: dict[str, Wording]


class OfKind(TypedDict, total=False):
    """What the read form of some kinds holds besides what each has."""

    date: str
    kind: str
    country: CountryLink | OwnCountry | None
    about: CountryLink | None
    person: Link | None
    post: Link | None
    event: EventLink | None
    place_country: CountryLink | None
    participants: list[CountryLink]
    parties: list[CountryLink]
    stance: str
    voice: str
    people: list[Link]
    terms: list[TermLink]
    names: list[str]
    started: str
    ended: str
    speaker_kind: str
    quotation: Quotation | None
    value: int
    qualifier: str
    number: Texts
    verdict: str
    agrees: bool
    position: int
    part: str
    code: str
    language: str
    publisher: Texts
    headed: bool
    seen: str
    url: str
    archived_url: str


class ReadForm(Named, OfKind):
    """A record in every language, from which every output is made."""

    type: str
    languages: list[str]
    #: Field -> language -> the state of its text, where it is not current.
    translation: dict[str, dict[str, str]]
    status: str
    withdrawn_reason: Texts
    published_at: str | None
    changed_at: str
    version: int
    facts: list[Fact]
    sources: list[SourceLink]
    numbers: dict[str, int]
