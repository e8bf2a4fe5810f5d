"""What spreadsheets make of a sheet, and people write into one: understood, or named in their language."""

import datetime
import io
import json
import zipfile

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from archive import sheets
from archive.sheets.reading import MOST_UNPACKED, Row
from archive.translating import po
from tests.rooms import publisher, records, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought(**cells):
    """What is wrong with a row of the event that changes these cells."""
    done = sheets.import_rows([Row(2, {"record": "event", "slug": "first-council", **cells})])
    return [str(problem) for problem in done.problems]


@pytest.mark.parametrize(
    ("shown_as", "text"),
    [
        ("yyyy-mm-dd h:mm:ss", "2016-12-01"),
        ("mmm-yy", "2016-12"),
        ("[$-439]mmm\\-yy;@", "2016-12"),
        ('"day" mm/yyyy', "2016-12"),
        ("yyyy", "2016"),
    ],
)
def test_a_date_is_as_exact_as_excel_shows_it(shown_as, text):
    book = Workbook()
    book.active.append(["slug", "date"])
    book.active.append(["first-council", datetime.datetime(2016, 12, 1)])
    book.active["B2"].number_format = shown_as
    found = sheets.read("x.xlsx", saved(book))[0].cells["date"]
    assert found == text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("28 दिसंबर 2016", "2016-12-28"), ("12/28/2016", "2016-12-28"), ("2016-12-28 00:00:00", "2016-12-28")],
)
def test_a_date_is_read_as_in_a_form(made, typed, stored):
    assert brought(date=typed) == []
    made.event.refresh_from_db()
    assert made.event.date == stored


def test_a_date_that_can_be_two_days_is_refused_with_both(made):
    with override("en"):
        assert "can mean 5 June 2024 or 6 May 2024" in brought(date="05/06/2024")[0]


@pytest.mark.parametrize("typed", ["visit", "Visit", "यात्रा"])
def test_a_choice_is_read_by_its_name_in_either_language(made, typed):
    with override("hi"):
        name = dict(type(made.event)._meta.get_field("kind").flatchoices)["visit"]
        assert brought(kind=str(name) if typed == "यात्रा" else typed) == []
    made.event.refresh_from_db()
    assert made.event.kind == "visit"


def test_a_choice_that_is_none_is_told_what_can_stand_there(made):
    with override("en"):
        said = brought(kind="decision")[0]
    assert "“decision” cannot stand here. Write announcement, meeting" in said


def test_a_stray_sign_far_away_costs_nothing(made):
    book = Workbook()
    book.active.append(["record", "slug", "place_en"])
    book.active.append(["event", "first-council", "Jeddah"])
    book.active.cell(3, 16_000).value = " "
    book.active.cell(1_000_000, 2).value = " "
    rows = sheets.read("x.xlsx", saved(book))
    assert rows == [Row(2, {"record": "event", "slug": "first-council", "place_en": "Jeddah"}, "Sheet")]


def test_rows_keep_their_numbers_where_others_are_empty():
    book = Workbook()
    book.active.append(["slug"])
    book.active["A5"] = "first-council"
    assert sheets.read("x.xlsx", saved(book))[0].number == 5


def test_a_workbook_that_unpacks_to_a_flood_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", bytes(MOST_UNPACKED + 1))
    with override("en"), pytest.raises(sheets.Unreadable, match="too large"):
        sheets.read("x.xlsx", out.getvalue())


def test_the_sheet_of_a_workbook_that_is_no_list_is_named():
    book = Workbook()
    book.active.append(["slug"])
    book.create_sheet("Notes").append(["Ask Asha"])
    with override("en"), pytest.raises(sheets.Unreadable, match="Sheet Notes: The first row"):
        sheets.read("x.xlsx", saved(book))


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("x.json", '[{"slug": "a"},\n{"slug" "b"}]', "पंक्ति 2"),
        ("x.csv", 'slug,title_en\na,b\nc,"d', "पंक्ति 3"),
        ("x.json", "[" * 100_000, ""),
        ("x.po", 'msgid ""\nmsgstr ""\n"Language: hi\\n"\n\nnonsense', "पंक्ति 5"),
        ("x.po", 'msgid ""\nmsgstr ""\n"Language: xx-yy-zz\\n"\n', ""),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_hindi_alone(made, name, content, where):
    address = "/hi/admin/desk/texts/" if name.endswith(".po") else "/hi/admin/import/"
    sent = io.BytesIO(content.encode())
    sent.name = name
    form = publisher().post(address, {"file": sent}).context["form"]
    said = " ".join(form.errors["file"])
    assert where in said
    words = said.replace("JSON", "").replace("CSV", "").replace("PO", "").replace("Language: hi", "")
    assert not any(sign.isascii() and sign.isalpha() for sign in words), said


def test_a_po_file_from_an_editor_of_windows_is_read(made):
    content = po.export([type(made.event)], "en", "hi").replace(b"\n", b"\r\n")
    done = po.bring_in(po.read(b"\xef\xbb\xbf" + content))
    assert (done.problems, done.changes) == ([], [])
    assert b"FIRST AUTHOR" not in content
    assert b"EMAIL@ADDRESS" not in content


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "This file says what is stored already: nothing would change."),
        ("hi", "इस फ़ाइल में वही है जो पहले से दर्ज है: कुछ नहीं बदलेगा।"),
    ],
)
def test_a_file_that_would_change_nothing_says_so(made, lang, said):
    sheet = io.BytesIO(sheets.export(type(made.event), [made.event], "csv"))
    sheet.name = "events.csv"
    texts = io.BytesIO(po.export([type(made.event)], "en", "hi"))
    texts.name = "texts.po"
    client = publisher()
    assert said in text(client.post(f"/{lang}/admin/import/", {"file": sheet}))
    assert said in text(client.post(f"/{lang}/admin/desk/texts/", {"file": texts}))


@pytest.mark.parametrize(
    ("lang", "label", "cited"), [("en", "Place (English)", "Citations"), ("hi", "स्थान (English)", "संदर्भ")]
)
def test_what_a_sheet_would_change_is_told_by_the_names_that_the_form_has(made, lang, label, cited):
    claims = {claim: ["imctc-declaration-2017"] for claim in ("date", "place", "summary")}
    row = {"record": "event", "slug": "first-council", "place_en": "Jeddah", "citations": claims}
    sheet = io.BytesIO(json.dumps([row]).encode())
    sheet.name = "events.json"
    page = text(publisher().post(f"/{lang}/admin/import/", {"file": sheet}))
    assert f"{label} place_en" in page
    assert f"{cited} citations" in page
