"""Every public address of the archive, worked out from the kinds: nobody has to crawl to find out.

The site map, the static copy, the releases and the tests read it. One `Entry` stands for one page in all
languages. Simple pages come from the addresses themselves (`archive.public.urls`), so that a new page is
known here as soon as it has an address; lists, filter values, records and data follow from the kinds.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.conf import settings
from django.db.models import Max

from archive import chronology, kinds, languages
from archive.chronology.asking import facets as chronology_counts
from archive.data import formats
from archive.kinds import Kind, readform
from archive.lists.counts import facets
from archive.lists.numbered import NumberedPages
from archive.lists.paging import PageMap
from archive.lists.selection import Selection
from archive.models import OldSlug, RecordQuerySet, Version
from archive.public import corrections as corrections_page
from archive.public import stances_data, urls
from archive.public.files import NAMES as FILES
from archive.public.lists.chronology import FORMATS, NAME
from archive.public.sections import newest_change, sections
from archive.public.versions import SIZE as VERSIONS
from archive.releases import released

#: Records that are looked at at once.
BATCH = 500

#: Addresses without a place for a slug that are no pages to read or to keep.
NO_PAGES = frozenset({"search", "search-suggest", "report", "report-thanks"})


class Entry(NamedTuple):
    """One public address, in every language."""

    #: Without its language: `/members/pakistan/`, `/members.csv`; with it, if it has none: `/robots.txt`.
    path: str
    #: page, list, choice (a list that was asked something), record, version, data, redirect or file.
    sort: str
    #: The kind of record that it shows; '' for pages about many.
    kind: str = ""
    #: What is asked of a list, as its canonical query string.
    query: str = ""
    #: The languages in which it is truly written; in others a reader gets a text of one of these, marked.
    written_in: tuple[str, ...] = ()
    #: When what it shows last changed; None where nothing tells.
    changed: datetime | None = None
    #: Whether search engines may know it.
    indexed: bool = True
    #: Where a redirect leads, without its language.
    leads_to: str = ""
    #: Whether it stands once below every language.
    by_language: bool = True

    def address(self, lang: str = "") -> str:
        """Its path in a language, with what is asked."""
        path = f"/{lang}{self.path}" if self.by_language else self.path
        return f"{path}?{self.query}" if self.query else path

    def url(self, lang: str = "") -> str:
        return f"{settings.SITE_URL}{self.address(lang)}"


def everything() -> Iterator[Entry]:
    """Every public address."""
    yield from pages()
    yield from dated()
    for kind in kinds.KINDS.values():
        yield from of_kind(kind)
    yield from files()


def of_kind(kind: Kind) -> Iterator[Entry]:
    """All that one kind brings: its list with all that it can be asked, its records, its data."""
    if kind.listed:
        if kind.model.FOLDER:
            yield from lists(kind)
        yield from data_of_lists(kind)
    if kind.model.FOLDER:
        for record in records(kind):
            yield record
            if record.sort == "record":
                yield from data_of(record, kind)
        yield from moved(kind)
    yield from versions(kind)


# Pages ------------------------------------------------------------------------------------------------------


def pages() -> Iterator[Entry]:
    """Pages that are neither a list nor a record, as they stand in `archive.public.urls`."""
    of_kinds = {kind.list_name for kind in kinds.with_pages()}
    codes = tuple(languages.codes())
    newest = max(filter(None, map(newest_change, kinds.KINDS.values())), default=None)
    for pattern in urls.urlpatterns:
        if pattern.name in NO_PAGES | of_kinds or "." in str(pattern.pattern) or pattern.pattern.converters:
            continue
        changed = newest if pattern.name == "home" else None
        yield Entry(f"/{pattern.pattern}", "page", written_in=codes, changed=changed)
    yield Entry("/search/", "page", written_in=codes, indexed=False)
    for ending in stances_data.MADE:
        path = formats.address(f"/{stances_data.NAME}/", ending)
        yield Entry(path, "data", written_in=codes, indexed=False)
    yield from corrections()


def corrections() -> Iterator[Entry]:
    """The list of corrections with each value of a filter, and all pages of these; the first is a page."""
    base, whole = corrections_page.corrected.corrections(), corrections_page.FILTERS.read({})
    counted = facets(base, whole, ("registry", corrections_page.NAME))
    asked = [
        corrections_page.FILTERS.read({name: value}) for name, counts in counted.items() for value in counts
    ]
    for selection in (whole, *asked):
        pages = corrections_page.pages_of(selection, selection.narrow(base))
        for number in range(1, pages.count + 1):
            if query := selection.query(page=str(number) if number > 1 else ""):
                yield Entry(
                    f"/{corrections_page.NAME}/", "choice", "", query, tuple(languages.codes()), indexed=False
                )
    for selection in (whole, *asked):
        yield Entry(
            f"/{corrections_page.NAME}.atom",
            "data",
            "",
            selection.query(),
            tuple(languages.codes()),
            indexed=False,
        )


def dated() -> Iterator[Entry]:
    """The chronology with each choice that it offers, all pages of these, and its data."""
    codes = tuple(languages.codes())
    for selection in dated_selections():
        asked, newest_first = selection.query(), selection["sort"] == "newest"
        for number in range(1, chronology.PageMap.of(selection.values, newest_first).count + 1):
            query = selection.query(page=str(number)) if number > 1 else asked
            if query:  # the page itself is known by its address
                yield Entry(f"/{NAME}/", "choice" if asked else "list", "", query, codes, indexed=not asked)
        for ending in FORMATS:
            yield Entry(formats.address(f"/{NAME}/", ending), "data", "", asked, codes, indexed=False)


def dated_selections() -> Iterator[Selection]:
    yield (whole := chronology.asked({}))
    counted = chronology_counts(whole, chronology.STRANDS)
    for name in chronology.FILTERS.filters:
        if name != "with":  # asked of a second country alone, which is the first then
            yield from (chronology.asked({name: value}) for value, count in counted[name].items() if count)
    yield chronology.asked({"sort": "newest"})


def files() -> Iterator[Entry]:
    """What programs ask every site for, and the files that the site map is made of."""
    for name, path in FILES.items():
        if name != "security" or settings.SECURITY_CONTACT:
            yield Entry(path, "file", indexed=False, by_language=False)
    for section in sections():
        yield Entry(section.path, "file", indexed=False, by_language=False)
    for release in released():
        for each in release.files:
            path = f"/releases/{release.name}/{each.path}"
            yield Entry(path, "file", indexed=False, by_language=False)
    yield Entry("/site.webmanifest", "file", indexed=False)


# Lists ------------------------------------------------------------------------------------------------------


def lists(kind: Kind) -> Iterator[Entry]:
    """A list, everything that can be asked of it by one choice, and all pages of these."""
    changed = newest_change(kind)
    for selection in selections(kind):
        asked = selection.query()
        for number in range(1, page_count(kind, selection) + 1):
            query = selection.query(page=str(number)) if number > 1 else asked
            yield Entry(
                f"/{kind.folder}/",
                "choice" if asked else "list",
                kind.name,
                query,
                tuple(languages.codes()),
                changed,
                indexed=not asked,
            )


def selections(kind: Kind) -> Iterator[Selection]:
    """The list as it is, and with each value that its form offers, one at a time."""
    asks = kind.listing.filters
    yield asks.read({})
    counted = facets(kind.listing.published(), asks.read({}), ("registry", kind.name))
    for name, question in asks.filters.items():
        for value in question.offered(counted[name]):
            if question.read(value) == value:
                yield asks.read({name: value})
    for name, switch in asks.switches.items():
        for value in switch.options:
            if value != switch.default:
                yield asks.read({name: value})
    for name, offered in kind.listing.offered.items():
        for value in offered():
            yield asks.read({name: value})


def page_count(kind: Kind, selection: Selection) -> int:
    listed = kind.listing
    if not listed.filters.paged:
        return 1
    return PageMap.of(selection.narrow(listed.published()), listed.order(selection), listed.size).count


def data_of_lists(kind: Kind) -> Iterator[Entry]:
    """A list in each format, whole and with each value of a filter."""
    changed = newest_change(kind)
    for selection in selections(kind):
        for ending in kind.list_formats:
            path = formats.address(f"/{kind.folder}/", ending)
            codes = tuple(languages.codes())
            yield Entry(path, "data", kind.name, selection.query(), codes, changed, indexed=False)


# Records ----------------------------------------------------------------------------------------------------


def records(kind: Kind, first: int = 0, last: int | None = None) -> Iterator[Entry]:
    """The records that answer to everybody, by slug; from the place `first` to before `last`."""
    readable = RecordQuerySet(kind.model).readable().order_by("slug")
    needs = (*kind.needs, *kind.needs_in_index)
    if needs:
        readable = readable.select_related(*needs)
    changed = last_changes(kind)
    found = readable[first:last].iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        for record in batch:
            if elsewhere := kind.elsewhere(record):
                name, slug = elsewhere
                to = kinds.KINDS[name].model.path(slug)
                yield Entry(record.path(record.slug), "redirect", kind.name, leads_to=to, indexed=False)
                continue
            yield Entry(
                record.path(record.slug),
                "record",
                kind.name,
                written_in=tuple(readform.written_in(record)),
                changed=changed.get(record.slug) or record.changed_at,
                indexed=not record.is_withdrawn,
            )


def data_of(record: Entry, kind: Kind) -> Iterator[Entry]:
    for ending in kind.record_formats:
        yield record._replace(path=formats.address(record.path, ending), sort="data", indexed=False)
    if record.indexed:
        yield record._replace(path=formats.address(record.path, "png"), sort="data", indexed=False)


def versions(kind: Kind) -> Iterator[Entry]:
    """The versions of records that answer to everybody: their lists, and the page of each as it was."""
    numbers: dict[str, set[int]] = {}
    public = Version.objects.public().filter(kind=kind.name).order_by("slug", "number")
    for slug, number in public.values_list("slug", "number"):
        numbers.setdefault(slug, set()).add(number)
    readable = RecordQuerySet(kind.model).readable().order_by("slug").values_list("slug", "version")
    for slug, last in readable:
        each = Entry(kind.model.versions_path(slug), "version", kind.name, indexed=False)
        known = numbers.get(slug, set()) | {max(last, 1)}
        for page in range(1, NumberedPages(len(known), VERSIONS).count + 1):
            yield each._replace(query=f"page={page}" if page > 1 else "")
        for number in sorted(known):
            yield each._replace(path=kind.model.versions_path(slug, number))


def moved(kind: Kind) -> Iterator[Entry]:
    """Addresses that records had before."""
    readable = RecordQuerySet(kind.model).readable().order_by().values("slug")
    old = OldSlug.objects.filter(kind=kind.name, present__in=readable).order_by("slug")
    for slug, present in old.values_list("slug", "present"):
        path, to = kind.model.path(slug), kind.model.path(present)
        yield Entry(path, "redirect", kind.name, leads_to=to, indexed=False)
        for ending in kind.record_formats:
            there = formats.address(to, ending)
            yield Entry(formats.address(path, ending), "redirect", kind.name, leads_to=there, indexed=False)


# Changes ----------------------------------------------------------------------------------------------------


def last_changes(kind: Kind) -> dict[str, datetime]:
    """When each record of a kind last changed before the eyes of readers, by slug, as its versions tell."""
    versions = Version.objects.public().filter(kind=kind.name).order_by()
    return dict(versions.values_list("slug").annotate(Max("at")))
