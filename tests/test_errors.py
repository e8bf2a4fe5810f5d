"""When something is wrong: what the reader is told, in their language, and where they can go."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from archive.public import errors
from tests.reading import Reading, words


def read(response) -> Reading:
    return Reading(response.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_page_that_is_not_there_helps_on(client, lang):
    response = client.get(f"/{lang}/nothing/here/")
    assert response.status_code == 404
    page = read(response)
    assert page.elements[0].get("lang") == lang
    links = {element.get("href") for element in page.all("a")}
    assert {f"/{lang}/members/", f"/{lang}/sources/", f"/{lang}/topics/"} <= links
    assert f"/{lang}/search/" in {form.get("action") for form in page.all("form")}


@pytest.mark.django_db
def test_the_switch_of_language_on_a_missing_page_leads_home(client):
    page = read(client.get("/hi/nothing/"))
    (switch,) = (element for element in page.all("a") if element.get("class") == "switch")
    answer = client.get(switch.get("href"))
    assert answer.headers["Location"] == "/en/"


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.csrf_failure, 403),
        (errors.server_error, 500),
    ],
)
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_other_errors_are_sentences_and_ask_nothing_of_the_database(view, status, lang):
    """Without the `db` fixture any query would fail the test."""
    with translation.override(lang):
        response = view(RequestFactory().get(f"/{lang}/"))
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    page = read(response)
    assert page.elements[0].get("lang") == lang
    assert words(page.one("h1"))
    assert any(element.get("content") == "noindex" for element in page.all("meta"))


def test_an_error_within_the_error_page_still_answers(monkeypatch):
    def broken(*_args):
        raise RuntimeError("no template")

    monkeypatch.setattr(errors, "render", broken)
    response = errors.server_error(RequestFactory().get("/hi/"))
    assert response.status_code == 500
    assert b"Something went wrong" in response.content


@pytest.mark.django_db
def test_a_form_without_its_token_says_what_to_do(client):
    client.handler.enforce_csrf_checks = True
    response = client.post("/en/admin/login/", {"username": "asha"})
    assert response.status_code == 403
    assert "Open it again, and type your name and password once more." in read(response).text
