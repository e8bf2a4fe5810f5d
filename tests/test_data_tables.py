"""Lists as tables and as JSON: what a spreadsheet and a program get of them."""

import csv
import datetime
import io
import json

import pytest
from django.conf import settings
from django.utils import timezone

from archive import kinds, languages, membership
from archive.data.tables import FORMULA, harmless
from archive.dates import Answer
from archive.lists import listed
from archive.models import Event, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LISTED = [kind for kind in kinds.KINDS.values() if kind.listed]
by_kind = pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def table(client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"), newline="")))


@by_kind
def test_a_table_has_every_published_record_once_in_the_order_of_the_list(client, kind):
    rows = table(client, f"/en/{kind.folder}.csv")
    known = set(kind.model.objects.published().values_list("slug", flat=True))
    slugs = [row["slug"] for row in rows]
    assert len(slugs) == len(set(slugs))
    if kind.name == "member":  # those of today
        answered = membership.published().on(timezone.localdate())
        known = {each.slug for each in kind.model.objects.published() if answered[each.pk] is not Answer.NO}
    assert set(slugs) == known


@by_kind
def test_a_table_is_the_same_in_both_languages_and_its_head_names_the_language_of_texts(client, kind):
    first, second = (body(client.get(f"/{code}/{kind.folder}.csv")) for code in languages.codes())
    assert first == second
    head = first.decode("utf-8-sig").splitlines()[0].split(",")
    assert len(head) == len(set(head))
    title = kind.model.TITLE or {"member": "country", "source": "publisher", "term": "post"}[kind.name]
    assert {languages.column(title, code) for code in languages.codes()} <= set(head)
    assert head[-1] == "page"


#: Every list there is, and what is asked of it.
ALL = [f"/{kind.folder}" for kind in LISTED] + ["/chronology", "/chronology?country=somalia", "/stances"]


@pytest.mark.parametrize("ending", ["csv", "json"])
@pytest.mark.parametrize("address", ALL)
def test_tables_and_json_are_the_same_at_the_addresses_of_all_languages(client, address, ending):
    path, mark, query = address.partition("?")
    asked = [body(client.get(f"/{code}{path}.{ending}{mark}{query}")) for code in languages.codes()]
    assert all(each == asked[0] for each in asked)


def test_json_of_a_list_names_a_page_that_leads_readers_to_their_own_language(client):
    page = json.loads(body(client.get("/hi/events.json?kind=meeting")))["page"]
    assert page == f"{settings.SITE_URL}/events/?kind=meeting"
    answer = client.get(page.removeprefix(settings.SITE_URL), headers={"Accept-Language": "en"})
    assert answer["Location"].endswith("/en/events/?kind=meeting")


def test_a_table_opens_in_excel_and_in_libreoffice(client):
    answer = client.get("/en/events.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer.content.startswith(b"\xef\xbb\xbfslug,date,date_earliest,date_latest,title_hi,title_en,")
    assert b"\r\n" in answer.content


def test_dates_stand_as_written_with_the_days_that_they_allow(client):
    rows = {row["slug"]: row for row in table(client, "/en/members.csv?on=2016-06-01")}
    known = [(rows["brunei"][f"joined{end}"]) for end in ("", "_earliest", "_latest")]
    assert known == ["[2015-12-15..2016-12-28]", "2015-12-15", "2016-12-28"]


def test_the_filters_of_the_page_are_kept(client):
    meetings = table(client, "/hi/events.csv?kind=meeting&sort=newest")
    assert {row["kind"] for row in meetings} == {"meeting"}
    assert [row["date_earliest"] for row in meetings] == sorted(
        (row["date_earliest"] for row in meetings), reverse=True
    )
    assert meetings[0]["kind_en"] == "meeting"
    assert meetings[0]["kind_hi"] == "बैठक"


def test_the_members_of_a_day_come_with_how_sure_it_is(client):
    rows = table(client, "/en/members.csv?on=2016-06-01")
    counted = {answer: sum(row["answer"] == answer.value for row in rows) for answer in Answer}
    answered = list(membership.published().on(datetime.date(2016, 6, 1)).values())
    assert counted == {answer: 0 if answer is Answer.NO else answered.count(answer) for answer in Answer}


@pytest.mark.parametrize("sign", sorted(FORMULA))
def test_no_cell_is_a_formula(client, sign):
    Event.objects.create(
        slug="trap", date="2016", kind="meeting", status=Status.PUBLISHED,
        title_en=f"{sign}HYPERLINK(\"http://example.org\")", summary_en=f" {sign}1+1",
    )  # fmt: skip
    (row,) = [row for row in table(client, "/en/events.csv") if row["slug"] == "trap"]
    for cell in row.values():
        assert cell.lstrip(" ")[:1] not in FORMULA
    assert row["title_en"].lstrip("'").strip() == f'{sign}HYPERLINK("http://example.org")'.strip()


def test_what_is_no_formula_stays_as_it_is():
    assert [harmless(text) for text in ("", "2016-12~", "[2015..2016]", "'quoted'", "a=b")] == [
        "", "2016-12~", "[2015..2016]", "'quoted'", "a=b",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "json", "bib", "ris", "csl.json"])
def test_a_long_list_comes_in_pieces_and_is_the_same(client, monkeypatch, ending):
    from archive.public import data

    whole = body(client.get(f"/en/statements.{ending}?group=country"))
    monkeypatch.setattr(listed, "CHUNK", 7)
    monkeypatch.setattr(data, "BATCH", 7)
    monkeypatch.setattr(data, "HELD", 2000)
    answer = client.get(f"/en/statements.{ending}?group=country&x=1")
    assert answer.streaming
    assert body(answer) == whole


@by_kind
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_list_of_one_piece_can_be_held(client, kind, ending):
    answer = client.get(f"/en/{kind.folder}.{ending}")
    again = client.get(f"/en/{kind.folder}.{ending}", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@by_kind
def test_a_list_in_json_has_the_same_rows_as_its_table(client, kind):
    answer = client.get(f"/hi/{kind.folder}.json")
    found = json.loads(body(answer))
    rows = table(client, f"/hi/{kind.folder}.csv")
    assert [row["slug"] for row in found["rows"]] == [row["slug"] for row in rows]
    assert [row["page"] for row in found["rows"]] == [row["page"] for row in rows]
    assert found["licence"].startswith("https://creativecommons.org/")
    assert set(found["title"]) == set(languages.codes())


def test_a_list_of_nothing_is_a_table_with_a_head_and_json_without_rows(client):
    assert table(client, "/en/events.csv?kind=visit&year=1999") == []
    assert json.loads(body(client.get("/en/events.json?kind=visit&year=1999")))["rows"] == []
    assert json.loads(body(client.get("/en/events.csl.json?kind=visit&year=1999"))) == []


@pytest.mark.parametrize("lang", languages.codes())
def test_the_page_leads_to_its_data_with_its_filters(client, lang):
    html = client.get(f"/{lang}/events/?kind=meeting&page=1").content.decode()
    assert f'<a href="/{lang}/events.csv?kind=meeting" rel="nofollow">' in html
    assert f'type="text/calendar; charset=utf-8" href="/{lang}/events.ics?kind=meeting"' in html


def test_programs_of_other_sites_may_read_data_and_not_pages(client):
    assert client.get("/en/events.csv")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/en/events/").headers
