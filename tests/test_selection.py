"""What one reader asks, and the addresses that follow from it."""

import pytest

from archive.lists.filters import Choice, Switch, Year
from archive.lists.selection import Filters
from archive.models import Event

FILTERS = Filters(
    Choice("kind", "Kind", "kind", [("meeting", "meeting"), ("visit", "visit")]),
    Year("year", "Year"),
    switches=[Switch("sort", "Sorted", {"oldest": "oldest first", "newest": "newest first"})],
    extra={"on": str},
)


def test_an_address_holds_what_is_asked_in_one_order_and_nothing_that_goes_without_saying():
    selection = FILTERS.read(
        {"sort": "oldest", "year": "2016", "kind": "meeting", "x": "1", "on": "2016-06-01"}
    )
    assert selection.query() == "on=2016-06-01&kind=meeting&year=2016"
    assert selection.query(page="3") == "on=2016-06-01&kind=meeting&year=2016&page=3"
    assert selection.query(sort="newest", kind="") == "on=2016-06-01&year=2016&sort=newest"
    assert selection.cleared == "on=2016-06-01"


@pytest.mark.parametrize("params", [{"kind": "meet"}, {"year": "0"}, {"sort": "best"}, {"kind": "x" * 5000}])
def test_a_value_that_means_nothing_is_left_out_and_said(params):
    selection = FILTERS.read(params)
    assert selection.query() == ""
    assert len(selection.notices) == 1
    assert len(selection.notices[0]) < 300


def test_spaces_around_a_value_are_nobodys_fault():
    assert FILTERS.read({"kind": " meeting "})["kind"] == "meeting"


def test_values_are_looked_up_by_the_name_of_the_question():
    selection = FILTERS.read({"year": "2016"})
    assert (selection["year"], selection["kind"], selection["sort"]) == ("2016", "", "oldest")


def test_each_filter_in_use_leads_to_the_list_without_it():
    selection = FILTERS.read({"kind": "visit", "year": "2016", "sort": "newest"})
    assert [(active.name, active.value.text, active.without) for active in selection.active()] == [
        ("kind", "visit", "year=2016&sort=newest"),
        ("year", "2016", "kind=visit&sort=newest"),
    ]


def test_equal_questions_have_equal_keys():
    first = FILTERS.read({"year": "2016", "kind": "visit"})
    second = FILTERS.read({"kind": "visit", "year": "2016", "page": "2"})
    assert first.key == second.key
    assert first.key_without("year") == FILTERS.read({"kind": "visit"}).key


def test_the_form_offers_what_leaves_something_and_what_is_chosen():
    selection = FILTERS.read({"kind": "visit"})
    kind, year, sort = selection.fields({"kind": {"meeting": 9, "visit": 0}, "year": {"2016": 1, "2017": 0}})
    assert [(option.value, option.count, option.chosen) for option in kind.options] == [
        ("meeting", 9, False),
        ("visit", 0, True),
    ]
    assert [option.value for option in year.options] == ["2016", "2017"]
    assert [(option.value, option.count, option.chosen) for option in sort.options] == [
        ("oldest", None, True),
        ("newest", None, False),
    ]
    assert (kind.default, year.default, sort.default) == (False, True, True)


@pytest.mark.django_db
def test_a_selection_narrows_by_all_its_filters_or_by_all_but_one():
    for slug, kind, date in (("a", "visit", "2016"), ("b", "visit", "2019"), ("c", "meeting", "2016")):
        Event.objects.create(slug=slug, kind=kind, date=date)
    selection = FILTERS.read({"kind": "visit", "year": "2016"})
    assert set(selection.narrow(Event.objects.all()).values_list("slug", flat=True)) == {"a"}
    assert set(selection.narrow(Event.objects.all(), without="kind").values_list("slug", flat=True)) == {
        "a",
        "c",
    }
