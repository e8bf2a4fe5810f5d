"""The addresses below `/api/v1/`."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import path, re_path
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError

from archive import kinds
from archive.api import chronology, lists, membership, openapi, problems, search
from archive.api.answers import answer, guarded, public, url
from archive.api.fields import Record, Text, said
from archive.api.problems import Problem, Wrong
from archive.api.rows import asked_of, page_of, parameters, row_of
from archive.data.records import LICENCE
from archive.kinds import Kind, readform
from archive.kinds.membership import days
from archive.public.records import Moved, find
from archive.serialise import texts

VERSION = "1"

api = NinjaAPI(
    title="IMCTC Archive",
    version=VERSION,
    description="Everything that the archive shows, for programs: read-only, in all its languages at once.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)

#: What operations do, in a sentence each; the page of documentation says them in the reader's language.
SUMMARIES = {
    "index": gettext_noop("What there is, with the address of each list"),
    "search": gettext_noop("Find records by words in Hindi or English"),
    "chronology": gettext_noop("Everything dated: events, statements, joinings, leavings and numbers given"),
    "membership": gettext_noop("Who was a member on a day, how far that is known, and by what"),
    "openapi": gettext_noop("This description, for programs that read OpenAPI"),
    "list": gettext_noop("The records of one kind, filtered as on their page, in parts"),
    "record": gettext_noop("One record with all its facts, sources and doubts"),
}


@api.exception_handler(Problem)
def a_problem(request, problem):
    raise problem


@api.exception_handler(Http404)
def missing(request, error):
    raise problems.not_found() from error


@api.exception_handler(ValidationError)
def invalid(request, error):
    raise problems.wrong(Wrong(str(each["loc"][-1]), each["msg"]) for each in error.errors)


@api.exception_handler(Exception)
def anything(request, error):
    raise error


# Records and lists ------------------------------------------------------------------------------------------


def add(kind: Kind) -> None:
    row = row_of(kind)
    asked, part, known = asked_of(kind), page_of(kind, row), parameters(kind.listing)
    folder, name = kind.folder, kind.name.replace("-", "_")

    @public(*known)
    def listing(request, asked: asked = Query(...)):  # type: ignore[valid-type]  # noqa: B008 (so says ninja)
        sent: dict[str, Any] = asked.dict()  # type: ignore[attr-defined]
        return lists.listing(kind, {name: value for name, value in sent.items() if value})

    add_operation(f"/{folder}", listing, f"list_{name}", SUMMARIES["list"], kind, {200: part})
    if kind.model.FOLDER:

        @public()
        def record(request, slug: str):
            return one(request, kind, slug)

        found = {200: Record, 301: None, 302: None}
        add_operation(f"/{folder}/{{slug}}", record, f"get_{name}", SUMMARIES["record"], kind, found)


def add_operation(path_: str, view, name: str, summary: str, kind: Kind | None, responses: dict) -> None:
    tags = [kind.model.NAMES.many if kind else "Archive"]
    api.api_operation(
        ["GET"], path_, operation_id=name, summary=summary, tags=tags, response=responses, url_name=name
    )(view)


def one(request, kind: Kind, slug: str):
    try:
        obj = find(kind, slug, request.user)
    except Moved as moved:
        return HttpResponsePermanentRedirect(url(f"{kind.folder}/{moved.slug}"))
    if not obj.is_readable:
        raise problems.not_found()
    if elsewhere := kind.elsewhere(obj):
        name, there = elsewhere
        return HttpResponseRedirect(url(f"{kinds.KINDS[name].folder}/{there}"))
    response = answer(lists.shown_record(readform.record(obj)))
    if obj.is_withdrawn:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


# What is about all of them ----------------------------------------------------------------------------------


class One(Schema):
    """One kind of record."""

    type: str = said("Its name.", "member")
    title: Text = said("What such records are called, by language.", {"hi": "सदस्य", "en": "Members"})
    count: int = said("How many are published.", 43)
    api: str = said("Their list here.", "https://archive.example.org/api/v1/members")
    page: str = said("Their list as a page.", "https://archive.example.org/members/")


class Index(Schema):
    """What there is."""

    title: Text = said("What the archive is called, by language.", {"en": "IMCTC Archive"})
    licence: str = said("Under which its texts may be used.", LICENCE)
    documentation: str = said("Where this is explained.", "https://archive.example.org/api/")
    openapi: str = said("The same for programs.", "https://archive.example.org/api/v1/openapi.json")
    search: str = said(
        "The search; it needs words in `q`.", "https://archive.example.org/api/v1/search?q=riyadh"
    )
    chronology: str = said(
        "Everything dated, of every kind.", "https://archive.example.org/api/v1/chronology"
    )
    membership: str = said("Who was a member on a day.", "https://archive.example.org/api/v1/membership")
    days: list[str] = said(
        "Days on which the number of members changed, to ask `membership` about.", ["2015-12-15"]
    )
    kinds: list[One] = said("The kinds of records, in the order of the pages.", [])


@public()
def index(request):
    body = {
        "title": texts.own("IMCTC Archive"),
        "licence": LICENCE,
        "documentation": f"{settings.SITE_URL}/api/",
        "openapi": url("openapi.json"),
        "search": url("search", q="riyadh"),
        "chronology": url("chronology"),
        "membership": url("membership"),
        "days": days(),
        "kinds": [counted(kind) for kind in kinds.KINDS.values() if kind.listed],
    }
    return answer(body)


def counted(kind: Kind) -> dict[str, Any]:
    return {
        "type": kind.name,
        "title": texts.own(kind.model.NAMES.many),
        "count": kind.listing.published().count(),
        "api": url(kind.folder),
        "page": f"{settings.SITE_URL}/{kind.folder}/",
    }


@public(*search.PARAMETERS)
def searching(request, asked: search.Asked = Query(...)):  # noqa: B008
    return search.results({name: value for name, value in asked.dict().items() if value})


class Day(Schema):
    """The day that is asked about."""

    on: str | None = membership.ON
    known: str | None = membership.KNOWN


@public("on", "known")
def on_a_day(request, asked: Day = Query(...)):  # noqa: B008
    return membership.on_a_day(asked.on or "", asked.known or "")


ChronologyAsked = chronology.asked()


@public(*chronology.PARAMETERS)
def dated(request, asked: ChronologyAsked = Query(...)):  # type: ignore[valid-type]  # noqa: B008
    sent: dict[str, Any] = asked.dict()  # type: ignore[attr-defined]
    return chronology.listing({name: value for name, value in sent.items() if value})


@public()
def description(request):
    return answer(openapi.described(api))


add_operation("/", index, "index", SUMMARIES["index"], None, {200: Index})
add_operation("/search", searching, "search", SUMMARIES["search"], None, {200: search.Results})
add_operation("/chronology", dated, "chronology", SUMMARIES["chronology"], None, {200: chronology.Chronology})
add_operation(
    "/membership", on_a_day, "membership", SUMMARIES["membership"], None, {200: membership.Membership}
)
for each in kinds.KINDS.values():
    if each.listed:
        add(each)


@guarded
def nothing(request, rest=""):
    raise problems.not_found()


def addresses() -> list:
    """Every address, each guarded, and an answer for all that is none."""
    patterns: list[Any] = api.urls[0]
    found = [
        re_path(str(pattern.pattern), guarded(pattern.callback), name=f"api-{pattern.name}")
        if str(pattern.pattern).startswith("^")
        else path(str(pattern.pattern), guarded(pattern.callback), name=f"api-{pattern.name}")
        for pattern in patterns
        if pattern.name and pattern.name != "api-root"
    ]
    return [
        path("openapi.json", guarded(description), name="api-openapi"),
        *found,
        path("<path:rest>", nothing),
    ]
