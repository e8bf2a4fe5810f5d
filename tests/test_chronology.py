"""The chronology, through its pages, on the archive's own content and on a few records beside it."""

import csv
import io
import json
import re

import pytest

from archive.models import Country, Event, Figure, Member, Statement
from tests import memory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LINK = re.compile(r'<h3><a href="/\w\w/(events|statements|members|figures)/([^"/]+)/"')


def ask(client, query="", lang="en") -> str:
    response = client.get(f"/{lang}/chronology/{query}")
    assert response.status_code == 200
    return response.content.decode()


def named(html) -> list[tuple[str, str]]:
    return LINK.findall(html.partition('class="rail')[2])


def every_page(client, query="") -> list[str]:
    first = ask(client, query)
    pages = max([1, *map(int, re.findall(r"[?;&]page=(\d+)", first))])
    glue = "&" if query else "?"
    return [first, *(ask(client, f"{query}{glue}page={number}") for number in range(2, pages + 1))]


def data(client, query="") -> list[dict]:
    return json.loads(client.get(f"/en/chronology.json{query}").getvalue())["rows"]


def test_everything_dated_is_there_once_in_order_of_time(client):
    rows = data(client)
    found = [(row["entry"]["code"], row["slug"]) for row in rows]
    assert len(found) == len(set(found))
    expected = {("event", slug) for slug in Event.objects.published().values_list("slug", flat=True)}
    expected |= {("statement", slug) for slug in Statement.objects.published().values_list("slug", flat=True)}
    expected |= {("joining", slug) for slug in Member.objects.published().values_list("slug", flat=True)}
    expected |= {("count", slug) for slug in Figure.objects.published().values_list("slug", flat=True)}
    assert set(found) == expected
    days = [row["date"]["earliest"] for row in rows if re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]["edtf"])]
    assert days == sorted(days)


@pytest.mark.parametrize("sort", ["", "&sort=newest"])
def test_pages_hold_the_same_rows_as_the_file_in_the_same_order(client, sort):
    query = f"?kind=statement{sort}"
    pages = every_page(client, query)
    assert len(pages) > 1
    shown = [slug for html in pages for _kind, slug in named(html)]
    assert shown == [row["slug"] for row in data(client, query)]


def test_pages_of_all_kinds_together_lose_nothing(client):
    pages = every_page(client)
    shown = {slug for html in pages for _kind, slug in named(html)}
    shown |= {slug for html in pages for slug in re.findall(r'href="/en/members/([^"/]+)/"', html)}
    assert {row["slug"] for row in data(client)} <= shown
    newest = [each for html in every_page(client, "?sort=newest") for each in named(html)]
    assert newest[::-1] == [each for html in pages for each in named(html)]


@pytest.mark.parametrize(("lang", "month"), [("en", "December 2016"), ("hi", "दिसंबर 2016")])
def test_entries_stand_under_their_months_with_a_sign_and_its_word(client, lang, month):
    html = ask(client, "?year=2016", lang)
    section = html.partition(f">{month}</h2>")[2].partition("</section>")[0]
    assert f'href="/{lang}/members/oman/"' in section
    assert 'href="#sign-joining"' in section
    assert {"en": "joining", "hi": "शामिल होना"}[lang] in section


def test_states_that_joined_together_are_one_entry(client):
    html = ask(client, "?kind=joining&year=2015")
    assert "34 states join" in html
    entry = html.partition("34 states join")[2].partition("</li>")[0]
    assert entry.count('href="/en/members/') == 34


def test_a_year_keeps_what_may_have_happened_in_it_and_says_where_the_month_is_not_known(client):
    html = ask(client, "?year=2016")
    assert "<h1>The year 2016</h1>" in html
    assert "2016, month not known" in html
    assert '<li class="span' in html
    assert '<li class="during' in html


@pytest.mark.parametrize("kind", ["event", "statement", "joining", "count"])
def test_a_kind_leaves_that_kind_alone(client, kind):
    rows = data(client, f"?kind={kind}")
    assert rows
    assert {row["entry"]["code"] for row in rows} == {kind}


def test_a_leaving_is_an_entry_of_its_own(client):
    member = Member.objects.get(slug="qatar")
    member.left = "2020-05"
    member.save()
    memory.forget()
    html = ask(client, "?kind=leaving")
    assert "Qatar leaves" in html
    assert "May 2020" in html
    assert [row["date"]["edtf"] for row in data(client, "?kind=leaving")] == ["2020-05"]


