"""The API as a program meets it: every kind, in parts, both languages, held, bounded, and never a draft."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from archive import kinds, languages
from archive.api import answers
from archive.api.bucket import Bucket
from archive.models import Member, OldSlug, Source
from tests import memory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

API = "/api/v1"
LISTED = [kind for kind in kinds.KINDS.values() if kind.listed]


@pytest.fixture(autouse=True)
def _patient(settings):
    settings.API_BURST = 100_000


def ask(path: str, status: int = 200, **headers):
    answer = Client().get(path.removeprefix(settings.SITE_URL), headers=headers)
    assert answer.status_code == status, (path, answer.content[:300])
    return answer


def read(path: str, **headers):
    return ask(path, **headers).json()


def everything(path: str) -> list[dict]:
    rows, following = [], path
    while following:
        part = read(following)
        rows += part["data"]
        following = part["next"]
    return rows


def test_it_says_what_there_is():
    index = read(f"{API}/")
    assert {each["type"] for each in index["kinds"]} == {kind.name for kind in LISTED}
    for each in index["kinds"]:
        assert set(each["title"]) == set(languages.codes())
        assert read(each["api"])["total"] == each["count"]
    for name in ("openapi", "search", "chronology", "membership"):
        ask(index[name])


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)
def test_a_list_has_every_record_once_whatever_its_parts(kind):
    whole = {row["slug"] for row in read(f"{API}/{kind.folder}?limit=100")["data"]}
    rows = (
        everything(f"{API}/{kind.folder}?limit=7")
        if kind.name != "source"
        else everything(f"{API}/sources?limit=90")
    )
    slugs = [row["slug"] for row in rows]
    assert len(slugs) == len(set(slugs))
    assert whole <= set(slugs)
    if kind.name != "member":
        assert set(slugs) == set(kind.model.objects.published().values_list("slug", flat=True))


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)
def test_rows_are_those_of_the_data_beside_the_page(kind):
    beside = json.loads(b"".join(streamed(Client().get(f"/en/{kind.folder}.json"))))["rows"]
    if kind.listed.filters.switches.get("group"):
        beside.sort(key=lambda row: row["slug"])
    rows = everything(f"{API}/{kind.folder}?limit=100")
    if kind.listed.filters.switches.get("group") or kind.name in ("country", "member"):
        rows.sort(key=lambda row: row["slug"])
        beside.sort(key=lambda row: row["slug"])
    for row in rows:
        row.pop("api")
    assert rows == beside


def streamed(answer):
    return answer.streaming_content if answer.streaming else [answer.content]


@pytest.mark.parametrize("kind", [kind for kind in LISTED if kind.model.FOLDER], ids=lambda kind: kind.name)
def test_a_record_is_the_data_beside_its_page(kind):
    slug = kind.model.objects.published().order_by("-slug").values_list("slug", flat=True)[0]
    answer = Client().get(f"{API}/{kind.folder}/{slug}")
    if answer.status_code == 302:
        return
    one = answer.json()
    beside = Client().get(f"/hi/{kind.folder}/{slug}.json").json()
    assert one.pop("api") == f"{settings.SITE_URL}{API}/{kind.folder}/{slug}"
    assert one == beside


def test_rows_can_come_with_their_whole_records():
    row = read(f"{API}/events?limit=3&whole=true")["data"][1]
    assert row["record"] == read(row["api"])
    assert "record" not in read(f"{API}/events?limit=3")["data"][1]


def test_filters_are_those_of_the_page():
    part = read(f"{API}/events?kind=meeting&year=2024&sort=newest")
    assert part["total"] == len(part["data"]) > 0
    assert {row["kind"]["code"] for row in part["data"]} == {"meeting"}
    assert part["page"] == f"{settings.SITE_URL}/events/?kind=meeting&year=2024&sort=newest"
    days = [row["date"]["earliest"] for row in part["data"]]
    assert days == sorted(days, reverse=True)


def test_no_language_is_preferred():
    for path in (
        "members?sort=name",
        "search?q=riyadh",
        "membership?on=2016-06-01",
        "sources",
        "members/oman",
    ):
        said = [ask(f"{API}/{path}", **{"Accept-Language": code}).content for code in ("hi", "en", "ar")]
        assert said[0] == said[1] == said[2], path


def test_who_was_a_member_on_a_day_with_its_evidence():
    told = read(f"{API}/membership?on=2016-06-01")
    assert told["certain"] == 34
    by_slug = {each["slug"]: each for each in told["data"]}
    assert by_slug["pakistan"]["answer"]["code"] == "certainly"
    assert by_slug["pakistan"]["answer"]["label"]["en"] == "certainly a member"
    assert by_slug["brunei"]["answer"]["code"] == "possibly"
    assert by_slug["brunei"]["joined"]["edtf"] == "[2015-12-15..2016-12-28]"
    assert by_slug["cameroon"]["answer"]["code"] == "no"
    evidence = by_slug["pakistan"]["evidence"]
    ask(evidence["api"])
    assert evidence["date"]["earliest"] <= by_slug["pakistan"]["known_to"]
    assert read(f"{API}/membership")["unconfirmed"] == 43


def test_it_tells_what_was_known_on_an_earlier_day():
    today = timezone.localdate().isoformat()
    told = read(f"{API}/membership?on=2016-06-01&known={today}")
    now = read(f"{API}/membership?on=2016-06-01")
    assert (told["known"], now["known"]) == (today, None)
    assert told["certain"] == now["certain"] == 34
    assert [row["evidence"] for row in told["data"]] == [row["evidence"] for row in now["data"]]
    # Before it had written anything down, the archive knew nobody.
    assert read(f"{API}/membership?on=2016-06-01&known=2016-06-02")["data"] == []


@pytest.mark.parametrize(
    "asked", ["", "&sort=newest", "&country=pakistan&with=saudi-arabia", "&kind=joining"]
)
def test_the_chronology_comes_whole_in_parts_as_beside_its_page(asked):
    whole = ask(f"/en/chronology.json?{asked.lstrip('&')}")
    wanted = [(row["entry"]["code"], row["slug"]) for row in json.loads(b"".join(whole))["rows"]]
    for limit in (7, 100):
        rows = everything(f"{API}/chronology?limit={limit}{asked}")
        assert [(row["entry"]["code"], row["slug"]) for row in rows] == wanted
    assert len(wanted) > 20
    assert read(f"{API}/chronology?limit=1{asked}")["total"] == len(wanted)
    ask(rows[0]["api"])


def test_the_search_finds_what_the_page_finds_in_either_script():
    for words in ("riyadh", "रियाद"):
        found = read(f"{API}/search?q={words}")
        assert found["total"] > 20
        assert set(found["data"][0]["title"]) == set(languages.codes())
        assert any(part["matched"] for part in found["data"][0]["snippet"])
        second = read(found["next"])
        assert {hit["slug"] for hit in second["data"]}.isdisjoint(hit["slug"] for hit in found["data"])


# Holding ----------------------------------------------------------------------------------------------------


def test_an_answer_has_a_version_and_is_not_sent_twice():
    answer = ask(f"{API}/members")
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = ask(f"{API}/members", 304, **{"If-None-Match": answer["ETag"]})
    assert again.content == b""
    Member.objects.get(slug="oman").save()
    memory.forget()
    ask(f"{API}/members", 200, **{"If-None-Match": answer["ETag"]})


def test_pages_of_other_sites_may_read_it():
    for path, status in (
        (f"{API}/members", 200),
        (f"{API}/members/nobody", 404),
        (f"{API}/members?limit=0", 422),
    ):
        assert ask(path, status)["Access-Control-Allow-Origin"] == "*"
    asked = Client().options(f"{API}/members", headers={"Origin": "https://example.org"})
    assert asked.status_code == 204
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    assert "POST" not in asked["Access-Control-Allow-Methods"]


def test_head_tells_what_get_would():
    head, got = Client().head(f"{API}/members"), ask(f"{API}/members")
    assert head.status_code == 200
    assert head["ETag"] == got["ETag"]


# What goes wrong --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("members/nobody", 404, "/api/v1/"),
        ("nothing/at/all", 404, "/api/v1/"),
        ("events?kind=party", 422, "meeting"),
        ("events?contry=pakistan", 422, "country"),
        ("events?kind=meeting&kind=visit", 422, "once"),
        ("events?kind=", 422, "empty"),
        ("events?year=soon", 422, "soon"),
        ("events?limit=101", 422, "1"),
        ("events?limit=٥", 422, "100"),
        ("events?cursor=abc", 404, "next"),
        ("events?cursor=WzEsMl0", 404, "next"),
        ("topics?cursor=WyJ4Iiwi" + "eCJd", 404, "next"),
        ("members?cursor=WyJub2JvZHkiXQ", 404, "next"),
        ("members?on=someday", 422, "someday"),
        ("membership?on=2016", 422, "2016"),
        ("membership?on=2999-01-01", 404, "2999"),
        ("events?country=nowhere", 404, "nowhere"),
        ("search", 422, "“q”"),
        ("search?q=riyadh&cursor=WzBd", 404, "cursor"),
        ("search?q=riyadh&cursor=x", 404, "cursor"),
        ("search?q=riyadh&type=event&kind=moon", 422, "meeting"),
        ("search?q=riyadh&type=member&kind=meeting", 404, "meeting"),
        ("chronology?kind=moon", 422, "joining"),
        ("chronology?cursor=WzBd", 404, "cursor"),
        ("membership?on=2017-01-01&known=2016-06-01", 404, "nobody could know"),
        ("search?q=riyadh&lang=fr", 422, "hi, en"),
        ("search?q=riyadh&country=nowhere", 404, "nowhere"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(path, status, said):
    answer = ask(f"{API}/{path}", status, **{"Accept-Language": "en"})
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    assert problem["status"] == status
    assert said in problem["detail"]
    assert problem["instance"] == f"{API}/{path}".partition("?")[0]
    assert "no-store" in answer["Cache-Control"]


def test_it_is_said_in_the_readers_language():
    hindi = ask(f"{API}/members/nobody", 404, **{"Accept-Language": "hi"})
    english = ask(f"{API}/members/nobody", 404, **{"Accept-Language": "en"})
    assert (hindi["Content-Language"], english["Content-Language"]) == ("hi", "en")
    assert hindi.json()["title"] == "इस पते पर कुछ नहीं है"
    assert english.json()["title"] == "Nothing stands at this address"
    assert "Accept-Language" in hindi["Vary"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"{API}/members/pakistan")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"] == "application/problem+json"


def test_our_own_fault_is_a_problem_too(monkeypatch, caplog):
    monkeypatch.setattr("archive.api.membership.memberships", lambda: 1 / 0)
    assert ask(f"{API}/membership", 500).json()["status"] == 500
    assert "ZeroDivisionError" in caplog.text


def test_who_asks_too_often_is_told_when_to_come_back(settings):
    settings.API_BURST, settings.API_PER_MINUTE = 3, 6
    answers.bucket.cache_clear()
    for _ in range(3):
        ask(f"{API}/members/oman")
    answer = ask(f"{API}/members/oman", 429, **{"Accept-Language": "en"})
    assert 1 <= int(answer["Retry-After"]) <= 10
    assert answer["Retry-After"] in answer.json()["detail"]
    assert Client(REMOTE_ADDR="198.51.100.7").get(f"{API}/members/oman").status_code == 200
    answers.bucket.cache_clear()


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),  # a server that listens to both writes IPv4 so
        ("::ffff:192.0.2.1", "192.0.2.1", True),
    ],
)
def test_whose_bucket_it_is(settings, first, second, one):
    settings.API_BURST, settings.API_PER_MINUTE = 1, 6
    answers.bucket.cache_clear()
    path = f"{API}/members/oman"
    assert Client(REMOTE_ADDR=first).get(path).status_code == 200
    assert Client(REMOTE_ADDR=second).get(path).status_code == (429 if one else 200)
    answers.bucket.cache_clear()


def test_a_bucket_fills_again_and_remembers_a_bounded_number(monkeypatch):
    now = [0.0]
    bucket = Bucket(2, 60, clock=lambda: now[0])
    assert [bucket.take("a") for _ in range(3)] == [0, 0, 1]
    assert bucket.take("b") == 0
    now[0] = 1.0
    assert [bucket.take("a") for _ in range(2)] == [0, 1]
    monkeypatch.setattr("archive.api.bucket.MOST", 5)
    for number in range(20):
        bucket.take(str(number))
    assert len(bucket.left) <= 5


# Addresses --------------------------------------------------------------------------------------------------


def test_an_old_address_leads_to_the_new_one_and_a_country_to_its_membership():
    OldSlug.objects.remember(Source.objects.get(slug="sa-joint-statement"), "once")
    moved = ask(f"{API}/sources/once", 301)
    assert moved["Location"] == f"{settings.SITE_URL}{API}/sources/sa-joint-statement"
    elsewhere = ask(f"{API}/countries/pakistan", 302)
    assert elsewhere["Location"] == f"{settings.SITE_URL}{API}/members/pakistan"
