"""Pages as data: what programs ask for beside each page, at its address with the ending of a format."""

import json
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils import translation
from django.utils.translation import gettext

from archive import database, languages
from archive.data import calendar, citing, feed, formats, tables
from archive.data import records as as_json
from archive.data.formats import FORMATS, Format
from archive.kinds import Kind, readform
from archive.lists.selection import Selection
from archive.memo import one_revision
from archive.public.addresses import address
from archive.public.http import public_page
from archive.public.records import Moved, find
from archive.serialise.shapes import ReadForm

#: Records that are serialised at once.
BATCH = 500

#: A file of no more letters than this, some 2000 rows, is answered whole, with a version that can be held.
HELD = 1_000_000


# Records ----------------------------------------------------------------------------------------------------


def record(kind: Kind, ending: str):
    """The view of the records of one kind in one format. Drafts are on no such page."""

    @public_page
    def view(request, slug: str):
        try:
            obj = find(kind, slug, request.user)
        except Moved as moved:
            return HttpResponsePermanentRedirect(formats.address(address(kind.name, moved.slug), ending))
        if not obj.is_readable:
            raise Http404
        if elsewhere := kind.elsewhere(obj):
            return HttpResponseRedirect(formats.address(address(*elsewhere), ending))
        response = answered(FORMATS[ending], ONE[ending](readform.record(obj), languages.current()))
        if obj.is_withdrawn:
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    view.__name__ = f"{kind.name}_{ending.replace('.', '_')}"
    return view


def bibtex(one: ReadForm, lang: str) -> str:
    return citing.bibtex(citing.item(one, lang), citing.date_of(one))


def ris(one: ReadForm, lang: str) -> str:
    return citing.ris(citing.item(one, lang), citing.date_of(one))


def csl(one: ReadForm, lang: str) -> str:
    return json.dumps(citing.item(one, lang), ensure_ascii=False, indent=1)


#: How one record is written in each format.
ONE: dict[str, Callable[[ReadForm, str], str]] = {
    "json": lambda one, lang: json.dumps(as_json.public(one), ensure_ascii=False, indent=1) + "\n",
    "bib": bibtex,
    "ris": ris,
    "csl.json": lambda one, lang: f"[{csl(one, lang)}]\n",
}


# Lists ------------------------------------------------------------------------------------------------------


def listed(kind: Kind, ending: str):
    """The view of a kind's list in one format, all pages of it, with the filters of the page."""
    parameters = tuple(name for name in kind.listing.filters.parameters if name != "page")

    @public_page(params=parameters)
    @one_revision
    def view(request):
        lang, selection = languages.current(), kind.listing.filters.read(request.GET)
        return answered(FORMATS[ending], within(MANY[ending](kind, selection, lang), lang))

    view.__name__ = f"{kind.name}_list_{ending.replace('.', '_')}"
    return view


def page_address(kind: Kind, selection: Selection, ending: str = "") -> str:
    """The address of a list, or of the same in another format, with what is asked of it."""
    path, query = address(kind.list_name), selection.query()
    if ending:
        return settings.SITE_URL + formats.address(path, ending, query)
    return f"{settings.SITE_URL}{path}{f'?{query}' if query else ''}"


def csv(kind: Kind, selection: Selection, lang: str) -> Iterator[str]:
    known = kind.listing.said(selection) if kind.listing.said else ""
    return tables.csv_of(kind, kind.listing.batches(selection), {"as_known": known} if known else None)


def rows(kind: Kind, selection: Selection, lang: str) -> Iterator[str]:
    head = {
        "page": tables.page_of_list(kind.folder, selection.query()),
        "title": {code: heading(kind, code) for code in languages.codes()},
        "licence": as_json.LICENCE,
        "asked": {name: value for name, value in {**selection.extra, **selection.values}.items() if value},
    }
    if (said := kind.listing.said) and said(selection):
        head["as_known"] = {code: in_language(code, said, selection) for code in languages.codes()}
    return tables.json_of(kind, kind.listing.batches(selection), head)


def in_language(lang: str, make: Callable[..., str], *args) -> str:
    with translation.override(lang):
        return make(*args)


def heading(kind: Kind, lang: str) -> str:
    with translation.override(lang):
        return gettext(kind.model.NAMES.many)


def chosen(kind: Kind, selection: Selection):
    """The records of a selection in the order of the list, as a queryset."""
    listed = kind.listing
    if listed.rows:
        slugs: Any = [row.slug for row in listed.rows(selection)]
    else:
        slugs = selection.narrow(listed.published()).values("slug")
    return kind.records().filter(slug__in=slugs).order_by(*listed.order(selection).by)


def batches(queryset) -> Iterator[list[ReadForm]]:
    """The read forms of records, batch by batch."""
    found = queryset.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield readform.records(batch)


def citations(write: Callable[[ReadForm, str], str], opening="", between="", closing=""):
    """What writes a selection as one citation after the other."""

    def pieces(kind: Kind, selection: Selection, lang: str) -> Iterator[str]:
        before = opening
        for batch in batches(chosen(kind, selection)):
            yield before + between.join(write(one, lang) for one in batch)
            before = between
        yield closing if before == between else opening + closing

    return pieces


def ics(kind: Kind, selection: Selection, lang: str) -> Iterator[str]:
    with translation.override(lang):
        name = f"{gettext('IMCTC Archive')}: {heading(kind, lang)}"
    yield calendar.calendar(name, chain.from_iterable(batches(chosen(kind, selection))), lang)


def atom(kind: Kind, selection: Selection, lang: str) -> Iterator[str]:
    latest = chosen(kind, selection).order_by("-changed_at", "slug")[: feed.ENTRIES]
    with translation.override(lang):
        title = f"{gettext('IMCTC Archive')}: {heading(kind, lang)}"
        subtitle = gettext("What was published or changed last")
    page, own = page_address(kind, selection), page_address(kind, selection, "atom")
    yield feed.atom(title, subtitle, page, own, readform.records(latest), lang)


#: How a list is written in each format, in pieces.
MANY: dict[str, Callable[[Kind, Selection, str], Iterator[str]]] = {
    "csv": csv,
    "json": rows,
    "bib": citations(bibtex, between="\n"),
    "ris": citations(ris),
    "csl.json": citations(csl, opening="[\n", between=",\n", closing="\n]\n"),
    "ics": ics,
    "atom": atom,
}


# Answers ----------------------------------------------------------------------------------------------------


def within(pieces: Iterator[str], lang: str) -> Iterator[str]:
    """Pieces, each made in the language and from the database of the answer, however late it is asked for."""
    alias = database.reading()
    while True:
        with database.one(alias), translation.override(lang):
            piece = next(pieces, "")
        if not piece:
            return
        yield piece


def answered(wanted: Format, body: str | Iterator[str]) -> HttpResponse | StreamingHttpResponse:
    """An answer that every program may read, whole if it is short."""
    if not isinstance(body, str):
        first, letters = [], 0
        for piece in body:
            first.append(piece)
            letters += len(piece)
            if letters > HELD:
                response: Any = StreamingHttpResponse(chain(first, body), content_type=wanted.type)
                return open_to_all(response)
        body = "".join(first)
    return open_to_all(HttpResponse(body, content_type=wanted.type))


def open_to_all(response):
    """Say to browsers that pages of other sites may read this."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
