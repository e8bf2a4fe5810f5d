"""`?known=`: what this archive said on a day about who was a member, from the versions of that day."""

import csv
import datetime
import io
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive import languages, membership
from archive.editing.saving import commit
from archive.entries.written import Written
from archive.models import Member, Status, Version
from archive.versions.membership import known_on
from tests import memory
from tests.reading import Reading
from tests.rooms import records

pytestmark = pytest.mark.django_db
CODES = languages.codes()
TODAY = timezone.localdate()


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def then(day: datetime.date) -> None:
    """All that was saved just now was saved on a day of before."""
    noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    recent = timezone.now() - datetime.timedelta(hours=12)
    Version.objects.filter(at__gte=recent).update(at=noon)


@pytest.fixture
def made():
    """Pakistan's membership was published thirty days ago and corrected ten days ago."""
    found = records()
    for record in (found.statement, found.pakistan, found.oman):
        commit(record, {"slug": f"{record.slug}-now"})
        commit(record, {"slug": record.slug.removesuffix("-now")})
    commit(found.member, {"summary_en": "As first told.", "joined": "2015-12-15"})
    then(ago(30))
    commit(found.member, {"summary_en": "As told later.", "joined": "2016-03-01", "left": "2017-01-01"})
    then(ago(10))
    memory.forget()
    return found


def html(path: str) -> str:
    memory.forget()
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def members(path: str) -> list[str]:
    """The states of the table."""
    return re.findall(r'<th scope="row"><a href="([^"]+)"', html(path))


def test_the_answer_is_that_of_the_versions_of_the_day(made):
    assert members(f"/en/members/?known={ago(20)}") == ["/en/members/pakistan/"]
    assert members(f"/en/members/?known={ago(5)}") == []
    assert members("/en/members/") == []
    assert "As first told." in html(f"/en/members.json?known={ago(20)}")
    assert "As told later." not in html(f"/en/members.json?known={ago(20)}")
    assert "had published no membership yet" in html(f"/en/members/?known={ago(40)}")


@pytest.mark.parametrize("code", CODES)
def test_it_says_so_in_words(made, code):
    page = Reading(html(f"/{code}/members/?known={ago(20)}&on=2016-01-01")).text
    said = {"en": "As this archive knew it on", "hi": "अभिलेखागार की जानकारी के अनुसार"}[code]
    assert said in page
    assert f"/{code}/members/?on=2016-01-01" in html(f"/{code}/members/?known={ago(20)}&on=2016-01-01")


def test_both_questions_of_a_historian_together(made):
    """When it happened, and when it was known."""
    early = "on=2016-01-15"
    assert members(f"/en/members/?{early}&known={ago(20)}") == ["/en/members/pakistan/"]
    assert members(f"/en/members/?{early}&known={ago(5)}") == []
    assert members(f"/en/members/?on=2016-06-01&known={ago(5)}") == ["/en/members/pakistan/"]
    assert members(f"/en/members/?{early}") == []


def test_tables_answer_likewise_and_say_so(made):
    asked = f"known={ago(20)}&on=2016-01-15"
    memory.forget()
    whole = json.loads(Client().get(f"/en/members.json?{asked}").getvalue())
    assert [row["slug"] for row in whole["rows"]] == ["pakistan"]
    assert whole["rows"][0]["joined"]["edtf"] == "2015-12-15"
    assert whole["asked"] == {"on": "2016-01-15", "known": str(ago(20))}
    assert whole["as_known"]["en"].startswith("Members on 15 January 2016, as this archive knew it on")
    assert set(whole["as_known"]) == set(CODES)
    text = Client().get(f"/en/members.csv?{asked}").getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["slug"] == "pakistan"
    assert row["as_known"].startswith("Members on 15 January 2016, as this archive knew it on")
    assert "as_known" not in Client().get("/en/members.csv?on=2016-06-01").getvalue().decode()


def test_filters_and_their_counts_are_those_of_the_day(made):
    commit(made.member, {"founding": not made.member.founding})
    yes, no = ("yes", "no") if not made.member.founding else ("no", "yes")
    path = f"/en/members/?known={ago(20)}"
    assert members(f"{path}&founding={no}") == []
    assert members(f"{path}&founding={yes}") == ["/en/members/pakistan/"]
    assert "(1)" in html(path)


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ("2999-01-01", "has not come yet"),
        ("2016-06", "is not a single day"),
        ("nonsense", "nonsense"),
        ("05/06/2024", "05/06/2024"),
    ],
)
def test_what_is_no_day_is_answered_for_today_with_what_to_write(made, known, says):
    page = Reading(html(f"/en/members/?known={known}"))
    assert says in page.text
    assert "As this archive knew it" not in page.text


def test_a_day_after_the_one_on_which_it_was_known_is_not_answered(made):
    page = Reading(html(f"/en/members/?known={ago(20)}&on={ago(3)}")).text
    assert "nobody could know" in page


def test_a_membership_that_was_withdrawn_since_was_one_then(made):
    reason = {"withdrawn_reason_en": "Wrong.", "withdrawn_reason_hi": "ग़लत।"}
    commit(made.member, {"status": Status.WITHDRAWN, **reason})
    assert members(f"/en/members/?known={ago(20)}") == ["/en/members/pakistan/"]
    assert members(f"/en/members/?known={TODAY}") == []


def test_a_draft_of_then_was_no_answer_then(made):
    commit(made.draft, {"joined": "2015-12-15"})
    then(ago(25))
    commit(made.draft, {"status": Status.PUBLISHED}, Written.of(made.member).citations)
    assert members(f"/en/members/?known={ago(20)}&on=2016-01-15") == ["/en/members/pakistan/"]
    assert "oman" in str(members(f"/en/members/?known={TODAY}"))


def test_what_is_known_today_is_what_the_archive_says_today(content):
    """Worked out from versions or from records, it is the same: terms, rows and evidence."""
    memory.forget()
    known, today = known_on(TODAY), membership.published()
    by_slug = {term.slug: term._replace(pk=0) for term in known.terms.by_pk.values()}
    assert by_slug == {term.slug: term._replace(pk=0) for term in today.by_pk.values()}
    assert known.terms.founded == today.founded
    order = list(Member.objects.published().order_by("date_sort", "list_order", "slug"))
    assert [row.slug for row in known.rows] == [member.slug for member in order]


def test_it_asks_a_fixed_number_of_queries(content):
    memory.forget()
    with CaptureQueriesContext(connection) as queries:
        Client().get(f"/en/members/?known={TODAY}")
    assert len(queries) <= 14
