"""Cases that stand at an edge: the day itself, half-known terms, words that lead nowhere."""

import datetime

import pytest
from django.utils import translation

from archive import lifeline, membership
from archive.api import cursors, problems
from archive.api.bucket import Bucket
from archive.editing import translations
from archive.models import Country, Member
from archive.models.citation import normalised
from archive.posts import Held
from archive.releases import changes
from archive.stances import Course, Said

DAY = datetime.date(2016, 6, 1)


def held(**values) -> Held:
    known = {
        "pk": 1, "slug": "t", "post": "p", "office": {}, "person": "x", "name": {}, "started": "2016-05-01",
        "ended": "", "first": "2016-06-01", "seen": "2016-06-01", "said": (), "holder": 1, "country": None,
    }  # fmt: skip
    return Held(**{**known, **values})


def test_what_two_sources_date_otherwise_is_disputed():
    days = datetime.date(2016, 1, 1), datetime.date(2016, 2, 1)
    assert held(said=days).disputed
    assert not held(said=days[:1]).disputed


def test_a_vague_date_of_a_source_does_not_move_a_beginning_that_is_known_better():
    assert held(started="2016-05-15", first="2016").begun == datetime.date(2016, 5, 15)
    assert held(started="2016", first="2016-06-01").begun == DAY


def test_a_term_whose_sources_were_withdrawn_has_no_line():
    assert lifeline.of_post(held(), DAY)
    assert lifeline.of_post(held(lost=True), DAY) == []


def test_what_is_shown_today_is_known():
    rows = membership.Rows(
        [(1, "oman", 1, True, "2016-01-01", "")],
        [(1, "joined", "", DAY.isoformat(), "", "source")],
        [],
        [],
    )
    assert membership.terms(rows, DAY).by_pk[1].evidence.day == DAY
    assert membership.terms(rows, DAY - datetime.timedelta(1)).by_pk[1].evidence is None


def test_a_country_stands_where_it_stands_since_it_first_said_so():
    said = [
        Said(f"s{number}", date, stance, {}, {}, "direct")
        for number, (date, stance) in enumerate(
            [
                ("2015-12-16", "support"),
                ("2016-01-01", "refusal"),
                ("2016-02-01", "support"),
                ("2016-03-01", "support"),
            ]
        )
    ]
    assert Course(None, tuple(said)).since.date == "2016-02-01"
    assert Course(None, tuple(said[:1])).since.date == "2015-12-16"


def test_who_asks_when_told_to_is_answered():
    now = [0.0]
    bucket = Bucket(1, 40, clock=lambda: now[0])
    assert bucket.take("reader") == 0
    now[0] += bucket.take("reader")
    assert bucket.take("reader") == 0


def test_a_cursor_names_no_number_that_a_database_refuses():
    given = cursors.written(["2016", 2**40])
    with pytest.raises(problems.Problem):
        cursors.read(given, [str, int])
    assert cursors.read(cursors.written(["2016", 40]), [str, int]) == ("2016", 40)


def test_a_release_does_not_tell_of_a_version_that_says_nothing_else():
    old = {
        "slug": "oman",
        "title": {"en": "Oman"},
        "version": 1,
        "changed_at": "a",
        "published_at": "a",
        "value": 1,
    }
    new = {**old, "version": 2, "changed_at": "b", "published_at": "b"}
    assert changes.between({"member": [old]}, {"member": [new]})["member"].changed == []
    assert changes.between({"member": [old]}, {"member": [{**new, "value": 2}]})["member"].changed


def test_a_text_without_another_beside_it_is_never_out_of_date():
    """Where its only other language was emptied there is nothing that it could be behind."""
    before = {"summary_hi": "क", "summary_en": "A", "stale": ["summary_en"], "rough": []}
    after = {**before, "summary_hi": ""}
    marks = translations.marks_after(
        Member, before, after, before, minor=True, given=True, made_from=lambda column: None
    )
    assert marks["stale"] == []


def test_what_is_compared_is_what_a_record_is_called_now():
    """Not what it was called when the same was asked before, in another language or under another name."""
    country = Country(pk=1, code="SA", name_hi="सऊदी अरब", name_en="Saudi Arabia")
    found = []
    for lang in ("hi", "en"):
        with translation.override(lang):
            found.append(normalised(country))
    country.name_en = "Kingdom"
    with translation.override("en"):
        found.append(normalised(country))
    assert len(set(found)) == 3
