"""The API as a program meets it: every kind, in parts, both languages, held, bounded, and never a draft."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from archive import kinds, languages
from archive.models import Member, OldSlug, Source
from tests import memory
from tests.api_asked import API, ask, everything, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LISTED = [kind for kind in kinds.KINDS.values() if kind.listed]


@pytest.fixture(autouse=True)
def _patient(settings):
    settings.API_BURST = 100_000


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
        "chronology?country=somalia",
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


# Addresses --------------------------------------------------------------------------------------------------


def test_an_old_address_leads_to_the_new_one_and_a_country_to_its_membership():
    OldSlug.objects.remember(Source.objects.get(slug="sa-joint-statement"), "once")
    moved = ask(f"{API}/sources/once", 301)
    assert moved["Location"] == f"{settings.SITE_URL}{API}/sources/sa-joint-statement"
    elsewhere = ask(f"{API}/countries/pakistan", 302)
    assert elsewhere["Location"] == f"{settings.SITE_URL}{API}/members/pakistan"
