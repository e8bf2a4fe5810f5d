"""All doors answer alike: what a reader sees of records and of sources in each state, in both languages.

Doors for records are asked whether they show the record; doors for claims, how the claim stands.
"""

import itertools
import re

import pytest
from django.test import Client

from archive import languages
from archive.editing import claims, workflow
from archive.kinds import readform
from archive.models import (
    Citation,
    Country,
    Event,
    Figure,
    Member,
    Source,
    Statement,
    Status,
    Topic,
)
from archive.public.addresses import address
from tests import hidden, memory
from tests.reading import Reading, words
from tests.rooms import administrator

pytestmark = pytest.mark.django_db
CODES = languages.codes()


def read(path: str) -> Reading:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return Reading(answer.content.decode())


def html_of(path: str) -> str:
    return Client().get(path).content.decode()


# Records --------------------------------------------------------------------------------------------------

KINDS = {
    Member: "member-list",
    Country: "country-list",
    Event: "event-list",
    Statement: "statement-list",
    Source: "source-list",
    Figure: "figure-list",
    Topic: "topic-list",
}
LISTED, AT_ITS_ADDRESS, NOWHERE = "in lists", "at its address", "nowhere"
STANDING = {
    Status.DRAFT: NOWHERE,
    Status.IN_REVIEW: NOWHERE,
    Status.PUBLISHED: LISTED,
    Status.WITHDRAWN: AT_ITS_ADDRESS,
}


def in_list(record, code) -> bool:
    return record.slug in html_of(address(KINDS[type(record)], lang=code))


def at_its_address(record, code) -> bool:
    return Client().get(address(record.kind_name, record.slug, code)).status_code == 200


def in_search(record, code) -> bool:
    html = html_of(f"/{code}/search/?q={hidden.word(type(record), record.status)}")
    return f'/{record.slug}/"' in html


def suggested(record, code) -> bool:
    """By the name; a member goes by its country's, which is found whatever becomes of the membership."""
    name = "Alone" if isinstance(record, Member) else hidden.word(type(record), record.status)
    found = Client().get(f"/{code}/search/suggest/", {"q": name})
    return any(record.slug in each["href"] for each in found.json()["suggestions"])


def counted_at_home(record, code) -> bool:
    """Whether the home page counts it; nothing else of its kind is published."""
    there = re.escape(address(KINDS[type(record)], lang=code))
    counts = re.findall(
        rf'<a href="{there}">[^<]*</a> <span[^>]*>(\d+)<', html_of(address("home", lang=code))
    )
    return int(counts[0]) > 0


RECORD_DOORS = {
    "list": (in_list, LISTED),
    "page": (at_its_address, AT_ITS_ADDRESS),
    "search": (in_search, LISTED),
    "suggestion": (suggested, LISTED),
    "count of the home page": (counted_at_home, LISTED),
}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("status", STANDING)
@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.kind_name)
def test_each_door_shows_a_record_as_far_as_its_status_allows(model, status, code):
    needs = {"country": hidden.alone(status)} if model in (Member, Statement) else {}
    record = hidden.make(model, status, **needs)
    shown = {door: see(record, code) for door, (see, _least) in RECORD_DOORS.items()}
    levels = {NOWHERE: 0, AT_ITS_ADDRESS: 1, LISTED: 2}
    assert shown == {
        door: levels[STANDING[status]] >= levels[least] for door, (_see, least) in RECORD_DOORS.items()
    }


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("status", STANDING)
def test_each_door_names_a_related_record_only_while_it_is_published(status, code):
    """A country, the event of a statement, and the membership of a country, on the pages of others."""
    country = hidden.make(Country, status)
    event = hidden.make(Event, status)
    shown = {"status": Status.PUBLISHED, "date": "2016-04", "kind": "support"}
    texts = {"speaker_hi": "वक्ता", "speaker_en": "A speaker", "gist_hi": "कहा।", "gist_en": "Said."}
    statement = Statement.objects.create(slug="said", country=country, event=event, **shown, **texts)
    meeting = hidden.make(Event, Status.PUBLISHED, slug="meeting", kind="meeting")
    meeting.participants.add(country)
    state = hidden.alone("state")
    hidden.make(Member, status, country=state)
    doors = {
        "page of a statement: country": (address("statement", statement.slug, code), country.slug),
        "page of a statement: event": (address("statement", statement.slug, code), event.slug),
        "list of statements": (address("statement-list", lang=code), country.slug),
        "page of an event": (address("event", meeting.slug, code), country.slug),
        "filter of events": (address("event-list", lang=code), country.slug),
        "list of countries leads to the membership": (
            address("country-list", lang=code),
            f"/members/{hidden.word(Member, status)}/",
        ),
    }
    found = {door: text in html_of(path) for door, (path, text) in doors.items()}
    assert found == dict.fromkeys(doors, status == Status.PUBLISHED)
    # A country is found under its own name unless its membership is found under it.
    hits = html_of(f"/{code}/search/?q=Alone&type=country")
    assert (f"/countries/{state.slug}/" in hits) == (status != Status.PUBLISHED)
    # A country leads to its membership while that is published, and has a page of its own otherwise.
    expected = 302 if status == Status.PUBLISHED else 200
    assert Client().get(address("country", state.slug, code)).status_code == expected


