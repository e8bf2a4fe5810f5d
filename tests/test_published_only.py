"""Whatever is not published leaves no trace: on no page, in no count, no choice, no search, no suggestion.

A withdrawn record answers at its own address, with its reason, and is in no list.
"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from archive import languages
from archive.models import (
    RECORDS,
    Country,
    Event,
    Figure,
    Member,
    OldSlug,
    SeedClaim,
    Source,
    Statement,
    Status,
    Topic,
)
from archive.models.citation import PARENTS
from archive.public.addresses import address
from tests import hidden, memory
from tests.crawl import crawl
from tests.reading import Reading, words

pytestmark = pytest.mark.django_db

CODES = languages.codes()
NEVER = (Status.DRAFT, Status.IN_REVIEW)
WITH_PAGE = [model for model in RECORDS if model is not SeedClaim]
LISTS = {
    "members": Member,
    "countries": Country,
    "events": Event,
    "statements": Statement,
    "figures": Figure,
    "sources": Source,
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The records of `tests.hidden`, and every page that a stranger reaches, or knows of."""
    memory.forget()
    with django_db_blocker.unblock(), transaction.atomic(), translation.override(None):
        records = hidden.archive()
        starts = [f"/{code}/" for code in CODES]
        asked = [hidden.word(model, status) for model in RECORDS for status in hidden.HIDDEN]
        asked.append(hidden.SHARED)
        starts += [f"/{code}/search/?q={word}" for code in CODES for word in asked]
        starts += [
            address(model.kind_name, records[Status.WITHDRAWN][model].slug, code)
            for model in RECORDS
            for code in CODES
        ]
        yield records, crawl(Client(), [start.partition("#")[0] for start in starts])
        transaction.set_rollback(True)
    memory.forget()


def without_what_was_asked(page) -> str:
    """A page as it would be had the reader not typed a word of his own."""
    typed = re.search(r"q=(\w*)", page.address)
    html = page.html.lower()
    if not typed or typed[1] == hidden.SHARED:
        return html
    reading = Reading(page.html)
    hits = [words(each).lower() for each in reading.all("ol", "li")]
    return " ".join(hits + [each.get("href") for each in reading.all("a") if "?" not in each.get("href")])


def test_the_pages_are_there(made):
    _records, pages = made
    assert len(pages) > 150
    published = hidden.word(Event, Status.PUBLISHED)
    for code in CODES:
        for path in ("", "events/", f"events/{published}/", f"search/?q={hidden.SHARED}"):
            page = pages[f"/{code}/{path}"]
            assert page.status == 200
            assert published in page.html, page.address


@pytest.mark.parametrize("status", NEVER)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
def test_a_record_that_is_not_published_is_on_no_page(made, model, status):
    _records, pages = made
    word = hidden.word(model, status)
    assert [page.address for page in pages.values() if word in without_what_was_asked(page)] == []


@pytest.mark.parametrize("status", NEVER)
@pytest.mark.parametrize("model", WITH_PAGE, ids=lambda model: model.kind_name)
@pytest.mark.parametrize("code", CODES)
def test_a_record_that_is_not_published_has_no_address(made, client, model, status, code):
    records, _pages = made
    answer = client.get(address(model.kind_name, records[status][model].slug, code))
    assert answer.status_code == 404
    assert hidden.SHARED not in answer.content.decode()


@pytest.mark.parametrize("model", WITH_PAGE, ids=lambda model: model.kind_name)
def test_a_withdrawn_record_is_at_its_own_address_alone(made, model):
    records, pages = made
    word = hidden.word(model, Status.WITHDRAWN)
    record = records[Status.WITHDRAWN][model]
    at_home = {address(model.kind_name, record.slug, code) for code in CODES}
    found = {page.address for page in pages.values() if word in without_what_was_asked(page)}
    # A withdrawn record names other records, which are withdrawn here as well; what was public of it stays.
    itself = {page for page in found if re.search(r"zq\w+withdrawn/(versions/(1/)?)?$", page)}
    assert itself >= at_home
    assert found == itself


@pytest.mark.parametrize("model", WITH_PAGE, ids=lambda model: model.kind_name)
@pytest.mark.parametrize("code", CODES)
def test_a_withdrawn_record_says_why_and_is_not_for_search_engines(made, model, code):
    records, pages = made
    page = pages[address(model.kind_name, records[Status.WITHDRAWN][model].slug, code)]
    assert page.status == 200
    assert f"reason of {hidden.word(model, Status.WITHDRAWN)}" in Reading(page.html).text
    assert page.meta("robots") == "noindex"


