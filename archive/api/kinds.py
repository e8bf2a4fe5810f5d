"""Which facts each kind of record has, in the order in which a reader meets them."""

from collections.abc import Sequence

from archive import languages, markdown
from archive.api import loading, texts
from archive.api.facts import Facts, Sources
from archive.api.loading import Behind
from archive.models import (
    Country,
    Event,
    Figure,
    Member,
    Record,
    SeedClaim,
    Source,
    Statement,
    Topic,
)
from archive.models.citation import normalised


def behind(model: type[Record], records: Sequence[Record], *, preview: bool = False) -> Behind:
    """What stands behind records of one kind: a fixed number of queries, however many records there are."""
    ids = [record.pk for record in records]
    found = Behind()
    if model is Source:
        return found
    parent = model.kind_name.replace("-", "_")
    found.citations = loading.citations(parent, ids, preview=preview)
    if model is Member:
        found.country_citations = loading.citations(
            "country", [record.country_id for record in records], preview=preview
        )
    elif model is Event:
        found.participants = loading.participants(ids)
        wanted = {pk for taking_part in found.participants.values() for pk in taking_part}
        found.countries = loading.countries(wanted | {record.place_country_id for record in records})
    elif model is Statement:
        found.countries = loading.countries(
            pk for record in records for pk in (record.country_id, record.about_id)
        )
        found.events = loading.events(record.event_id for record in records)
    elif model is Topic:
        keys = {key for record in records for key in keys_of(record)}
        found.sources = loading.sources(keys, preview=preview)
    return found


def keys_of(topic: Topic) -> list[str]:
    """The citation keys of a topic's text, in the order of its first language, then of the others."""
    keys: dict[str, None] = {}
    for text in languages.texts(topic, "body").values():
        keys.update(dict.fromkeys(markdown.cited_keys(text)))
    return list(keys)


def facts(record: Record, behind: Behind, sources: Sources) -> tuple[list[dict], dict]:
    """The facts of a record, and what else its kind holds."""
    own = Facts(record, sources, behind.citations.get(record.pk, []))
    more = MAKERS[type(record)](record, own, behind)
    return own.listed, more


def _member(record: Member, own: Facts, behind: Behind) -> dict:
    country = record.country
    _text(own, "summary", "markdown")
    _date(own, "joined")
    _date(own, "left")
    own.add("founding", "truth", record.founding, texts.truth(record.founding))
    _choice(own, "standing")
    _text(own, "role")
    of_country = Facts(country, own.sources, behind.country_citations.get(country.pk, []))
    of_country.add("m49", "choice", country.m49, texts.region(country.m49))
    of_country.add("oic_member", "truth", country.oic_member, texts.truth(country.oic_member))
    own.listed += of_country.listed
    return {
        "country": {
            "slug": country.slug,
            "code": country.code,
            "kind": country.kind,
            "title": texts.translated(country, "name"),
            "path": f"/countries/{country.slug}/",
        },
        "date": record.joined,
    }


def _country(record: Country, own: Facts, behind: Behind) -> dict:
    _text(own, "summary", "markdown")
    _name(own, "name")
    _choice(own, "relation")
    if record.kind != Country.Kind.STATE:
        _choice(own, "kind")
    own.add("m49", "choice", record.m49, texts.region(record.m49))
    own.add("oic_member", "truth", record.oic_member, texts.truth(record.oic_member))
    return {"code": record.code}


def _event(record: Event, own: Facts, behind: Behind) -> dict:
    linked = [behind.countries[pk] for pk in behind.participants.get(record.pk, []) if pk in behind.countries]
    linked.sort(key=lambda link: link["slug"])
    codes = {normalised(" ".join(sorted(link["code"] for link in linked)))} if linked else set()
    _text(own, "summary", "markdown")
    _name(own, "title")
    _date(own, "date")
    _choice(own, "kind")
    if record.occurrence != Event.Occurrence.HELD or own.by_claim.get("occurrence"):
        _choice(own, "occurrence")
    if record.relation != Event.Relation.OWN:
        _choice(own, "relation")
    place = behind.countries.get(record.place_country_id)
    own.add(
        "place", "text", texts.translated(record, "place"), texts.translated(record, "place"), country=place
    )
    _number(own, "participants_count")
    own.add("participants", "links", [link["code"] for link in linked], {}, held=codes, links=linked)
    return {"date": record.date, "kind": record.kind, "participants": linked, "place_country": place}


