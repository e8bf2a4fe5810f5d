"""The timeline of events, on the archive's own content."""

import re

import pytest

from archive.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def ask(client, query="", lang="en"):
    response = client.get(f"/{lang}/events/{query}")
    assert response.status_code == 200
    return response.content.decode()


def slugs(html, lang="en") -> list[str]:
    return re.findall(rf'<h3><a href="/{lang}/events/([^"/]+)/"', html)


def years(html) -> list[str]:
    return re.findall(r'<h2 id="y(\d{4})"', html)


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_every_event_stands_under_its_year_in_order_of_time(client, lang):
    html = ask(client, lang=lang) + ask(client, "?page=2", lang)
    events = Event.objects.published().order_by("date_sort", "slug")
    assert slugs(html, lang) == [event.slug for event in events]
    assert years(html) == sorted({event.date[:4] for event in events})
    for year, section in re.findall(r'<h2 id="y(\d{4})".*?</h2>(.*?)</section>', html, re.DOTALL):
        assert all(Event.objects.get(slug=slug).date.startswith(year) for slug in slugs(section, lang))


def test_newest_first_turns_the_timeline_round(client):
    newest = slugs(ask(client, "?sort=newest")) + slugs(ask(client, "?sort=newest&page=2"))
    assert newest == (slugs(ask(client)) + slugs(ask(client, "?page=2")))[::-1]


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "27 February – 10 March 2016"), ("hi", "27 फ़रवरी – 10 मार्च 2016")]
)
def test_an_imprecise_date_keeps_its_own_words(client, lang, words):
    html = ask(client, "?kind=exercise", lang)
    assert f'<data value="2016-02-27/2016-03-10">{words}</data>' in html
    assert "2016-02-27T" not in html


def test_a_year_finds_events_that_may_have_happened_in_it(client):
    events = Event.objects.published()
    expected = [
        event.slug
        for event in events.order_by("date_sort", "slug")
        if event.date_earliest.year <= 2019 <= event.date_latest.year
    ]
    assert slugs(ask(client, "?year=2019")) == expected
    assert expected


def test_a_country_finds_what_it_took_part_in_and_what_it_hosted(client):
    found = set(slugs(ask(client, "?country=pakistan")))
    took_part = Event.objects.published().filter(participants__slug="pakistan")
    hosted = Event.objects.published().filter(place_country__slug="pakistan")
    assert found == {event.slug for event in [*took_part, *hosted]}
    assert found


def test_years_are_a_list_to_jump_from(client):
    html = ask(client)
    nav = html.partition('<nav class="years"')[2].partition("</nav>")[0]
    assert re.findall(r'href="#y(\d{4})"', nav) == years(html)


@pytest.mark.parametrize(("lang", "mark"), [("en", "not an act of the coalition"), ("hi", "tag")])
def test_what_is_no_act_of_the_coalition_says_so(client, lang, mark):
    html = ask(client, "?relation=associated", lang)
    assert html.count('<span class="tag">') == len(slugs(html, lang)) > 0
    assert mark in html


def test_what_was_only_announced_says_so(client):
    planned = Event.objects.published().filter(occurrence="planned").first()
    row = ask(client).partition(f"/events/{planned.slug}/")[2].partition("</li>")[0]
    assert "announced only" in row


def test_a_title_that_is_missing_in_the_language_is_shown_in_the_other_and_marked(client):
    event = Event.objects.published().order_by("date_sort").first()
    event.title_hi = ""
    event.save()
    html = ask(client, lang="hi")
    assert re.search(rf'<a href="/hi/events/{event.slug}/" lang="en">', html)
    row = html.partition(f"/events/{event.slug}/")[2].partition("</li>")[0]
    assert '<span class="tag">अंग्रेज़ी</span>' in row
    assert re.search(rf'<a href="/en/events/{event.slug}/">', ask(client))
