"""The registry of public addresses against what links and forms lead to."""

import pytest
from django.conf import settings

from archive import languages
from archive.public import registry
from tests.crawl import questions

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]

CODES = languages.codes()


def canonical(page) -> str:
    """Where a page says that it stands: a choice in a form may lead to another way of writing it."""
    said = [each.get("href").removeprefix(settings.SITE_URL) for each in page.rel("canonical")]
    return said[0] if said else page.address


def test_it_knows_every_page_that_links_and_forms_lead_to(crawled, content):
    known = {entry.address(code) for entry in registry.everything() for code in CODES}
    unknown = {
        page.address
        for page in crawled
        if page.status != 404
        and page.kind != "search"
        and not known & {page.address, canonical(page)}
        and questions(page.address) <= 1
        and "on=" not in page.address  # any day can be asked for
    }
    assert unknown == set()


#: Pages of which each must be told from all others by its title alone, and by its description alone. Former
#: versions are copies by nature: search engines are told to leave them out.
OF_THEIR_OWN = ("page", "list", "choice", "record")


def shared(crawled, told) -> list[list[str]]:
    """Addresses of pages of their own of which more than one is told alike."""
    alike: dict[str, set[str]] = {}
    for entry in registry.everything():
        if entry.sort in OF_THEIR_OWN and entry.by_language:
            for page in filter(None, (crawled.pages.get(entry.address(code)) for code in CODES)):
                if page.status == 200:
                    alike.setdefault(told(page), set()).add(page.address)
    assert len(alike) > 1000
    return [sorted(pages) for pages in alike.values() if len(pages) > 1]


def test_no_two_pages_describe_themselves_alike(crawled, content):
    assert shared(crawled, lambda page: page.meta("description")) == []


def test_no_two_pages_have_the_same_title(crawled, content):
    """A source is told from what it tells of, and one count of members from the next."""
    assert shared(crawled, lambda page: page.title) == []
