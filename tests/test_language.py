"""A reader's language: from the address, else what was asked for, else the browser's, else Hindi."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepts", "cookie", "language"),
    [
        ("", "", "hi"),
        ("en-GB,en;q=0.9", "", "en"),
        ("hi-IN", "", "hi"),
        ("fr,ar;q=0.8", "", "hi"),
        ("en", "hi", "hi"),
        ("hi", "en", "en"),
        ("en", "xx", "en"),
    ],
)
def test_the_bare_address_redirects_by_choice_then_browser_then_to_hindi(client, accepts, cookie, language):
    if cookie:
        client.cookies["django_language"] = cookie
    response = client.get("/", headers={"accept-language": accepts})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/"
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in response.headers["Vary"].split(",")}
    assert "Set-Cookie" not in response.headers
    assert not client.cookies.keys() - {"django_language"}


def test_a_bare_path_keeps_its_query(client):
    response = client.get("/members/?on=2016-06-01", headers={"accept-language": "en"})
    assert response.headers["Location"] == "/en/members/?on=2016-06-01"


def test_a_choice_is_remembered_and_leads_to_the_same_page(client):
    response = client.get("/language/hi/", {"next": "/en/members/?on=2016-06-01"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/hi/members/?on=2016-06-01"
    cookie = response.cookies["django_language"]
    assert cookie.value == "hi"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get("/", headers={"accept-language": "en"}).headers["Location"] == "/hi/"


@pytest.mark.parametrize(
    "target",
    [
        "",
        "https://evil.example/",
        "//evil.example/hi/",
        "/\\evil.example",
        "\\\\evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\x00/hi/",
        "/\t/evil.example",
    ],
)
def test_a_choice_never_leads_off_the_site(client, target):
    response = client.get("/language/en/", {"next": target})
    assert response.status_code == 302
    assert response.headers["Location"] == "/en/"


def test_there_is_no_choosing_a_language_that_is_not_here(client):
    response = client.get("/language/fr/", {"next": "/hi/"})
    assert response.status_code == 404
    assert not response.cookies


def test_a_choice_is_only_asked_for(client):
    assert client.post("/language/en/").status_code == 405


def test_reading_sets_no_cookie(client):
    for address in ("/hi/", "/en/", "/robots.txt"):
        assert not client.get(address).cookies


def test_the_switch_never_leads_from_https_to_http(client):
    plain, safe = "http://testserver/en/members/", "https://testserver/en/members/"
    assert client.get("/language/hi/", {"next": plain}, secure=True).headers["Location"] == "/hi/"
    assert client.get("/language/hi/", {"next": safe}, secure=True).headers["Location"] != "/hi/"
    assert client.get("/language/hi/", {"next": plain}).headers["Location"] != "/hi/"
