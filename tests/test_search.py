"""The page of results and the suggestions, as readers meet them."""

import json
import re
from urllib.parse import urlencode

import pytest
from django.core.management import call_command

from archive.models import Alias, Event
from tests.search_made import small_archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive():
    small_archive()


def page(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    html = answer.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def test_a_result_links_to_the_record_and_marks_the_words_of_the_text(client):
    html = page(client, "/hi/search/?q=raheel")
    assert '<a href="/hi/events/appointment/"><mark>राहील</mark> शरीफ़ की नियुक्ति</a>' in html
    html = page(client, "/en/search/?q=gathbandhan")
    assert 'lang="hi"><mark>गठबंधन</mark> की कमान' in html
    assert '<a href="/en/events/appointment/">Raheel Sharif is appointed</a>' in html


def test_every_page_has_the_box_and_keeps_what_was_typed(client):
    assert 'action="/hi/search/"' in client.get("/hi/").content.decode()
    html = client.get("/en/search/?q=%22north+thunder%22").content.decode()
    assert html.count('role="search"') == 1, "the page of results has one box, not two"
    assert html.count('value="&#34;north thunder&#34;"') == 2, "the box, and the form of the filters"


def test_a_search_that_finds_nothing_offers_the_lists_and_no_empty_form(client):
    html = page(client, "/en/search/?q=zxqvw")
    assert "Check the spelling" in html
    assert '<a href="/en/events/">Events</a>' in html
    assert "<select" not in html
    assert "Filter and sort" not in html
    assert re.search(r"<ul>\s*</ul>", html) is None


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_no_two_filters_are_called_the_same(client, lang):
    html = client.get(f"/{lang}/search/?q=raheel&type=event").content.decode()
    labels = [label.strip() for label in re.findall(r"<label>([^<]+)<select", html)]
    assert len(labels) >= 3
    assert len(set(labels)) == len(labels)


def test_filters_stand_in_the_address_with_their_counts(client):
    html = page(client, "/en/search/?q=pakistan")
    assert "2 results" in html
    for option in ("Members (1)", "Events (1)", "Pakistan (2)", "2017 (1)"):
        assert option in html
    html = page(client, "/en/search/?q=pakistan&type=event&kind=appointment&country=pakistan&year=2017")
    assert "1 result" in html
    assert "/en/members/pakistan/" not in html
    assert (
        'href="/en/search/?q=pakistan&amp;country=pakistan&amp;year=2017"' in html
    )  # without type, and its kind
    assert 'href="/en/search/?q=pakistan"' in html


def test_no_year_is_offered_that_is_refused(client):
    for slug, date in (("a", "0201/2016"), ("b", "9016"), ("c", "../0044"), ("d", "2016")):
        Event.objects.create(slug=slug, date=date, kind="meeting", title_en="Zanzibar", status="published")
    html = page(client, "/en/search/?q=zanzibar")
    chosen = html.split('name="year"')[1].split("</select>")[0]
    assert re.findall('value="([0-9]+)"', chosen) == ["2016"]
    assert "4 results" in html


@pytest.mark.parametrize(
    "wrong",
    [
        "type=nonsense",
        "country=zz",
        "kind=appointment",
        "year=20x7",
        "year=0000",
        "year=२०१७",
    ],
)
def test_a_wrong_filter_is_left_out_with_a_word_about_it(client, wrong):
    html = page(client, f"/en/search/?q=raheel&{wrong}")
    assert "It was left out; choose one from the list." in html
    assert "/en/events/appointment/" in html


def test_a_misspelt_word_finds_what_was_meant_and_says_so(client):
    html = page(client, "/en/search/?q=davutgolu")
    assert "No record has the word “davutgolu”" in html
    assert '<a href="/en/search/?q=Davuto%C4%9Flu">Davutoğlu</a>' in html
    assert "/en/statements/turkish-view/" in html


def test_words_in_another_script_have_their_own_language(client):
    html = page(client, "/en/search/?q=davutgolu")
    assert '<span lang="hi">दावुतोग्लू</span>' in html
    assert '“<span lang="hi">दिल</span>”' in page(client, "/en/search/?q=दिल")
    assert '<span lang="hi"' not in page(client, "/hi/search/?q=दिल")


def test_an_empty_result_leads_on(client):
    html = page(client, "/en/search/?q=zebra+raheel")
    assert "Nothing was found for “zebra raheel”" in html
    assert '<a href="/en/search/?q=raheel">Search for “raheel” alone</a>' in html
    assert "/en/members/" in html
    html = page(client, "/en/search/?q=raheel&type=source")
    assert '<a href="/en/search/?q=raheel">Search without filters</a>' in html


@pytest.mark.parametrize("typed", ["%00", "%F0%9F%98%80", "%22", "*", "%ff%fe", "", "%22%22+-"])
def test_a_query_without_a_word_is_answered_with_help(client, typed):
    assert "Write in Hindi or English" in page(client, f"/en/search/?q={typed}")


def test_a_query_of_ten_thousand_letters_is_shortened(client):
    html = page(client, f"/en/search/?q={'raheel+' * 1500}")
    assert "shortened" in html
    assert len(html) < 20_000


def test_many_results_are_paged(client):
    Event.objects.bulk_create(
        Event(
            slug=f"e{n}",
            date=f"20{10 + n % 10}",
            kind="visit",
            title_en=f"Visit {n}",
            status="published",
            version=1,
        )
        for n in range(45)
    )
    call_command("rebuild_search", verbosity=0)
    first, third = page(client, "/en/search/?q=visit"), page(client, "/en/search/?q=visit&page=3")
    assert "45 results" in first
    assert 'rel="next" href="/en/search/?q=visit&amp;page=2"' in first
    assert 'rel="prev"' not in first
    assert third.count("<h2>") == 5
    assert 'rel="next"' not in third
    beyond = page(client, "/en/search/?q=visit&page=4")
    assert "There is no page 4. This is the last one, page 3." in beyond
    assert third.count("<h2>") == beyond.count("<h2>")
    assert 'rel="prev" href="/en/search/?q=visit&amp;page=2"' in beyond


NO_PAGE_NUMBERS = (
    *("0", "-1", "1.0", "1e1", "²", "२", "٢", "２", "\0"),
    *("0000000019999999999999999999", "00000000261", "9" * 5000),
)


@pytest.mark.parametrize("path", ["/search/?q=raheel", "/events/?", "/statements/?", "/sources/?"])
def test_what_is_no_page_number_is_told_and_leads_to_the_first_page(client, path):
    for number in NO_PAGE_NUMBERS:
        for lang, told in (("en", "is not a page number"), ("hi", "पृष्ठ संख्या नहीं है")):
            html = page(client, f"/{lang}{path}&{urlencode({'page': number})}")
            assert told in html, number
            assert "Nothing was found" not in html


@pytest.mark.parametrize("number", [2, 3, 25, 26, 9999999, "0000002"])
def test_beyond_the_last_page_of_a_search_is_the_last_page(client, number):
    html = page(client, f"/en/search/?q=raheel&page={number}")
    assert f"There is no page {int(number)}. This is the last one, page 1." in html
    assert "1 result" in html
    assert "/en/events/appointment/" in html
    assert "Nothing was found" not in html
    html = page(client, f"/en/search/?q=zqxv&page={number}")
    assert "Nothing was found" in html
    assert "There is no page" not in html


def test_drafts_are_not_found_by_anybody_in_public(client, admin_client):
    Event.objects.create(slug="secret", date="2020", kind="visit", title_en="Secretive visit")
    for reader in (client, admin_client):
        assert "0 results" in page(reader, "/en/search/?q=secretive")
        assert json.loads(reader.get("/en/search/suggest/?q=secret").content)["suggestions"] == []


@pytest.mark.parametrize("typed", ["rah", "raheel sh", "राही", "raheel", "RAHIL"])
def test_suggestions_are_titles_in_the_language_of_the_page(client, typed):
    answer = client.get("/hi/search/suggest/", {"q": typed})
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["suggestions"] == [
        {"title": "राहील शरीफ़ की नियुक्ति", "lang": "hi", "kind": answer.json()["suggestions"][0]["kind"],
         "href": "/hi/events/appointment/"}
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["", "r", "\0", "😀", "zzzz", "a" * 10_000])
def test_suggestions_may_be_none(client, typed):
    assert client.get("/hi/search/suggest/", {"q": typed}).json() == {"suggestions": [], "status": ""}


@pytest.mark.parametrize(
    "typed",
    ["ﷺ" * 300, "ﬀ" * 300, "a" * 300, "क्ष" * 100, " ".join("कखगघचछजझटठड"), "pakistan -a" + "b" * 200],
)
def test_a_query_that_is_too_long_is_cut_and_says_so(client, typed):
    for lang, told in (("en", "The search was shortened"), ("hi", "खोज लंबी थी")):
        assert told in page(client, f"/{lang}/search/?{urlencode({'q': typed})}")


def test_spaces_are_no_letters(client):
    html = page(client, f"/en/search/?q={'+' * 400}raheel{'+' * 400}")
    assert "/en/events/appointment/" in html
    assert "shortened" not in html


TOO_MUCH = "imctc imaft IMATC " + " ".join(f"name{number}" for number in range(6))


@pytest.fixture
def many_names():
    """Names that mean the same and are many, so that asking for several of them is too much."""
    names = [f"other name {number} of the coalition" for number in range(60)]
    Alias.objects.bulk_create(
        Alias(form=name, canonical="imctc")
        for name in ("imaft", "IMATC", *(f"name{n}" for n in range(6)), *names)
    )
    call_command("rebuild_search", verbosity=0)


@pytest.mark.usefixtures("many_names")
def test_what_would_cost_too_much_is_not_looked_for_and_says_so(client):
    for lang, told in (("en", "This search asks for too much at once."), ("hi", "यह खोज एक साथ बहुत कुछ")):
        html = page(client, f"/{lang}/search/?{urlencode({'q': TOO_MUCH})}")
        assert told in html
        assert 'class="found"' not in html
    answer = client.get("/en/search/suggest/", {"q": TOO_MUCH})
    assert answer.json() == {"suggestions": [], "status": ""}


@pytest.mark.usefixtures("many_names")
def test_editors_hear_of_too_much_as_well(admin_client):
    html = admin_client.get("/en/admin/archive/event/", {"q": TOO_MUCH}).content.decode()
    assert "This search asks for too much at once." in html


@pytest.mark.parametrize("room", ["archive/event", "archive/alias", "auth/user", "auth/group"])
def test_no_search_of_editors_is_refused_by_the_database(admin_client, room):
    assert admin_client.get(f"/en/admin/{room}/", {"q": "a " * 3000}).status_code == 200
