"""Records out as a sheet and in again: nothing lost, nothing changed unasked, all or nothing."""

import csv
import datetime
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from archive import sheets
from archive.models import RECORDS, Citation, Country, Member, Topic, Version
from tests.rooms import administrator, editor, person, publisher, records, text

pytestmark = pytest.mark.django_db

ENDINGS = ("csv", "xlsx", "json")


@pytest.fixture
def made():
    made = records()
    made.topic = Topic.objects.create(
        slug="founding",
        title_hi="स्थापना",
        title_en="=Founding",
        body_en="  First line,\n\n- \"quoted\"; '=x'\n\ttab\u00a0and more ",
    )
    return made


def brought(rows: list[dict], tmp_path, ending="csv", **options) -> str:
    path = tmp_path / f"sheet.{ending}"
    names = list(dict.fromkeys(name for each in rows for name in each))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), "utf-8")
    said = io.StringIO()
    call_command("import_records", path, stdout=said, **options)
    return said.getvalue()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_exported_and_imported_again_changes_nothing_byte_for_byte(made, tmp_path, ending):
    for model in RECORDS:
        before = (
            sheets.export(model, model.objects.order_by("slug"), ending) if model.objects.exists() else b""
        )
        if not before:
            continue
        versions = Version.objects.count()
        done = sheets.import_rows(sheets.read(f"x.{ending}", before))
        assert not done.problems
        assert not done.changes
        assert Version.objects.count() == versions
        again = sheets.export(model, model.objects.order_by("slug"), ending)
        assert sheets.read(f"x.{ending}", again) == sheets.read(f"x.{ending}", before)
        assert ending == "xlsx" or again == before  # a workbook says when it was written


def test_a_blank_cell_leaves_and_the_sign_empties(made, tmp_path):
    brought([{"record": "member", "slug": "pakistan", "summary_hi": "", "summary_en": "∅"}], tmp_path)
    member = Member.objects.get(pk=made.member.pk)
    assert (member.summary_en, member.summary_hi) == ("", made.member.summary_hi)


def test_a_trial_says_each_cell_and_changes_nothing(made, tmp_path):
    said = brought([{"slug": "pakistan", "joined": "2016"}], tmp_path, kind="member", dry_run=True)
    assert "joined: 2015-12-15 → 2016" in said
    assert "nothing was changed" in said or "कुछ नहीं बदला" in said
    assert Member.objects.get(pk=made.member.pk).joined == "2015-12-15"
    assert Version.objects.count() == 0


def test_mistakes_name_row_column_and_what_to_do_and_nothing_is_imported(made, tmp_path):
    rows = [
        {"record": "member", "slug": "pakistan", "joined": "2016", "colour": ""},
        {"record": "member", "slug": "oman", "joined": "05/06/2024", "colour": "green"},
        {"record": "planet", "slug": "mars"},
        {"record": "member", "slug": "", "joined": "2016"},
    ]
    with pytest.raises(CommandError) as refused:
        brought(rows, tmp_path)
    said = str(refused.value)
    assert all(word in said for word in ("colour", "joined", "planet", "slug", "3", "4", "5"))
    assert Member.objects.get(pk=made.member.pk).joined == "2015-12-15"


def test_new_records_may_name_each_other_in_any_order(made, tmp_path):
    rows = [
        {
            "record": "member",
            "slug": "gabon",
            "country": "gabon",
            "joined": "2016",
            "standing": "contested-then-confirmed",
        },
        {"record": "country", "slug": "gabon", "code": "GA", "name_en": "Gabon", "kind": "state"},
    ]
    brought(rows, tmp_path)
    assert Member.objects.get(slug="gabon").country == Country.objects.get(code="GA")
    batches = {version.batch for version in Version.objects.filter(slug="gabon")}
    assert len(batches) == 1
    assert None not in batches


def test_citations_come_along(made, tmp_path):
    said = {"joined": ["sa-joint-statement", {"source": "imctc-declaration-2017", "asserts": "2015-12-14"}]}
    brought([{"record": "member", "slug": "pakistan", "citations": json.dumps(said)}], tmp_path)
    assert Citation.objects.filter(member=made.member, claim="joined").count() == 2


