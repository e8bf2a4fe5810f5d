"""The editors' rooms in a browser: scripts, keyboard, phones, both themes, a strict policy."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from archive.models import Citation
from tests.rooms_browser import DESK, PHONE, violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("size", "theme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_the_rooms_can_be_used_by_everyone_and_fit_the_screen(signed_in, made, lang, size, theme):
    member, draft = made.member.pk, made.draft.pk
    room = f"/{lang}/admin/archive/member/"
    for path in (
        f"/{lang}/admin/",
        room,
        f"{room}{member}/change/",
        f"{room}{draft}/delete/",
        f"{room}{member}/history/",
        f"/{lang}/admin/archive/event/{made.event.pk}/change/",
        f"/{lang}/admin/archive/statement/add/",
    ):
        page = signed_in(path, size, theme)
        assert violations(page) == [], path
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), path


def test_the_rooms_of_accounts_can_be_used_by_everyone(signed_in, made):
    person = User.objects.get(username="vikram")
    person.is_superuser = True
    person.save()
    group = person.groups.get()
    for path in (f"user/{person.pk}/change/", f"user/{person.pk}/password/", f"group/{group.pk}/change/"):
        page = signed_in(f"/hi/admin/auth/{path}", PHONE, "dark")
        page.wait_for_load_state("load")
        assert violations(page) == [], path


def test_what_has_the_focus_is_never_under_the_bar_that_saves(signed_in, made):
    page = signed_in(f"/hi/admin/archive/event/{made.event.pk}/change/")
    covered = """() => {
        const focus = document.activeElement, bar = document.querySelector(".submit-row");
        const box = focus.getBoundingClientRect(), edge = bar.getBoundingClientRect();
        return !bar.contains(focus) && box.height > 0 && box.bottom > edge.top + 1 && box.top < edge.bottom;
    }"""
    for step in range(60):
        page.keyboard.press("Tab")
        assert not page.evaluate(covered), (step, page.evaluate("document.activeElement.outerHTML"))


def test_a_link_to_what_is_wrong_leads_to_the_input_with_its_message_in_sight(signed_in, made):
    page = signed_in(f"/en/admin/archive/member/{made.member.pk}/change/")
    page.locator("#citations-0 summary").first.click()
    page.fill("#id_citations-0-asserts", "some day")
    page.click("input[name=_continue]")
    page.click(".wrong-fields a")
    expect(page.locator("#id_citations-0-asserts")).to_be_focused()
    expect(page.locator("#citations-0 .errorlist")).to_be_in_viewport(ratio=1)


def test_filters_can_be_reached_on_a_phone(signed_in, made):
    page = signed_in("/en/admin/archive/member/?status__exact=published", PHONE)
    page.click("text=Filters (in use)")
    expect(page.locator("#changelist-filter-header")).to_be_in_viewport()


def test_signing_in_can_be_used_by_everyone(page, live_server):
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.goto(f"{live_server.url}/hi/admin/login/")
        assert violations(page) == []


def test_a_date_explains_itself_as_it_is_typed(signed_in, made):
    page = signed_in(f"/en/admin/archive/member/{made.member.pk}/change/")
    line = page.locator("#id_joined_reading")
    assert line.inner_text() == "2015-12-15 — 15 December 2015"
    page.fill("#id_joined", "")
    page.type("#id_joined", "Dec 2016")
    expect(line).to_have_text("2016-12 — December 2016")
    page.fill("#id_joined", "05/06/2024")
    page.wait_for_selector("#id_joined_reading.refused")
    assert "5 June 2024" in line.inner_text()
    page.fill("#id_joined", "")
    expect(line).to_have_text("")


def test_dates_of_citations_added_on_the_page_explain_themselves_too(signed_in, made):
    page = signed_in(f"/hi/admin/archive/member/{made.member.pk}/change/")
    page.click("#citations-group .add-row a")
    row = page.locator("#citations-2")
    row.locator("fieldset summary").click()
    row.locator("input.edtf-input").type("दिसंबर 2016")
    expect(page.locator("#id_citations-2-as_of_reading")).to_contain_text("2016-12")


def test_a_citation_is_added_with_the_keyboard_alone(signed_in, made):
    page = signed_in(f"/en/admin/archive/member/{made.member.pk}/change/")
    page.focus("#citations-group .add-row a")
    page.keyboard.press("Enter")
    page.select_option("#id_citations-2-claim", "summary")
    page.focus("#citations-2 .select2-selection")
    page.keyboard.press("Enter")
    page.wait_for_selector(".select2-search__field:focus")  # what is typed before goes nowhere
    page.keyboard.type("declaration")
    page.wait_for_selector(".select2-results__option--highlighted:has-text('imctc-declaration-2017')")
    page.keyboard.press("Enter")
    page.focus("input[name=_continue]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert Citation.objects.filter(member=made.member, claim="summary", source=made.declaration).exists()


def test_both_texts_of_a_conflict_stand_side_by_side(signed_in, made):
    page = signed_in(f"/en/admin/archive/member/{made.member.pk}/change/")
    page.fill("#id_summary_en", "What I typed.")
    made.member.summary_en = "What somebody else saved."
    made.member.save()
    page.click("input[name=_continue]")
    theirs, ours = page.locator(".theirs"), page.locator("#id_summary_en")
    assert theirs.inner_text() == "What somebody else saved."
    assert ours.input_value() == "What I typed."
    left, right = theirs.bounding_box(), ours.bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    assert violations(page) == []


@pytest.mark.parametrize(("lang", "size", "theme"), [("en", DESK, "light"), ("hi", PHONE, "dark")])
def test_the_pieces_of_a_conflict_are_chosen_by_keyboard_and_fit_the_screen(
    signed_in, made, lang, size, theme
):
    member = made.member
    page = signed_in(f"/{lang}/admin/archive/member/{member.pk}/change/", size, theme)
    page.fill("#id_summary_en", "Pakistan was not named in the joint statement.\nIt confirmed later.")
    member.summary_en = "Pakistan was named in one joint statement.\nIt confirmed in January."
    member.save()
    page.locator("input[name=_continue]").press("Enter")
    page.wait_for_selector(".clash")
    assert page.locator(".clash").count() == 1
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.focus("[name=_piece-summary_en-0]:checked")
    page.keyboard.press("ArrowDown")
    page.locator("input[name=_continue]").press("Enter")
    page.wait_for_selector(".messagelist .info")  # theirs stands already: nothing had to be changed
    member.refresh_from_db()
    assert member.summary_en == "Pakistan was named in one joint statement.\nIt confirmed in January."


def test_the_whole_form_of_a_record_is_in_the_tab_order(signed_in, made):
    page = signed_in(f"/en/admin/archive/event/{made.event.pk}/change/")
    page.focus("#id_title_hi")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.className"))
    assert reached[:6] == ["rough-title_hi", "title_en", "rough-title_en", "date", "kind", "occurrence"]


def test_without_scripts_the_form_still_explains_and_saves(browser, live_server, made):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/admin/login/?next=/en/admin/archive/member/{made.member.pk}/change/")
    page.fill("#id_username", "vikram")
    page.fill("#id_password", "a long password")
    page.click("input[type=submit]")
    page.fill("#id_joined", "Dec 2015")
    page.click("input[name=_continue]")
    assert page.locator("#id_joined_reading").inner_text() == "2015-12 — December 2015"
    context.close()
