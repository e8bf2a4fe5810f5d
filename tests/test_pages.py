"""The page store, asked the way a server asks it."""

import gzip
import threading

import brotli
import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from archive.models import Country
from imctc_site import pages, revision
from tests import public_pages
from tests.at_once import run_threads
from tests.stored_site import Site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.public_pages")]


@pytest.fixture(autouse=True)
def kenya():
    public_pages.calls.clear()
    return Country.objects.create(slug="kenya", code="KE", name_en="Kenya", status="published")


@pytest.fixture
def site():
    site = Site()
    yield site
    site.store.close()


# --- Kept --------------------------------------------------------------------------------------------------


def test_the_second_reader_gets_the_same_answer_without_django(site):
    first, second = site.ask("/hi/names/"), site.ask("/hi/names/")
    assert site.made == 1
    assert (second.status, second.body) == (first.status, first.body)
    assert second.header_list == first.header_list


def test_a_kept_answer_has_the_headers_that_django_gives_without_a_store(site):
    kept = [site.ask("/hi/names/"), site.ask("/hi/names/")][1]
    assert {name.lower(): value for name, value in kept.header_list} == {
        name.lower(): value for name, value in Client().get("/hi/names/").headers.items()
    }


def test_a_reader_who_has_the_page_is_answered_without_django(site):
    etag = site.ask("/hi/names/").headers["ETag"]
    for header in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = site.ask("/hi/names/", HTTP_IF_NONE_MATCH=header)
        assert answer.status == 304
        assert answer.body == b""
    assert site.made == 1


def test_a_304_says_the_same_as_the_page_except_about_its_body(site):
    page = site.ask("/hi/names/", HTTP_ACCEPT_ENCODING="br")
    answer = site.ask("/hi/names/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=page.headers["ETag"])
    assert {name: value for name, value in page.headers.items() if name not in answer.headers}.keys() == {
        "Content-Length",
        "Content-Type",
        "Content-Encoding",
    }
    assert answer.headers.items() <= page.headers.items()


def test_the_first_reader_who_has_the_page_already_gets_a_304_and_fills_the_store(site):
    etag = Client().get("/hi/names/")["ETag"]
    public_pages.calls.clear()
    assert site.ask("/hi/names/", HTTP_IF_NONE_MATCH=etag).status == 304
    assert site.ask("/hi/names/").status == 200
    assert site.made == 1


def test_head_is_answered_from_the_page(site):
    get, head = site.ask("/hi/names/"), site.ask("/hi/names/", method="HEAD")
    assert head.body == b""
    assert head.header_list == get.header_list
    assert site.made == 1


def test_a_head_alone_keeps_nothing(site):
    site.ask("/hi/names/", method="HEAD")
    assert site.ask("/hi/names/").body != b""
    assert site.made == 2


def test_each_encoding_is_kept_for_itself(site):
    plain = site.ask("/hi/names/").body
    for _ in range(2):
        assert brotli.decompress(site.ask("/hi/names/", HTTP_ACCEPT_ENCODING="gzip, br").body) == plain
        assert gzip.decompress(site.ask("/hi/names/", HTTP_ACCEPT_ENCODING="gzip").body) == plain
        assert site.ask("/hi/names/", HTTP_ACCEPT_ENCODING="deflate").body == plain
    assert site.made == 3


def test_each_host_and_scheme_is_kept_for_itself(site, settings):
    settings.ALLOWED_HOSTS = ["testserver", "archive.example.org"]
    for _ in range(2):
        site.ask("/hi/names/")
        site.ask("/hi/names/", HTTP_HOST="archive.example.org")
        site.ask("/hi/names/", **{"wsgi.url_scheme": "https"})
    assert site.made == 3


def test_a_host_that_is_not_ours_is_refused_even_if_the_page_is_kept(site):
    site.ask("/hi/names/")
    for _ in range(2):
        assert site.ask("/hi/names/", HTTP_HOST="evil.example").status == 400


# --- Not kept ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/hi/names/uganda/", 404),
        ("/hi/refusing/", 400),
        ("/hi/moved/", 302),
        ("/hi/cookie/", 200),
        ("/hi/private/", 200),
        ("/hi/undecorated/", 200),
        ("/names/", 302),
    ],
)
def test_what_is_no_public_page_is_not_kept(site, path, status):
    assert site.ask(path).status == status
    assert not site.store.pages


def test_a_page_that_comes_to_be_is_there_at_once(site):
    assert site.ask("/hi/names/uganda/").status == 404
    Country.objects.create(slug="uganda", code="UG", name_en="Uganda", status="published")
    assert site.ask("/hi/names/uganda/").status == 200


def test_a_draft_shown_to_staff_is_never_kept_and_staff_never_get_a_kept_page(site):
    draft = Country.objects.create(slug="uganda", code="UG", name_en="Uganda", status="draft")
    asha = User.objects.create_user("asha", is_staff=True)
    asha.user_permissions.add(Permission.objects.get(codename="view_country"))
    signed_in = Client()
    signed_in.force_login(asha)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in signed_in.cookies.items())

    assert "Uganda asha" in site.ask("/hi/names/uganda/", HTTP_COOKIE=cookie).text
    assert site.ask("/hi/names/uganda/").status == 404
    draft.status = "published"
    draft.save()
    assert "Uganda AnonymousUser" in site.ask("/hi/names/uganda/").text
    assert "Uganda asha" in site.ask("/hi/names/uganda/", HTTP_COOKIE=cookie).text
    assert "Uganda AnonymousUser" in site.ask("/hi/names/uganda/").text


