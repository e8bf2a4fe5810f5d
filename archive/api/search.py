"""The search of the archive for programs: the same words find the same records as on pages."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from ninja import Schema

from archive import kinds, languages
from archive.api import cursors, problems
from archive.api.answers import answer, url
from archive.api.fields import TEXT, Text, said
from archive.api.lists import not_a_value
from archive.api.problems import Wrong
from archive.api.rows import CURSOR, SLUG, parameter
from archive.data.records import LICENCE
from archive.kinds import readform
from archive.lists import places
from archive.models.slugs import ADDRESS_NAME
from archive.search import counting, finding, ranking, showing
from archive.search.documents import MODELS, YEARS

PARAMETERS = ("q", "lang", "type", "country", "kind", "year", "cursor")

#: Kinds whose records have pages.
SEARCHED = {name: model for name, model in MODELS.items() if model.FOLDER}


def kinds_of(kind: str) -> list[str]:
    """The kinds of their own that records of a kind are told apart by."""
    model = SEARCHED.get(kind)
    if not model or not model.SORT:
        return []
    field: Any = model._meta.get_field(model.SORT)
    return [code for code, _label in field.choices or ()]


OWN_KINDS = sorted({code for kind in SEARCHED for code in kinds_of(kind)})


class Asked(Schema):
    """What can be asked of the search."""

    q: str | None = parameter(
        "Words, in Devanagari or in Latin letters; “…” for words together, - before what must not be there.",
        "riyadh",
        pattern=r"\S",
    )[1]
    lang: str | None = parameter(
        "The language that the words are likelier to be in, which decides between equals.",
        "en",
        enum=["hi", "en"],
    )[1]
    type: str | None = parameter("Only records of this kind.", "event", enum=sorted(SEARCHED))[1]
    country: str | None = parameter(
        "Only what has to do with this country or body.", "pakistan", pattern=SLUG
    )[1]
    kind: str | None = parameter(
        "Of the kind of records that `type` names, only those of this kind of their own, by its code.",
        "meeting",
        enum=OWN_KINDS,
    )[1]
    year: str | None = parameter(
        "Only what may have happened in this year.", "2017", pattern="^[12][0-9]{3}$"
    )[1]
    cursor: str | None = parameter("Where to go on: from `next` of the last answer.", "WzJd", pattern=CURSOR)[
        1
    ]


class Part(Schema):
    """A piece of a text."""

    text: str = said("The piece.", "Riyadh")
    matched: bool = said("Whether it is one of the words that were looked for.", True)


class Hit(Schema):
    """One record that was found."""

    type: str = said("Its kind.", "event")
    slug: str = said("The last part of its address.", "2017-11-26-riyadh")
    title: Text = said("What it is called, by language.", TEXT)
    date: str | None = said("Its date in EDTF; null if it has none.", "2017-11-26")
    lang: str = said("The language in which the words were found.", "en")
    snippet: list[Part] = said("The words in the text around them.", [{"text": "in ", "matched": False}])
    page: str = said(
        "Its page, which leads each reader to their own language.", "https://archive.example.org/events/x/"
    )
    api: str = said("The whole record here.", "https://archive.example.org/api/v1/events/x")


class Results(Schema):
    """One part of what was found, best first."""

    q: str = said("What was asked.", "riyadh")
    total: int = said("How many records were found, as far as they were counted.", 35)
    more: bool = said("Whether there are more than were counted.", False)
    too_much: bool = said(
        "Whether so much was asked that nothing was looked for to its end: ask for fewer or longer words.",
        False,
    )
    next: str | None = said("The address of the next part; null in the last.", None)
    licence: str = said("Under which it may be used.", LICENCE)
    data: list[Hit] = said("The records.", [])


def results(sent: dict[str, str]):
    lang, filters, number = read(sent)
    found = finding.find(sent["q"], lang, filters, number)
    counts = counting.Counts() if found.too_much else counting.count(found.query, filters, found.lookup)
    hits = showing.hits(found.query, found.rows, lang)
    titles = titles_of(hits)
    asked = {name: sent[name] for name in PARAMETERS if name != "cursor" and sent.get(name)}
    goes_on = found.more and found.page < finding.MOST_PAGES and found.page == number
    following = url("search", **asked, cursor=cursors.written([number + 1])) if goes_on else None
    body = {
        "q": sent["q"],
        "total": counts.total,
        "more": bool(counts.over),
        "too_much": found.too_much,
        "next": following,
        "licence": LICENCE,
        "data": [shown(hit, titles) for hit in hits] if found.page == number else [],
    }
    return answer(body, following=following or "")


def read(sent: dict[str, str]) -> tuple[str, ranking.Filters, int]:
    found, slugs = [], places.by_slug()
    lang, kind = sent.get("lang") or languages.codes()[0], sent.get("type", "")
    country, year, own = sent.get("country", ""), sent.get("year", ""), sent.get("kind", "")
    if not sent.get("q"):
        found.append(Wrong("q", gettext("Say in “q” which words to look for.")))
    if lang not in languages.codes():
        found.append(Wrong("lang", not_a_value(lang, "lang", languages.codes())))
    if kind and kind not in SEARCHED:
        found.append(Wrong("type", not_a_value(kind, "type", list(SEARCHED))))
    if country and not ADDRESS_NAME.fullmatch(country):
        found.append(Wrong("country", not_a_value(country, "country", [])))
    if year and not (whole(year) and len(year) == 4 and int(year) in YEARS):
        found.append(Wrong("year", not_a_value(year, "year", [])))
    if own and own not in OWN_KINDS:
        found.append(Wrong("kind", not_a_value(own, "kind", kinds_of(kind))))
    if found:
        raise problems.wrong(found)
    if own and own not in kinds_of(kind):
        raise problems.not_found(not_a_value(own, "kind", kinds_of(kind)))
    if country and country not in slugs:
        raise problems.not_found(not_a_value(country, "country", []))
    return lang, ranking.Filters(kind, slugs[country].code if country else "", own, year), page_of(sent)


def page_of(sent: dict[str, str]) -> int:
    """Hits are ranked anew for each part, so that a cursor names the part and not its last hit."""
    if not (cursor := sent.get("cursor", "")):
        return 1
    (number,) = cursors.read(cursor, [int])
    if not 1 < number <= finding.MOST_PAGES:
        raise cursors.wrong()
    return number


def whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def titles_of(hits: list[showing.Hit]) -> dict[tuple[str, str], Text]:
    """What the records are called, in every language."""
    titles = {}
    for name in {hit.kind for hit in hits}:
        slugs = [hit.slug for hit in hits if hit.kind == name]
        for record in kinds.KINDS[name].records().filter(slug__in=slugs):
            titles[name, record.slug] = readform.title(record)
    return titles


def shown(hit: showing.Hit, titles: dict[tuple[str, str], Text]) -> dict[str, Any]:
    model = SEARCHED[hit.kind]
    return {
        "type": hit.kind,
        "slug": hit.slug,
        "title": titles.get((hit.kind, hit.slug), {}),
        "date": hit.date or None,
        "lang": hit.language,
        "snippet": [part._asdict() for part in hit.snippet],
        "page": f"{settings.SITE_URL}{model.path(hit.slug)}",
        "api": url(f"{model.FOLDER}/{hit.slug}"),
    }
