"""The versions of a record that were public: their list, and the page of each as it was."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponsePermanentRedirect

from archive import languages, moments
from archive.editing import translations
from archive.entries.written import slugs_in
from archive.kinds import Kind
from archive.lists.numbered import NumberedPages
from archive.lists.paging import Paging
from archive.models import Record, Version
from archive.public import heads, lives, translated
from archive.public.addresses import address, versions_address
from archive.public.http import public_page
from archive.public.page import page
from archive.public.records import Moved, citation_lines, find
from archive.serialise import texts
from archive.versions import corrections, former, history, readers
from archive.versions.corrections import Correction

#: Versions on one page of their list.
SIZE = 20

#: Lists of other records that stand beside a record today, and did not stand beside one of its versions.
NONE = {"rows": [], "more": False}
NOTHING_BESIDE = {
    "statements": NONE,
    "supports": {"kinds": [], "more": False},
    "evidence": None,
    "shared_doubt": None,
}


class Number:
    """The number of a version in an address: in one way of writing only, and no larger than there can be."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Line(NamedTuple):
    """One version in the list of them; `change` None for the first that was public."""

    version: Version
    href: str
    change: Correction | None


class Listing(NamedTuple):
    """What the template of paged lists asks of a list."""

    action: str
    paging: Paging

    @property
    def total(self) -> int:
        return self.paging.pages.total

    def page_query(self, number: int) -> str:
        return f"page={number}" if number > 1 else ""


def readable(kind: Kind, slug: str) -> Record:
    """The record whose versions are asked for, as readers find it; `Moved`, or else `Http404`."""
    return find(kind, slug, AnonymousUser())


def listed(kind: Kind):
    """The view of the versions of one record of a kind."""

    @public_page(params=("page",))
    def view(request, slug: str):
        try:
            record = readable(kind, slug)
        except Moved as moved:
            return HttpResponsePermanentRedirect(versions_address(kind.model, moved.slug))
        versions = former.stored(record)
        paging = Paging.read(request.GET.get("page", ""), NumberedPages(len(versions), SIZE))
        start = (paging.number - 1) * SIZE
        listing = Listing(request.path, paging)
        return page(
            request,
            "versions.html",
            {
                "about": head(kind, record),
                "lines": lines(record, versions[start : start + SIZE + 1], SIZE),
                "paging_list": listing,
                "notices": [paging.notice] if paging.notice else [],
                "on_section_page": False,
            },
            section=kind.list_name,
            query=listing.page_query(paging.number),
            noindex=True,
        )

    view.__name__ = f"{kind.name}_versions"
    return view


def head(kind: Kind, record: Record) -> dict:
    """What a page about the versions of a record says of it."""
    return {
        "type": kind.name,
        "slug": record.slug,
        "title": kind.title(record) or {"und": record.slug},
        "href": address(kind.name, record.slug),
        "versions": versions_address(kind.model, record.slug),
        "withdrawn": record.is_withdrawn,
        "withdrawn_reason": texts.translated(record, "withdrawn_reason"),
    }


def lines(record: Record, versions: list[Version], size: int) -> list[Line]:
    """The first `size` of these versions, newest first, each with what changed since the one after it."""
    numbers = [each.number for each in versions]
    stored = {each.number: each for each in former.whole(record, numbers)}
    whole = [stored[number] for number in numbers if number in stored]
    differences = readers.differences_of(list(zip(whole[1:], whole, strict=False)))
    return [
        Line(
            each,
            versions_address(type(record), record.slug, each.number),
            corrections.of(each, differences[place], {}) if place < len(differences) else None,
        )
        for place, each in enumerate(whole[:size])
    ]


def one(kind: Kind):
    """The view of one version of a record of a kind."""

    @public_page
    def view(request, slug: str, number: int):
        try:
            record = readable(kind, slug)
        except Moved as moved:
            return HttpResponsePermanentRedirect(versions_address(kind.model, moved.slug, number))
        version = former.get(record, number)
        if version is None:
            raise Http404
        return show(request, kind, record, version)

    view.__name__ = f"{kind.name}_version"
    return view


def show(request, kind: Kind, record: Record, version: Version):
    was = former.record(version)
    values = history.written(version).values
    rough, stale = (slugs_in(values.get(name)) for name in translations.MARKS)
    named = was.copy()
    named["slug"] = record.slug
    facts = {fact["claim"]: fact for fact in was["facts"]}
    return page(
        request,
        kind.template,
        {
            "record": was,
            "facts": facts,
            "main_claim": kind.model.MAIN_TEXT,
            "called": kind.called(was, languages.current()),
            "summary": heads.description(kind, was, facts),
            "related": NOTHING_BESIDE,
            **lives.NOTHING,
            "preview": False,
            "edit": "",
            "translation_notes": translated.notes(kind.model, rough, stale),
            "cite": citation_lines(kind, named),
            "was": {**head(kind, record), "number": version.number, "at": moments.day(version.at)},
            "versions": versions_address(kind.model, record.slug),
            "last": None,
            "on_section_page": False,
            "canonical": settings.SITE_URL + address(kind.name, record.slug),
            "alternates": [],
        },
        section=kind.list_name,
        noindex=True,
    )
