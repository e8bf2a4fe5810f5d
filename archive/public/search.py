"""The page of search results, and suggestions while a reader types."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive import answers, languages
from archive.lists import places
from archive.lists.filters import plain
from archive.lists.paging import no_such_page, page_number
from archive.lists.selection import NOT_A_VALUE, Active, Field, Option
from archive.memo import one_revision
from archive.public.addresses import address
from archive.public.http import public_page
from archive.public.page import page
from archive.search import counting, finding, ranking, showing
from archive.search.documents import MODELS, YEARS
from archive.search.reading import MOST_WORDS, shortened
from archive.serialise import texts
from archive.spelling.fold import LONGEST_WORD

PARAMS = ("q", "type", "country", "kind", "year", "page")
SUGGESTED = 8

#: Kinds that readers search, whose records have pages.
SEARCHED = {name: model for name, model in MODELS.items() if model.FOLDER}


def kinds() -> dict[str, str]:
    """Kinds of records in the order in which they are offered, in the active language."""
    return {name: _(model.NAMES.many) for name, model in SEARCHED.items()}


@public_page(params=PARAMS)
@one_revision
def search(request):
    asked, notices = _asked(request.GET)
    lang, text = languages.current(), asked["q"]
    number, notice = page_number(request.GET.get("page", ""))
    codes = {named.code: named for named in places.countries().values()}
    slugs = places.by_slug()
    country = slugs[asked["country"]].code if asked["country"] else ""
    filters = ranking.Filters(asked["type"], country, asked["kind"], asked["year"])
    found = finding.find(request.GET.get("q", ""), lang, filters, min(number, finding.MOST_PAGES))
    counts = counting.Counts() if found.too_much else counting.count(found.query, filters, found.lookup)
    if found.query.cut:
        notices.append(
            _("The search was shortened: no more than %(words)s words of %(letters)s letters are looked for.")
            % {"words": MOST_WORDS, "letters": LONGEST_WORD}
        )
    if found.rows:
        notices += filter(None, [notice or no_such_page(number, found.page)])
    number = found.page
    asked["page"] = str(number) if number > 1 else ""
    fields, labels = _fields(asked, counts, codes)
    question = answers.asked(text) if number == 1 and not any(_question_filters(asked)) else None
    context = {
        "answer": answers.answer(question) if question else None,
        "address": address,
        "asked": asked,
        "told": plain(text),
        "notices": notices,
        "understood": bool(found.query),
        "too_much": found.too_much,
        "hits": [_shown(hit, lang) for hit in showing.hits(found.query, found.rows, lang)],
        # Where the budget ended before the counting did, what is shown is there at least.
        "total": max(counts.total, len(found.rows)) if counts.over else counts.total,
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


def _question_filters(asked) -> list[str]:
    return [asked[name] for name in ("type", "country", "kind", "year")]


def _asked(sent) -> tuple[dict[str, str], list[str]]:
    """The parameters that make sense, and a sentence for each that does not."""
    asked = dict.fromkeys(PARAMS, "")
    asked["q"], _cut = shortened(sent.get("q", ""))
    right = {
        "type": lambda value: value in kinds(),
        "country": lambda value: value in places.by_slug(),
        "kind": lambda value: bool(_sort_label(asked["type"], value)),
        "year": lambda value: re.fullmatch("[0-9]{4}", value) is not None and int(value) in YEARS,
    }
    labels = {
        "type": _("Type"),
        "country": _("Country or body"),
        "kind": _("Kind"),
        "year": _("Year"),
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
    return [question for question in questions if question[0] != "kind" or _sorted(asked["type"])]


def _sorted(kind: str) -> bool:
    """Whether records of a kind are told apart by kinds of their own."""
    return kind in SEARCHED and bool(SEARCHED[kind].SORT)


def _sort_label(kind: str, value: str) -> str:
    if not _sorted(kind):
        return ""
    model = SEARCHED[kind]
    return texts.choice_of(model, model.SORT, value).get(languages.current(), "")


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
        labels["country", asked["country"]] = places.by_slug()[asked["country"]].name
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
    return Shown(
        hit,
        address(hit.kind, hit.slug),
        _(SEARCHED[hit.kind].NAMES.noun),
        _sort_label(hit.kind, hit.sort),
        hit.language,
    )


def _bare(value: str) -> languages.Text:
    return languages.Text(value, "")


def _words(query) -> Iterable[str]:
    """Each word of a query of several, to be searched for alone."""
    typed = [asked.typed for asked in query.wanted]
    return typed if len(typed) + len(query.phrases) > 1 else []


@public_page(params=("q",))
@one_revision
def suggest(request):
    """Records whose title holds the words typed so far, the last one perhaps unfinished, as JSON.

    `{"suggestions": [{"title": …, "lang": …, "kind": …, "href": …}, …], "status": …}`; the status is for
    readers who do not see the list open.
    """
    lang, text = languages.current(), request.GET.get("q", "")
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
