"""What each kind of record is to schema.org, made from its read form."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from archive import dates, kinds, languages, markdown
from archive.dates import Kind as DateKind
from archive.models import Country, Event, Source
from archive.serialise.shapes import CountryLink, Named, OwnCountry, ReadForm, SourceLink, TermLink

Node = dict[str, Any]

CONTEXT = "https://schema.org"


def full(node: Node) -> Node:
    """A node without what is empty."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


def said(message: str, lang: str) -> str:
    """Words of the archive itself in a language."""
    with translation.override(lang):
        return gettext(message)


def archive(lang: str) -> str:
    with translation.override(lang):
        return gettext("IMCTC Archive")


def coalition(lang: str) -> str:
    with translation.override(lang):
        return gettext("Islamic Military Counter Terrorism Coalition")


def home(lang: str) -> str:
    return f"{settings.SITE_URL}/{lang}/"


def titled(one: Named, lang: str) -> str:
    return languages.pick(one["title"], lang).text


def text_of(one: ReadForm, claim: str, lang: str) -> str:
    """A fact as a reader of the page gets it, without markup; '' if it is not there."""
    for fact in one["facts"]:
        if fact["claim"] == claim:
            text = languages.pick(fact["text"], lang).text
            return markdown.plain(text) if fact["kind"] == "markdown" else text
    return ""


def day(edtf: str) -> str:
    """A date that is a plain year, month or day; '' for all that a program would make more exact."""
    return (dates.machine(edtf) or "") if edtf else ""


def span(edtf: str) -> Node:
    """When something began and ended."""
    if not edtf or day(edtf):
        return full({"startDate": day(edtf)})
    value = dates.parse(edtf)
    if value.kind is not DateKind.INTERVAL:
        return {}
    ends = {"startDate": value.start, "endDate": value.end}
    return {name: str(end) for name, end in ends.items() if getattr(end, "year", None) and plain(end)}


def plain(point) -> bool:
    return not point.qualifier and not point.season


def place(link: CountryLink | OwnCountry | None, lang: str) -> Node:
    """A state or a body by its link."""
    if not link:
        return {}
    sort = "Country" if link["kind"] == Country.Kind.STATE else "Organization"
    return {"@type": sort, "name": titled(link, lang), "url": f"{settings.SITE_URL}/{lang}{link['path']}"}


def cited(source: SourceLink, lang: str) -> Node:
    """A document that a page names, as the page names it."""
    title = languages.pick(source["title"], lang).text
    printed = source["kind"] != Source.Kind.KNOWLEDGE
    language = source["language"] if printed else ""
    return full({"@type": "CreativeWork", "name": title, "inLanguage": language, "url": source["url"]})


def member(one: ReadForm, lang: str) -> Node:
    return {"@type": "Country", "name": titled(one, lang), "description": text_of(one, "summary", lang)}


def membership(one: ReadForm, lang: str, country: str) -> Node:
    """The coalition with this one member, in the years for which it was one."""
    joined, left = span(one["date"]), text_of(one, "left", lang)
    ended = next((fact["value"] for fact in one["facts"] if fact["claim"] == "left"), "")
    role = {
        "@type": "OrganizationRole",
        "member": {"@id": country},
        "roleName": text_of(one, "standing", lang),
        "description": ", ".join(filter(None, (text_of(one, "joined", lang), left))),
        "startDate": joined.get("startDate") if "endDate" not in joined else None,
        "endDate": day(ended) if isinstance(ended, str) else None,
    }
    return {"@type": "Organization", "name": coalition(lang), "member": full(role)}


def country(one: ReadForm, lang: str) -> Node:
    kind = next((fact["value"] for fact in one["facts"] if fact["claim"] == "kind"), Country.Kind.STATE)
    sort = "Country" if kind == Country.Kind.STATE else "Organization"
    return {"@type": sort, "name": titled(one, lang), "description": text_of(one, "summary", lang)}


def event(one: ReadForm, lang: str) -> Node:
    where = text_of(one, "place", lang)
    planned = text_of(one, "occurrence", lang) and any(
        fact["value"] == Event.Occurrence.PLANNED for fact in one["facts"] if fact["claim"] == "occurrence"
    )
    return {
        "@type": "Event",
        "name": titled(one, lang),
        "description": text_of(one, "summary", lang),
        **span(one["date"]),
        "eventStatus": f"{CONTEXT}/EventScheduled" if planned else None,
        "location": {"@type": "Place", "name": where} if where else None,
        "about": [place(each, lang) for each in one["participants"]],
    }


