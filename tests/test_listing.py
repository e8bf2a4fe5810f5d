"""One page of a list, on records made for the purpose."""

import datetime

import pytest

from archive import memo
from archive.kinds.event import EVENT
from archive.models import Event, Status
from archive.public.listing import listing

pytestmark = pytest.mark.django_db

LISTS = ("members", "countries", "events", "statements", "figures", "sources")


def make_events(count: int, **values):
    """Events on consecutive days from 1 January 2016."""
    first = datetime.date(2016, 1, 1)
    days = [(first + datetime.timedelta(days=number)).isoformat() for number in range(count)]
    made = {"status": Status.PUBLISHED, "kind": "meeting", **values}
    Event.objects.bulk_create(
        Event(slug=f"event-{number:03}", date=day, title_en=f"Event {number:03}", **made)
        for number, day in enumerate(days)
    )
    memo.forget()  # bulk_create() does not advance the revision


def ask(**params):
    return listing(params, EVENT)


def slugs(found) -> list[str]:
    return [row.slug for row in found.rows]


def test_the_pages_hold_each_record_once_in_order():
    make_events(130)
    found = [slugs(ask(page=str(page))) for page in (1, 2, 3)]
    assert [len(page) for page in found] == [50, 50, 30]
    assert [*found[0], *found[1], *found[2]] == [f"event-{number:03}" for number in range(130)]


def test_newest_first_is_the_same_list_turned_round():
    make_events(130)
    assert slugs(ask(sort="newest", page="3")) == [f"event-{number:03}" for number in range(29, -1, -1)]


def test_a_page_beyond_the_last_is_the_last_with_a_sentence():
    make_events(60)
    found = ask(page="9")
    assert len(found.rows) == 10
    assert found.notices
    assert found.query == "page=2"


def test_a_year_leads_to_the_page_on_which_it_begins():
    make_events(400)
    assert dict(ask().year_pages()) == {"2016": "", "2017": "page=8"}
    assert "event-366" in slugs(ask(page="8"))


def test_an_empty_list_names_the_filters_whose_removal_brings_records_back():
    make_events(3)
    make = ask(kind="meeting", year="2019")
    assert make.total == 0
    assert [(active.name, count) for active, count in make.loosened] == [("year", 3)]


def test_what_is_published_is_seen_by_the_next_reader(client):
    make_events(3)
    assert "3 events" in client.get("/en/events/").content.decode()
    event = Event.objects.get(slug="event-001")
    event.status, event.withdrawn_reason_en = Status.WITHDRAWN, "It never happened."
    event.save()
    html = client.get("/en/events/").content.decode()
    assert "2 events" in html
    assert "event-001" not in html


def test_links_to_other_pages_keep_the_filters(client):
    make_events(130)
    html = client.get("/en/events/?kind=meeting&sort=newest&page=2").content.decode()
    assert '<a rel="prev" href="/en/events/?kind=meeting&amp;sort=newest">' in html
    assert '<a rel="next" href="/en/events/?kind=meeting&amp;sort=newest&amp;page=3">' in html
    assert "51 to 100 of 130" in html


@pytest.mark.parametrize(
    ("name", "sentence"),
    [(name, "Nothing has been published here yet.") for name in LISTS if name != "members"]
    + [("members", "No member has been published yet.")],
)
def test_a_list_of_nothing_says_so(client, name, sentence):
    assert sentence in client.get(f"/en/{name}/").content.decode()