# Sources --------------------------------------------------------------------------------------------------

SUPPORTED, LACKING, LOST = "supported", "no source", "source withdrawn"
OF_SOURCE = {
    Status.DRAFT: LACKING,
    Status.IN_REVIEW: LACKING,
    Status.PUBLISHED: SUPPORTED,
    Status.WITHDRAWN: LOST,
}
SAID = {
    "hi": {LACKING: "अभी बिना स्रोत", LOST: "स्रोत वापस लिया गया"},
    "en": {LACKING: "no source yet", LOST: "source withdrawn"},
}
SAID_IN_LIST = {
    "hi": {SUPPORTED: "1 स्रोत", LACKING: "बिना स्रोत", LOST: "स्रोत वापस लिया गया"},
    "en": {SUPPORTED: "1 source", LACKING: "no source", LOST: "source withdrawn"},
}


def page_says(figure, source, code) -> str:
    reading = read(address("figure", figure.slug, code))
    tags = {words(each) for each in reading.all("span") if "tag" in each.get("class", "").split()}
    found = [state for state, said in SAID[code].items() if said in tags]
    named = source.slug in html_of(address("figure", figure.slug, code))
    assert named == source.is_readable, "A source that readers can see is named where it is cited."
    return found[0] if found else SUPPORTED


def list_says(figure, source, code) -> str:
    (row,) = (
        each for each in read(address("figure-list", lang=code)).all("tr") if each.get("id") == figure.slug
    )
    return next(state for state, said in SAID_IN_LIST[code].items() if words(row).endswith(said))


def form_says(figure, source, code) -> str:
    html = (
        administrator(f"Root {source.status}")
        .get(f"/{code}/admin/archive/figure/{figure.pk}/change/")
        .content.decode()
    )
    table = html.split('id="claims-heading"')[1].split("</table>")[0]
    row = next(part for part in table.split("<tr>") if source.slug in part)
    if "badge lost" in row:
        return LOST
    return LACKING if "badge unsourced" in row else SUPPORTED


def filter_says(figure, source, code) -> str:
    if claims.resting_on_withdrawn(Figure.objects.all()).exists():
        assert claims.unsourced(Figure.objects.all()).exists()
        return LOST
    return LACKING if claims.unsourced(Figure.objects.all()).exists() else SUPPORTED


def admin_list_says(figure, source, code) -> str:
    html = administrator().get(f"/{code}/admin/archive/figure/").content.decode()
    if "badge lost" in html:
        return LOST
    return LACKING if "badge unsourced" in html else SUPPORTED


def check_says(figure, source, code) -> str:
    """The check before publishing, which has two answers; the sentence names the source that is the cause."""
    draft = Figure(pk=None, slug="new", date="2016", value=1, verdict="wrong")
    refusal = workflow.refusal(draft, list(figure.citations.select_related("source")))
    if not refusal:
        return SUPPORTED
    assert source.slug in refusal
    return OF_SOURCE[source.status]


