"""The command that fills an archive, and the same files through Django's own `loaddata` and `dumpdata`."""

import io
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation

from archive import loading, revision
from archive.entries.files import read, read_text
from archive.entries.written import Written
from archive.models import RECORDS, Citation, Country, Event, Member, Source, Version
from tests.files_loaded import CITED, run
from tests.rooms import administrator, text

FILES = sorted(Path(loading.__file__).resolve().parents[2].glob("fixtures/*.yaml"))
TIMES = {"published_at", "created_at", "changed_at"}

SMALL = """
- country: oman
  code: OM
  name_hi: ओमान
  name_en: Oman
"""


def whole() -> dict:
    """Every column of every record and citation, the hidden ones of translated fields included."""
    found = {}
    for model in (*RECORDS, Citation):
        columns = [
            f"{each.name}__slug" if each.is_relation else each.name
            for each in model._meta.concrete_fields
            if each.name not in TIMES and not each.primary_key
        ]
        columns += [f"{each.name}__slug" for each in model._meta.local_many_to_many]
        # Without rewriting, for otherwise modeltranslation reads the columns of the active language.
        found[model.__name__] = sorted(map(repr, model.objects.rewrite(False).values_list(*columns)))
    return found


def said(entry) -> Written:
    """What a file says about a record, whether it spells out what a field holds anyway or not."""
    return Written.from_entry(entry)


@contextmanager
def undone():
    """Whatever happens inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


@pytest.mark.django_db
def test_the_archive_is_the_same_whatever_language_is_active_and_whichever_command_loads_it():
    with undone(), translation.override(None):
        run()
        in_no_language = whole()
    assert len(in_no_language["Member"]) == 43
    with undone(), translation.override("en"):
        call_command("loaddata", *FILES, verbosity=0)
        assert whole() == in_no_language
        dumped = io.StringIO()
        call_command("dumpdata", "archive", format="yaml", stdout=dumped)
    with undone(), translation.override("hi"):
        run(*(file for file in FILES if file.name < "3"))
        in_hindi = whole()
        assert in_hindi["Source"] == in_no_language["Source"]
        assert in_hindi["Country"] == in_no_language["Country"]
    assert not Country.objects.exists()

    entries, versions, others = read_text(dumped.getvalue(), "dumped")
    assert len(versions) == len(entries)
    assert not others
    assert {entry.name: said(entry) for entry in entries} == {
        entry.name: said(entry) for entry in read(FILES)[0]
    }


@pytest.mark.django_db
def test_an_archive_that_was_dumped_is_loaded_as_it_was(small, tmp_path):
    run(small)
    Country.objects.update(aliases="उमान\nSultanate of Oman")
    out = io.StringIO()
    call_command("dumpdata", "archive", format="yaml", stdout=out)
    before, times = whole(), list(Country.objects.values_list(*TIMES))
    Country.objects.all().delete()

    (tmp_path / "dumped.yaml").write_text(out.getvalue(), encoding="utf-8")
    call_command("loaddata", tmp_path / "dumped.yaml", verbosity=0)

    assert whole() == before
    assert list(Country.objects.values_list(*TIMES)) == times


@pytest.mark.django_db
def test_it_says_what_it_loaded(small):
    with translation.override("en"):
        assert run(small).split() == ["Loaded:", "1", "country"]


@pytest.mark.django_db
def test_a_load_is_one_line_of_changes_and_the_same_again_is_none(tmp_path):
    file = tmp_path / "two.yaml"
    file.write_text(SMALL + SMALL.replace("man", "manland").replace("OM", "OL"), encoding="utf-8")
    run(file)
    client = administrator()
    said = text(client.get("/en/admin/changes/"))
    assert said.count("2 records were changed at once.") == 1
    assert "loaded from a file" in said
    assert "The first version" not in said
    run(file, "--replace")
    assert Version.objects.count() == 2
    assert text(client.get("/en/admin/changes/")) == said
    file.write_text(file.read_text().replace("Oman\n", "Oman!\n", 1), encoding="utf-8")
    run(file, "--replace")
    assert Version.objects.count() == 3
    assert "2 records were changed at once." in text(client.get("/en/admin/changes/"))


@pytest.mark.django_db
def test_it_refuses_an_archive_with_records_unless_told_what_to_do(small):
    run(small)
    number = revision.current()
    with translation.override("en"), pytest.raises(CommandError, match=r"--if-empty.*--add.*--replace"):
        run(small)
    assert "nothing was loaded" in run_in_english(small, if_empty=True)
    assert revision.current() == number
    with pytest.raises(CommandError, match="country oman"):
        run(small, add=True)
    small.write_text(SMALL.replace("name_en: Oman", "name_en: Sultanate of Oman"), encoding="utf-8")
    run(small, replace=True)
    assert Country.objects.get().name_en == "Sultanate of Oman"
    small.write_text(SMALL.replace("oman", "kenya").replace("OM", "KE"), encoding="utf-8")
    run(small, add=True)
    assert Country.objects.count() == 2


def run_in_english(*arguments, **options) -> str:
    with translation.override("en"):
        return run(*arguments, **options)


@pytest.mark.django_db
def test_a_mistake_anywhere_leaves_everything_as_it_was(tmp_path):
    spoilt = []
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        if file.name.startswith("32-"):
            text = text.replace('joined: "2022-09-01"', "joined: 2022-09-01")
        copy = tmp_path / file.name
        copy.write_text(text, encoding="utf-8")
        spoilt.append(copy)
    number = revision.current()

    with translation.override("en"), pytest.raises(CommandError) as raised:
        run(*spoilt)

    message = str(raised.value)
    assert "32-members-since.yaml, line " in message
    assert "member kenya, joined: " in message
    assert '"2022-09-01"' in message
    assert not any(model.objects.exists() for model in RECORDS)
    assert revision.current() == number


@pytest.mark.django_db
def test_a_mistake_that_only_the_database_can_see_leaves_everything_as_it_was(tmp_path):
    orphan = tmp_path / "orphan.yaml"
    orphan.write_text(
        SMALL + '- member: kenya\n  country: kenia\n  joined: "2022-09-01"\n  status: published\n',
        encoding="utf-8",
    )
    with pytest.raises(CommandError, match=r"orphan.yaml.* 7: member kenya, country"):
        run(orphan)
    assert not Country.objects.exists()
    orphan.write_text(
        SMALL + '- member: oman\n  country: oman\n  joined: "2016-12-28"\n  status: published\n',
        encoding="utf-8",
    )
    with pytest.raises(CommandError, match=r"orphan.yaml.*member oman, joined"):
        run(orphan)
    assert not Country.objects.exists()


@pytest.mark.django_db
def test_loaddata_undoes_everything_too(small, tmp_path):
    orphan = tmp_path / "orphan.yaml"
    orphan.write_text('- member: kenya\n  country: kenia\n  joined: "2022-09-01"\n', encoding="utf-8")
    with pytest.raises(Exception, match="member kenya, country"):
        call_command("loaddata", small, orphan, verbosity=0)
    assert not Country.objects.exists()
    assert not Member.objects.exists()


@pytest.mark.django_db
def test_a_loaded_archive_can_be_found_at_once(small, client):
    run(small)
    small.write_text(SMALL.replace("  code: OM", "  code: OM\n  status: published"), encoding="utf-8")
    run(small, replace=True)
    page = client.get("/en/search/?q=oman").content.decode()
    assert "/en/countries/oman/" in page
    assert not Source.objects.exists()


MEETING = """
- country: oman
  code: OM
  name_en: Oman