def statement(one: ReadForm, lang: str) -> Node:
    speaker, office = text_of(one, "speaker", lang), text_of(one, "office", lang)
    sort = "Organization" if one["speaker_kind"] == "institution" else "Person"
    made = {
        "@type": "Quotation" if one["quotation"] else "CreativeWork",
        "name": kinds.KINDS["statement"].called(one, lang),
        "abstract": text_of(one, "gist", lang),
        "creator": full({"@type": sort, "name": speaker, "jobTitle": office if sort == "Person" else ""}),
        "dateCreated": day(one["date"]),
        "about": place(one["about"], lang),
        "keywords": text_of(one, "kind", lang),
    }
    if quotation := one["quotation"]:
        said = {code: version["text"] for code, version in quotation["versions"].items()}
        if quotation["original"] and lang not in said:
            made |= {"text": quotation["original"], "inLanguage": quotation["language"]}
        else:
            text = languages.pick(said, lang)
            made |= {"text": text.text, "inLanguage": text.lang}
    return made


def figure(one: ReadForm, lang: str) -> Node:
    called = kinds.KINDS["figure"].called(one, lang)
    return {
        "@type": "Claim",
        "name": called,
        "text": called,
        "creditText": text_of(one, "claimed_by", lang),
        "dateCreated": day(one["date"]),
        "abstract": text_of(one, "verdict_note", lang),
    }


def source(one: ReadForm, lang: str) -> Node:
    publisher = languages.pick(one["publisher"], lang).text
    return {
        "@type": "NewsArticle" if one["kind"] == Source.Kind.PRESS else "CreativeWork",
        "name": titled(one, lang),
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
        "datePublished": day(one["date"]),
        "inLanguage": one["language"] if one["kind"] != Source.Kind.KNOWLEDGE else None,
        "url": one["url"],
        "archivedAt": one["archived_url"],
    }


def topic(one: ReadForm, lang: str) -> Node:
    opening = languages.pick(
        next((fact["text"] for fact in one["facts"] if fact["claim"] == "body"), {}), lang
    ).text
    return {"@type": "Article", "headline": titled(one, lang), "abstract": markdown.opening(opening)}


def person(one: ReadForm, lang: str) -> Node:
    return {
        "@type": "Person",
        "name": titled(one, lang),
        "alternateName": list(one["names"]),
        "description": text_of(one, "summary", lang),
        "hasOccupation": [held(term, lang) for term in one["terms"]],
    }


def named(link: Named, sort: str, lang: str) -> Node:
    """Another record by its link."""
    return {"@type": sort, "name": titled(link, lang), "url": f"{settings.SITE_URL}/{lang}{link['path']}"}


def held(term: TermLink, lang: str) -> Node:
    """A post that a person held, from when to when as far as a plain date says it."""
    role = {
        "@type": "Role",
        "hasOccupation": named(term["post"], "Occupation", lang) if term["post"] else None,
        "startDate": day(term["started"]),
        "endDate": day(term["ended"]),
        "url": f"{settings.SITE_URL}/{lang}{term['path']}",
    }
    return full(role)


def holder(term: TermLink | ReadForm, lang: str) -> Node:
    """The same from the side of the post."""
    role = {
        "@type": "OrganizationRole",
        "roleName": titled(term["post"], lang) if term["post"] else None,
        "member": named(term["person"], "Person", lang) if term["person"] else None,
        "startDate": day(term["started"]),
        "endDate": day(term["ended"]),
    }
    return full(role)


def post(one: ReadForm, lang: str) -> Node:
    return {"@type": "Occupation", "name": titled(one, lang), "description": text_of(one, "summary", lang)}


def holders(one: ReadForm, lang: str) -> Node:
    """The body that a post belongs to, with everybody who held it."""
    body = place(one["country"], lang)
    return {**body, "member": [holder(term, lang) for term in one["terms"]]} if body else {}


def term(one: ReadForm, lang: str) -> Node:
    return {**holder(one, lang), "name": titled(one, lang), "description": text_of(one, "note", lang)}


def work(one: ReadForm, lang: str) -> Node:
    """A record of a kind that has no words of its own here."""
    main = kinds.KINDS[one["type"]].model.MAIN_TEXT
    return {"@type": "CreativeWork", "name": titled(one, lang), "abstract": text_of(one, main, lang)}


#: What each kind of record is to schema.org.
THINGS: dict[str, Callable[[ReadForm, str], Node]] = {
    "member": member,
    "country": country,
    "event": event,
    "statement": statement,
    "figure": figure,
    "source": source,
    "topic": topic,
    "person": person,
    "post": post,
    "term": term,
}
