"""Suggestions in a browser: by keyboard and pointer, for screen readers, and without JavaScript."""

import pytest

from tests.search_made import small_archive

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def box(page, live_server):
    """The search box of the home page, in a browser that complains about what the policy refuses."""
    small_archive()
    refused = []
    page.on("console", lambda line: refused.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto(f"{live_server.url}/en/")
    yield page.locator(".masthead input[type=search]")
    assert refused == []


def options(page):
    return page.locator(".masthead [role=option]")


def test_typing_suggests_and_the_arrow_keys_choose(page, box):
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("rahe")
    options(page).first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert options(page).first.inner_text().startswith("Raheel Sharif is appointed")
    assert "1" in page.locator(".masthead [role=status]").inner_text()
    box.press("ArrowDown")
    assert options(page).first.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == options(page).first.get_attribute("id")
    box.press("ArrowDown")  # back to the text itself
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/en/events/appointment/")


def test_escape_closes_and_enter_searches_for_what_was_typed(page, box):
    box.press_sequentially("rahe")
    options(page).first.wait_for()
    box.press("Escape")
    assert not page.locator(".masthead [role=listbox]").is_visible()
    assert box.input_value() == "rahe"
    box.press("Enter")
    page.wait_for_url("**/en/search/?q=rahe")


@pytest.mark.parametrize("told", [{"isComposing": True}, {"keyCode": 229}], ids=str)
def test_an_enter_that_ends_a_composed_word_neither_searches_nor_chooses(page, box, told):
    box.press_sequentially("rahe")
    options(page).first.wait_for()
    box.press("ArrowDown")
    went_on = box.evaluate(
        "(box, how) => box.dispatchEvent(new KeyboardEvent('keydown',"
        "{key: 'Enter', bubbles: true, cancelable: true, ...how}))",
        told,
    )
    assert not went_on, "the browser would send the form"
    page.wait_for_timeout(200)
    assert page.url.endswith("/en/")
    assert options(page).first.get_attribute("aria-selected") == "true"


def test_a_word_composed_by_an_input_method_is_searched_by_the_next_enter(page, box):
    """As Chromium and its input methods do it: composition, and keys without a meaning of their own."""
    box.focus()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "राही", "selectionStart": 4, "selectionEnd": 4})
    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    devtools.send("Input.insertText", {"text": "राहील"})
    devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    page.wait_for_timeout(200)
    assert page.url.endswith("/en/")
    assert box.input_value() == "राहील"
    box.press("Enter")
    page.wait_for_url("**/en/search/?q=*")


def test_a_suggestion_can_be_clicked(page, box):
    box.press_sequentially("pak")
    options(page).first.click()
    page.wait_for_url("**/en/members/pakistan/")


def test_leaving_the_box_closes_the_list(page, box):
    box.press_sequentially("pak")
    options(page).first.wait_for()
    box.press("Tab")
    assert not page.locator(".masthead [role=listbox]").is_visible()


def test_the_form_works_without_javascript(browser, live_server):
    small_archive()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/hi/")
    page.fill(".masthead input[type=search]", "raheel")
    page.press(".masthead input[type=search]", "Enter")
    page.wait_for_url("**/hi/search/?q=raheel")
    assert page.locator("ol.hits mark").first.inner_text() == "राहील"
    context.close()
