"""What points at a record: no more than a page can hold, and nothing that is not published."""

import pytest

from archive import kinds
from archive.models import Citation, Country, Event, Member, Source, Statement, Status
from archive.serialise import related

pytestmark = pytest.mark.django_db


@pytest.fixture
def oman():
    country = Country.objects.create(slug="oman", code="OM", name_en="Oman", status=Status.PUBLISHED)
    return Member.objects.create(slug="oman", country=country, joined="2016-12-28", status=Status.PUBLISHED)


def hold_meetings(count, country, status=Status.PUBLISHED):
    for number in range(count):
        event = Event.objects.create(
            slug=f"meeting-{status}-{number:03}",
            date=f"2017-01-{number % 28 + 1:02}",
            kind=Event.Kind.MEETING,
            title_en=f"Meeting {number}",
            status=status,
        )
        event.participants.add(country)


def test_drafts_and_withdrawn_records_are_in_no_list(oman):
    hold_meetings(2, oman.country)
    hold_meetings(2, oman.country, Status.DRAFT)
    hold_meetings(2, oman.country, Status.WITHDRAWN)
    found = kinds.of(oman).related(oman)["events"]
    assert [row["slug"] for row in found["rows"]] == ["meeting-published-000", "meeting-published-001"]
    assert not found["more"]


def test_a_long_list_is_cut_and_says_so(oman):
    hold_meetings(related.LIMIT + 1, oman.country)
    found = kinds.of(oman).related(oman)["events"]
    assert len(found["rows"]) == related.LIMIT
    assert found["more"]


def test_what_others_said_stands_apart_from_what_was_said_on_its_behalf(oman):
    iran = Country.objects.create(slug="iran", code="IR", name_en="Iran", status=Status.PUBLISHED)
    common = {"date": "2016-12-29", "kind": Statement.Kind.WELCOME, "status": Status.PUBLISHED}
    Statement.objects.create(slug="own", country=oman.country, about=oman.country, speaker_en="Own", **common)
    Statement.objects.create(slug="theirs", country=iran, about=oman.country, speaker_en="Theirs", **common)
    found = kinds.of(oman).related(oman)
    assert [row["slug"] for row in found["statements"]["rows"]] == ["own"]
    assert [row["slug"] for row in found["statements_about"]["rows"]] == ["theirs"]
    assert found["statements_about"]["rows"][0]["country"]["path"] == "/countries/iran/"


def test_a_source_gathers_records_for_which_it_says_the_same(oman):
    source = Source.objects.create(slug="list", publisher="IANS", language="en", kind=Source.Kind.PRESS)
    chad = Country.objects.create(slug="chad", code="TD", name_en="Chad", status=Status.PUBLISHED)
    other = Member.objects.create(slug="chad", country=chad, joined="2015-12-15", status=Status.PUBLISHED)
    mali = Country.objects.create(slug="mali", code="ML", name_en="Mali", status=Status.PUBLISHED)
    draft = Member.objects.create(slug="mali", country=mali, joined="2015-12-15")
    for member in (oman, other, draft):
        Citation.objects.create(member=member, claim="joined", source=source, note_en="Named in the list.")
    Citation.objects.create(country=chad, claim="oic_member", source=source)
    members, countries = kinds.of(source).related(source)["supports"]["kinds"]
    (group,) = members["groups"]
    assert [record["slug"] for record in group["records"]] == ["chad", "oman"]
    assert [claim["label"] for claim in group["claims"]] == ["Joined"]
    assert countries["type"] == "country"


def test_a_source_on_which_nothing_rests():
    source = Source.objects.create(slug="list", publisher="IANS", language="en", kind=Source.Kind.PRESS)
    assert kinds.of(source).related(source)["supports"] == {"kinds": [], "more": False}
