"""The line of changes of the whole archive, and what can be asked of it."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from archive.editing.saving import commit
from archive.models import Version
from tests.rooms import editor, person, records, text

pytestmark = pytest.mark.django_db
LINE = "/en/admin/changes/"


@pytest.fixture
def made():
    made = records()
    made.asha, made.john = editor("Asha"), editor("John")
    commit(made.member, {"role_en": "host"}, by=made.asha.user, why="It hosts.")
    commit(made.member, {"summary_en": "Other."}, by=made.john.user, minor=True)
    commit(made.draft, {"summary_en": "A draft."}, by=made.john.user)
    commit(made.event, {"place_en": "Riyadh"}, by=made.john.user)
    return made


def test_every_change_stands_there_newest_first_with_who_and_why(made):
    page = text(made.asha.get(LINE))
    places = [page.index(words) for words in ("Place (English)", "Summary (English)", "Role (English)")]
    assert places == sorted(places)
    assert "Asha · Why: It hosts." in page
    assert "small correction" in page
    assert "सारांश (English)" in text(made.asha.get("/hi/admin/changes/"))


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("who={asha}", ["Role (English)"], ["Place (English)", "Summary (English)"]),
        ("kind=event", ["Place (English)"], ["Role (English)"]),
        ("seen=no", ["Member: Oman"], ["Role (English)", "Place (English)"]),
        ("seen=yes", ["Role (English)", "Place (English)"], ["Member: Oman"]),
        ("mine=on", ["Member: Pakistan"], ["Place (English)", "Role (English)", "Member: Oman"]),
        ("day={yesterday}", ["Nothing was changed that fits."], ["Role (English)"]),
        ("day={today}&kind=event", ["Place (English)"], ["Role (English)"]),
        ("who=abc&kind=%3Cb%3E&day=never&seen=x", ["Role (English)", "Place (English)"], []),
        ("after=99999999999999999999", ["Role (English)"], []),
    ],
)
def test_it_is_narrowed(made, query, there, not_there):
    today = timezone.localdate()
    known = {"asha": made.asha.user.pk, "today": today, "yesterday": today - datetime.timedelta(days=1)}
    page = text(made.asha.get(f"{LINE}?{query.format(**known)}"))
    assert [words for words in there if words not in page] == []
    assert [words for words in not_there if words in page] == []


def test_it_goes_on_to_earlier_changes_and_shows_none_twice(made, monkeypatch):
    monkeypatch.setattr("archive.admin.changes.PER_PAGE", 2)
    seen, address = [], LINE
    for _page in range(9):
        answer = made.asha.get(address)
        seen += [line.version.pk for line in answer.context["lines"]]
        if not answer.context["further"]:
            break
        address = f"{LINE}?{answer.context['further']}"
    assert sorted(seen) == sorted(Version.objects.values_list("pk", flat=True))
    assert len(seen) == len(set(seen))


def test_each_sees_the_kinds_that_they_may_see(made):
    assert person("Nobody").get(LINE).status_code == 403
    reader = person("Reader")
    reader.user.user_permissions.add(Permission.objects.get(codename="view_event"))
    page = text(reader.get(LINE))
    assert "Place (English)" in page
    assert "Role (English)" not in page
