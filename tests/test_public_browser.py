"""The public pages in a browser: for everybody, on every screen, by day and by night, without scripts."""

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import own_content

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ("hi", "en")
SIZES = {
    "narrow": {"width": 320, "height": 640},
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 900},
}

#: Every type of page, by an example that has most of what the type can have.
PAGES = (
    "", "about/", "seed-text/", "members/?on=2016-06-01", "members/pakistan/", "countries/",
    "countries/indonesia/", "chronology/?year=2016", "chronology/?country=pakistan&with=oman",
    "events/", "events/2015-12-15-joint-statement/", "statements/",
    "statements/?position=criticism", "statements/joint-2015-12-15/",
    "sources/?kind=press&language=ar", "sources/sa-joint-statement/",
    "figures/", "figures/2016-03-27-39/", "topics/", "topics/mandate/", "search/?q=riyadh", "search/?q=zxqvw",
    "events/?kind=exercise&year=2020", "nothing/",
)  # fmt: skip

#: WCAG 2.2 AA and what axe counts as good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED = {"runOnly": RULES, "resultTypes": ["violations"]}


@pytest.fixture
def pages(live_server, db):
    own_content.load()
    return [f"{live_server.url}/{lang}/{path}" for lang in LANGUAGES for path in PAGES]


@pytest.fixture
def window(browser):
    """Opens a browser window; axe puts a script into the page, which our own policy would refuse."""
    windows = []

    def open_(size="desk", theme="light", **options):
        context = browser.new_context(viewport=SIZES[size], color_scheme=theme, **options)
        windows.append(context)
        return context.new_page()

    yield open_
    for context in windows:
        context.close()


# Contrast is computed from the colours in `test_style.py`, in both themes; axe sees what comes out of them.
@pytest.mark.parametrize(("size", "theme"), [("phone", "light"), ("desk", "dark")])
def test_everybody_can_use_every_page(window, pages, size, theme):
    page = window(size, theme, bypass_csp=True)
    for address in pages:
        page.goto(address)
        found = Axe().run(page, options=ASKED).response["violations"]
        assert [
            (each["id"], node["target"], node["failureSummary"]) for each in found for node in each["nodes"]
        ] == [], address


def test_a_visit_costs_little_asks_nobody_else_and_fits_the_narrowest_screen(window, pages, live_server):
    """320 px is also what 1280 px are at 400 % zoom (WCAG 1.4.10); the browser says what a policy refused."""
    page = window("narrow")
    asked, strangers, complaints = set(), [], []
    page.on("request", lambda request: asked.add(request.url))
    page.on("request", lambda request: strangers.append(request.url))
    page.on(
        "console", lambda said: complaints.append((page.url, said.text)) if said.type == "error" else None
    )
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))
    for address in pages:
        asked.clear()
        page.goto(address)
        # Fetched once more: what the browser got is gone when it leaves the page.
        sizes = {url: len(brotli.compress(page.request.get(url).body(), quality=5)) for url in set(asked)}
        assert sizes[address] <= 30_000, address
        assert sum(sizes.values()) <= 100_000, sizes
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    assert [url for url in strangers if not url.startswith(live_server.url)] == []
    assert [said for said in complaints if "404" not in said[1]] == []


def test_no_page_is_wider_than_a_screen_between_phone_and_desk(window, pages):
    """A tablet, half a desk, a desk at 200 % zoom: just above and below where the layout changes."""
    page = window()
    for address in pages:
        page.goto(address)
        for width in (480, 640, 641, 700, 800, 801):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (address, width)


def test_a_point_with_the_focus_is_ringed_itself(window, pages):
    """Its link holds the words below the picture too: a ring round the link would cover half of it."""
    page = window()
    for address, within, mark in (("/en/figures/", ".wide .point", "circle, .mark"),):
        page.goto(next(each for each in pages if each.endswith(address)))
        page.locator(f"{within} >> nth=3").focus()
        page.keyboard.press("Shift+Tab")
        style, ring, said = page.evaluate(
            """(mark) => {
              const link = document.activeElement;
              const look = (name) => getComputedStyle(link.querySelector(name));
              return [getComputedStyle(link).outlineStyle, look(mark).strokeWidth, look(".said").visibility];
            }""",
            mark,
        )
        assert (style, ring, said) == ("none", "3px", "visible"), address


