"""The page store in the real server: edits come from another process."""

import pytest

from tests.running_site import Server

pytestmark = pytest.mark.sqlite

RECORDS = """
Country.objects.create(slug="kenya", code="KE", name_en="Kenya", name_hi="केन्या", status="published")
Country.objects.create(slug="uganda", code="UG", name_en="Uganda", name_hi="युगांडा", status="draft")
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("site")) as server:
        server.shell(RECORDS)
        yield server


def test_an_edit_made_in_one_process_is_in_the_very_next_answer_of_another(server):
    path = "/en/countries/kenya/"
    before = server.ask(path)
    assert "<h1" in before.text
    assert "Kenya" in before.text
    assert server.ask(path, If_None_Match=before.headers["ETag"]).status == 304

    server.shell("c = Country.objects.get(code='KE'); c.name_en = 'Republic of Kenya'; c.save()")

    after = server.ask(path, If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert "Republic of Kenya" in after.text
    assert server.ask(path, If_None_Match=after.headers["ETag"]).status == 304


def test_what_is_published_or_deleted_in_one_process_appears_and_goes_in_another(server):
    path = "/hi/countries/uganda/"
    assert server.ask(path).status == 404
    server.shell("c = Country.objects.get(code='UG'); c.status = 'published'; c.save()")
    assert "युगांडा" in server.ask(path).text
    server.shell("Country.objects.filter(code='UG').delete()")
    assert server.ask(path).status == 404


def test_an_answer_to_head_has_the_length_of_the_page_and_no_body(server):
    page, head = server.ask("/hi/"), server.ask("/hi/", method="HEAD")
    assert head.status == 200
    assert head.text == ""
    assert head.headers["Content-Length"] == page.headers["Content-Length"] == str(len(page.text.encode()))


def test_every_answer_from_the_store_has_a_request_id_of_its_own(server):
    answers = [server.ask("/hi/") for _ in range(3)]
    assert len({answer.headers["X-Request-ID"] for answer in answers}) == 3
    assert len({answer.headers["ETag"] for answer in answers}) == 1
