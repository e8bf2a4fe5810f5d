"""Every page that links lead to, in every language: it is there, asks no other site, and names its twins."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, unquote, urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from archive import languages
from archive.public.addresses import bare, in_language
from tests.crawl import VERSIONS, WRONG, own, questions

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]

CODES = languages.codes()
ONE_VERSION = re.compile(r"(/.*/)versions/[0-9]+/")

#: What a reader of the archive's own records must at least reach, in each language.
LEAST = {
    "home": 1, "members": 20, "member": 43, "countries": 10, "country": 20, "events": 20, "event": 31,
    "statements": 30, "statement": 75, "sources": 30, "source": 156, "figures": 5, "figure": 17, "topics": 1,
    "topic": 8, "stances": 1, "people": 3, "person": 71, "posts": 1, "post": 6, "terms": 1, "term": 9,
    "seed-text": 1, "chronology": 20, "about": 1, "search": 8,
    "data": 1, "api": 1, "corrections": 1,
}  # fmt: skip


def in_plain(page) -> bool:
    """Whether a page is the whole of what it shows, not asked for a part of it."""
    return not urlsplit(page.address).query


@pytest.mark.parametrize("code", CODES)
def test_links_lead_to_every_record_list_and_choice(crawled, code):
    reached = dict.fromkeys(LEAST, 0)
    for page in crawled.found:
        if page.lang == code:
            reached[page.kind] += 1
    assert {kind: number for kind, number in reached.items() if number < LEAST[kind]} == {}


def test_no_page_is_an_error(crawled):
    wrong = {f"/{code}/{rest}" for code in CODES for rest in WRONG}
    missing = {page.address for page in crawled if page.status == 404}
    assert missing == wrong
    assert {page.address: page.status for page in crawled if page.status not in (200, 301, 302, 404)} == {}


def test_every_link_leads_to_a_page_and_to_a_place_on_it(crawled):
    broken, checked = [], set()
    for page in crawled.found:
        for link in page.leads_to():
            if link in checked:
                continue
            checked.add(link)
            address, place = urldefrag(link)
            if VERSIONS.match(address) and address not in crawled.pages:
                continue  # of one record of each kind they are crawled
            # Two filters at once are not crawled; the list itself is.
            target = crawled.at(address if questions(address) < 2 else urlsplit(address).path)
            if target is None or target.status != 200:
                broken.append((page.address, link))
            elif place and place not in target.ids:
                broken.append((page.address, link, "no such place"))
    assert broken == []
    assert len(checked) > 1000


def test_no_link_is_empty_or_to_another_host_of_ours(crawled):
    odd = {
        (page.address, link)
        for page in crawled
        for link in page.links
        if not link or re.match(r"https?://(localhost|127\.|testserver)|//|javascript:|data:", link)
    }
    assert odd == set()


def test_nothing_is_asked_of_another_site(crawled):
    asked = {urljoin(page.address, address) for page in crawled for address in page.fetched}
    assert {address for address in asked if own(address) is None} == set()
    files = [address for address in asked if address.startswith("/static/")]
    assert any(address.endswith(".css") for address in files)
    for address in files:
        path = finders.find(unquote(address.removeprefix("/static/")))
        assert path, address
        if address.endswith((".css", ".svg")):
            text = re.sub(r'xmlns(:\w+)?="[^"]*"', "", Path(path).read_text("utf-8"))
            assert not re.search(r"https?:|@import|url\(\s*['\"]?//", text), address


def test_every_page_has_one_heading_and_a_title(crawled):
    pages = [page for page in crawled if page.status in (200, 404)]
    assert {
        page.address: page.headings for page in pages if len(list(filter(None, page.headings))) != 1
    } == {}
    assert [page.address for page in pages if not page.title or len(page.title) > 250] == []
    assert [page.address for page in pages if not page.meta("description")] == []


def test_headings_leave_out_no_level(crawled):
    for page in crawled:
        jumps = [pair for pair in pairwise(page.levels) if pair[1] - pair[0] > 1]
        assert jumps == [], page.address


def test_every_page_says_its_language(crawled):
    for page in crawled:
        if page.status in (200, 404):
            assert page.root.get("lang") == page.lang, page.address
            assert page.root.get("dir") == languages.direction(page.lang), page.address
            assert page.headers["Content-Language"] == page.lang, page.address


def test_no_place_on_a_page_has_its_name_twice(crawled):
    twice = {
        page.address: [name for name in set(page.ids) if page.ids.count(name) > 1]
        for page in crawled
        if len(page.ids) != len(set(page.ids))
    }
    assert twice == {}


def test_every_element_ends_where_it_should(crawled):
    assert {page.address: page.unclosed for page in crawled if page.unclosed} == {}


def test_every_page_names_its_own_address(crawled):
    for page in crawled.found:
        (canonical,) = page.rel("canonical")
        address = canonical.get("href")
        if version := ONE_VERSION.fullmatch(page.address):  # is to be found as the page of today
            assert address == f"{settings.SITE_URL}{version[1]}"
            continue
        assert address.startswith(f"{settings.SITE_URL}{urlsplit(page.address).path}"), page.address
        # What was asked stays, but for what asks nothing, such as the order that a list has anyway.
        asked = parse_qs(urlsplit(page.address).query)
        if "country" not in asked and "with" in asked:  # one country compared with none is that country
            asked["country"] = asked.pop("with")
        assert parse_qs(urlsplit(address).query).items() <= asked.items(), page.address
        if in_plain(page):
            assert address == f"{settings.SITE_URL}{page.address}"


def test_languages_of_a_page_name_each_other(crawled):
    """`hreflang` is worth nothing unless both sides give it."""
    named = 0
    for page in crawled.found:
        if not page.alternates:
            continue
        canonical = page.rel("canonical")[0].get("href")
        assert page.alternates[page.lang] == canonical, page.address
        for code, address in page.alternates.items():
            if code == "x-default":
                path, _, query = own(canonical).partition("?")
                assert address == f"{settings.SITE_URL}{bare(path)}{'?' * bool(query)}{query}", page.address
                continue
            twin = crawled.at(own(address))
            if questions(own(address)) < 2:
                assert twin, (page.address, address)
                assert twin.alternates == page.alternates, (page.address, address)
                named += 1
    assert named > 1000


def test_the_address_without_a_language_leads_to_each_readers_own(crawled, client):
    for code in CODES:
        answer = client.get(bare(f"/{code}/members/"), headers={"Accept-Language": code})
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/{code}/members/"


def test_the_switch_of_language_ends_at_the_same_page_with_the_same_filters(crawled):
    client = Client()
    followed = 0
    for page in crawled.found:
        assert set(page.switches) == set(CODES) - {page.lang}, page.address
        for code, href in page.switches.items():
            answer = client.get(href)
            assert answer.status_code == 302, href
            end = answer.headers["Location"]
            canonical = own(page.rel("canonical")[0].get("href"))
            if ONE_VERSION.fullmatch(page.address):
                canonical = page.address
            path, _, query = canonical.partition("?")
            wanted = in_language(path, code)
            assert end == f"{wanted}?{query}" if query else end == wanted, page.address
            if in_plain(page) or page.kind != "search":
                twin = crawled.at(end)
                assert twin, (page.address, end)
                assert twin.status == 200, (page.address, end)
            assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == code
            client.cookies.clear()
            followed += 1
    assert followed > 1000


def test_the_switch_of_language_never_ends_in_a_404(crawled, client):
    for page in crawled:
        if page.status == 404:
            for code, href in page.switches.items():
                assert client.get(href).headers["Location"] == f"/{code}/"


def test_search_engines_may_know_pages_but_neither_results_nor_errors(crawled):
    for page in crawled:
        results = page.kind == "search" and "q=" in page.address
        if page.status == 404 or results or VERSIONS.match(page.address):
            assert "noindex" in page.meta("robots"), page.address
        elif page.status == 200:
            assert "noindex" not in page.meta("robots"), page.address


def test_nobody_gets_a_cookie_and_every_page_may_be_held(crawled):
    for page in crawled.found:
        assert "Set-Cookie" not in page.headers, page.address
        assert page.headers["Cache-Control"].startswith("public"), page.address
