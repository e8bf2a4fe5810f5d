"""Pages found by key: every order is cut into pages that hold each record once; no page needs a walk."""

import random

import pytest
from django.db import connection

from archive.lists.paging import Order, PageMap, Paging
from archive.models import Event, Status

pytestmark = pytest.mark.django_db

DATES = [
    "2015-12-15",
    "2016",
    "2016-03",
    "2015-12~",
    "2016-02-27/2016-03-10",
    "2017-11-26",
    "2017/..",
    "2025?",
]
KINDS = ["meeting", "visit", "agreement", "related"]


@pytest.fixture
def events():
    """Many events on few dates, so that pages begin and end among equal dates; some that nobody may see."""
    chance = random.Random(20151215)
    made = [
        Event(
            slug=f"event-{number:03}",
            date=chance.choice(DATES),
            kind=chance.choice(KINDS),
            status=Status.PUBLISHED if number % 7 else Status.DRAFT,
        )
        for number in range(200)
    ]
    Event.objects.bulk_create(made)
    return Event.objects.published()


ORDERS = {
    "oldest first": Order(),
    "newest first": Order(descending=True),
    "by slug": Order(("slug",)),
    "by slug, last first": Order(("slug",), descending=True),
    "by kind": Order(group="kind", groups=("visit", "meeting", "related", "agreement")),
    "by kind, newest first": Order(descending=True, group="kind", groups=("visit", "meeting", "related")),
}


def expected(queryset, order) -> list[str]:
    rows = list(queryset.order_by(*order.by).values_list("kind", "slug"))
    if order.group:
        rows = sorted(
            (row for row in rows if row[0] in order.groups), key=lambda row: order.groups.index(row[0])
        )
    return [slug for _kind, slug in rows]


def shown(queryset, order, pages, number) -> list[str]:
    rows = list(pages.page(queryset, order, number).values_list("kind", "slug"))
    if order.group:
        rows.sort(key=lambda row: order.groups.index(row[0]))
    return [slug for _kind, slug in rows]


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("size", [1, 7, 50, 171, 500])
def test_pages_hold_every_record_once_in_order(events, order, size):
    pages = PageMap.of(events, order, size)
    found = [shown(events, order, pages, number) for number in range(1, pages.count + 1)]
    assert [slug for page in found for slug in page] == expected(events, order)
    assert {len(page) for page in found[:-1]} <= {size}


def test_an_empty_list_has_one_empty_page():
    pages = PageMap.of(Event.objects.published(), Order())
    assert (pages.total, pages.count) == (0, 1)
    assert list(pages.page(Event.objects.published(), Order(), 1)) == []


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_the_last_page_looks_no_further_than_the_last_record(events, order):
    narrowed = events.filter(date="2016-03")
    pages = PageMap.of(narrowed, order, 20)
    later = expected(events, order)[expected(events, order).index(expected(narrowed, order)[-1]) + 1 :]
    assert not set(later) & set(shown(events, order, pages, pages.count))


def test_the_years_lead_to_the_page_on_which_they_begin(events):
    pages = PageMap.of(events, Order(), 20)
    slugs = expected(events, Order())
    for year, page in pages.years.items():
        first = next(
            place for place, slug in enumerate(slugs) if Event.objects.get(slug=slug).date_sort[:4] == year
        )
        assert page == first // 20 + 1


def test_a_map_is_one_walk_and_a_page_one_query(events, django_assert_num_queries):
    with django_assert_num_queries(1):
        pages = PageMap.of(events, Order(), 20)
    with django_assert_num_queries(1):
        list(pages.page(events, Order(), pages.count))


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("order", "narrowed", "index"),
    [
        (Order(), {}, "event_status_date"),
        (Order(descending=True), {}, "event_status_date"),
        (Order(), {"kind": "visit"}, "event_status_kind_date"),
        (Order(group="kind", groups=tuple(KINDS)), {}, "event_status_kind_date"),
    ],
)
def test_the_walk_reads_an_index_alone_and_a_page_enters_it_by_key(events, order, narrowed, index):
    queryset = events.filter(**narrowed)
    walk = queryset.order_by(*([order.group] if order.group else []), *order.by)
    columns = [*([order.group] if order.group else []), *order.columns]
    plan = walk.values_list(*columns).explain()
    assert f"COVERING INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan
    pages = PageMap.of(queryset, order, 20)
    plan = pages.page(queryset, order, 2).values_list("slug", "title_en").explain()
    assert f"USING INDEX {index} (status=?" in plan
    assert "date_sort" in plan or order.group


@pytest.mark.parametrize(
    ("typed", "number", "noticed"),
    [
        ("", 1, False),
        ("1", 1, False),
        (" 3 ", 3, False),
        ("4", 4, False),
        ("5", 4, True),
        ("9999999", 4, True),
        ("99999999999999999999", 1, True),
        ("0", 1, True),
        ("-2", 1, True),
        ("+2", 1, True),
        ("2.0", 1, True),
        ("two", 1, True),
        ("२", 1, True),
        ("²", 1, True),
        ("1_0", 1, True),
        ("\x00", 1, True),
    ],
)
def test_a_page_number_is_read_or_answered_with_a_sentence(events, typed, number, noticed):
    paging = Paging.read(typed, PageMap.of(events, Order(), 50))
    assert paging.number == number
    assert bool(paging.notice) is noticed


@pytest.mark.parametrize(
    ("count", "number", "near"),
    [
        (1, 1, [1]),
        (4, 1, [1, 2, 3, 4]),
        (9, 1, [1, 2, 3, 0, 9]),
        (9, 5, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (2000, 1000, [1, 0, 998, 999, 1000, 1001, 1002, 0, 2000]),
    ],
)
def test_links_lead_to_the_first_the_last_and_those_around(count, number, near):
    pages = PageMap(total=count * 50, starts=tuple(range(count)))
    assert list(Paging(number, pages).near) == near


@pytest.mark.parametrize(("number", "rows"), [(1, (1, 50)), (4, (151, 171))])
def test_a_page_says_which_rows_it_holds(events, number, rows):
    paging = Paging(number, PageMap.of(events, Order(), 50))
    assert (paging.first_row, paging.last_row) == rows


def test_the_plan_of_a_page_does_not_depend_on_its_number(events):
    pages = PageMap.of(events, Order(), 20)
    plans = {pages.page(events, Order(), number).values_list("slug").explain() for number in (2, 4, 7)}
    assert len(plans) == 1 or connection.vendor == "postgresql"


@pytest.mark.sqlite
def test_a_page_between_two_groups_looks_at_no_other_record(events):
    order = Order(group="kind", groups=tuple(KINDS))
    pages = PageMap.of(events, order, 30)
    crossing = [number for number, start in enumerate(pages.starts, 1) if number > 1 and start.group]
    assert len(crossing) > 1
    for number in range(1, pages.count + 1):
        plan = pages.page(events, order, number).values_list("slug").explain()
        assert "event_status_kind_date (status=? AND kind=?" in plan
        assert "event_status_date" not in plan
