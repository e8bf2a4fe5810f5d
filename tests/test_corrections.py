"""Corrections: what changed in substance of what was public, with its reason, on a page and in a feed."""

import datetime
import xml.etree.ElementTree as ET
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive import languages
from archive.editing.saving import commit
from archive.entries.written import Cited, citation_values
from archive.models import Citation, Country, Source, Status, Version
from archive.public import corrections as corrections_page
from tests import memory
from tests.reading import Reading
from tests.rooms import publisher, records

pytestmark = pytest.mark.django_db
CODES = languages.codes()
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def made():
    return records()


def html(path: str = "/en/corrections/") -> str:
    memory.forget()
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def text(path: str = "/en/corrections/") -> str:
    return Reading(html(path)).text


def feed(path: str = "/en/corrections.atom") -> list[ET.Element]:
    memory.forget()
    answer = Client().get(path)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content).findall(f"{ATOM}entry")


def back_in_time(record, year: int) -> None:
    at = datetime.datetime(year, 5, 1, tzinfo=datetime.UTC)
    last = Version.objects.of(record).first()
    Version.objects.filter(pk=last.pk).update(at=at)


def test_a_change_to_what_was_public_stands_there_with_reason_and_difference(made):
    commit(
        made.member, {"summary_en": "Not a founder."}, by=publisher("Vikram").user, why="A letter shows it."
    )
    page = html()
    assert "A letter shows it." in page
    assert "<ins>" in page
    assert "Vikram" not in page
    assert "/en/members/pakistan/versions/2/" in page
    (entry,) = feed()
    assert entry.findtext(f"{ATOM}title") == "Corrected: Pakistan"
    assert "A letter shows it." in entry.findtext(f"{ATOM}summary")
    assert "“Not a founder”" in entry.findtext(f"{ATOM}summary")
    assert entry.find(f"{ATOM}link").get("href").endswith("/en/members/pakistan/versions/")
    assert entry.findtext(f"{ATOM}id").endswith("/members/pakistan/versions/2/")


def test_neither_small_corrections_nor_drafts_nor_first_publications_do(made):
    commit(made.member, {"summary_en": "A founding  member."}, minor=True)
    commit(made.draft, {"summary_en": "A guess."})
    commit(made.oman, {"name_en": "Oman"})
    Country.objects.create(slug="new", code="NW", name_en="New")
    commit(Country.objects.get(slug="new"), {"status": Status.PUBLISHED})
    assert "A founding" not in text()
    assert "guess" not in text()
    assert "New" not in text()
    assert "Nothing that was public has been corrected yet." in text()
    assert feed() == []


@pytest.mark.parametrize("code", CODES)
def test_a_withdrawal_stands_there_with_its_reason_and_so_does_the_return(made, code):
    reason = {"withdrawn_reason_en": "It never was one.", "withdrawn_reason_hi": "वह कभी सदस्य नहीं था।"}
    commit(made.member, {"status": Status.WITHDRAWN, **reason})
    said = {"en": ("withdrawn", "It never was one."), "hi": ("वापस", "वह कभी सदस्य नहीं था।")}[code]
    page = text(f"/{code}/corrections/")
    assert all(each in page for each in said)
    (entry,) = feed(f"/{code}/corrections.atom")
    assert said[1] in entry.findtext(f"{ATOM}summary")
    commit(made.member, {"status": Status.PUBLISHED})
    assert {"en": "published again", "hi": "फिर प्रकाशित"}[code] in text(f"/{code}/corrections/")
    assert len(feed(f"/{code}/corrections.atom")) == 2


def test_newest_first_by_kind_and_year_in_pages(made):
    for number in range(25):
        commit(made.member, {"summary_en": f"Text {number}."}, why=f"Reason {number}.")
    commit(made.event, {"summary_en": "An event."}, why="Of an event.")
    back_in_time(made.event, 2024)
    page = text()
    assert page.index("Reason 24.") < page.index("Reason 20.")
    assert "Reason 0." not in page
    assert "Reason 0." in text("/en/corrections/?page=2")
    assert "26 corrections" in page
    assert "Of an event." in text("/en/corrections/?kind=event")
    assert "Reason 2" not in text("/en/corrections/?kind=event").partition("1 correction")[2]
    assert "Of an event." in text("/en/corrections/?year=2024")
    assert "1 correction" in text("/en/corrections/?year=2024")
    assert len(feed("/en/corrections.atom?kind=event")) == 1
    assert "There is no page 9." in text("/en/corrections/?page=9")
    for wrong in ("kind=tree", "year=1", "year=9999", "year=0000", "year=२०२४"):
        assert "It was left out" in text(f"/en/corrections/?{wrong}")
    assert "Clear all filters" in text("/en/corrections/?kind=topic")


def test_what_readers_cannot_see_is_no_correction(made):
    Country.objects.create(slug="zq-secret", code="ZQ", name_en="Zq Secret")
    commit(made.event, {"place_country": "zq-secret"}, why="A guess.")
    assert "zq" not in html().lower()
    assert "A guess." not in html()
    assert feed() == []