def test_a_country_finds_what_it_did_said_and_what_was_said_about_it(client):
    rows = data(client, "?country=pakistan")
    by = {code: {row["slug"] for row in rows if row["entry"]["code"] == code} for code in
          ("event", "statement", "joining")}  # fmt: skip
    pakistan = Country.objects.get(slug="pakistan")
    took_part = Event.objects.published().filter(participants=pakistan)
    hosted = Event.objects.published().filter(place_country=pakistan)
    assert by["event"] == {each.slug for each in [*took_part, *hosted]}
    said = [*Statement.objects.published().filter(country=pakistan)]
    about = [*Statement.objects.published().filter(about=pakistan)]
    assert by["statement"] == {each.slug for each in [*said, *about]}
    assert by["joining"] == {"pakistan"}
    assert all("PK" in [place["code"] for place in row["countries"]] for row in rows)


@pytest.mark.parametrize("query", ["?country=pakistan&country=oman", "?country=pakistan&with=oman"])
def test_two_countries_stand_side_by_side(client, query):
    html = ask(client, query)
    assert "<h1>Pakistan and Oman side by side</h1>" in html
    assert re.search(r'rel="canonical" href="[^"]*/en/chronology/\?country=pakistan&amp;with=oman"', html)
    sides = set(re.findall(r'<li class="[a-z ]*of-(\w+)"', html))
    assert sides == {"a", "b", "both"}
    one, other = (data(client, f"?country={slug}") for slug in ("pakistan", "oman"))
    both = data(client, query)
    assert {(row["type"], row["slug"]) for row in both} == {(row["type"], row["slug"]) for row in one + other}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?country=atlantis", "“atlantis” is not a value of “Country or body”"),
        ("?kind=war", "“war” is not a value of “Kind”"),
        ("?year=soon", "“soon” is not a value of “Year”"),
        ("?page=99", "There is no page 99"),
        ("?page=x", "is not a page number"),
        ("?sort=up", "“up” is not a value of “Sorted”"),
    ],
)
def test_bad_parameters_are_answered_in_a_sentence(client, query, says):
    html = ask(client, query)
    assert says in html
    assert named(html)


def test_nothing_found_says_which_filter_to_loosen(client):
    html = ask(client, "?kind=count&country=oman")
    assert "Nothing in the archive matches all of these filters together." in html
    assert 'href="/en/chronology/?country=oman"' in html


def test_without_the_first_of_two_countries_the_second_is_asked_for(client):
    html = client.get("/en/chronology/?country=pakistan&with=oman").content.decode()
    assert 'href="/en/chronology/?country=oman"' in html
    assert 'href="/en/chronology/?country=pakistan"' in html
    assert "?with=" not in html


def test_counts_beside_kinds_and_years_are_true(client):
    html = ask(client, "?country=pakistan")
    nav = html.partition('class="chips kinds"')[2].partition("</ul>")[0]
    for code, count in re.findall(r'kind=(\w+)&amp;country=pakistan".*?<span class="num quiet">(\d+)', nav):
        assert len(data(client, f"?kind={code}&country=pakistan")) == int(count), code
    bars = html.partition('class="year-bars"')[2].partition("</ul>")[0]
    counted = re.findall(r'year=(\d{4})&amp;country=pakistan".*?<span class="num quiet">(\d+)', bars)
    assert counted
    for year, count in counted:
        assert len(data(client, f"?year={year}&country=pakistan")) == int(count), year


def test_the_table_says_the_same_and_names_both_bounds_of_a_date(client):
    text = client.get("/hi/chronology.csv?kind=joining").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == Member.objects.published().count()
    oman = next(row for row in rows if row["slug"] == "oman")
    assert oman["date"] == oman["date_earliest"] == "2016-12-28"
    assert oman["title_hi"] == "ओमान शामिल हुआ"
    assert oman["countries"] == "OM"
    assert oman["page"].endswith("/members/oman/")


def test_the_feed_has_what_changed_last_of_every_kind(client):
    feed = client.get("/en/chronology.atom").getvalue().decode()
    assert feed.count("<entry>") == 50
    only = client.get("/en/chronology.atom?country=oman").getvalue().decode()
    assert "/members/oman/" in only
    assert only.count("<entry>") == len({(row["type"], row["slug"]) for row in data(client, "?country=oman")})


def test_what_is_not_published_is_not_there(client):
    statement = Statement.objects.published().first()
    Statement.objects.filter(pk=statement.pk).update(status="draft")
    memory.forget()
    assert statement.slug not in {row["slug"] for row in data(client, "?kind=statement")}


def test_every_page_leads_to_it(client):
    assert 'href="/en/chronology/"' in client.get("/en/").content.decode()
