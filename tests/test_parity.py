"""No two outputs disagree: what page, JSON, CSV, linked data, feed and calendar say is read back.

Citations (BibTeX, RIS, CSL) are compared with each other in tests of their own.
"""

import csv
import io
import json
import re
from xml.etree import ElementTree

import icalendar
import pytest
from django.conf import settings
from django.test import Client

from archive import dates, kinds, languages, markdown
from archive.lists import columns
from tests.reading import Reading, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

CODES = languages.codes()
PAGES = kinds.with_pages()
ATOM = "{http://www.w3.org/2005/Atom}"
DATES = ("startDate", "dateCreated", "datePublished")

each_kind = pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
each_language = pytest.mark.parametrize("lang", CODES)


def body(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def flat(text: str) -> str:
    """Letters and digits alone, for a page sets marks, spaces and references between them."""
    return re.sub(r"\W+", "", re.sub(r"\[\d+\]", "", text))


def table(kind, lang: str) -> dict[str, dict[str, str]]:
    text = body(f"/{lang}/{kind.folder}.csv").removeprefix("\ufeff")
    return {row["slug"]: row for row in csv.DictReader(io.StringIO(text))}


def plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" else cell


def records(kind) -> list[str]:
    """Slugs of the published records that have a page of their own."""
    found = kind.records(for_index=True).published()
    return [record.slug for record in found.order_by("slug") if not kind.elsewhere(record)]


def linked(page: str) -> dict:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return json.loads(text)


@each_kind
@each_language
def test_a_page_says_what_its_data_say(kind, lang):
    """Its name, each fact with its label and value, its sources, and the same in linked data."""
    for slug in records(kind):
        page, one = (
            body(f"/{lang}{kind.model.path(slug)}"),
            json.loads(body(f"/{lang}/{kind.folder}/{slug}.json")),
        )
        reading = Reading(page)
        seen = flat(" ".join(each.text for each in reading.spoken))
        (heading,) = reading.all("h1")
        assert words(heading), slug
        assert flat(languages.pick(one["title"], lang).text) in seen, slug
        for fact in one["facts"]:
            text = languages.pick(fact["text"], lang).text
            if fact["kind"] == "markdown":
                text = markdown.plain(text)
            if fact["kind"] in ("text", "choice", "truth", "date"):
                assert flat(text) in seen, (slug, fact["claim"], text)
            in_order_of_time = any(citation["as_of"] for citation in fact["citations"])
            if fact["disputed"] and fact.get("asserted") and not in_order_of_time:
                for said in fact["asserted"]:
                    assert flat(languages.pick(said["text"], lang).text) in seen, (slug, fact["claim"])
        numbers = [
            element.get("id") for element in reading.all("li") if re.fullmatch(r"s\d+", element.get("id"))
        ]
        assert numbers == [f"s{source['number']}" for source in one["sources"]], slug
        data = linked(page)
        assert data["name"] == one["cite_as"][lang]
        assert data["mainEntity"]["@id"] == one["id"]
        assert data["version"] == one["version"]
        published = [source for source in one["sources"] if source["status"] == "published"]
        assert [each.get("url", "") for each in data.get("citation", [])] == [
            each["url"] for each in published
        ]
        if kind.name != "member" and one.get("date"):
            told = [data["mainEntity"][name] for name in DATES if name in data["mainEntity"]]
            exact = dates.machine(one["date"])
            assert not (told and exact) or told == [exact], slug
            if not exact and told:
                assert dates.parse(one["date"]).earliest == dates.parse(told[0]).earliest


def roles(kind, data: dict) -> list[dict]:
    """The posts that the linked data of a page tell of, with their dates."""
    main = data["mainEntity"]
    if kind.name == "term":
        return [main]
    return data["about"]["member"] if kind.name == "post" else main.get("hasOccupation", [])


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind.name in ("person", "post", "term")])
@each_language
def test_linked_data_tell_the_posts_that_the_data_tell(kind, lang):
    for slug in records(kind):
        one = json.loads(body(f"/{lang}/{kind.folder}/{slug}.json"))
        data = linked(body(f"/{lang}{kind.model.path(slug)}"))
        terms = [one] if kind.name == "term" else one["terms"]
        for role, term in zip(roles(kind, data), terms, strict=True):
            for name, edtf in (("startDate", term["started"]), ("endDate", term["ended"])):
                assert role.get(name) == (dates.machine(edtf) if edtf else None), (slug, name)
            post = role.get("roleName") or role["hasOccupation"]["name"]
            assert post == languages.pick(term["post"]["title"], lang).text
            if kind.name != "person":
                assert role["member"]["name"] == languages.pick(term["person"]["title"], lang).text
        if kind.name == "person":
            assert data["mainEntity"].get("alternateName", []) == one["names"]