def _statement(record: Statement, own: Facts, behind: Behind) -> dict:
    country, about = behind.countries.get(record.country_id), behind.countries.get(record.about_id)
    event = behind.events.get(record.event_id)
    _text(own, "gist", "markdown")
    quote = texts.translated(record, "quote")
    if quote or record.quote_original:
        own.add("quote", "quotation", quote or record.quote_original, quote)
    _date(own, "date")
    _choice(own, "kind")
    _text(own, "speaker")
    _text(own, "office")
    if country:
        own.add("country", "links", country["code"], country["title"], links=[country])
    if about:
        own.add("about", "links", about["code"], about["title"], links=[about])
    if record.attribution != Statement.Attribution.DIRECT or own.by_claim.get("attribution"):
        _choice(own, "attribution")
    _text(own, "relayed_by")
    if event:
        own.add("event", "links", event["slug"], event["title"], links=[event])
    _text(own, "note", "markdown")
    return {
        "date": record.date,
        "kind": record.kind,
        "country": country,
        "about": about,
        "event": event,
        "quotation": _quotation(record, quote),
    }


def _quotation(record: Statement, quote: dict[str, str]) -> dict | None:
    """The words themselves: the original apart from the published wording, and both from our translation."""
    if not quote and not record.quote_original:
        return None
    wordings = texts.translated(record, "wording")
    return {
        "language": record.quote_language,
        "original": record.quote_original,
        "versions": {
            code: {"text": text, "wording": wordings.get(code, ""), "label": _wording(wordings.get(code, ""))}
            for code, text in quote.items()
        },
    }


def _wording(value: str) -> dict[str, str]:
    return texts.choice_of(Statement, languages.column("wording", languages.codes()[0]), value)


def _source(record: Source, own: Facts, behind: Behind) -> dict:
    printed = record.kind != Source.Kind.KNOWLEDGE
    if printed:
        own.add("publisher", "text", record.publisher, {"und": record.publisher})
    own.add("date", "date", record.date, texts.date(record.date))
    if printed:
        own.add("language", "language", record.language, {})
    own.add("kind", "choice", record.kind, texts.choice(record, "kind"))
    if printed:
        own.add("seen", "choice", record.seen, texts.choice(record, "seen"))
    own.add("url", "url", record.url, {})
    own.add("archived_url", "url", record.archived_url, {})
    own.add("slug", "code", record.slug, {"und": record.slug})
    _text(own, "note", "markdown")
    return {
        "date": record.date,
        "kind": record.kind,
        "language": record.language,
        "publisher": record.publisher,
        "headed": bool(record.title),
        "seen": record.seen,
        "url": record.url,
        "archived_url": record.archived_url,
    }


def _figure(record: Figure, own: Facts, behind: Behind) -> dict:
    spoken = texts.figure(record.value, record.qualifier)
    own.add("value", "number", record.value, spoken)
    _date(own, "date")
    _text(own, "counts")
    _text(own, "claimed_by")
    _choice(own, "verdict")
    _text(own, "verdict_note", "markdown")
    return {
        "date": record.date,
        "value": record.value,
        "qualifier": record.qualifier,
        "number": spoken,
        "verdict": record.verdict,
        "agrees": record.agrees,
    }


def _topic(record: Topic, own: Facts, behind: Behind) -> dict:
    for key in keys_of(record):
        if key in behind.sources:
            own.sources.number(behind.sources[key])
    _text(own, "body", "markdown")
    return {"position": record.position}


def _seed_claim(record: SeedClaim, own: Facts, behind: Behind) -> dict:
    _choice(own, "verdict")
    _text(own, "finding", "markdown")
    return {"position": record.position, "verdict": record.verdict}


MAKERS = {
    Member: _member,
    Country: _country,
    Event: _event,
    Statement: _statement,
    Source: _source,
    Figure: _figure,
    Topic: _topic,
    SeedClaim: _seed_claim,
}


def _text(own: Facts, claim: str, kind: str = "text") -> None:
    written = texts.translated(own.record, claim)
    own.add(claim, kind, written, written)


def _name(own: Facts, claim: str) -> None:
    """What a record is called heads its page; it is a fact besides where sources stand behind it."""
    if own.by_claim.get(claim):
        _text(own, claim)


def _date(own: Facts, claim: str) -> None:
    edtf = getattr(own.record, claim)
    own.add(claim, "date", edtf, texts.date(edtf))


def _choice(own: Facts, claim: str) -> None:
    own.add(claim, "choice", getattr(own.record, claim), texts.choice(own.record, claim))


def _number(own: Facts, claim: str) -> None:
    value = getattr(own.record, claim)
    own.add(claim, "number", value, texts.number(value))
