"""Taking an import back, and looking before publishing, in a browser: keyboard, phone, both languages."""

import pytest

from archive.models import Version
from archive.sheets import import_rows
from archive.sheets.reading import Row
from tests.rooms_browser import DESK, PHONE, violations

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = pytest.mark.parametrize(("size", "theme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
LANGUAGES = pytest.mark.parametrize("lang", ["hi", "en"])


def is_for_everyone(page) -> None:
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
        page.url
    )


@SIZES
@LANGUAGES
def test_an_import_is_found_looked_at_and_taken_back(signed_in, made, lang, size, theme):
    rows = [
        {"record": "source", "slug": made.statement.slug, "note_en": "From a sheet."},
        {"record": "source", "slug": made.declaration.slug, "note_en": "From a sheet."},
        {"record": "topic", "slug": "new", "title_en": "New"},
    ]
    done = import_rows([Row(number, each) for number, each in enumerate(rows, start=2)])
    assert not done.problems
    page = signed_in(f"/{lang}/admin/changes/?span=7", size, theme)
    is_for_everyone(page)
    page.click(f"a[href$='{done.batch}/']")
    is_for_everyone(page)
    page.focus("button[name=look]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".of-batch")
    is_for_everyone(page)
    page.focus("button[name=take_back]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert Version.objects.filter(origin="undone").count() == 2


@SIZES
@LANGUAGES
def test_the_places_to_look_at_lead_to_their_fields(signed_in, made, lang, size, theme):
    page = signed_in(f"/{lang}/admin/archive/event/{made.event.pk}/change/", size, theme)
    page.fill("#id_summary_en", "40 states came to the meeting.")
    page.click("input[name=_continue]")
    page.wait_for_selector("#look-first")
    is_for_everyone(page)
    page.click("#look-first a")
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "id_summary_hi"
    page.check("input[name=_nevertheless]")
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    made.event.refresh_from_db()
    assert made.event.summary_en == "40 states came to the meeting."