def test_an_answer_to_credentials_is_not_kept(site):
    site.ask("/hi/names/", HTTP_AUTHORIZATION="Basic YTpi")
    assert not site.store.pages


def test_other_cookies_do_not_matter(site):
    site.ask("/hi/names/", HTTP_COOKIE="django_language=en; theme=dark")
    site.ask("/hi/names/")
    assert site.made == 1


def test_any_other_method_reaches_django(site):
    site.ask("/hi/names/")
    assert site.ask("/hi/names/", method="OPTIONS").status == 405


# --- Bounded -----------------------------------------------------------------------------------------------


def test_parameters_nobody_knows_do_not_multiply_entries(site):
    for query in ("", "?utm_source=x", "?a=1&b=2", "?kind=", "?%F0%9F%98%80=1", "?page", "?;;&&=="):
        assert site.ask(f"/hi/names/{query}").status == 200
    assert len(site.store.pages) == 1
    assert site.made <= 2  # the first, and the first with any query


def test_order_of_known_parameters_does_not_multiply_entries(site):
    for query in ("?kind=state&page=2", "?page=2&kind=state", "?page=2&x=&kind=state"):
        site.ask(f"/hi/names/{query}")
    assert len(site.store.pages) == 1


def test_known_parameters_are_told_apart(site):
    Country.objects.create(slug="oic", code="oic", kind="organisation", name_en="OIC", status="published")
    for _ in range(2):
        assert "|Kenya|" in site.ask("/hi/names/?kind=state").text
        assert "|OIC|" in site.ask("/hi/names/?kind=organisation").text


def test_a_very_long_query_is_answered_and_not_kept(site):
    assert site.ask("/hi/names/?kind=" + "x" * 5000).status == 200
    assert not site.store.pages


def test_what_a_question_takes_in_memory_is_counted_with_its_page(site):
    """Letters that a program sends as they are become three signs for each byte in what is kept."""
    sizes = []
    for question in ("x", "x" * 300, "\xe0\xa4\x95" * 300):
        site.store.pages.clear()
        site.ask("/hi/names/", QUERY_STRING=f"kind={question}")
        sizes.append(site.store.pages.bytes)
    assert len(site.store.pages) == 1
    assert sizes[1] - sizes[0] >= 299
    assert sizes[2] - sizes[0] >= 2600


def test_the_store_keeps_no_more_bytes_than_it_may_and_lets_the_oldest_go(site):
    site.store.pages.most_bytes = 2**20
    for number in range(400):
        site.ask(f"/hi/names/?kind={number}")
        site.ask("/hi/names/")
    kept = site.store.pages
    assert kept.bytes == sum(kept.get(key).size + sum(map(len, key)) for key in kept)
    assert 2**20 / 2 < site.store.pages.bytes <= 2**20
    assert site.made < 2 * 400
    queries = {key.query for key in site.store.pages}
    assert {"", "kind=399"} <= queries
    assert "kind=1" not in queries


def test_pages_of_an_old_revision_take_no_room(site, kenya):
    for number in range(20):
        site.ask(f"/hi/names/?kind={number}")
    kenya.save()
    site.ask("/hi/names/")
    assert len(site.store.pages) == 1


def test_an_answer_that_would_fill_the_store_is_not_kept(site, monkeypatch):
    monkeypatch.setattr(public_pages, "PARAGRAPH", "x" * 2**20)
    site.ask("/hi/names/")
    assert not site.store.pages


# --- Robust ------------------------------------------------------------------------------------------------


def test_a_damaged_store_breaks_no_page(site, caplog):
    site.ask("/hi/names/")
    site.store.pages = None
    for _ in range(2):
        assert "Kenya" in site.ask("/hi/names/").text
    assert "Django answers" in caplog.text


def test_a_store_that_cannot_keep_breaks_no_page(site, monkeypatch, caplog):
    monkeypatch.setattr(pages, "to_store", lambda *_: 1 / 0)
    assert "Kenya" in site.ask("/hi/names/").text
    assert "could not keep" in caplog.text


def test_a_connection_that_was_cut_is_opened_again(site, kenya):
    site.ask("/hi/names/")
    site.store.revision.local.held.raw.close()
    kenya.name_en = "Republic of Kenya"
    kenya.save()
    assert "Republic of Kenya" in site.ask("/hi/names/").text
    assert "Republic of Kenya" in site.ask("/hi/names/").text
    assert site.made == 2


def test_without_a_readable_revision_django_answers(site, monkeypatch, caplog):
    site.ask("/hi/names/")
    site.store.revision.close()
    site.store.revision = revision.RevisionReader("SELECT number FROM nowhere")
    assert "Kenya" in site.ask("/hi/names/").text
    assert site.made == 2


def test_the_connection_is_replaced_now_and_then(site, monkeypatch):
    monkeypatch.setattr(revision, "CONNECTION_AGE", 0)
    site.ask("/hi/names/")
    first = site.store.revision.local.held
    site.ask("/hi/names/")
    assert site.store.revision.local.held is not first


def test_many_threads_share_the_store(site):
    start = threading.Barrier(8)

    def read(number):
        start.wait()
        for each in range(20):
            assert f"kind={each % 3}|" in site.ask(f"/hi/names/?kind={each % 3}").text

    run_threads(read, 8)
    assert len(site.store.pages) == 3
    kept = site.store.pages
    assert kept.bytes == sum(kept.get(key).size + sum(map(len, key)) for key in kept)
