"""Each kind of page is valid HTML, in every language: a strict parser finds no error, inputs have labels."""

import re

import html5lib
import pytest
from html5lib.constants import E as MESSAGES

from archive import languages
from tests.crawl import Page

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]

CODES = languages.codes()
XHTML = "{http://www.w3.org/1999/xhtml}"

#: Kind -> what to look at: the page with most of what such a page can hold.
KINDS = {
    "home": "",
    "members": "members/",
    "members on a day": "members/?on=2016-06-01",
    "member": "members/pakistan/",
    "countries": "countries/",
    "country": "countries/china/",
    "events": "events/",
    "chronology": "chronology/",
    "chronology of a year": "chronology/?year=2016",
    "chronology of a country": "chronology/?country=pakistan",
    "event": "events/2015-12-15-joint-statement/",
    "statements": "statements/",
    "statements by country": "statements/?group=country",
    "statement": "statements/us-carter-2015-12-15/",
    "stances": "stances/",
    "people": "people/",
    "person": "people/raheel-sharif/",
    "posts": "posts/",
    "post": "posts/military-commander/",
    "terms": "terms/",
    "term": "terms/raheel-sharif-military-commander/",
    "sources": "sources/",
    "sources, a further page": "sources/?page=2",
    "source": "sources/sa-joint-statement/",
    "figures": "figures/",
    "figure": "figures/2016-03-27-39/",
    "topics": "topics/",
    "topic": "topics/mandate/",
    "seed text": "seed-text/",
    "about": "about/",
    "for programs": "api/",
    "data": "data/",
    "corrections": "corrections/",
    "search": "search/",
    "results": "search/?q=pakistan",
    "no results": "search/?q=zxqvw",
    "nothing there": "nothing/",
}

#: Inputs that need no label.
UNLABELLED = {"hidden", "submit", "button", "reset"}


@pytest.fixture(params=[(code, kind) for code in CODES for kind in KINDS], ids=lambda param: " ".join(param))
def page(request, crawled) -> Page:
    code, kind = request.param
    return crawled.pages[f"/{code}/{KINDS[kind]}"]


def tree_of(page: Page):
    return html5lib.parse(page.html)


def test_a_strict_parser_finds_no_error(page):
    parser = html5lib.HTMLParser()
    parser.parse(page.html)
    errors = [(line, MESSAGES[name] % values) for (line, _column), name, values in parser.errors]
    assert errors == []


def test_every_input_has_a_label(page):
    tree = tree_of(page)
    inside = {id(each) for label in tree.iter(f"{XHTML}label") for each in label.iter()}
    named = {label.get("for") for label in tree.iter(f"{XHTML}label")}
    fields = [each for tag in ("input", "select", "textarea") for each in tree.iter(f"{XHTML}{tag}")]
    assert fields
    for each in fields:
        if each.get("type") not in UNLABELLED:
            labelled = id(each) in inside or each.get("id") in named - {None} or each.get("aria-label")
            assert labelled, each.attrib


def test_what_refers_to_a_place_finds_it(page):
    """`aria-labelledby`, `for` and the like name an `id` of this page."""
    for each in tree_of(page).iter():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list"):
            for target in each.get(name, "").split():
                assert target in page.ids, (name, target)


def test_nothing_stands_inline(page):
    """The policy forbids styles and scripts within a page."""
    for each in tree_of(page).iter():
        assert "style" not in each.attrib, each.tag
        assert not [name for name in each.attrib if re.fullmatch(r"on[a-z]+", str(name))], each.tag
        assert not str(each.tag).endswith("}style")
        if str(each.tag).endswith("}script"):
            assert each.get("src") or each.get("type") in ("application/ld+json", "application/json")


def test_tables_say_what_their_columns_are(page):
    for table in tree_of(page).iter(f"{XHTML}table"):
        heads = list(table.iter(f"{XHTML}th"))
        assert heads
        assert all(head.get("scope") in ("col", "row", "colgroup", "rowgroup") for head in heads)


def test_every_kind_of_page_is_looked_at(crawled):
    looked_at = {crawled.pages[f"/{code}/{path}"].kind for code in CODES for path in KINDS.values()}
    assert {page.kind for page in crawled.found} <= looked_at