def test_what_a_tile_says_is_seen_beside_it_and_its_name_fits(window, pages):
    page = window("narrow")
    for address in pages:
        if "members/?on" not in address:
            continue
        for size in SIZES.values():
            page.set_viewport_size(size)
            page.goto(address)
            wide, broken = page.evaluate(
                """() => {
                  const wide = [];
                  for (const tile of document.querySelectorAll(".tile")) {
                    tile.focus({focusVisible: true});
                    const box = tile.querySelector(".said").getBoundingClientRect();
                    if (!box.width || box.left < 0 || box.right > innerWidth) wide.push(tile.textContent);
                  }
                  const longest = (text) => text.split(/[\\s-]+/).length;
                  const line = (each) => parseFloat(getComputedStyle(each).lineHeight);
                  const lines = (each) => Math.round(each.offsetHeight / line(each));
                  const names = [...document.querySelectorAll(".tile > span:first-child")];
                  const broken = names.filter((each) => lines(each) > longest(each.textContent));
                  return [wide, broken.map((each) => each.textContent)];
                }"""
            )
            assert wide == [], (address, size)
            assert broken == [], (address, size)


def test_a_table_on_a_phone_says_what_the_heads_of_its_columns_said(window, pages):
    page = window("phone")
    for address, label in (("/en/members/?on=2016-06-01", "Joined: "), ("/hi/figures/", "किसने बताई: ")):
        page.goto(next(each for each in pages if each.endswith(address)))
        assert not page.locator("thead").is_visible() or page.locator("thead").bounding_box()["width"] <= 1
        shown = page.evaluate("getComputedStyle(document.querySelector('td[data-of]'), '::before').content")
        said = page.locator("td[data-of]").first.get_attribute("data-of")
        assert f"{said}: " == label
        assert said in shown or "attr(data-of)" in shown


def test_the_number_of_a_source_stays_with_the_word_before_it(window, pages):
    page = window("narrow")
    for address in pages:
        if not any(
            kind in address for kind in ("members/pakistan", "joint-2015", "topics/mandate", "seed-text")
        ):
            continue
        page.goto(address)
        # The word before a number ends on the line on which the number begins.
        alone = page.evaluate(
            """() => [...document.querySelectorAll("main .refs a:first-child, main sup.ref a:first-child")]
              .filter((link) => {
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                walker.currentNode = link;
                let before = walker.previousNode();
                while (before && !/[^\\s\\u00a0\\u2060]/.test(before.data)) before = walker.previousNode();
                const range = document.createRange();
                const end = before.data.search(/[\\s\\u00a0\\u2060]*$/);
                range.setStart(before, end - 1);
                range.setEnd(before, end);
                const word = [...range.getClientRects()].at(-1), number = link.getClientRects()[0];
                return word && number && (number.top > word.bottom || number.bottom < word.top);
              })
              .map((link) => link.closest("p, li, dd").innerText.slice(0, 60))"""
        )
        assert alone == [], address


def test_letters_and_words_set_wide_push_nothing_off_the_narrowest_screen(window, pages):
    """WCAG 1.4.12, as readers with dyslexia set it."""
    page = window("narrow", bypass_csp=True)
    for address in pages:
        page.goto(address)
        page.add_style_tag(content="* { letter-spacing: .12em !important; word-spacing: .16em !important }")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_pages_are_whole_without_scripts(window, pages):
    page = window(java_script_enabled=False)
    for address in pages[: len(PAGES)]:
        page.goto(address)
        assert page.locator("h1").inner_text().strip(), address
    page.goto(next(address for address in pages if "members/?on" in address))
    assert page.locator("table tbody tr").count() == 40
    page.fill("input[name=on]", "2025-05-01")
    page.keyboard.press("Enter")
    page.wait_for_url("**on=2025-05-01**")
    assert page.locator("table tbody tr").count() == 43


def test_keyboard_large_text_and_paper(window, pages):
    page = window("desk")
    page.goto(next(address for address in pages if "members/pakistan" in address))

    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["y"] >= 0, "the way to the content is seen once it has the focus"
    for _step in range(25):
        page.keyboard.press("Tab")
        style, width = page.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style == "solid", page.locator(":focus").inner_html()
        assert width >= 2

    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.evaluate("document.documentElement.style.fontSize = ''")

    page.emulate_media(media="print")
    printed = page.evaluate("getComputedStyle(document.querySelector('a.source-link'), '::after').content")
    assert "http" in printed
    assert not page.locator("form.search").is_visible()
    assert not page.locator("header nav").is_visible()
