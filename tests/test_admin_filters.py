"""Lists: what they show, how they filter, sort and search, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.admin.filters import YearFilter
from archive.models import RECORDS, Citation, Country, Event, Figure, Member, Source, Statement, Status
from tests.rooms import administrator, editor, records, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    made = records()
    made.statement_of_oman = Statement.objects.create(
        slug="oman-joins",
        country=made.oman,
        speaker_hi="एक मंत्री",
        date="2016-12",
        kind="announcement",
        gist_hi="ओमान शामिल हुआ।",
    )
    return made


def test_years_on_offer_are_few_and_only_a_year_is_one(made):
    Event.objects.bulk_create(
        Event(slug=f"y{year}", date=f"{year:04}", kind="meeting", title_en="e") for year in range(1000, 1500)
    )
    client = editor()
    page = client.get("/en/admin/archive/event/").content.decode()
    assert page.count("?year=") <= YearFilter.MOST + 5
    assert "?year=2017" in page
    everything = len(rows(client, "event"))
    assert len(rows(client, "event", "?year=1000")) == 1
    for wrong in ("20", "1", "२०१७", "2017x", "%", "_"):
        assert len(rows(client, "event", f"?year={wrong}")) == everything


def rows(client, kind, query="", lang="en") -> list[str]:
    """The rows of a list as one reads them."""
    import html5lib

    from tests.rooms import XHTML

    answer = client.get(f"/{lang}/admin/archive/{kind}/{query}")
    assert answer.status_code == 200, answer.get("Location")
    tree = html5lib.parse(answer.content, transport_encoding="utf-8")
    table = next((each for each in tree.iter(f"{XHTML}table") if each.get("id") == "result_list"), None)
    if table is None:
        return []
    body = next(table.iter(f"{XHTML}tbody"))
    return [" ".join(" ".join(row.itertext()).split()) for row in body.iter(f"{XHTML}tr")]


def test_a_row_says_what_tells_it_from_another(made):
    client = editor()
    assert any(
        "First council of ministers of defence 26 November 2017 meeting" in row
        for row in rows(client, "event")
    )
    pakistan, oman = rows(client, "member")
    assert "Pakistan 15 December 2015 – founder contested at first, then confirmed published" in pakistan
    assert "Oman 28 December 2016" in oman
    assert "draft" in oman
    assert "हिंदी (missing)" in oman
    assert "unsourced" in oman


def test_dates_and_badges_are_in_the_language_of_the_page(made):
    assert any("26 नवंबर 2017 बैठक" in row and "प्रकाशित" in row for row in rows(editor(), "event", lang="hi"))


def test_a_number_is_said_in_the_word_order_of_the_page(made):
    Figure.objects.create(slug="ten", date="2015", value=10, qualifier="more-than", verdict="not-members")
    client = editor()
    assert "10 से अधिक" in rows(client, "figure", lang="hi")[0]
    assert "more than 10" in rows(client, "figure")[0]


@pytest.mark.parametrize(
    ("kind", "query", "expected"),
    [
        ("member", "?status__exact=draft", ["Oman"]),
        ("member", "?year=2015", ["Pakistan"]),
        ("member", "?region=145", ["Oman"]),
        ("member", "?texts=missing-hi", ["Oman"]),
        ("member", "?texts=missing-en", []),
        ("member", "?sources=unsourced", ["Oman"]),
        ("member", "?sources=disputed", []),
        ("member", "?sources=recheck", []),
        ("member", "?texts=nonsense", ["Pakistan", "Oman"]),
        ("member", "?sources=nonsense", ["Pakistan", "Oman"]),
        ("member", "?status__exact=draft&year=2016&texts=missing-hi&sources=unsourced", ["Oman"]),
        ("statement", "?country=OM", ["एक मंत्री"]),
        ("statement", "?country=PK", []),
        ("statement", "?texts=missing-en", ["एक मंत्री"]),
        ("event", "?country=OM&kind__exact=meeting", ["First council"]),
        ("event", "?kind__exact=visit", []),
        ("source", "?year=none", ["(heading not seen)"]),
        ("source", "?kind__exact=official&year=2017", ["Declaration"]),
        ("country", "?m49=034", ["Pakistan"]),
    ],
)
def test_a_filter_keeps_what_it_names(made, kind, query, expected):
    found = rows(administrator(), kind, query)
    assert len(found) == len(expected)
    assert all(any(word in row for row in found) for word in expected)


def test_disputed_and_to_be_rechecked_are_filtered(made):
    Citation.objects.create(member=made.member, claim="joined", source=made.declaration, asserts="2015-12-14")
    Citation.objects.create(member=made.draft, claim="joined", source=made.declaration, asserts="2017")
    client = editor()
    (disputed,) = rows(client, "member", "?sources=disputed")
    (recheck,) = rows(client, "member", "?sources=recheck")
    assert "Pakistan" in disputed
    assert "disputed" in disputed
    assert "Oman" in recheck
    assert "to be re-checked" in recheck


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize("term", ["पाकिस्तान", "Pakistan", "संयुक्त वक्तव्य", "confirmed later", "PK"])
def test_every_language_is_searched_from_every_language(made, lang, term):
    (row,) = rows(editor(), "member", f"?q={term}", lang=lang)
    assert {"hi": "पाकिस्तान", "en": "Pakistan"}[lang] in row


@pytest.mark.parametrize("term", ["%", "'", '"', "*", "x" * 3000, "\0", "-", "💥", "NEAR("])
def test_nothing_that_is_typed_breaks_the_search(made, term):
    answer = editor().get("/en/admin/archive/event/", {"q": term})
    assert answer.status_code in (200, 302)


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
def test_every_column_sorts_or_says_that_it_does_not(made, model):
    client = administrator()
    for column in range(1, 9):
        assert client.get(f"/en/admin/archive/{model._meta.model_name}/?o=-{column}").status_code == 200


def test_imprecise_dates_sort_by_where_they_belong(made):
    for slug, date in (("a", "2016~"), ("b", "2015-12-14"), ("c", "[2015-12-15..2016-12-28]"), ("d", "2018")):
        Event.objects.create(slug=slug, title_en=slug, date=date, kind="visit")
    found = [row.split()[0] for row in rows(editor(), "event", "?o=2&kind__exact=visit")]
    assert found[0] == "b"
    assert found[-1] == "d"


def many(made, number):
    """More records of each kind, with citations."""
    for n in range(number):
        tag = f"{n}-{Country.objects.count()}"
        country = Country.objects.create(slug=f"c{tag}", code=f"c{tag}", name_en=f"C{tag}", m49="145")
        member = Member.objects.create(slug=f"m{tag}", country=country, joined="2016", summary_hi="क")
        event = Event.objects.create(
            slug=f"e{tag}", title_en="E", date="2016", kind="visit", place_country=country
        )
        event.participants.add(country)
        statement = Statement.objects.create(
            slug=f"s{tag}", country=country, about=made.oman, speaker_en="S", date="2016", kind="support"
        )
        for parent, claim in (
            (member, "joined"),
            (event, "date"),
            (event, "participants"),
            (statement, "gist"),
        ):
            name = type(parent).citations.field.name
            Citation.objects.create(**{name: parent}, claim=claim, source=made.statement, asserts=str(n))
        Source.objects.create(slug=f"src{tag}", publisher="P", language="en", kind="press", date="2016")


#: Queries of a list without filters: session, user, count, rows, and what the filters and the flags ask.
PLAIN = {"member": 11, "country": 5, "event": 8, "statement": 7, "source": 6}
FILTERS = [
    "",
    "?texts=missing-hi",
    "?sources=unsourced",
    "?sources=disputed",
    "?sources=recheck",
    "?year=2016",
    "?q=C",
    "?_facets=True",
]


@pytest.mark.parametrize(
    ("kind", "lang"),
    [
        ("member", "hi"),
        ("member", "en"),
        ("country", "hi"),
        ("event", "hi"),
        ("statement", "en"),
        ("source", "hi"),
    ],
)
def test_a_list_costs_the_same_for_few_rows_and_for_many(made, kind, lang):
    client = administrator()
    many(made, 2)

    def cost():
        found = {}
        for query in FILTERS:
            if ("sources=" in query and kind == "source") or ("year=" in query and kind == "country"):
                continue
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/{lang}/admin/archive/{kind}/{query}").status_code == 200
            found[query] = len(queries)
        return found

    client.get(f"/{lang}/admin/archive/{kind}/?q=C")
    few = cost()
    many(made, 6)
    client.get(f"/{lang}/admin/archive/{kind}/?q=C")  # the search reads its aliases anew after a change
    more = cost()
    assert {query: more[query] for query in few if more[query] > few[query]} == {}
    assert few[""] == PLAIN[kind]


def test_counts_beside_the_filters_agree_with_what_they_keep(made):
    page = text(editor().get("/en/admin/archive/member/?_facets=True"))
    assert "Hindi missing (1)" in page
    assert "unsourced (1)" in page
    assert "draft (1)" in page


def test_the_list_has_a_way_to_clear_its_filters(made):
    assert "Clear all filters" in text(editor().get("/en/admin/archive/member/?year=2015"))


def test_withdrawn_records_are_still_found_by_editors(made):
    Member.objects.filter(pk=made.member.pk).update(status=Status.WITHDRAWN)
    assert any("withdrawn" in row for row in rows(editor(), "member", "?status__exact=withdrawn"))


def test_a_year_is_the_year_of_a_date_and_not_a_part_of_its_number(made):
    """1 December 2016 is sorted as 20161201…, in which stand also 1612 and 0161."""
    for number, date in enumerate(("2016-12-01", "1612-01-20", "2012-01-16", "1201-06-12")):
        Event.objects.create(slug=f"dated-{number}", date=date, kind="visit", title_en=f"Dated {date}")
    client = editor()
    for year in ("2016", "1612", "2012", "1201"):
        found = [row for row in rows(client, "event", f"?year={year}") if "Dated" in row]
        assert [row.split()[1][:4] for row in found] == [year]
    assert rows(client, "event", "?year=0161") == []
