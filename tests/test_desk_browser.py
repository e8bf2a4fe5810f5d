"""The translation desk in a browser: by keyboard, on a phone, for everyone."""

import pytest
from playwright.sync_api import expect

from tests.rooms_browser import DESK, PHONE, violations
from tests.test_translation_state import save

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def desk(record, column, lang="en") -> str:
    return f"/{lang}/admin/desk/{record.kind_name}/{record.pk}/{column}/"


@pytest.mark.parametrize(("size", "theme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_the_desk_can_be_used_by_everyone_and_fits_the_screen(signed_in, made, lang, size, theme):
    made.event.refresh_from_db()
    save(made.event, summary_en="The council met in Jeddah.")
    for path in (
        f"/{lang}/admin/desk/?kind=event",
        desk(made.event, "summary_hi", lang),
        f"/{lang}/admin/desk/texts/",
        f"/{lang}/admin/archive/event/{made.event.pk}/change/",
    ):
        page = signed_in(path, size, theme)
        assert violations(page) == [], path
        fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(fits), path


def test_one_text_after_the_other_is_written_without_a_mouse(signed_in, made):
    made.event.refresh_from_db()
    save(made.event, summary_en="The council met in Jeddah.")
    page = signed_in(desk(made.draft, "summary_hi"))
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.type("इकतालीसवाँ सदस्य।")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**{desk(made.event, 'summary_hi')}")
    page.keyboard.press("Control+a")
    page.keyboard.type("परिषद जेद्दा में मिली।")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/en/admin/desk/")
    made.event.refresh_from_db()
    made.draft.refresh_from_db()
    assert (made.draft.summary_hi, made.event.summary_hi) == ("इकतालीसवाँ सदस्य।", "परिषद जेद्दा में मिली।")
