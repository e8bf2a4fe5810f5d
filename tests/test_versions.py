"""Every record remembers: a version for each save that changed something, whole and as it was written."""

import io
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from archive.editing.saving import commit
from archive.entries.written import Written
from archive.models import RECORDS, Citation, Country, Member, OldSlug, Status, Version
from archive.versions import history
from tests.rooms import editor, publisher, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def versions(record) -> list[Version]:
    return list(Version.objects.of(record).order_by("number"))


def test_a_save_is_remembered_whole_with_who_when_and_why(made):
    asha = editor("Asha").user
    done = commit(made.member, {"summary_en": "Shorter."}, by=asha, why=" Too long. ", minor=True)
    version = done.version
    assert (version.by, version.who, version.why, version.minor) == (asha, "Asha", "Too long.", True)
    assert version.at == Member.objects.get(pk=made.member.pk).changed_at
    assert version.number == made.member.version
    assert version.changed == ["summary_en"]
    assert (version.status_before, version.status) == (Status.PUBLISHED, Status.PUBLISHED)
    stored = Version.objects.get(pk=version.pk)
    assert stored.data == Written.of(Member.objects.get(pk=made.member.pk)).json()
    assert '"member":"pakistan"' in stored.data
    assert '"citations":{"joined":[{"source":"sa-joint-statement","asserts":"2015-12-15"}]}' in stored.data


def test_the_first_save_of_a_record_without_versions_remembers_how_it_was_found(made):
    before = Written.of(made.member).json()
    commit(made.member, {"summary_hi": "छोटा।"})
    found, changed = versions(made.member)
    assert (found.number, found.origin, found.data) == (1, Version.Origin.FOUND, before)
    assert (changed.number, changed.origin) == (2, Version.Origin.EDITED)


def test_nothing_is_remembered_where_nothing_changed(made):
    commit(made.member, {"summary_hi": "छोटा।"})
    assert not commit(made.member, {"summary_hi": "छोटा।"})
    assert len(versions(made.member)) == 2


def test_what_was_written_past_saving_is_found_at_the_next_save(made):
    commit(made.member, {"summary_en": "One."})
    Member.objects.filter(pk=made.member.pk).update(role_en="host")
    Citation.objects.filter(member=made.member).update(locator="par. 3")
    commit(made.member, {"summary_en": "Two."})
    found, changed = versions(made.member)[-2:]
    assert found.origin == Version.Origin.FOUND
    assert found.changed == ["role_en", "citations.joined"]
    assert changed.changed == ["summary_en"]
    assert changed.number == found.number + 1 == Member.objects.get(pk=made.member.pk).version
    assert Written.from_json(found.data).values["summary_en"] == "One."


def test_versions_follow_a_record_to_its_new_address_and_go_when_it_is_deleted(made):
    commit(made.draft, {"summary_en": "Text."})
    commit(made.draft, {"slug": "sultanate"})
    assert [each.number for each in versions(made.draft)] == [1, 2, 3]
    assert Written.from_json(versions(made.draft)[0].data).slug == "oman"
    Member.objects.get(pk=made.draft.pk).delete()
    assert not Version.objects.filter(kind="member", slug="sultanate").exists()


def test_the_version_before_is_of_the_same_record_though_another_kind_has_its_slug():
    values = {"slug": "oman", "status": Status.DRAFT, "data": "{}"}
    Version.objects.create(kind="country", number=1, **values)
    second = Version.objects.create(kind="member", number=2, **values)
    assert history.before(second) is None


def test_a_change_of_citations_alone_is_a_version(made):
    citations = Written.of(made.member).citations
    citations[0].values["locator"] = "par. 2"
    commit(made.member, {}, citations, by=publisher().user)
    assert versions(made.member)[-1].changed == ["citations.joined"]


@pytest.mark.parametrize(
    "options",
    [
        {"format": "yaml"},
        {"format": "json", "use_natural_foreign_keys": True, "use_natural_primary_keys": True},
    ],
)
def test_versions_go_with_their_records_into_files_and_back(made, tmp_path, options):
    commit(made.member, {"summary_en": "One."}, by=editor("Asha").user, why="शीर्षक: “छोटा”")
    commit(made.member, {"slug": "islamic-republic", "summary_en": "Two."}, minor=True)
    told = ("kind", "slug", "number", "who", "why", "minor", "status", "status_before", "origin", "fields")
    before = list(Version.objects.of(made.member).values_list(*told, "data"))
    moments = [version.at.replace(microsecond=0) for version in versions(made.member)]
    assert len(before) == 3
    out = io.StringIO()
    exclude = [f"archive.{name}" for name in ("contentrevision", "searchrow", "searchword")]
    call_command("dumpdata", "archive", exclude=exclude, stdout=out, **options)
    file = tmp_path / f"dumped.{options['format']}"
    file.write_text(out.getvalue(), encoding="utf-8")
    Member.objects.all().delete()
    Citation.objects.all().delete()
    for model in reversed(RECORDS):
        if model is not Country:
            model.objects.all().delete()
    Country.objects.all().delete()
    User.objects.all().delete()
    OldSlug.objects.all().delete()
    assert not Version.objects.exists()
    call_command("loaddata", file, verbosity=0)
    member = Member.objects.get(slug="islamic-republic")
    assert list(Version.objects.of(member).values_list(*told, "data")) == before
    assert [version.at.replace(microsecond=0) for version in versions(member)] == moments
    assert member.version == 3
    commit(member, {"summary_en": "Three."})
    assert [version.number for version in versions(member)] == [1, 2, 3, 4]


def test_a_file_loaded_over_a_record_that_is_there_is_one_more_change_of_it(made, tmp_path):
    commit(made.member, {"summary_en": "One."})
    out = io.StringIO()
    call_command("dumpdata", "archive", format="yaml", stdout=out)
    (tmp_path / "dumped.yaml").write_text(out.getvalue(), encoding="utf-8")
    commit(made.member, {"summary_en": "Two."})
    call_command("loaddata", tmp_path / "dumped.yaml", verbosity=0)
    assert [version.origin for version in versions(made.member)] == ["found", "edited", "edited", "loaded"]
    assert Member.objects.get(pk=made.member.pk).summary_en == "One."


def test_an_existing_archive_gets_first_versions(made):
    commit(made.event, {"slug": "first-meeting", "participants": ["oman", "pakistan"]})
    Version.objects.all().delete()
    migration = import_module("archive.migrations.0007_first_versions")
    migration.remember(apps, SimpleNamespace(connection=connection))
    count = sum(model.objects.count() for model in RECORDS)
    assert Version.objects.count() == count
    for model in RECORDS:
        for record in model.objects.all():
            (version,) = versions(record)
            assert version.data == Written.of(record).json()
            assert version.number == record.version
            assert version.status == record.status
    migration.remember(apps, SimpleNamespace(connection=connection))
    assert Version.objects.count() == count