@pytest.mark.parametrize("code", CODES)
def test_a_withdrawn_claim_of_the_seed_text_stands_apart_with_its_reason(made, code):
    _records, pages = made
    word = hidden.word(SeedClaim, Status.WITHDRAWN)
    found = {page.address for page in pages.values() if word in without_what_was_asked(page)}
    assert found == {f"/{each}/seed-text/" for each in CODES}
    assert f"reason of {word}" in pages[f"/{code}/seed-text/"].html


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("code", CODES)
def test_lists_and_the_home_page_count_what_is_published(made, name, code):
    _records, pages = made
    published = LISTS[name].objects.published().count()
    assert LISTS[name].objects.count() > published
    reading = Reading(pages[f"/{code}/{name}/"].html)
    found = next(each for each in reading.all("p") if each.get("class") == "found")
    assert re.findall(r"\d+", words(found))[0] == str(published)
    listed = re.search(rf'<a href="/{code}/{name}/">[^<]*</a> <span[^>]*>(\d+)<', pages[f"/{code}/"].html)
    assert listed[1] == str(published)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("code", CODES)
def test_choices_count_what_is_published_and_no_choice_names_another(made, name, code):
    _records, pages = made
    published = LISTS[name].objects.published().count()
    reading = Reading(pages[f"/{code}/{name}/"].html)
    counts = [re.search(r"\((\d+)\)$", words(option)) for option in reading.all("option")]
    assert any(counts)
    for count in filter(None, counts):
        assert 0 < int(count[1]) <= published
    for option in reading.all("option"):
        assert "zq" not in option.get("value") or option.get("value").endswith("published")


def test_sources_and_what_rests_on_them_are_counted_without_what_is_not_published(made):
    records, pages = made
    source, figure = (records[Status.PUBLISHED][model] for model in (Source, Figure))
    assert source.citations.count() > len(PARENTS)
    # One of each kind, and the post of a person whom readers do not see.
    assert f"stands behind {len(PARENTS) + 2} claims" in Reading(pages["/en/sources/"].html).text
    assert figure.citations.count() > 1
    (row,) = (
        words(each) for each in Reading(pages["/en/figures/"].html).all("tr") if each.get("id") == figure.slug
    )
    assert row.endswith("1 source")


@pytest.mark.parametrize("model", WITH_PAGE, ids=lambda model: model.kind_name)
@pytest.mark.parametrize("code", CODES)
def test_search_finds_the_published_record_alone(made, client, model, code):
    html = client.get(f"/{code}/search/", {"q": hidden.SHARED, "type": model.kind_name}).content.decode()
    hits = [each.get("href") for each in Reading(html).all("a") if "/zq" in each.get("href")]
    assert hits == [address(model.kind_name, hidden.word(model, Status.PUBLISHED), code)]


@pytest.mark.parametrize("code", CODES)
def test_search_counts_the_published_alone(made, client, code):
    reading = Reading(client.get(f"/{code}/search/", {"q": hidden.SHARED}).content.decode())
    hits = {each.get("href") for each in reading.all("a") if re.search(r"/(zq|told)", each.get("href"))}
    (found,) = (each for each in reading.all("p") if each.get("class") == "found")
    assert re.findall(r"\d+", words(found)) == [str(len(hits))]
    kinds = {
        kind: sum(f"/{kind}/" in href for href in hits)
        for kind in (*LISTS, "people", "posts", "terms", "topics")
    }
    offered = {
        option.get("value"): int(re.search(r"\((\d+)\)$", words(option))[1])
        for option in reading.all("option")
        if option.get("value") in {model.kind_name for model in RECORDS}
    }
    assert offered == {kind_name(kind): number for kind, number in kinds.items()}
    assert offered.pop("statement") > 1
    assert offered.pop("term") > 1
    assert set(offered.values()) == {1}


def kind_name(listed: str) -> str:
    return {"countries": "country", "people": "person"}.get(listed, listed.removesuffix("s"))


@pytest.mark.parametrize("status", hidden.HIDDEN)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
def test_nothing_else_is_suggested(made, client, model, status):
    word = hidden.word(model, status)
    for code in CODES:
        assert client.get(f"/{code}/search/suggest/", {"q": word}).json()["suggestions"] == []
    suggested = client.get("/en/search/suggest/", {"q": hidden.word(Event, Status.PUBLISHED)[:6]}).json()
    assert [each["href"] for each in suggested["suggestions"]] == [
        address("event", hidden.word(Event, Status.PUBLISHED), "en")
    ]


def test_an_old_address_of_what_is_not_published_leads_nowhere(made, client):
    records, _pages = made
    for status in NEVER:
        for model in WITH_PAGE:
            OldSlug.objects.remember(records[status][model], f"once-{model.kind_name}")
            assert client.get(address(model.kind_name, f"once-{model.kind_name}", "en")).status_code == 404
            OldSlug.objects.all().delete()


def test_what_a_search_engine_may_read_names_no_record(made, client):
    assert "zq" not in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("code", CODES)
def test_a_text_that_cites_a_source_which_is_not_published_shows_no_sign_of_it(made, code):
    records, pages = made
    topic = records[Status.PUBLISHED][Topic]
    assert "[@zqsourcedraft]" in topic.body_hi
    page = pages[address("topic", topic.slug, code)]
    assert "[@" not in page.html
    assert 'class="ref"' not in page.html