def cited(source: Source) -> list[Cited]:
    return [Cited(citation_values(Citation(claim="joined", source=source)))]


def hidden_source(slug="zq-draft") -> Source:
    return Source.objects.create(slug=slug, title="Zq", publisher_en="P", language="en", kind="press")


def test_pages_and_counts_are_of_what_is_shown(made):
    """Changes that show in nothing take no places on a page, nor are they counted, in pages or the feed."""
    source, place = hidden_source(), Country.objects.create(slug="zq", code="ZQ", name_en="Zq")
    for number in range(21):
        commit(made.member, {"summary_en": f"Text {number}."}, why=f"Reason {number}.")
        commit(made.event, {"place_country": place.slug if number % 2 else None})
        stored = [Cited(citation_values(each)) for each in made.member.citations.all()]
        commit(made.member, {}, stored + cited(source) if number % 2 else stored[:1])
    assert Version.objects.unseen().count() > 35
    page = text()
    assert "21 corrections" in page
    assert "Reason 1." in page
    assert "Reason 0." not in page
    assert "Reason 0." in text("/en/corrections/?page=2")
    assert "There is no page 3." in text("/en/corrections/?page=3")
    assert len(feed()) == 21


def test_a_change_is_shown_once_readers_see_what_it_names(made):
    source = hidden_source()
    stored = [Cited(citation_values(each)) for each in made.member.citations.all()]
    commit(made.member, {}, [*stored, *cited(source)], why="One more paper.")
    assert "One more paper." not in text()
    commit(source, {"status": Status.PUBLISHED})
    assert "One more paper." in text()
    assert len(feed()) == 1


def test_versions_of_before_are_told_apart_by_the_migration(made):
    source = hidden_source()
    stored = [Cited(citation_values(each)) for each in made.member.citations.all()]
    commit(made.member, {}, [*stored, *cited(source)], why="A draft.")
    commit(made.member, {}, stored)
    commit(made.member, {}, [*stored, *cited(made.declaration)], why="A paper.")
    commit(made.event, {"summary_en": "An event."}, why="A text.")
    commit(made.event, {"place_country": "oman"}, why="A place.")
    expected = list(Version.objects.order_by("pk").values_list("pk", "shown"))
    Version.objects.update(shown=True)
    migration = import_module("archive.migrations.0020_shown_corrections")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert list(Version.objects.order_by("pk").values_list("pk", "shown")) == expected
    assert [each.why for each in Version.objects.unseen()] == ["", "A draft."]


@pytest.mark.parametrize("code", CODES)
def test_pages_lead_there(made, code):
    for path in (f"/{code}/", f"/{code}/about/", f"/{code}/members/pakistan/"):
        page = Reading(html(path))
        assert f"/{code}/corrections/" in {each.get("href") for each in page.all("a")}, path
    assert f"/{code}/corrections.atom" in html(f"/{code}/corrections/")


def test_it_asks_a_fixed_number_of_queries(made):
    def asked(path):
        memory.forget()
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(path).status_code == 200
        return len(queries)

    for record in (made.member, made.event, made.statement):
        commit(record, {"slug": f"{record.slug}-2"})
    few = [asked(path) for path in ("/en/corrections/", "/en/corrections.atom")]
    for number in range(16):
        source = Source.objects.create(
            slug=f"s{number}", title="S", publisher_en="P", language="en", kind="press", status="published"
        )
        commit(source, {"title": "Another"})
        commit(made.member, {"summary_en": f"Text {number}."})
    many = [asked(path) for path in ("/en/corrections/", "/en/corrections.atom")]
    assert all(now <= before + 1 for now, before in zip(many, few, strict=True)), (few, many)


@pytest.mark.sqlite
@pytest.mark.parametrize("index", ["version_corrections", "version_kind_corrections"])
def test_corrections_are_found_by_their_own_index(made, index):
    found = Version.objects.corrections()
    if index == "version_kind_corrections":
        found = found.filter(kind="member")
    plan = found.order_by("-at", "-pk").values("pk").explain()
    assert f"INDEX {index}" in plan, plan


def test_years_are_those_of_the_place_of_the_archive(made):
    moments = ["2020-12-31T18:29:59Z", "2020-12-31T18:30:00Z", "2023-06-01T00:00:00Z"]
    for number, moment in enumerate(moments):
        commit(made.member, {"summary_en": f"Text {number}."})
        Version.objects.filter(pk=Version.objects.order_by("-pk").values("pk")[:1]).update(at=moment)
    (years,) = [each for name, each in corrections_page.FILTERS.filters.items() if name == "year"]
    counted = years.counts(Version.objects.corrections())
    assert {year: counted[year] for year in ("2020", "2021", "2023")} == {"2020": 1, "2021": 1, "2023": 1}
    assert "2022" not in counted
    assert years.counts(Version.objects.none()) == {}