@each_kind
@each_language
def test_a_row_says_what_its_record_says(kind, lang):
    """The list as a table and as JSON, column by column, and both against the record."""
    rows = table(kind, lang)
    plains = {row["slug"]: row for row in json.loads(body(f"/{lang}/{kind.folder}.json"))["rows"]}
    assert set(rows) == set(plains)
    for slug, row in plains.items():
        cells = rows[slug]
        one = None
        if kind.model.FOLDER and slug in set(records(kind)[:40]):
            one = json.loads(body(f"/{lang}/{kind.folder}/{slug}.json"))
        facts = {fact["claim"]: fact for fact in one["facts"] if fact["of"] == kind.name} if one else {}
        for column in kind.listed.columns:
            if not column.headers:
                continue
            value, fact = row[column.name], facts.get(column.name)
            if isinstance(column, columns.Date):
                assert plain(cells[column.name]) == (value["edtf"] if value else ""), (slug, column.name)
                assert cells[f"{column.name}_earliest"] == ((value and value["earliest"]) or "")
                assert not fact or fact["value"] == (value["edtf"] if value else "")
            elif isinstance(column, columns.Choice):
                assert cells[column.name] == (value["code"] if value else ""), (slug, column.name)
                assert not value or cells[f"{column.name}_{lang}"] == value["label"][lang]
                assert not fact or str(fact["value"]) == (value["code"] if value else "")
            elif isinstance(column, columns.Words):
                told = {code: plain(cells[f"{column.name}_{code}"]) for code in CODES}
                for code in CODES:
                    assert flat(told[code]) == flat(markdown.plain(value.get(code, ""))), (slug, column.name)
                if fact and fact["kind"] in ("text", "markdown"):
                    assert set(fact["text"]) == set(value), (slug, column.name)


@pytest.mark.parametrize(
    "kind", [kind for kind in PAGES if "atom" in kind.list_formats], ids=lambda kind: kind.name
)
@each_language
def test_a_feed_says_what_its_records_say(kind, lang):
    feed = ElementTree.fromstring(body(f"/{lang}/{kind.folder}.atom"))
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        link = entry.find(f"{ATOM}link").get("href").removeprefix(settings.SITE_URL)
        one = json.loads(body(f"{link.rstrip('/')}.json"))
        assert entry.find(f"{ATOM}title").text == one["cite_as"][lang]
        assert entry.find(f"{ATOM}id").text == one["id"]
        assert entry.find(f"{ATOM}updated").text[:19] == one["changed_at"][:19]


@each_language
def test_a_calendar_says_what_its_records_say(lang):
    calendar = icalendar.Calendar.from_ical(body(f"/{lang}/events.ics"))
    for entry in calendar.walk("VEVENT"):
        one = json.loads(body(str(entry["URL"]).removeprefix(settings.SITE_URL).rstrip("/") + ".json"))
        assert str(entry["X-EDTF"]) == one["date"]
        assert languages.pick(one["title"], lang).text in str(entry["SUMMARY"])
        date = next(fact for fact in one["facts"] if fact["claim"] == "date")
        assert entry["DTSTART"].dt.isoformat() == date["earliest"]
