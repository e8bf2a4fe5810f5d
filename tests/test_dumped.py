"""The documented command that takes the records to another program: it loads, and nothing is by number."""

import json
import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from archive.editing import copies, review
from archive.editing.saving import commit
from archive.entries.written import Written
from archive.models import (
    Country,
    Member,
    OldSlug,
    Person,
    Post,
    Presence,
    Report,
    Source,
    Submission,
    Term,
    Version,
    WorkingCopy,
)
from tests.rooms import editor, publisher, records

pytestmark = pytest.mark.django_db


def documented() -> list[str]:
    """The arguments of `dumpdata` as an operator copies them from the documents."""
    text = (Path(settings.BASE_DIR) / "docs" / "operations.md").read_text("utf-8")
    command = re.search(r"`manage\.py dumpdata ([^`]+)`", text)[1]
    return shlex.split(command)


@pytest.fixture
def made():
    made = records()
    by, chief = editor().user, publisher().user
    holder = Person.objects.create(slug="raheel", name_en="Raheel Sharif")
    post = Post.objects.create(slug="commander", office_en="Commander", country=made.oman)
    Term.objects.create(slug="raheel-commander", person=holder, post=post, started="2017-01-06")
    copies.propose(made.member, {"summary_en": "Proposed."}, None, by=by, why="Because.")
    done = copies.propose(made.event, {"place_en": "Jeddah"}, None, by=by)
    review.reject(review.submit(done, by=by), "No.", by=chief)
    Report.objects.create(page="/en/", text="Wrong date, I think.", sending="a" * 32, handled_by=chief)
    Report.objects.create(page="/en/", text="An old one of before.", handled_at=timezone.now())
    Presence.objects.create(user=by, kind="member", number=made.member.pk)
    Submission.objects.create(key="k", content="c", user=by)
    commit(made.oman, {"slug": "sultanate-of-oman"}, by=chief)
    gone = Country.objects.create(slug="atlantis", code="AT", name_en="Atlantis")
    commit(gone, {"slug": "atlantis-again"}, by=chief)
    gone.delete()
    return made


def told() -> dict:
    """What went over, without a number of the database."""
    member = Written.of(Member.objects.get(slug="pakistan"))
    return {
        "copies": sorted(
            (copies.record_of(each).slug, each.state, each.who, each.why, each.comment, each.base, each.data)
            for each in WorkingCopy.objects.all()
        ),
        "reports": sorted(Report.objects.values_list("page", "text", "state", "sending")),
        "addresses": sorted(OldSlug.objects.values_list("kind", "slug", "present")),
        "versions": sorted(Version.objects.values_list("kind", "slug", "number", "who")),
        "terms": sorted(Term.objects.values_list("slug", "person__slug", "post__slug")),
        "member": [str(member.values), *(str(each.values) for each in member.citations)],
    }


def empty() -> None:
    """Another archive: without these records and accounts, and with other records under their numbers."""
    for model in (WorkingCopy, Report, Presence, Submission, Version, Term, Member):
        model.objects.all().delete()
    for each in (Person, Post, *[model for model in copies.KINDS.values() if model not in (Country, Source)]):
        each.objects.all().delete()
    Country.objects.all().delete()
    Source.objects.all().delete()
    OldSlug.objects.all().delete()
    User.objects.all().delete()
    for number in range(5):
        Country.objects.create(slug=f"zz-{number}", code=f"z{number}")


@pytest.mark.parametrize("format", ["json", "yaml", "jsonl", "xml"])
def test_what_the_documented_command_writes_is_loaded_by_another_archive(made, tmp_path, format):
    before = told()
    assert len(before["copies"]) == 2
    assert ("country", "atlantis", "") in before["addresses"]
    file = tmp_path / f"dump.{format}"
    call_command("dumpdata", *documented(), f"--format={format}", f"--output={file}", verbosity=0)
    empty()
    call_command("loaddata", str(file), verbosity=0)
    Country.objects.filter(slug__startswith="zz").delete()
    assert told() == before | {"versions": told()["versions"]}
    assert set(before["versions"]) <= set(told()["versions"])
    call_command("loaddata", str(file), verbosity=0)
    loaded = told()
    loaded["versions"] = before["versions"]  # loading over what is there is one more version of it
    assert loaded == before, "Loaded twice, everything is there once."


def test_no_object_of_the_dump_has_a_number(made, tmp_path):
    file = tmp_path / "dump.json"
    call_command("dumpdata", *documented(), f"--output={file}", verbosity=0)
    dumped = json.loads(file.read_text("utf-8"))
    assert [each["model"] for each in dumped if "pk" in each] == []
    copied = [each["fields"]["object_id"] for each in dumped if each["model"] == "archive.workingcopy"]
    assert sorted(copied) == [f"event/{made.event.slug}", f"member/{made.member.slug}"]
