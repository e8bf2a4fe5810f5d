"""The archive as it was at a moment, for the page of a version: the records that one record referred to.

Each is its newest version of that moment; one that has no version that old is its first, and one without any
is what it is now. Records are named as they were named then: their old addresses lead to them for ever.
"""

import datetime
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from archive import languages, visible
from archive.entries.parts import kind_of
from archive.entries.written import MOMENTS, Written, from_moment, own_fields, plain, slugs_in
from archive.models import Country, Event, OldSlug, Person, Post, Record, Source, Version
from archive.serialise import loading
from archive.serialise.loading import Cited
from archive.serialise.shapes import CountryLink, EventLink, Link
from archive.serialise.texts import Texts
from archive.versions import history


class Past:
    """What one written record referred to, as it was at a moment. At most five queries for each kind."""

    def __init__(self, written: Written, moment: datetime.datetime):
        self.written, self.moment = written, moment
        self._known: dict[str, dict[str, Written | None]] = {}

    def records(self, model: type[Record], slugs: Iterable[str | None]) -> dict[str, Written]:
        """Records by the slugs that they had then; without those of which nothing is left."""
        known = self._known.setdefault(model.kind_name, {})
        wanted = {slug for slug in slugs if slug}
        if unknown := wanted - known.keys():
            known.update(dict.fromkeys(unknown), **records_at(model, unknown, self.moment))
        return {slug: found for slug in wanted if (found := known[slug]) is not None}

    def published(self, model: type[Record], slugs: Iterable[str | None]) -> dict[str, Written]:
        """Those among them that other records named then."""
        found = self.records(model, slugs).items()
        return {slug: each for slug, each in found if visible.is_published(str(each.values["status"]))}

    def related(self, name: str) -> list[str]:
        """The slugs that a foreign key or a set of records held."""
        return slugs_in(self.written.values.get(name))

    def sources(self, slugs: Iterable[str]) -> dict[str, SimpleNamespace]:
        """Sources that pages named then, as `archive.serialise.loading` reads them."""
        return {
            slug: _source(slug, each)
            for slug, each in self.records(Source, slugs).items()
            if visible.is_readable(str(each.values["status"]))
        }

    def citations(self, written: Written) -> list[Cited]:
        """The citations of a record whose sources pages named then, in their order."""
        sources = self.sources(each.source for each in written.citations)
        return [
            Cited(
                **{name: str(each.values.get(name) or "") for name in loading.OWN},
                note=texts_of(each.values, "note"),
                source=sources[each.source],
            )
            for each in written.citations
            if each.source in sources
        ]

    def countries(self, *names: str) -> dict[Any, CountryLink]:
        """Links to the countries that these fields held and that were published, by their slugs."""
        slugs = [slug for name in names for slug in self.related(name)]
        return {
            slug: loading.country_link(
                slug, each.values["code"], each.values["kind"], None, None, *_columns(each, "name")
            )
            for slug, each in self.published(Country, slugs).items()
        }

    def people(self, *names: str) -> dict[Any, Link]:
        """The same for people."""
        slugs = [slug for name in names for slug in self.related(name)]
        found = self.published(Person, slugs).items()
        return {slug: loading.person_link(slug, *_columns(each, "name")) for slug, each in found}

    def posts(self, *names: str) -> dict[Any, Link]:
        """The same for posts."""
        slugs = [slug for name in names for slug in self.related(name)]
        found = self.published(Post, slugs).items()
        return {slug: loading.post_link(slug, *_columns(each, "office")) for slug, each in found}

    def events(self, *names: str) -> dict[Any, EventLink]:
        """The same for events."""
        slugs = [slug for name in names for slug in self.related(name)]
        return {
            slug: loading.event_link(
                slug, *(each.values[name] for name in loading.EVENT[1:]), *_columns(each, "title")
            )
            for slug, each in self.published(Event, slugs).items()
        }


def instance(written: Written) -> Record:
    """A record that is not stored, with all that it held but its relations to others."""
    model = written.model
    own = {name: each for name, each in own_fields(model).items() if not each.is_relation}
    record = model(
        slug=written.slug, **{name: written.values[name] for name in own if name in written.values}
    )
    for name in MOMENTS:
        setattr(record, name, from_moment(written.about.get(name)))
    return record


def relate(record: Record, past: Past) -> None:
    """Give such a record what it referred to; the slugs stand for the numbers that others are found by."""
    for name, each in own_fields(type(record)).items():
        if not each.is_relation or each.many_to_many:
            continue
        found = past.records(kind_of(each), past.related(name))
        for slug, written in found.items():
            record._state.fields_cache[name] = instance(written)
            record.__dict__[each.attname] = slug


def _source(slug: str, written: Written) -> SimpleNamespace:
    own: dict[str, Any] = {name: written.values[name] for name in loading.SOURCE}
    return SimpleNamespace(**{**own, "slug": slug}, publisher=texts_of(written.values, "publisher"))


def texts_of(values, name: str) -> Texts:
    columns = {code: values.get(languages.column(name, code)) for code in languages.codes()}
    return {code: str(text) for code, text in columns.items() if text}


def _columns(written: Written, name: str) -> list[str]:
    return [str(written.values.get(languages.column(name, code)) or "") for code in languages.codes()]


def records_at(model: type[Record], slugs: set[str], moment: datetime.datetime) -> dict[str, Written]:
    """Records as they were at a moment, by the slugs that they had then."""
    found = _versions(history.said_on(model.kind_name, moment).filter(slug__in=slugs))
    if left := slugs - found.keys():
        old = OldSlug.objects.filter(kind=model.kind_name, slug__in=left).exclude(present="")
        names = {slug: slug for slug in left} | dict(old.values_list("slug", "present"))
        found |= _renamed(_elsewhere(model, set(names.values()), moment), names)
    return found


def _elsewhere(model: type[Record], slugs: set[str], moment: datetime.datetime) -> dict[str, Written]:
    """Records that have another address now, or no version as old as that."""
    found = _versions(history.said_on(model.kind_name, moment).filter(slug__in=slugs))
    if left := slugs - found.keys():
        later = Version.objects.filter(kind=model.kind_name, slug__in=left)
        found |= _versions(later.filter(pk__in=_first(later)))
    if left := slugs - found.keys():
        found |= {each.slug: _as_it_is(each) for each in model._default_manager.filter(slug__in=left)}
    return found


def _first(versions) -> list[int]:
    """The numbers in the database of the first version of each record."""
    firsts: dict[str, int] = {}
    for slug, pk in versions.order_by("-number").values_list("slug", "pk"):
        firsts[slug] = pk
    return list(firsts.values())


def _versions(versions) -> dict[str, Written]:
    return {slug: Written.from_json(data) for slug, data in versions.values_list("slug", "data")}


def _renamed(found: dict[str, Written], names: dict[str, str]) -> dict[str, Written]:
    return {then: found[now] for then, now in names.items() if now in found}


def _as_it_is(record: Record) -> Written:
    """A stored record that nobody saved since there are versions, without its relations."""
    fields = own_fields(type(record)).items()
    values = {name: plain(record, each) for name, each in fields if not each.is_relation}
    return Written(record.kind_name, {"slug": record.slug, **values})
