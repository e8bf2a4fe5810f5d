"""What is saved after midnight in India is of that day, wherever a reader sees the day; never of UTC’s."""

import datetime
import json

import pytest
from django.utils import timezone

from archive import moments
from archive.editing.saving import commit
from archive.models import Version
from tests.rooms import records

pytestmark = pytest.mark.django_db

AT = datetime.datetime.fromisoformat("2027-01-01T00:24+05:30").astimezone(datetime.UTC)


@pytest.fixture
def oman(monkeypatch):
    """A country that was corrected at 24 minutes past midnight of New Year."""
    made = records()
    commit(made.oman, {"summary_en": "Before."})
    made.oman.refresh_from_db()
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: AT)
        commit(made.oman, {"summary_en": "A sultanate."}, why="A slip.")
    made.oman.refresh_from_db()
    assert made.oman.changed_at == AT
    return made.oman


def test_a_moment_is_read_as_a_day_of_india():
    assert moments.day(AT) == moments.day(AT.isoformat()) == "2027-01-01"
    first, following = moments.year(2027)
    assert first <= AT < following


@pytest.mark.parametrize(
    "path",
    [
        "countries/{}/",
        "countries/{}/versions/",
        "countries/{}/versions/{}/",
        "corrections/",
        "corrections/?year=2027",
    ],
)
def test_pages_say_the_day_of_india(client, oman, path):
    number = Version.objects.of(oman).first().number
    html = client.get(f"/en/{path.format(oman.slug, number)}").content.decode()
    assert "1 January 2027" in html
    assert "31 December 2026" not in html


def test_a_correction_is_counted_in_the_year_in_which_it_is_found(client, oman):
    assert "(1)" in client.get("/en/corrections/").content.decode().split('value="2027"')[1][:60]


def test_citations_and_linked_data_say_it_as_well(client, oman):
    answer = client.get(f"/en/countries/{oman.slug}.csl.json")
    told = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert json.loads(told)[0]["issued"] == {"date-parts": [[2027, 1, 1]]}
    assert '"dateModified":"2027-01-01"' in client.get(
        f"/en/countries/{oman.slug}/"
    ).content.decode().replace(": ", ":")
