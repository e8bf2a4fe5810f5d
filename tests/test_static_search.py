"""The search of a static copy, as a reader meets it: plain files, the policy of the site, nobody else."""

import gzip
import json
import re
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation

from archive import languages, static_copy
from archive.models import Status
from archive.static_copy.searching import FOLDER
from tests import copied_site, hidden, memory
from tests.crawl import crawl, own
from tests.reading import Reading
from tests.search_made import small_archive

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    with django_db_blocker.unblock(), transaction.atomic(), translation.override(None):
        small_archive()
        memory.forget()
        static_copy.export(folder)
        transaction.set_rollback(True)
    return folder


@pytest.fixture
def copy(folder):
    with copied_site.served(folder) as site:
        yield site


def results(page) -> list[str]:
    page.wait_for_selector("#found[data-done]", state="attached")
    return page.eval_on_selector_all("#found ol a", "links => links.map((link) => link.getAttribute('href'))")


@pytest.mark.browser
def test_what_is_typed_on_any_page_is_searched_for_and_found(page, copy):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{copy.url}/en/members/")
    page.fill("header input[name=q]", "raheel")
    page.press("header input[name=q]", "Enter")
    assert results(page)[0] == "/en/events/appointment/"
    assert page.input_value("main input[name=q]") == "raheel"
    assert page.locator("#found .found").inner_text() == "1 result"
    assert page.locator("#found ol h2 mark").inner_text() == "Raheel"
    assert "6 January 2017" in page.locator("#found .when").inner_text()
    assert said == []  # the content policy among what a browser would speak of
    page.click("#found ol a")
    assert page.url == f"{copy.url}/en/events/appointment/"
    assert page.locator("h1").inner_text() == "Raheel Sharif is appointed"


@pytest.mark.browser
def test_it_searches_in_either_script_and_answers_in_the_readers_language(page, copy):
    page.goto(f"{copy.url}/hi/search/?q=rahil+shareef")
    assert results(page)[0] == "/hi/events/appointment/"
    assert page.locator("#found ol h2 mark").inner_text() == "राहील शरीफ़"
    assert "परिणाम" in page.locator("#found .found").inner_text()
    page.goto(f"{copy.url}/hi/search/?q=Thunder")  # written in English alone
    assert results(page) == ["/hi/events/drill/"]
    assert page.locator("#found ol h2 a").get_attribute("lang") == "en"
    assert page.locator("#found ol .snippet").get_attribute("lang") == "en"


@pytest.mark.browser
def test_other_names_errors_and_kinds(page, copy):
    page.goto(f"{copy.url}/en/search/?q=तुर्की")
    assert "/en/countries/turkiye/" in results(page)
    page.goto(f"{copy.url}/en/search/?q=exercsie")
    assert results(page) == ["/en/events/drill/"]
    assert "exercsie" in page.locator("#found .notice").inner_text()
    page.click("#found .notice a")
    assert results(page) == ["/en/events/drill/"]
    assert page.locator("#found .notice").is_hidden()
    page.goto(f"{copy.url}/en/search/?q=pakistan")
    assert len(results(page)) > 1
    page.click("#found nav a:has-text('Events')")
    assert results(page) == ["/en/events/appointment/"]
    assert page.locator("#found nav a[aria-current]").inner_text().startswith("Events")


@pytest.mark.browser
def test_nothing_that_is_typed_becomes_part_of_the_page(page, copy):
    typed = "<img src=x onerror=alert(1)> zzzzqq"
    page.goto(f"{copy.url}/en/search/")
    page.fill("main input[name=q]", typed)
    page.press("main input[name=q]", "Enter")
    assert results(page) == []
    assert typed in page.locator("#found .found").inner_text()
    assert page.locator("#found img").count() == 0
    assert page.locator("#found .nothing a").count() > 5
    page.goto(f"{copy.url}/en/search/?q=...")
    assert results(page) == []
    assert "no word" in page.locator("#found .found").inner_text()


@pytest.mark.browser
def test_a_copy_that_was_renewed_meanwhile_says_so_instead_of_nothing(page, copy):
    page.route(re.compile(r"/[0-9a-f]+\.part$"), lambda route: route.fulfill(status=404))
    page.goto(f"{copy.url}/en/search/?q=raheel")
    page.wait_for_selector("#found[data-done]", state="attached")
    assert "could not be loaded" in page.locator("#found .found").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_stands_on_a_narrow_phone(page, copy, scheme):
    page.set_viewport_size({"width": 320, "height": 600})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{copy.url}/hi/search/?q=pakistan")
    assert results(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
def test_without_javascript_the_page_says_what_to_do(browser, copy):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for lang, said in (("en", "needs JavaScript"), ("hi", "JavaScript")):
        page.goto(f"{copy.url}/{lang}/search/?q=raheel")
        assert said in page.locator("main").inner_text()
        page.click("main .nothing a >> nth=1")
        assert page.locator("h1").count() == 1
    context.close()


def test_no_draft_is_in_the_index(tmp_path):
    hidden.archive()
    memory.forget()
    copied_site.index_alone(tmp_path)
    packed = list(tmp_path.joinpath(FOLDER).glob("*.part"))
    assert len(packed) > 5
    told = " ".join(json.dumps(json.loads(gzip.decompress(path.read_bytes()))) for path in packed)
    assert re.search(hidden.SHARED, told)
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        for model in hidden.NEEDED:
            assert hidden.word(model, status) not in told, (model, status)


def test_the_page_of_the_search_names_the_archive_itself(folder):
    reading = Reading((folder / "en/search/index.html").read_text())
    assert f"{settings.SITE_URL}/en/search/" in {link.get("href") for link in reading.all("a")}
    assert [form.get("action") for form in reading.all("form")] == ["/en/search/"]


def test_the_crawl_of_a_reader_finds_the_copy_whole(folder):
    pages = crawl(copied_site.Reader(folder), [f"/{code}/" for code in languages.codes()])
    assert {page.address: page.status for page in pages.values() if page.status != 200} == {}
    assert len(pages) > 150
    for page in pages.values():
        if 'http-equiv="refresh"' in page.html:  # a redirect, where no server answers with one
            continue
        assert page.unclosed == [], page.address
        assert page.root.get("lang") == page.lang, page.address
        assert len(list(filter(None, page.headings))) == 1, page.address
        assert page.title, page.address
        assert len(page.ids) == len(set(page.ids)), page.address
        assert {address for address in page.fetched if not own(urljoin(page.address, address))} == set()
        twins = {code: f"/{code}/{page.address.split('/', 2)[2]}" for code in languages.codes()}
        assert page.switches == {code: href for code, href in twins.items() if code != page.lang}
