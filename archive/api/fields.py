"""Parts of which the answers of the API are made, each field with its meaning and an example."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

Text = dict[str, str]

TEXT = {"hi": "पाकिस्तान", "en": "Pakistan"}
DAY = "2015-12-15"


def said(description: str, example: Any, *, optional: bool = False, **more: Any) -> Any:
    """A field with its meaning and an example; `optional` ones are left out where there is nothing to say."""
    default: dict[str, Any] = {"default": None} if optional else {}
    return Field(description=description, examples=[example], **default, **more)


class DateRange(Schema):
    """An imprecise date: as its source has it, and the days that it allows."""

    edtf: str = said(
        "The date in EDTF (ISO 8601-2), never more exact than its source.", "[2015-12-15..2016-12-28]"
    )
    earliest: str | None = said(
        "The first day that it allows; null if it is open at that side.", "2015-12-15"
    )
    latest: str | None = said("The last day that it allows; null if it is open at that side.", "2016-12-28")


class Choice(Schema):
    """A value out of a closed list."""

    code: str = said("The value, which never changes its meaning.", "undisputed")
    label: Text = said(
        "What readers see for it, by language.",
        {"hi": "सदस्यता पर कोई विवाद नहीं मिला", "en": "no dispute found"},
    )


class Place(Schema):
    """A country or a body."""

    code: str = said("ISO 3166 code of a country; a short code of the archive for a body.", "PK")
    slug: str = said("The last part of its address.", "pakistan")
    title: Text = said("Its name, by language.", TEXT)


class Link(Schema):
    """The way to another record. Some kinds say more in it."""

    model_config = {"extra": "allow"}

    type: str = said("The kind of the record.", "country")
    slug: str = said("The last part of its address.", "china")
    path: str = said("Its page, without a language.", "/countries/china/")
    title: Text = said("What it is called, by language.", {"hi": "चीन", "en": "China"})


class Citation(Schema):
    """What one document says about one fact."""

    number: int = said("Its place in `sources` of the record, beginning with 1.", 1)
    source: str = said("The citation key of the document.", "sa-joint-statement")
    locator: str = said("Where in the document: a page, a paragraph; empty if nothing was noted.", "p. 2")
    quote: str = said("Its own words, briefly, in its own language; empty if none were taken.", "34 states")
    quote_language: str = said("The language of these words (BCP 47).", "ar")
    asserts: str = said("The value that it gives for the fact, as the archive writes such values.", DAY)
    heard: bool = said("Whether it counts: withdrawn documents are named and support nothing.", True)
    as_of: str = said(
        "The day that it speaks of, in EDTF; empty if it is the day of the document.", "2016-03"
    )
    note: Text = said("A note of the archive on it, by language.", {"en": "As reported by SPA."})


class Asserted(Schema):
    """One of several values that documents give."""

    value: str = said("The value, as the archive writes it.", DAY)
    text: Text = said("The same for readers, by language.", {"hi": "15 दिसंबर 2015", "en": "15 December 2015"})
    followed: bool = said("Whether it is the value of this record.", True)
    citations: list[int] = said("Who says so: places in `citations` of the fact, beginning with 0.", [0, 2])


class Fact(Schema):
    """One claim of a record, with its sources and whether it is in doubt."""

    model_config = {"extra": "allow"}

    claim: str = said("The name of the claim.", "joined")
    of: str = said(
        "The kind of the record that it belongs to: a membership also tells facts of its country.", "member"
    )
    label: Text = said("What readers see for the name, by language.", {"hi": "शामिल हुआ", "en": "Joined"})
    kind: str = said(
        "How the value is to be read: text, markdown, date, choice, truth, number, links, language, url, "
        "code or quotation.",
        "date",
    )
    value: Any = said("The value: EDTF for a date, a code for a choice, texts by language for a text.", DAY)
    text: Text = said(
        "The value for readers, by language.", {"hi": "15 दिसंबर 2015", "en": "15 December 2015"}
    )
    citations: list[Citation] = said("The documents behind it, in their order.", [])
    disputed: bool = said("Whether documents give different values.", False)
    recheck: bool = said("Whether no document gives the value of this record any more.", False)
    unsourced: bool = said("Whether it should have a source and has none.", False)
    lost: bool = said("Whether all its sources were withdrawn.", False)
    required: bool = said("Whether it must have a source before the record can be published.", True)
    asserted: list[Asserted] = said("The values that documents give, if they give any.", [], optional=True)
    earliest: str | None = said("For a date: the first day that it allows.", DAY, optional=True)
    latest: str | None = said("For a date: the last day that it allows.", DAY, optional=True)
    links: list[Link] = said("For links: the records.", [], optional=True)
    person: Link | None = said("For a speaker: the person, if it is known who it was.", None, optional=True)
    country: Link | None = said("For a place: the country in which it lies.", None, optional=True)


class Source(Schema):
    """A document as a record lists it."""

    number: int = said("Its number in this record.", 1)
    type: str = said("Always `source`.", "source")
    slug: str = said("Its citation key.", "sa-joint-statement")
    path: str = said("Its page in the archive, without a language.", "/sources/sa-joint-statement/")
    title: Text = said("Its heading, in the language in which it is printed.", {"en": "Joint Statement"})
    printed: str = said("Its heading as printed; empty if it was not seen.", "Joint Statement")
    headed: bool = said("Whether its heading was seen.", True)
    publisher: Text = said("Who published it, by language.", {"hi": "एसपीए", "en": "SPA"})
    date: str = said("Its day, in EDTF; empty if it has none.", DAY)
    url: str = said("Where it is; empty if it is not on the web.", "https://www.spa.gov.sa/1428148")
    archived_url: str = said(
        "Where a copy of it is kept.", "https://web.archive.org/web/2016/https://www.spa.gov.sa/1428148"
    )
    language: str = said("Its language (BCP 47).", "en")
    kind: str = said("What sort of document it is.", "official")
    seen: str = said("How much of it was seen for the archive.", "full")
    status: str = said("`published` or `withdrawn`.", "published")


class Record(Schema):
    """A record as readers see it. Each kind adds what is particular to it."""

    model_config = {"extra": "allow"}

    id: str = said(
        "Its address without a language, which leads each reader to their own.",
        "https://archive.example.org/members/pakistan/",
    )
    api: str = said("Its address here.", "https://archive.example.org/api/v1/members/pakistan")
    pages: Text = said(
        "Its page in each language.", {"hi": "https://archive.example.org/hi/members/pakistan/"}
    )
    licence: str = said("Under which it may be used.", "https://creativecommons.org/licenses/by-sa/4.0/")
    type: str = said("Its kind.", "member")
    slug: str = said("The last part of its address.", "pakistan")
    path: str = said("Its page, without a language.", "/members/pakistan/")
    title: Text = said("What it is called, by language.", TEXT)
    languages: list[str] = said("The languages in which it is truly written.", ["hi", "en"])
    translation: dict[str, dict[str, Literal["missing", "stale", "draft"]]] = said(
        "Texts that are not current, by field and language: `missing`; `stale`, the other language has "
        "changed in substance since; `draft`, a rough translation.",
        {"summary": {"hi": "stale"}},
    )
    status: str = said("`published`, or `withdrawn` with a reason.", "published")
    withdrawn_reason: Text = said("Why it was withdrawn, by language; empty for others.", {})
    published_at: str | None = said("When it was first published.", "2026-11-20T10:00:00+00:00")
    changed_at: str = said("When it was last changed.", "2026-11-21T10:00:00+00:00")
    version: int = said("Its version; each change makes another.", 3)
    cite_as: Text = said("What to call it in a citation, by language.", TEXT)
    facts: list[Fact] = said("What is said of it, in the order of its page.", [])
    sources: list[Source] = said("The documents that it cites, by number.", [])


class ProblemError(Schema):
    """One parameter that cannot be understood."""

    parameter: str = said("Its name.", "year")
    detail: str = said(
        "What is wrong and what to write instead, in the reader's language.", "“soon” is no year."
    )


class ProblemDetails(Schema):
    """What went wrong (RFC 9457), in the language that `Accept-Language` asks for."""

    type: str = said(
        "What kind of problem it is; leads to its explanation.", "https://archive.example.org/api/#parameter"
    )
    title: str = said("The kind of problem in words.", "A parameter cannot be understood")
    status: int = said("The status of the answer.", 422)
    detail: str = said("What is wrong and what to do.", "“soon” is not a value of “year”.")
    instance: str = said("The path that was asked.", "/api/v1/events")
    errors: list[ProblemError] = said("The parameters that are wrong, if it is they.", [], optional=True)
