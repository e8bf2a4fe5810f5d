"""What each kind of record is found by, in each language: the only place that knows its fields."""

import re
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import override
from modeltranslation.translator import translator

from archive import dates, languages
from archive.models import RECORDS, Country, Event, Figure, Member, SeedClaim, Source, Statement, Topic, regions
from archive.search.entry import KINDS, Entry, number

MODELS = {model.kind_name: model for model in RECORDS if model.kind_name in KINDS}

#: An imprecise date of many years is filed under no more than these.
_MOST_YEARS = 20
_CITED = re.compile(r"\[@[^\]]*\]")
_MARKUP = re.compile(r"[*_`#>|]+|\]\([^)]*\)|\[")


def records(model) -> QuerySet:
    """All records of a model with everything `entries` reads, in four queries or fewer."""
    queryset = model._default_manager.all()
    if model is Member:
        return queryset.select_related("country")
    if model is Country:
        return queryset.select_related("member")
    if model is Event:
        return queryset.select_related("place_country").prefetch_related("participants")
    if model is Statement:
        return queryset.select_related("country", "about")
    return queryset


def dependants(record, renamed: bool) -> Iterator[QuerySet]:
    """Other records whose rows say something about this one; those that only name it if it is `renamed`."""
    if isinstance(record, Member):
        yield records(Country).filter(pk=record.country_id)
    elif isinstance(record, Country):
        yield records(Member).filter(country_id=record.pk)
        if renamed:
            yield records(Statement).filter(Q(country_id=record.pk) | Q(about_id=record.pk))
            yield records(Event).filter(Q(participants=record.pk) | Q(place_country_id=record.pk)).distinct()


def entries(record) -> list[Entry]:
    """The rows of one record: one for each language in which it says something."""
    describe = _DESCRIBE[type(record)]
    public, day = is_public(record), _day(record)
    result = []
    spoken = [code for code in languages.codes() if _speaks(record, code)] or languages.codes()[:1]
    for place, code in enumerate(languages.codes()):
        if code not in spoken:
            continue
        with override(code):
            title, names, body, facets = describe(record, code)
        result.append(
            Entry(
                id=number(record.kind_name, record.pk, place, day, public),
                kind=record.kind_name,
                object_id=record.pk,
                language=code,
                version=record.version,
                slug=record.slug,
                title=title.text,
                title_language=title.lang,
                names=[name for name in names if name],
                body=[text for text in body if text],
                date=str(getattr(record, "joined", "") or getattr(record, "date", "") or ""),
                years=_years(record),
                **facets,
            )
        )
    return result


def _speaks(record, code: str) -> bool:
    """Whether the record has a text of its own in this language; a source is filed under all of them."""
    if isinstance(record, Source):
        return True
    named = [(record, field) for field in translator.get_options_for_model(type(record)).fields]
    if isinstance(record, Member):
        named.append((record.country, "name"))
    return any(_own(said_by, code, field)[0] for said_by, field in named if field != "withdrawn_reason")


def is_public(record) -> bool:
    """Whether readers find it: published, and not a member's country (its address leads to the member)."""
    if isinstance(record, SeedClaim) or not record.is_published:
        return False
    if isinstance(record, Country):
        member = getattr(record, "member", None)
        return not (member and member.is_published)
    return True


def _day(record):
    if isinstance(record, Event | Statement | Figure | Source):
        return record.date_latest or record.date_earliest
    return None


def _years(record) -> list[int]:
    field = "joined" if isinstance(record, Member) else "date"
    bounds = [getattr(record, f"{field}_{bound}", None) for bound in ("earliest", "latest")]
    years = [bound.year for bound in bounds if bound]
    return list(range(min(years), max(years) + 1))[:_MOST_YEARS] if years else []


def _words(edtf, code: str) -> str:
    return dates.words(str(edtf), code) if str(edtf or "") else ""


def _own(record, code, *fields) -> list[str]:
    return [getattr(record, languages.column(field, code), None) or "" for field in fields]


def _name(country, code) -> str:
    return languages.text(country, "name", code).text if country else ""


def _slugs(*countries) -> list[str]:
    return list(dict.fromkeys(country.slug for country in countries if country))


def _member(member, code):
    country = member.country
    title = languages.text(country, "name", code)
    body = [
        *_own(member, code, "role", "summary"),
        _words(member.joined, code),
        str(member.get_standing_display()),
        *_own(country, code, "summary"),
        regions.name(country.m49, code) if country.m49 else "",
    ]
    return title, _aliases(country), body, {"countries": _slugs(country), "sort": member.standing}


def _aliases(country) -> list[str]:
    code = country.code if len(country.code) > 2 else ""
    return [line.strip() for line in country.aliases.splitlines() if line.strip()] + ([code] if code else [])


def _country(country, code):
    body = [
        *_own(country, code, "summary"),
        str(country.get_relation_display()) if country.relation else "",
        regions.name(country.m49, code) if country.m49 else "",
    ]
    title = languages.text(country, "name", code)
    return title, _aliases(country), body, {"countries": _slugs(country), "sort": country.kind}


def _event(event, code):
    taking_part = list(event.participants.all())
    body = [
        *_own(event, code, "summary", "place"),
        _words(event.date, code),
        str(event.get_kind_display()),
        ", ".join(_name(country, code) for country in taking_part),
        _name(event.place_country, code),
    ]
    facets = {"countries": _slugs(*taking_part, event.place_country), "sort": event.kind}
    return languages.text(event, "title", code), [], body, facets


def _statement(statement, code):
    body = [
        *_own(statement, code, "gist", "office", "quote", "relayed_by", "note"),
        statement.quote_original,
        _name(statement.country, code),
        _name(statement.about, code),
        _words(statement.date, code),
        str(statement.get_kind_display()),
    ]
    facets = {"countries": _slugs(statement.country, statement.about), "sort": statement.kind}
    return languages.text(statement, "speaker", code), [], body, facets


def _figure(figure, code):
    counts = languages.text(figure, "counts", code)
    body = [*_own(figure, code, "claimed_by", "verdict_note"), _words(figure.date, code), str(figure.get_verdict_display())]
    title = languages.Text(f"{figure.value}: {counts.text}" if counts else str(figure.value), counts.lang)
    return title, [], body, {"sort": figure.verdict}


def _source(source, code):
    body = [
        source.publisher if source.title else "",
        *_own(source, code, "note"),
        source.slug.replace("-", " "),
        _words(source.date, code),
        str(source.get_kind_display()),
    ]
    return languages.Text(source.title or source.publisher, source.language or code), [], body, {"sort": source.kind}


def _topic(topic, code):
    body = _own(topic, code, "body")
    return languages.text(topic, "title", code), [], [plain_text(text) for text in body], {}


def _seed_claim(claim, code):
    return languages.text(claim, "claim", code), [], _own(claim, code, "finding"), {"sort": claim.verdict}


def plain_text(markdown: str) -> str:
    """Markdown without its signs and citations."""
    return _MARKUP.sub(" ", _CITED.sub(" ", markdown))


_DESCRIBE = {
    Member: _member,
    Country: _country,
    Event: _event,
    Statement: _statement,
    Figure: _figure,
    Source: _source,
    Topic: _topic,
    SeedClaim: _seed_claim,
}
