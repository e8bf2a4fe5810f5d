"""Events as a calendar and as a feed, as other programs read them."""

import datetime
import json
from xml.etree import ElementTree

import icalendar
import pytest
from django.conf import settings

from archive import dates, languages
from archive.data import calendar
from archive.models import Event, Statement, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

CODES = languages.codes()
each_language = pytest.mark.parametrize("lang", CODES)
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, address: str) -> dict[str, icalendar.Event]:
    read = icalendar.Calendar.from_ical(client.get(address).content)
    return {str(entry["URL"]).rstrip("/").rsplit("/", 1)[1]: entry for entry in read.walk("VEVENT")}


def make(slug: str, date: str, **values) -> Event:
    made = {"kind": "meeting", "title_en": "A meeting", "status": Status.PUBLISHED, **values}
    return Event.objects.create(slug=slug, date=date, **made)


@each_language
def test_every_event_stands_in_the_calendar_on_the_days_that_its_date_allows(client, lang):
    found = entries(client, f"/{lang}/events.ics")
    events = [each for each in Event.objects.published() if each.date_earliest and each.date_latest]
    assert set(found) == {each.slug for each in events}
    for event in events:
        entry = found[event.slug]
        assert entry["DTSTART"].dt == event.date_earliest
        assert entry["DTEND"].dt == event.date_latest + datetime.timedelta(days=1)
        assert str(entry["X-EDTF"]) == event.date
        title = languages.text(event, "title", lang).text
        assert str(entry["SUMMARY"]).startswith(title)
        assert (str(entry["SUMMARY"]) == title) == calendar.exact(dates.parse(event.date))


@pytest.mark.parametrize(
    ("date", "said", "status"),
    [
        ("2016-03-01", "", "CONFIRMED"),
        ("2016-03-01/2016-03-03", "", "CONFIRMED"),
        ("2016-03", "March 2016", "TENTATIVE"),
        ("2016-03-01~", "about 1 March 2016", "TENTATIVE"),
        ("[2016-03-01,2016-03-05]", "1 March 2016 or 5 March 2016", "TENTATIVE"),
        ("2016", "2016", "TENTATIVE"),
    ],
)
def test_an_imprecise_date_never_becomes_a_day(client, date, said, status):
    make("imprecise", date)
    entry = entries(client, "/en/events.ics")["imprecise"]
    assert entry["DTSTART"].dt == dates.parse(date).earliest
    assert str(entry["STATUS"]) == status
    assert str(entry["SUMMARY"]) == (f"A meeting ({said})" if said else "A meeting")
    assert (said in str(entry.get("DESCRIPTION", ""))) if said else ("DESCRIPTION" not in entry)


def test_what_is_open_at_one_side_cannot_stand_in_a_calendar(client):
    make("open", "[..2016-03-01]")
    assert "open" not in entries(client, "/en/events.ics")


def test_what_is_only_announced_is_tentative_and_says_so(client):
    make("planned", "2016-03-01", occurrence=Event.Occurrence.PLANNED)
    entry = entries(client, "/hi/events.ics")["planned"]
    assert str(entry["STATUS"]) == "TENTATIVE"
    assert str(entry["DESCRIPTION"])


def test_signs_and_long_lines_come_back_as_they_were(client):
    title = "बैठक; रियाद, \\ और “क़तर”: " + "बहुत लंबा शीर्षक " * 12
    make("signs", "2016-03-01", title_hi=title.strip(), summary_hi="पहली पंक्ति।\n\nदूसरी, पंक्ति।")
    raw = client.get("/hi/events.ics").content
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    entry = entries(client, "/hi/events.ics")["signs"]
    assert str(entry["SUMMARY"]) == title.strip()


def test_the_filters_of_the_list_are_kept(client):
    kept = entries(client, "/en/events.ics?kind=meeting")
    assert set(kept) == set(Event.objects.published().filter(kind="meeting").values_list("slug", flat=True))


@each_language
@pytest.mark.parametrize(("folder", "model"), [("events", Event), ("statements", Statement)])
def test_a_feed_holds_what_changed_last_with_its_page(client, folder, model, lang):
    answer = client.get(f"/{lang}/{folder}.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.findtext(f"{ATOM}id") == f"{settings.SITE_URL}/{lang}/{folder}.atom"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.SITE_URL}/{lang}/{folder}.atom"
    assert links["alternate"] == f"{settings.SITE_URL}/{lang}/{folder}/"
    found = feed.findall(f"{ATOM}entry")
    latest = model.objects.published().order_by("-changed_at", "slug")[:50]
    assert [entry.findtext(f"{ATOM}id") for entry in found] == [
        f"{settings.SITE_URL}/{folder}/{each.slug}/" for each in latest
    ]
    for entry, record in zip(found, latest, strict=True):
        assert entry.findtext(f"{ATOM}title")
        updated = datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
        assert updated == record.changed_at
        assert entry.find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/{lang}/{folder}/{record.slug}/"


def test_a_change_leads_the_feed(client):
    event = Event.objects.order_by("changed_at").first()
    event.title_en = "A new title"
    event.save()
    feed = ElementTree.fromstring(client.get("/en/events.atom").content)
    assert feed.find(f"{ATOM}entry").findtext(f"{ATOM}title") == "A new title"


def test_a_feed_of_nothing_is_a_feed(client):
    feed = ElementTree.fromstring(client.get("/en/events.atom?year=1999").content)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated")


def test_an_entry_in_another_language_says_so(client):
    make("only-hindi", "2016-03-01", title_en="", title_hi="केवल हिंदी", summary_hi="केवल हिंदी।")
    feed = ElementTree.fromstring(client.get("/en/events.atom").content)
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "केवल हिंदी"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "hi"


def test_a_record_in_json_is_its_read_form(client):
    event = Event.objects.get(slug="2015-12-15-joint-statement")
    found = json.loads(client.get(f"/hi/events/{event.slug}.json").content)
    assert found == json.loads(client.get(f"/en/events/{event.slug}.json").content)
    assert found["pages"] == {code: f"{settings.SITE_URL}/{code}/events/{event.slug}/" for code in CODES}
    date = next(fact for fact in found["facts"] if fact["claim"] == "date")
    assert (date["value"], date["earliest"], date["latest"]) == ("2015-12-15", "2015-12-15", "2015-12-15")
    assert date["label"] == {"hi": "तारीख़", "en": "Date"}
    assert "numbers" not in found
