"""The list of sources: every document, how much of it was seen, and how many claims rest on it."""

import functools
import operator
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.api import texts
from archive.languages import Text
from archive.models import Citation, Source, Status
from archive.models.citation import PARENTS
from archive.public import wording
from archive.public.addresses import address
from archive.public.filters import Choice, Open, Switch, Year
from archive.public.http import public_page
from archive.public.listing import listing, published
from archive.public.memo import one_revision, remember
from archive.public.names_of_languages import language_name
from archive.public.page import page
from archive.public.paging import Order
from archive.public.selection import Filters, Selection

FILTERS = Filters(
    Choice("kind", _("Kind"), "kind", Source.Kind.choices),
    Open("language", _("Language"), "language", language_name),
    Year("year", _("Year")),
    Choice("seen", _("How much was seen"), "seen", Source.Seen.choices),
    switches=[Switch("sort", _("Sorted"), {"newest": _("newest first"), "oldest": _("oldest first")})],
)

#: Citations that readers can see: what stands behind drafts is not counted for them.
BEHIND_PUBLISHED = functools.reduce(
    operator.or_, (Q(**{f"{parent}__status": Status.PUBLISHED}) for parent in PARENTS)
)

COLUMNS = ("pk", "slug", "title", "publisher", "date", "language", "kind", "seen", "url")


class Row(NamedTuple):
    """One document as the list shows it."""

    href: str
    title: Text
    #: '' where the document is named by its publisher because its heading was not seen.
    publisher: str
    date: str
    kind: str
    language: str
    seen: str
    url: str
    claims: int


def order(selection: Selection) -> Order:
    return Order(descending=selection["sort"] == "newest")


@public_page(params=FILTERS.parameters)
@one_revision
def source_list(request):
    found = listing(request.GET, "source-list", FILTERS, published(Source), order, COLUMNS)
    context = {"listing": found, "sources": rows(found.rows)}
    return page(request, "sources.html", context, section="source-list", query=found.query)


def rows(values: list[tuple]) -> list[Row]:
    """Documents in the language of the page, with the number of claims that rest on each, in two queries."""
    listed = tuple(row[0] for row in values)
    cited = Citation.objects.filter(BEHIND_PUBLISHED, source__in=listed).order_by()
    counted = cited.values_list("source").annotate(Count("pk"))
    counts = remember(("claims of sources", listed), lambda: dict(counted))
    kinds = {value: str(label) for value, label in Source.Kind.choices}
    seen_labels = {value: str(label) for value, label in Source.Seen.choices}
    return [
        Row(
            address("source", slug),
            *named(kind, title, publisher, language),
            date,
            kinds.get(kind, ""),
            language_name(language),
            seen_labels.get(seen, ""),
            url,
            counts.get(pk, 0),
        )
        for pk, slug, title, publisher, date, language, kind, seen, url in values
    ]


def named(kind: str, title: str, publisher: str, language: str) -> tuple[Text, str]:
    """What a document is called, and its publisher where that is something else."""
    if kind == Source.Kind.KNOWLEDGE:
        return Text(gettext(texts.GENERAL_KNOWLEDGE), languages.current()), ""
    return (Text(title, language), publisher) if title else (wording.pick({"und": publisher}), "")
