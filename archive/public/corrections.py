"""Everything that was corrected in the open: the page, and its feed."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from archive import kinds, languages, moments
from archive.data import feed as feeds
from archive.data import formats
from archive.kinds import Kind
from archive.lists import filters
from archive.lists.counts import loosened
from archive.lists.filters import Filter
from archive.lists.numbered import NumberedPages
from archive.lists.paging import Order, Paging
from archive.lists.selection import Filters, Selection
from archive.memo import one_revision, remember
from archive.models import RECORDS, Version
from archive.public.addresses import address, versions_address
from archive.public.data import answered
from archive.public.http import public_page
from archive.public.listing import Listing, form
from archive.public.page import page
from archive.versions import corrections as corrected
from archive.versions.corrections import Correction

#: Corrections on one page; each shows its difference.
SIZE = 20

#: Entries of the feed.
LATEST = 50

NAME = "corrections"


class YearOf(Filter):
    """The year of a moment."""

    def __init__(self, name: str, label, column: str):
        super().__init__(name, label)
        self.column, self.ends = column, (column, f"-{column}")

    def read(self, text):
        return text if filters.Year.PATTERN.fullmatch(text) and "1000" <= text < "9999" else None

    def labels(self):
        return {}

    def label_of(self, value):
        return languages.Text(value, "")

    def offered(self, counts):
        return sorted(counts, reverse=True)

    def condition(self, value):
        first, next_one = moments.year(int(value))
        return Q(**{f"{self.column}__gte": first, f"{self.column}__lt": next_one})

    def counts(self, queryset):
        """Counted between the ends of each year, which an index finds; no moment is taken apart."""
        found = queryset.order_by()
        moments_of = (queryset.order_by(by).values_list(self.column, flat=True) for by in self.ends)
        first, last = (next(iter(each[:1]), None) for each in moments_of)
        if first is None or last is None:
            return {}
        span = range(timezone.localtime(first).year, timezone.localtime(last).year + 1)
        years = [f"{year:04}" for year in span]
        return {year: count for year in years if (count := found.filter(self.condition(year)).count())}


def asks() -> Filters:
    """What the list of corrections can be asked."""
    named = [(model.kind_name, _(model.NAMES.many)) for model in RECORDS]
    return Filters(filters.Choice("kind", _("Kind"), "kind", named), YearOf("year", _("Year"), "at"))


FILTERS = asks()
ORDER = Order(("at", "pk"), descending=True)


class Line(NamedTuple):
    """One correction as the page shows it."""

    correction: Correction
    kind: Kind
    href: str
    #: Its version, and what all of them are.
    version: str
    versions: str


def line(correction: Correction) -> Line:
    version = correction.version
    kind = kinds.KINDS[version.kind]
    own = versions_address(kind.model, version.slug, version.number)
    listed = versions_address(kind.model, version.slug)
    return Line(correction, kind, address(kind.name, version.slug), own, listed)


def chosen(params: Mapping[str, str]) -> tuple[Selection, QuerySet[Version]]:
    selection = FILTERS.read(params)
    return selection, selection.narrow(corrected.corrections())


def pages_of(selection: Selection, found: QuerySet[Version]) -> NumberedPages:
    return remember(("pages", NAME, selection.key), lambda: NumberedPages(found.count(), SIZE))


@public_page(params=FILTERS.parameters)
@one_revision
def corrections(request):
    selection, found = chosen(request.GET)
    pages, action = pages_of(selection, found), address(NAME)
    paging = Paging.read(request.GET.get("page", ""), pages)
    shown = pages.page(found, ORDER, paging.number) if pages.total else found.none()
    lines = list(map(line, corrected.of_versions(shown)))
    listing = Listing(
        action,
        ("atom",),
        selection,
        ORDER,
        paging,
        lines,
        form(action, corrected.corrections(), selection),
        [] if pages.total else loosened(corrected.corrections(), selection),
    )
    return page(
        request,
        "corrections.html",
        {"listing": listing},
        section=NAME,
        query=listing.query,
        data=listing.data,
    )


@public_page(params=("kind", "year"))
@one_revision
def feed(request):
    selection, found = chosen(request.GET)
    lang, latest = languages.current(), found.order_by(*ORDER.by)[:LATEST]
    path, query = address(NAME), selection.query()
    own = settings.SITE_URL + formats.address(path, "atom", query)
    page_of_it = f"{settings.SITE_URL}{path}{f'?{query}' if query else ''}"
    title = f"{gettext('IMCTC Archive')}: {gettext('Corrections')}"
    entries = list(map(entry, corrected.of_versions(latest)))
    return answered(
        formats.FORMATS["atom"],
        feeds.of_entries(title, gettext("What was corrected"), page_of_it, own, entries, lang),
    )


def entry(correction: Correction) -> dict[str, Any]:
    """One correction as the feed has it."""
    version, lang = correction.version, languages.current()
    model = kinds.KINDS[version.kind].model
    name = languages.pick(correction.title, lang).text
    if correction.is_withdrawal:
        title = gettext("Withdrawn: %(title)s") % {"title": name}
    elif correction.is_return:
        title = gettext("Published again: %(title)s") % {"title": name}
    else:
        title = gettext("Corrected: %(title)s") % {"title": name}
    return {
        "title": title,
        "link": f"{settings.SITE_URL}{versions_address(model, version.slug)}",
        "description": Markup("").join(Markup("<p>{}</p>").format(each) for each in sentences(correction)),
        "unique_id": f"{settings.SITE_URL}{model.versions_path(version.slug, version.number)}",
        "pubdate": version.at,
        "updateddate": version.at,
        "lang": lang,
    }


def sentences(correction: Correction) -> Iterator[str]:
    """The reason, and what changed."""
    if correction.withdrawn:
        yield languages.pick(correction.withdrawn, languages.current()).text
    if correction.version.why:
        yield gettext("Reason: %(reason)s") % {"reason": correction.version.why}
    with translation.override(languages.current()):
        yield from corrected.in_words(correction)
