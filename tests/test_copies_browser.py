"""Working copies in a browser: by keyboard, on phones, in both themes and languages."""

import pytest
from django.contrib.auth.models import User

from archive.editing import copies, review
from archive.editing.saving import commit
from archive.models import WorkingCopy
from tests.rooms_browser import DESK, PHONE, violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def copy(made) -> WorkingCopy:
    asha = User.objects.create_user("asha", first_name="Asha", is_staff=True)
    texts = {
        "summary_en": "Pakistan was named in one joint statement.\nIt confirmed in January 2016.",
        "summary_hi": "पाकिस्तान का नाम दिसंबर 2015 के संयुक्त वक्तव्य में था।",
    }
    asha.is_superuser = True
    found = copies.propose(made.member, texts, None, by=asha, why="As the statement has it.")
    return review.submit(found, by=asha)


@pytest.mark.parametrize(("size", "theme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_the_pages_of_a_copy_can_be_used_by_everyone_and_fit_the_screen(
    signed_in, made, copy, lang, size, theme
):
    for path in (
        f"/{lang}/admin/",
        f"/{lang}/admin/copies/",
        f"/{lang}/admin/copies/{copy.pk}/",
        f"/{lang}/admin/archive/member/{made.member.pk}/copy/",
        f"/{lang}/admin/archive/member/{made.member.pk}/change/",
        f"/{lang}/admin/copies/{copy.pk}/preview/{lang}/",
    ):
        page = signed_in(path, size, theme)
        assert violations(page) == [], path
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), path


def test_a_copy_is_published_by_keyboard(signed_in, made, copy):
    page = signed_in(f"/en/admin/copies/{copy.pk}/")
    page.focus("input[name=_nevertheless]")  # the two languages differ in a month
    page.keyboard.press("Space")
    page.focus("button[name=publish]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    made.member.refresh_from_db()
    assert made.member.summary_en.endswith("It confirmed in January 2016.")


def test_a_preview_of_what_is_typed_opens_beside_the_form(signed_in, made):
    page = signed_in(f"/en/admin/archive/member/{made.member.pk}/change/")
    page.fill("#id_summary_en", "Typed and unsaved.")
    with page.expect_popup() as opened:
        page.click("button[name=_preview][value=en]")
    preview = opened.value
    preview.wait_for_load_state("load")
    assert "Typed and unsaved." in preview.inner_text("main")
    assert page.input_value("#id_summary_en") == "Typed and unsaved."
    preview.close()
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    made.member.refresh_from_db()
    assert made.member.summary_en == "Typed and unsaved."


def test_enter_in_the_time_to_publish_publishes_nothing(signed_in, made, copy):
    page = signed_in(f"/en/admin/copies/{copy.pk}/")
    page.check("input[name=_nevertheless]")
    page.fill("[name=publish_at]", "2099-01-01T10:00")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    copy.refresh_from_db()
    assert copy.state == WorkingCopy.State.SUBMITTED
    assert page.input_value("[name=publish_at]") == "2099-01-01T10:00"


def test_enter_in_a_reason_takes_nothing_back(signed_in, made):
    commit(made.member, {"role_en": "host", "joined": "2016"})
    page = signed_in(f"/en/admin/archive/member/{made.member.pk}/history/2/")
    page.fill("[name=why]", "Not so.")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    made.member.refresh_from_db()
    assert (made.member.role_en, made.member.joined, made.member.version) == ("host", "2016", 2)
    assert page.input_value("[name=why]") == "Not so."


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_the_working_copies_are_found_from_the_first_page_also_when_none_waits(signed_in, made, lang):
    page = signed_in(f"/{lang}/admin/")
    page.click(f"a[href='/{lang}/admin/copies/']")
    assert page.url.endswith(f"/{lang}/admin/copies/")


def test_a_reason_without_a_blank_stays_on_the_screen_of_a_phone(signed_in, made, copy):
    reason = "https://example.org/" + "a-long-way/" * 40
    copy.why = reason
    copy.save(update_fields=["why"])
    commit(made.event, {"place_en": "Riyadh"}, why=reason[:500])
    for path in (
        f"/en/admin/copies/{copy.pk}/",
        "/en/admin/copies/",
        "/en/admin/",
        "/en/admin/changes/",
        f"/en/admin/archive/event/{made.event.pk}/history/",
        f"/en/admin/archive/event/{made.event.pk}/history/{made.event.version}/",
        f"/en/events/{made.event.slug}/versions/",
        f"/en/events/{made.event.slug}/versions/2/",
        f"/en/events/{made.event.slug}/",
        "/en/corrections/",
    ):
        page = signed_in(path, PHONE)
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), path
