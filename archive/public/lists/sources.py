"""The list of sources: every document, how much of it was seen, and how many claims rest on it."""

from typing import NamedTuple

from archive import languages
from archive.kinds.source import SOURCE, Row
from archive.languages import Text
from archive.memo import one_revision
from archive.models import Source
from archive.public import wording
from archive.public.addresses import address
from archive.public.http import public_page
from archive.public.listing import listing
from archive.public.page import page
from archive.public.page_language import language_name
from archive.serialise import texts


class Shown(NamedTuple):
    """One document as the list shows it."""

    href: str
    title: Text
    #: Empty where the document is named by its publisher because its heading was not seen.
    publisher: texts.Texts
    date: str
    kind: str
    language: str
    #: How much of it was seen; empty where that is what the page says of all.
    seen: str
    url: str
    claims: int


@public_page(params=SOURCE.listing.filters.parameters)
@one_revision
def source_list(request):
    found = listing(request.GET, SOURCE)
    context = {"listing": found, "sources": shown(found.rows)}
    return page(request, "sources.html", context, section="source-list", query=found.query, data=found.data)


def shown(sources: list[Row]) -> list[Shown]:
    base = address("source-list", lang=languages.current())
    kinds, seen = SOURCE.listing.labels("kind"), SOURCE.listing.labels("seen")
    return [
        Shown(
            f"{base}{each.slug}/",
            wording.pick(texts.source_title(each)),
            each.publisher if each.title and each.kind != Source.Kind.KNOWLEDGE else {},
            each.date,
            kinds.get(each.kind, ""),
            language_name(each.language),
            ""
            if each.seen == Source.USUALLY_SEEN or each.kind == Source.Kind.KNOWLEDGE
            else seen.get(each.seen, ""),
            each.url,
            each.claims,
        )
        for each in sources
    ]