def serialised_says(figure, source, code) -> str:
    fact = next(each for each in readform.record(figure)["facts"] if each["claim"] == "value")
    return LOST if fact["lost"] else LACKING if fact["unsourced"] else SUPPORTED


CLAIM_DOORS = (
    page_says,
    list_says,
    form_says,
    filter_says,
    admin_list_says,
    check_says,
    serialised_says,
)


@pytest.fixture
def figure():
    return hidden.make(Figure, Status.PUBLISHED)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("status", OF_SOURCE)
@pytest.mark.parametrize("door", CLAIM_DOORS, ids=lambda door: door.__name__)
def test_each_door_says_alike_how_a_claim_stands(figure, door, status, code):
    source = hidden.make(Source, status)
    Citation.objects.create(figure=figure, claim="value", source=source)
    assert door(figure, source, code) == OF_SOURCE[status]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("door", CLAIM_DOORS[:3], ids=lambda door: door.__name__)
def test_a_source_withdrawn_while_readers_look_changes_what_each_door_says(figure, door, code):
    source = hidden.make(Source, Status.PUBLISHED)
    Citation.objects.create(figure=figure, claim="value", source=source)
    assert door(figure, source, code) == SUPPORTED
    source.status, source.withdrawn_reason_en = Status.WITHDRAWN, "A forgery."
    source.save()
    memory.forget()
    assert door(figure, source, code) == LOST


@pytest.mark.parametrize("standing", [Status.DRAFT, Status.PUBLISHED])
@pytest.mark.parametrize("other", OF_SOURCE)
def test_a_dispute_is_between_sources_that_are_heard(standing, other):
    """Two sources assert different numbers: list, form and page agree on whether that is a dispute."""
    figure = hidden.make(Figure, standing)
    first = hidden.make(Source, Status.PUBLISHED, slug="first")
    second = hidden.make(Source, other, slug="second")
    Citation.objects.create(figure=figure, claim="value", source=first, asserts="39")
    Citation.objects.create(figure=figure, claim="value", source=second, asserts="40")
    heard = other == Status.PUBLISHED or (standing == Status.DRAFT and other != Status.WITHDRAWN)
    (state,) = (state for state in claims.states(figure) if state.claim == "value")
    fact = next(
        each
        for each in readform.record(figure, preview=standing == Status.DRAFT)["facts"]
        if each["claim"] == "value"
    )
    listed = claims.disputed(Figure.objects.all()).exists()
    assert {state.disputed, fact["disputed"], listed} == {heard}
    values = [said["value"] for said in fact["asserted"]]
    assert values == (["39", "40"] if heard else ["39"])


@pytest.mark.parametrize("other", OF_SOURCE)
def test_a_value_that_only_a_withdrawn_source_gave_is_to_be_rechecked(other):
    figure = hidden.make(Figure, Status.PUBLISHED)  # says 39
    first = hidden.make(Source, Status.PUBLISHED, slug="first")
    second = hidden.make(Source, other, slug="second")
    Citation.objects.create(figure=figure, claim="value", source=first, asserts="40")
    Citation.objects.create(figure=figure, claim="value", source=second, asserts="39")
    (state,) = (state for state in claims.states(figure) if state.claim == "value")
    fact = next(each for each in readform.record(figure)["facts"] if each["claim"] == "value")
    listed = claims.to_be_rechecked(Figure.objects.all()).exists()
    assert {state.recheck, fact["recheck"], listed} == {other != Status.PUBLISHED}


@pytest.mark.parametrize(("model", "status"), list(itertools.product(KINDS, STANDING)))
def test_the_form_shows_editors_every_record(model, status):
    needs = {"country": hidden.alone(status)} if model in (Member, Statement) else {}
    record = hidden.make(model, status, **needs)
    name = model._meta.model_name
    client = administrator()
    for code in CODES:
        assert client.get(f"/{code}/admin/archive/{name}/{record.pk}/change/").status_code == 200
