"""Texts as a PO file for translators' own tools, out and in again."""

import io

import pytest
from babel.messages import pofile
from django.core.management import CommandError, call_command
from django.utils import translation

from archive.models import RECORDS, Version, WorkingCopy
from archive.translating import po
from tests.rooms import editor, person, publisher, records
from tests.test_translation_state import of, save

pytestmark = pytest.mark.django_db

SUMMARY = "event/first-council/summary"


@pytest.fixture
def made():
    return records()


def exported(**options):
    return po.read(po.export(RECORDS, "en", "hi", **options))


def entry(catalog, context=SUMMARY):
    return next(each for each in catalog if each.id and each.context == context)


def test_every_text_that_can_be_translated_is_an_entry(made):
    save(made.event, summary_en="The council met in Jeddah.")
    catalog = exported()
    assert str(catalog.locale) == "hi"
    found = entry(catalog)
    assert (found.id, found.string) == ("The council met in Jeddah.", "बैठक रियाद में हुई।")
    assert found.fuzzy
    assert b'#| msgid "The council met in Riyadh."' in po.export(RECORDS, "en", "hi")
    assert not entry(catalog, "event/first-council/title").fuzzy
    assert entry(catalog, "member/oman/summary").string == ""
    waiting = {each.context for each in exported(waiting=True) if each.id}
    assert SUMMARY in waiting
    assert "event/first-council/title" not in waiting


def test_out_and_in_again_changes_nothing(made):
    save(
        made.event,
        summary_en="The council met in Jeddah, 50% of it.\nThen\tin Riyadh “twice”.",
        rough=["title_hi"],
    )
    before = Version.objects.count()
    for target, source in (("hi", "en"), ("en", "hi")):
        content = po.export(RECORDS, source, target)
        done = po.bring_in(po.read(content), source=source)
        assert (done.problems, done.changes) == ([], [])
        assert po.export(RECORDS, source, target) == content
    assert Version.objects.count() == before


def test_a_translation_comes_in_as_a_version_of_its_record(made):
    save(made.event, summary_en="The council met in Jeddah.")
    catalog = exported()
    entry(catalog).string = "परिषद जेद्दा में मिली।"
    entry(catalog).flags.discard("fuzzy")
    entry(catalog, "member/oman/summary").string = "इकतालीसवाँ"
    entry(catalog, "member/oman/summary").flags.add("fuzzy")
    by = publisher().user
    trial = po.bring_in(again(catalog), by=by, why="PO", trial=True)
    assert {each.slug for each in trial.changes} == {"first-council", "oman"}
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == "stale"
    po.bring_in(again(catalog), by=by, why="PO")
    made.event.refresh_from_db()
    made.draft.refresh_from_db()
    assert made.event.summary_hi == "परिषद जेद्दा में मिली।"
    assert of(made.event) == {"hi": "current", "en": "current"}
    assert of(made.draft)["hi"] == "draft"
    version = Version.objects.of(made.event).first()
    assert (version.by, version.why) == (by, "PO")
    assert version.batch is not None


def again(catalog):
    out = io.BytesIO()
    pofile.write_po(out, catalog)
    return po.read(out.getvalue())


def test_no_longer_fuzzy_says_that_it_is_still_right(made):
    save(made.event, summary_en="The council met in Jeddah.")
    catalog = exported()
    entry(catalog).flags.discard("fuzzy")
    (change,) = po.bring_in(again(catalog)).changes
    assert change.old == change.new
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == "current"


def test_a_source_that_changed_meanwhile_is_named_and_nothing_comes_in(made):
    catalog = exported()
    entry(catalog).string = "परिषद मिली।"
    entry(catalog, "member/oman/summary").string = "इकतालीसवाँ"
    save(made.event, summary_en="The council met in Jeddah.")
    done = po.bring_in(again(catalog))
    assert [each.name for each in done.problems] == [SUMMARY]
    made.draft.refresh_from_db()
    assert not made.draft.summary_hi


def test_a_translation_that_somebody_changed_meanwhile_is_not_overwritten(made):
    catalog = exported()
    save(made.event, summary_hi="उनका पाठ।", minor=True)
    assert po.bring_in(again(catalog)).changes == []  # what the file left alone stays as it is now
    entry(catalog).string = "मेरा पाठ।"
    (problem,) = po.bring_in(again(catalog)).problems
    assert "summary_hi" in problem.name


def test_languages_are_compared_and_strange_entries_named(made):
    catalog = exported()
    entry(catalog).string = "परिषद 2017 में मिली।"
    (change,) = po.bring_in(again(catalog), trial=True).changes
    assert "2017" in change.remarks[0]
    for context in ("event/first-council/slug", "nonsense", "event/gone/summary"):
        catalog = exported()
        catalog.add("A text.", "पाठ।", context=context)
        assert po.bring_in(again(catalog)).problems, context
    for content in (b"", b"\xff\xfe", b"msgid nonsense", b'msgid ""\nmsgstr "Language: xx\\n"\n'):
        with pytest.raises(po.Unreadable):
            po.read(content)


def test_rights_hold_for_files_as_well(made, settings):
    settings.EDITORS_CHANGE_PUBLISHED = False
    catalog = exported()
    entry(catalog).string = "परिषद मिली।"
    assert po.bring_in(again(catalog), by=person("Ben", "Translator into English").user).problems
    done = po.bring_in(again(catalog), by=person("Meera", "Translator into Hindi").user)
    assert not done.problems
    assert WorkingCopy.objects.get().who == "Meera"
    made.event.refresh_from_db()
    assert made.event.summary_hi == "बैठक रियाद में हुई।"


def test_the_commands_write_and_read_files(made, tmp_path, capsys):
    file = tmp_path / "hi.po"
    call_command("export_texts", "en", "hi", str(file))
    file.write_text(file.read_text().replace("बैठक रियाद में हुई।", "परिषद रियाद में मिली।"))
    with translation.override("hi"):
        call_command("import_texts", str(file), "--dry-run")
    said = capsys.readouterr().out
    assert "event first-council, सारांश (hi)" in said
    made.event.refresh_from_db()
    assert made.event.summary_hi == "बैठक रियाद में हुई।"
    call_command("import_texts", str(file))
    made.event.refresh_from_db()
    assert made.event.summary_hi == "परिषद रियाद में मिली।"
    with pytest.raises(CommandError):
        call_command("import_texts", str(tmp_path / "none.po"))


def test_the_desk_gives_and_takes_files_after_a_look(made, settings):
    settings.EDITORS_CHANGE_PUBLISHED = False
    client = editor()
    answer = client.get("/en/admin/desk/texts/en-hi.po")
    assert answer["Content-Type"].startswith("text/x-gettext-translation")
    content = answer.content.decode().replace("बैठक रियाद में हुई।", "परिषद रियाद में मिली।")
    file = io.BytesIO(content.encode())
    file.name = "hi.po"
    page = client.post("/en/admin/desk/texts/", {"file": file, "why": "By hand"})
    assert "<ins>परिषद</ins>" in page.content.decode()
    assert "Event · first-council" in page.content.decode()
    assert not WorkingCopy.objects.exists()
    held = page.context_data["held"]
    done = client.post("/en/admin/desk/texts/", {**held, "import": "1"})
    assert done.status_code == 302
    assert "परिषद" in WorkingCopy.objects.get().data
    assert person("Guest").get("/en/admin/desk/texts/en-hi.po").status_code == 403
    assert client.get("/en/admin/desk/texts/en-en.po").status_code == 404