def test_what_others_changed_since_the_export_stays(made, tmp_path):
    sheet = sheets.export(Member, Member.objects.filter(slug="pakistan"), "json")
    (row,) = json.loads(sheet)
    call = {"record": "member", "slug": "pakistan"}
    brought([{**call, "summary_en": "Changed meanwhile."}], tmp_path)
    assert row["version"] != str(Member.objects.get(slug="pakistan").version)
    brought([{**row, "summary_hi": "तालिका से।"}], tmp_path)
    member = Member.objects.get(slug="pakistan")
    assert (member.summary_en, member.summary_hi) == ("Changed meanwhile.", "तालिका से।")
    with pytest.raises(CommandError, match="summary_en"):
        brought([{**row, "summary_en": "From the sheet."}], tmp_path)


def test_what_spreadsheets_do_is_met_with_sense(made, tmp_path):
    book = Workbook()
    book.active.append(["record", "slug", "joined", "founding", "joint_statement_position", "summary_en"])
    book.active.append(
        [
            "member",
            "\ufeffpakistan\u00a0",
            datetime.datetime(2016, 3, 1),
            True,
            7.0,
            "Zero\u200b width\r\nline",
        ]
    )
    out = io.BytesIO()
    book.save(out)
    rows = sheets.read("x.xlsx", out.getvalue())
    known = {name for name in rows[0].cells if hasattr(Member, name) or name in ("record", "slug")}
    rows = [
        row._replace(cells={name: cell for name, cell in row.cells.items() if name in known}) for row in rows
    ]
    assert not sheets.import_rows(rows).problems
    member = Member.objects.get(pk=made.member.pk)
    assert (member.joined, member.founding, member.summary_en) == ("2016-03-01", True, "Zero width\nline")
    book.active["C2"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(sheets.Unreadable, match="C2"):
        sheets.read("x.xlsx", out.getvalue())


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b"slug,slug\na,b\n", b"slug\n", b'slug\n"a']
)
def test_what_is_no_sheet_is_refused_in_a_sentence(content):
    for ending in ENDINGS:
        with pytest.raises(sheets.Unreadable):
            sheets.read(f"x.{ending}", content)


def test_no_spreadsheet_takes_a_text_for_a_formula(made):
    sheet = sheets.export(Topic, Topic.objects.all(), "csv").decode("utf-8-sig")
    assert "'=Founding" in sheet
    book = load_workbook(io.BytesIO(sheets.export(Topic, Topic.objects.all(), "xlsx")))
    assert {cell.data_type for line in book.active.iter_rows() for cell in line} <= {"s", "n", "inlineStr"}


# In the rooms -----------------------------------------------------------------------------------------------


def test_a_list_is_exported_with_its_filters(made):
    client = editor()
    page = client.get("/en/admin/archive/member/?status__exact=draft")
    assert 'href="export/csv/?status__exact=draft"' in page.content.decode()
    answer = client.get("/en/admin/archive/member/export/csv/?status__exact=draft")
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["slug"] for row in rows] == [made.draft.slug]
    assert client.get("/en/admin/archive/member/export/pdf/").status_code == 400
    assert person("Nobody").get("/en/admin/archive/member/export/csv/").status_code == 403


def test_a_sheet_is_looked_at_and_then_brought_in(made):
    client = publisher()
    file = SimpleUploadedFile("members.csv", b"slug,summary_en\npakistan,From a sheet.\n")
    page = client.post("/en/admin/import/", {"file": file, "kind": "member", "why": "Checked"})
    assert page.status_code == 200
    assert "This sheet would change 1 record." in text(page)
    assert "Member · pakistan" in text(page)
    assert Member.objects.get(pk=made.member.pk).summary_en != "From a sheet."
    held = page.context["held"]
    answer = client.post("/en/admin/import/", {**held, "import": "1"})
    assert answer.status_code == 302
    assert Member.objects.get(pk=made.member.pk).summary_en == "From a sheet."
    version = Version.objects.of(made.member).first()
    assert (version.by, version.why) == (client.user, "Checked")


def test_what_an_editor_may_not_do_a_sheet_does_not_do_either(made):
    file = SimpleUploadedFile("members.csv", b"record,slug,status\nmember,oman,published\n")
    page = editor().post("/en/admin/import/", {"file": file})
    assert "Nothing would be brought in" in text(page)
    assert person("Nobody").get("/en/admin/import/").status_code == 403
    assert administrator().get("/hi/admin/import/").status_code == 200


def test_a_page_without_a_file_asks_for_one(made):
    assert "Choose a file." in text(editor().post("/en/admin/import/", {"why": "x"}))
