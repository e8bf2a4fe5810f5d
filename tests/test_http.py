import datetime
import gzip

import brotli
import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from archive.models import Country
from archive.public import http
from archive.public.http import accepted_encoding, matches
from tests import public_pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.public_pages")]


@pytest.fixture(autouse=True)
def kenya():
    public_pages.calls.clear()
    return Country.objects.create(slug="kenya", code="KE", name_en="Kenya", status="published")


@pytest.fixture
def editor(client):
    user = User.objects.create_user("asha", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_country"))
    client.force_login(user)
    return client


# --- Version -----------------------------------------------------------------------------------------------


def test_a_reader_who_has_the_page_gets_no_page(client):
    first = client.get("/hi/names/")
    again = client.get("/hi/names/", headers={"If-None-Match": first["ETag"]})
    assert first.status_code == 200
    assert again.status_code == 304
    assert again.content == b""
    assert {name: again[name] for name in ("ETag", "Cache-Control", "Vary")} == {
        name: first[name] for name in ("ETag", "Cache-Control", "Vary")
    }


def test_a_reader_who_has_the_page_costs_one_query_and_no_view(client, django_assert_num_queries):
    etag = client.get("/hi/names/")["ETag"]
    public_pages.calls.clear()
    with django_assert_num_queries(1):
        client.get("/hi/names/", headers={"If-None-Match": etag})
    assert public_pages.calls == []


def test_after_an_edit_the_reader_gets_the_new_page(client, kenya):
    etag = client.get("/hi/names/")["ETag"]
    kenya.name_en = "Republic of Kenya"
    kenya.save()
    answer = client.get("/hi/names/", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "Republic of Kenya" in answer.text
    assert answer["ETag"] != etag


def test_the_next_day_is_another_version_because_pages_speak_of_today(client, monkeypatch):
    etag = client.get("/hi/names/")["ETag"]
    tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    monkeypatch.setattr("time.time", tomorrow.timestamp)
    answer = client.get("/hi/names/", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert str(timezone.localdate(tomorrow)) in answer.text


def test_every_address_language_and_encoding_has_a_validator_of_its_own(client):
    asked = [
        ("/hi/names/", ""),
        ("/en/names/", ""),
        ("/hi/names/?kind=state", ""),
        ("/hi/names/?kind=party", ""),
        ("/hi/names/kenya/", ""),
        ("/hi/names/", "gzip"),
        ("/hi/names/", "br"),
    ]
    etags = [client.get(path, headers={"Accept-Encoding": encoding})["ETag"] for path, encoding in asked]
    assert len(set(etags)) == len(asked)


def test_other_code_makes_other_versions(client, monkeypatch):
    etag = client.get("/hi/names/")["ETag"]
    monkeypatch.setattr(http, "release", lambda: "the next one")
    assert client.get("/hi/names/", headers={"If-None-Match": etag}).status_code == 200


def test_changed_templates_are_other_code(settings, tmp_path):
    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    page = tmp_path / "templates" / "public" / "home.html"
    page.parent.mkdir(parents=True)
    page.write_text("one")
    before = http._release.__wrapped__()
    page.write_text("two")
    assert http._release.__wrapped__() != before


def test_another_address_for_corrections_is_another_version(settings):
    before = http._release.__wrapped__()
    settings.CORRECTIONS_ADDRESS = "corrections@example.org"
    assert http._release.__wrapped__() != before, "the about page shows it"


def test_while_developing_nothing_is_held(client, settings):
    settings.DEBUG = True
    etag = client.get("/hi/names/")["ETag"]
    assert client.get("/hi/names/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ('"x",W/"abc" , "y"', True),
        ('"abcd"', False),
        ("abc", False),
        ("", False),
        ('"x", "y"', False),
        ("*", False),
        ("\x00", False),
        ('"' * 4000, False),
    ],
)
def test_which_held_versions_are_this_one(header, expected):
    assert matches(header, '"abc"') is expected


def test_a_star_names_any_page_that_is_known_to_exist():
    assert matches("*", '"abc"', exists=True)


def test_a_star_does_not_hide_that_there_is_no_page(client):
    assert client.get("/hi/names/uganda/", headers={"If-None-Match": "*"}).status_code == 404


# --- Who may hold it ---------------------------------------------------------------------------------------


def test_everybody_may_hold_a_public_page_and_asks_before_using_it(client):
    answer = client.get("/hi/names/")
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer["Vary"] == "Accept-Encoding"


def test_a_reader_who_asked_for_nothing_gets_no_cookie(client):
    assert not client.get("/hi/names/").cookies
    assert not client.get("/hi/names/kenya/").cookies


def test_an_editor_sees_a_draft_at_its_address_and_nobody_may_hold_it(editor, client, kenya):
    Country.objects.create(slug="uganda", code="UG", name_en="Uganda", status="draft")
    answer = editor.get("/hi/names/uganda/")
    assert "Uganda asha" in answer.text
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer
    client.logout()
    assert client.get("/hi/names/uganda/").status_code == 404


def test_an_editor_who_has_the_public_page_still_gets_a_personal_one(editor, client, kenya):
    editor.logout()
    etag = client.get("/hi/names/kenya/")["ETag"]
    editor.force_login(User.objects.get(username="asha"))
    assert editor.get("/hi/names/kenya/", headers={"If-None-Match": etag}).status_code == 200


def test_an_answer_to_credentials_is_held_by_nobody(client):
    answer = client.get("/hi/names/", headers={"Authorization": "Bearer 1"})
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/hi/refusing/", "/hi/moved/", "/hi/names/uganda/", "/hi/nowhere/"])
def test_an_answer_that_is_no_page_is_asked_for_again(client, path):
    answer = client.get(path)
    assert answer.status_code in (302, 400, 404)
    assert answer["Cache-Control"] == "no-cache"
    assert "ETag" not in answer


def test_a_page_that_sets_a_cookie_is_not_public(client):
    answer = client.get("/hi/cookie/")
    assert "public" not in answer["Cache-Control"]
    assert "ETag" not in answer


def test_a_page_that_says_itself_how_it_may_be_held_is_left_alone(client):
    answer = client.get("/hi/private/")
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_pages_can_only_be_read(client, method):
    answer = getattr(client, method)("/hi/names/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


def test_head_tells_what_get_would(client):
    get, head = client.get("/hi/names/"), client.head("/hi/names/")
    assert head.content == b""
    assert head.headers == get.headers


# --- Parameters --------------------------------------------------------------------------------------------


def test_a_parameter_nobody_knows_changes_nothing(client):
    plain, strange = (
        client.get("/hi/names/?kind=state"),
        client.get("/hi/names/?utm_source=x&kind=state&fbclid=1"),
    )
    assert strange.content == plain.content
    assert strange["ETag"] == plain["ETag"]
    assert public_pages.calls == ["/hi/names/?kind=state"] * 2


def test_order_and_empty_parameters_change_nothing(client):
    etags = {
        client.get(path)["ETag"]
        for path in (
            "/hi/names/?kind=state&page=2",
            "/hi/names/?page=2&kind=state",
            "/hi/names/?x=&page=2&kind=&kind=state",
        )
    }
    assert len(etags) == 1


def test_a_parameter_given_twice_is_kept_twice(client):
    client.get("/hi/names/?kind=party&kind=state")
    assert public_pages.calls == ["/hi/names/?kind=party&kind=state"]


def test_a_parameter_in_hindi_arrives_whole(client):
    answer = client.get("/hi/names/", {"kind": "क़"})
    assert "kind=%E0%A4%95%E0%A4%BC|" in answer.text


def test_too_many_parameters_are_a_bad_request(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    assert client.get("/hi/names/?" + "a=1&" * 11).status_code == 400


# --- Encoding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000 , gzip;q=0", "identity"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("identity", "identity"),
        ("deflate", "identity"),
        ("brotli, xgzip", "identity"),
        ("br;q=high", "br"),
        (",;=;q=,", "identity"),
        ("br" + " " * 400, "identity"),
    ],
)
def test_how_an_answer_may_be_encoded(header, expected):
    assert accepted_encoding(header) == expected


@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_an_encoded_page_is_the_same_page_in_fewer_bytes(client, encoding, decode):
    plain = client.get("/hi/names/")
    encoded = client.get("/hi/names/", headers={"Accept-Encoding": encoding})
    assert encoded["Content-Encoding"] == encoding
    assert decode(encoded.content) == plain.content
    assert len(encoded.content) < len(plain.content) / 2
    assert int(encoded["Content-Length"]) == len(encoded.content)


def test_a_page_of_a_few_bytes_is_sent_as_it_is(client):
    answer = client.get("/hi/short/", headers={"Accept-Encoding": "br"})
    assert answer.content == b"ok"
    assert "Content-Encoding" not in answer
    assert answer["Vary"] == "Accept-Encoding"