- country: kenya
  code: KE
  name_en: Kenya
- event: meeting
  date: "2016"
  kind: meeting
  title_en: A meeting
  {participants}
"""


@pytest.mark.django_db
@pytest.mark.parametrize("left", [["kenya"], []])
def test_replacing_an_event_keeps_none_of_the_countries_that_the_file_no_longer_names(tmp_path, left):
    file = tmp_path / "meeting.yaml"
    file.write_text(MEETING.format(participants="participants: [oman, kenya]"), encoding="utf-8")
    run(file)
    said = f"participants: [{', '.join(left)}]" if left else ""
    file.write_text(MEETING.format(participants=said), encoding="utf-8")
    run(file, replace=True)
    assert [each.slug for each in Event.objects.get().participants.all()] == left


@pytest.mark.django_db
def test_replacing_a_record_keeps_none_of_its_citations_and_texts(tmp_path):
    file = tmp_path / "cited.yaml"
    text = CITED.format(status="published", reason="", before="summary_en: The 41st.")
    file.write_text(text, encoding="utf-8")
    run(file)
    file.write_text(
        text.replace("summary_en: The 41st.", "").replace("[decree]", "[{source: decree, locator: p. 4}]"),
        encoding="utf-8",
    )
    run(file, replace=True)
    member = Member.objects.get()
    assert member.summary_en == ""
    assert [each.locator for each in member.citations.all()] == ["p. 4"]
