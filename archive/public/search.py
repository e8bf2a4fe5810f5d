"""The page of search results, and suggestions while a reader types."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive import languages
from archive.api import texts
from archive.public import names
from archive.public.addresses import address
from archive.public.filters import plain
from archive.public.http import public_page
from archive.public.memo import one_revision
from archive.public.page import page
from archive.public.selection import NOT_A_VALUE, Active, Field, Option
from archive.search import counting, finding, ranking, showing
from archive.search.documents import MODELS
from archive.search.query import LONGEST

PARAMS = ("q", "type", "country", "kind", "year", "page")
SUGGESTED = 8

#: The field of each kind of record whose choices are its own kinds.
SORTS = {
    "member": "standing",
    "country": "kind",
    "event": "kind",
    "statement": "kind",
    "figure": "verdict",
    "source": "kind",
}


def kinds() -> dict[str, str]:
    """Kinds of records in the order in which they are offered, in the active language."""
    return {
        "member": _("Members"),
        "country": _("Countries and bodies"),
        "event": _("Events"),
        "statement": _("Statements"),
        "figure": _("Figures"),
        "source": _("Sources"),
        "topic": _("Background"),
    }


@public_page(params=PARAMS)
@one_revision
def search(request):
    asked, notices = _asked(request.GET)
    lang, text = languages.current(), asked["q"]
    number = int(asked["page"] or 1)
    codes = {named.code: named for named in names.countries().values()}
    slugs = names.by_slug()
    country = slugs[asked["country"]].code if asked["country"] else ""
    filters = ranking.Filters(asked["type"], country, asked["kind"], asked["year"])
    found = finding.find(text, lang, filters, number)
    counts = counting.count(found.query, filters) if found.query else counting.Counts()
    if found.query.cut:
        notices.append(_("The search was shortened to its first words."))
    fields, labels = _fields(asked, counts, codes)
    context = {
        "asked": asked,
        "told": plain(text),
        "notices": notices,
        "understood": bool(found.query),
        "hits": [_shown(hit, lang) for hit in showing.hits(found.query, found.rows, lang)],
        "total": counts.total,
        "over": bool(counts.over),
        "fields": fields,
        "active": [
            Active(
                name, label, labels.get((name, asked[name]), _bare(asked[name])), _query(asked, {name: ""})
            )
            for name, label in _questions(asked)
            if asked[name]
        ],
        "cleared": _query({"q": text}),
        "near": [
            (word, [(known.shown, _query({"q": known.shown})) for known in meant])
            for word, meant in found.near.items()
        ],
        "previous": _query(asked, {"page": str(number - 1) if number > 2 else ""}) if number > 1 else "",
        "next": _query(asked, {"page": str(number + 1)})
        if found.more and number < finding.MOST_PAGES
        else "",
        "number_of_page": number,
        "alone": [(word, _query({"q": word})) for word in _words(found.query)] if not found.rows else [],
    }
    return page(request, "search.html", context, section="search", query=_query(asked), noindex=bool(text))


def _asked(sent) -> tuple[dict[str, str], list[str]]:
    """The parameters that make sense, and a sentence for each that does not."""
    asked = dict.fromkeys(PARAMS, "")
    asked["q"] = " ".join(sent.get("q", "")[: LONGEST + 1].replace("\0", " ").split())
    right = {
        "type": lambda value: value in kinds(),
        "country": lambda value: value in names.by_slug(),
        "kind": lambda value: bool(_sort_label(sent.get("type", ""), value)),
        "year": lambda value: re.fullmatch(r"[12][0-9]{3}", value, re.ASCII) is not None,
        "page": lambda value: value.isdecimal() and 0 < int(value[:9]) <= finding.MOST_PAGES,
    }
    labels = {
        "type": _("Type"),
        "country": _("Country or body"),
        "kind": _("Kind"),
        "year": _("Year"),
        "page": _("Page"),
    }
    notices = []
    for name, is_right in right.items():
        if value := sent.get(name, ""):
            if is_right(value):
                asked[name] = value
            else:
                notices.append(_(NOT_A_VALUE) % {"value": plain(value), "filter": labels[name]})
    return asked, notices


def _query(asked: dict[str, str], change: dict[str, str] | None = None) -> str:
    """A query string; a change of filters leads to the first page, another type asks for its own kinds."""
    change = change or {}
    if change and "page" not in change:
        change = {**change, "page": ""}
    if "type" in change:
        change = {**change, "kind": ""}
    merged = {**asked, **change}
    return urlencode({name: merged[name] for name in PARAMS if merged.get(name)})


def _questions(asked) -> list[tuple[str, str]]:
    questions = [
        ("type", _("Type")),
        ("country", _("Country or body")),
        ("kind", _("Kind")),
        ("year", _("Year")),
    ]
    return [question for question in questions if question[0] != "kind" or asked["type"] in SORTS]


def _sort_label(kind: str, value: str) -> str:
    if kind not in SORTS:
        return ""
    return texts.choice_of(MODELS[kind], SORTS[kind], value).get(languages.current(), "")


def _fields(asked, counts, codes) -> tuple[list[Field], dict]:
    """The questions with the answers that lead somewhere, and the names of all answers."""
    spoken, lang = kinds(), languages.current()
    by_slug = {
        codes[code].slug: (codes[code], count) for code, count in counts.countries.items() if code in codes
    }
    answers = {
        "type": [
            (kind, languages.Text(label, lang), counts.kinds.get(kind, 0)) for kind, label in spoken.items()
        ],
        "country": [
            (named.slug, named.name, by_slug[named.slug][1])
            for named in codes.values()
            if named.slug in by_slug
        ],
        "kind": [
            (value, languages.Text(_sort_label(asked["type"], value), lang), count)
            for value, count in sorted(counts.sorts.items(), key=lambda item: (-item[1], item[0]))
        ],
        "year": [
            (year, languages.Text(year, ""), count)
            for year, count in sorted(counts.years.items(), reverse=True)
        ],
    }
    labels = {(name, value): label for name, options in answers.items() for value, label, _count in options}
    if asked["country"] and ("country", asked["country"]) not in labels:
        labels["country", asked["country"]] = names.by_slug()[asked["country"]].name
    fields = []
    for name, label in _questions(asked):
        options = [
            Option(value, text, count, value == asked[name])
            for value, text, count in answers[name]
            if text and (count or value == asked[name])
        ]
        if options:
            fields.append(Field(name, label, options, asked[name], not asked[name]))
    return fields, labels


class Shown(NamedTuple):
    """One result as the page shows it."""

    hit: showing.Hit
    href: str
    kind: str
    sort: str
    snippet_language: str


def _shown(hit: showing.Hit, lang: str) -> Shown:
    singular = {
        "member": _("member"),
        "country": _("country or body"),
        "event": _("event"),
        "statement": _("statement"),
        "figure": _("figure"),
        "source": _("source"),
        "topic": _("background"),
    }
    return Shown(
        hit, address(hit.kind, hit.slug), singular[hit.kind], _sort_label(hit.kind, hit.sort), hit.language
    )


def _bare(value: str) -> languages.Text:
    return languages.Text(value, "")


def _words(query) -> Iterable[str]:
    """Each word of a query of several, to be searched for alone."""
    typed = [" ".join(asked.spelling) for asked in query.wanted]
    return typed if len(typed) + len(query.phrases) > 1 else []


@public_page(params=("q",))
@one_revision
def suggest(request):
    """Records whose title holds the words typed so far, the last one perhaps unfinished, as JSON.

    `{"suggestions": [{"title": …, "lang": …, "kind": …, "href": …}, …], "status": …}`; the status is for
    readers who do not see the list open.
    """
    lang, text = languages.current(), request.GET.get("q", "")[:LONGEST]
    query, rows = finding.titles(text, lang, SUGGESTED)
    shown = [_shown(hit, lang) for hit in showing.hits(query, rows, lang)]
    suggestions = [
        {
            "title": "".join(part.text for part in one.hit.title),
            "lang": one.hit.title_language,
            "kind": one.kind,
            "href": one.href,
        }
        for one in shown
    ]
    count = len(suggestions)
    status = ngettext("%(shown)s suggestion", "%(shown)s suggestions", count) % {"shown": count}
    return JsonResponse(
        {"suggestions": suggestions, "status": status if count else ""},
        json_dumps_params={"ensure_ascii": False},
    )
