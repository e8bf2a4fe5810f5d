"""An import is one change, and is taken back as one: what changed since stays, and all of it or nothing."""

from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.utils.translation import override

from archive.admin.batches import title
from archive.editing.saving import commit
from archive.models import Country, Source, Topic, Version
from archive.sheets import import_rows
from archive.sheets.reading import Row
from archive.versions import batches
from tests.rooms import administrator, editor, person, publisher, records, text

pytestmark = pytest.mark.django_db
LINE = "/en/admin/changes/"


@pytest.fixture
def made():
    made = records()
    made.boss = publisher()
    with override("en"):
        yield made


def imported(by, *cells):
    rows = [Row(number, dict(each)) for number, each in enumerate(cells, start=2)]
    done = import_rows(rows, by=by, why="From the new list.")
    assert not done.problems, done.problems
    return done.batch


def three(by):
    """Two records changed and one made."""
    return imported(
        by,
        {"record": "member", "slug": "pakistan", "role_en": "Host", "role_hi": "मेज़बान"},
        {"record": "event", "slug": "first-council", "place_en": "Riyadh"},
        {"record": "topic", "slug": "new", "title_en": "New", "position": "4"},
    )


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def address(batch, lang="en"):
    return f"/{lang}/admin/changes/{batch}/"


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_it_is_one_line_that_leads_to_taking_it_back(made, lang):
    batch = three(made.boss.user)
    page = made.boss.get(f"/{lang}/admin/changes/")
    assert ("3 records were changed at once." if lang == "en" else "एक साथ 3 प्रविष्टियाँ") in text(page)
    assert "Place (English)" not in text(page)
    assert page.content.decode().count(address(batch, lang)) == 1
    page = text(made.boss.get(address(batch, lang)))
    assert "Vikram" in page
    assert "From the new list." in page
    assert ("Place (English)" if lang == "en" else "स्थान (English)") in page


def test_it_is_looked_at_first_and_then_taken_back(made):
    batch = three(made.boss.user)
    answer = made.boss.post(address(batch), {"look": "1", "why": "Wrong list."})
    page = text(answer)
    assert "Taking this back would change 3 records. Nothing has been changed yet." in page
    assert "<del>Host</del>" in answer.content.decode()
    assert "is deleted" in page
    assert 'value="Wrong list."' in answer.content.decode()
    assert fresh(made.event).place_en == "Riyadh"
    assert Topic.objects.exists()
    page = text(made.boss.post(address(batch), {"take_back": "1", "why": "Wrong list."}, follow=True))
    assert "Taken back: 3 records are as they were before" in page
    assert (fresh(made.event).place_en, fresh(made.member).role_hi, Topic.objects.count()) == ("", "", 0)
    last = Version.objects.of(made.event).first()
    assert (last.origin, last.why, last.who) == ("undone", "Wrong list.", "Vikram")
    assert "2 records were changed at once." in page, "it is one change itself"


def test_it_can_be_taken_back_again(made):
    batch = imported(made.boss.user, {"record": "member", "slug": "pakistan", "role_en": "Host"})
    undone = batches.take_back(batch, by=made.boss.user)
    assert fresh(made.member).role_en == ""
    batches.take_back(undone.batch, by=made.boss.user)
    assert fresh(made.member).role_en == "Host"
    again = batches.take_back(undone.batch, by=made.boss.user)
    assert (again.changes, again.unchanged) == ([], 1)


def test_what_changed_since_stays(made):
    batch = three(made.boss.user)
    commit(made.event, {"place_hi": "रियाद"}, by=made.boss.user)
    batches.take_back(batch, by=made.boss.user)
    event = fresh(made.event)
    assert (event.place_en, event.place_hi) == ("", "रियाद")


def test_all_or_nothing_and_what_stands_against_it_is_named(made):
    batch = three(made.boss.user)
    commit(made.event, {"place_en": "Jeddah"}, by=made.boss.user)
    answer = made.boss.post(address(batch), {"take_back": "1"})
    assert "Place (English) changed again since." in text(answer)
    assert "First council" in text(answer)
    assert (fresh(made.member).role_en, fresh(made.event).place_en) == ("Host", "Jeddah")
    assert Topic.objects.exists()
    assert not Version.objects.filter(origin="undone").exists()


def test_a_record_that_it_made_is_not_deleted_once_others_have_to_do_with_it(made):
    batch = imported(
        made.boss.user, {"record": "country", "slug": "chad", "code": "TD", "name_en": "Chad", "m49": "145"}
    )
    made.event.participants.add(Country.objects.get(slug="chad"))
    done = batches.take_back(batch, by=made.boss.user)
    assert "Other records rest on it: First council" in str(done.problems[0])
    made.event.participants.remove(Country.objects.get(slug="chad"))
    commit(Country.objects.get(slug="chad"), {"name_hi": "चाड"}, by=made.boss.user)
    done = batches.take_back(batch, by=made.boss.user)
    assert "has been changed since" in str(done.problems[0])
    assert Country.objects.filter(slug="chad").exists()


def test_what_readers_have_seen_is_not_deleted(made):
    source = {"record": "source", "slug": "new", "publisher_en": "P", "language": "en", "kind": "press"}
    batch = imported(made.boss.user, {**source, "status": "published"})
    done = batches.take_back(batch, by=made.boss.user)
    assert "readers have seen it" in str(done.problems[0])
    assert Source.objects.get(slug="new").is_published


def test_two_rows_of_one_record_are_taken_back_together(made):
    batch = imported(
        made.boss.user,
        {"record": "topic", "slug": "new", "title_en": "New", "position": "4"},
        {"record": "topic", "slug": "new", "title_hi": "नया"},
        {"record": "event", "slug": "first-council", "place_en": "Riyadh"},
        {"record": "event", "slug": "first-council", "place_en": "Jeddah"},
    )
    assert not batches.take_back(batch, by=made.boss.user).problems
    assert (fresh(made.event).place_en, Topic.objects.count()) == ("", 0)


def test_who_may(made, settings):
    settings.EDITORS_CHANGE_PUBLISHED = False
    batch = three(made.boss.user)
    nobody, asha = person("Nobody"), editor("Asha")
    assert nobody.get(address(batch)).status_code == 403
    assert nobody.post(address(batch), {"take_back": "1"}).status_code == 403
    answer = asha.post(address(batch), {"take_back": "1"})
    assert "Save your change as a working copy" in text(answer), "published records are not hers to change"
    assert "Your account may not do this" in text(answer), "nor does she delete"
    assert fresh(made.event).place_en == "Riyadh"
    viewer = person("Viewer")
    viewer.user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    assert "Show what taking it back would change" not in text(viewer.get(address(batch)))
    assert viewer.post(address(batch), {"take_back": "1"}).status_code == 403
    assert administrator().get("/en/admin/changes/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_by_the_command(made, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("record,slug,place_en\nevent,first-council,Riyadh\n", "utf-8")
    out = StringIO()
    call_command("import_records", sheet, stdout=out)
    batch = out.getvalue().split("take_back ")[1].strip()
    out = StringIO()
    call_command("take_back", batch, "--dry-run", stdout=out)
    assert "event first-council" in out.getvalue()
    assert fresh(made.event).place_en == "Riyadh"
    call_command("take_back", batch, stdout=StringIO())
    assert fresh(made.event).place_en == ""
    with pytest.raises(CommandError):
        call_command("take_back", "00000000-0000-0000-0000-000000000000")


def test_the_line_is_narrowed_before_it_is_gathered(made):
    three(made.boss.user)
    page = text(made.boss.get(f"{LINE}?kind=event&span=7"))
    assert "3 records were changed at once." in page
    assert "Nothing was changed that fits." in text(made.boss.get(f"{LINE}?kind=figure&span=7"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "12 records at once: sources (5), countries and bodies (4) and 3 more kinds"),
        ("hi", "एक साथ 12 प्रविष्टियाँ: स्रोत (5), देश और संगठन (4) और 3 दूसरे प्रकार"),
    ],
)
def test_the_title_of_a_large_act_names_the_kinds_it_changed_most_of(lang, said):
    with override(lang):
        assert title({"member": 1, "country": 4, "event": 1, "source": 5, "topic": 1}) == said
        assert title({"member": 1, "country": 2, "event": 1}).count("(") == 3
        assert title({"event": 7}).endswith("events" if lang == "en" else "घटनाएँ")
