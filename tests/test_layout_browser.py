"""Nothing leaves the window, nothing depends on colours of our own, and what is seen is what is said."""

import re
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe

from archive.models import Citation, Country, Event, Member, Source, Statement, Topic
from tests import own_content
from tests.search_made import small_archive

pytestmark = pytest.mark.django_db(transaction=True)

#: What no line can hold: an address, a word without a place to break it, Devanagari without spaces.
LONG = (
    "https://example.org/" + "a-very-long-path/of-an-address/" * 8 + "?q=" + "x" * 120,
    "Donaudampfschifffahrtsgesellschaft" * 8,
    "आतंकवादविरोधीगठबंधनमहासम्मेलन" * 8,
    "0123456789" * 30,
)


@pytest.fixture
def window(browser):
    windows = []

    def open_(width=1280, height=800, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        windows.append(context)
        return context.new_page()

    yield open_
    for context in windows:
        context.close()


def overflow(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("lang", ["hi", "en"])
@pytest.mark.parametrize("where", ["members/", "search/?q=oman"])
def test_suggestions_stay_inside_the_window(window, live_server, lang, where):
    small_archive()
    for number, long in enumerate(LONG):
        title = f"Gathering {number} of ministers and chiefs of staff from all members of the alliance {long}"
        Event.objects.create(
            slug=f"g{number}", date="2020", kind="visit", title_en=title[:200], title_hi=title[:200],
            status="published",
        )  # fmt: skip
    page = window()
    for width in (320, 360, 640, 641, 700, 768, 800, 1024, 1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_server.url}/{lang}/{where}")
        box = page.locator("form[role=search] input[type=search]").first
        if not box.is_visible():  # a telephone has a link in its place
            page.locator("a.to-search").click()
            page.wait_for_url("**/search/**")
        box.fill("gathering")
        page.locator("[role=option]").first.wait_for()
        edges = page.locator("[role=listbox]").first.bounding_box()
        assert edges["x"] >= 0, width
        assert edges["x"] + edges["width"] <= width, width
        assert overflow(page) <= 0, width
        assert edges["width"] >= min(width - 60, 300), width


def long_archive() -> list[str]:
    """Records whose every text holds what no line can hold; the addresses of their pages."""
    small_archive()
    text = " ".join(LONG)
    both = {"hi", "en"}

    def texts(**fields):
        return {f"{name}_{lang}": value for name, value in fields.items() for lang in both}

    marked = (
        f"{text}\n\n- <{LONG[0]}>\n- `{LONG[3]}`\n\n> {LONG[1]}\n\n```\n{LONG[3]}\n```\n\n"
        f"| a | b |\n|---|---|\n| {LONG[1]} | 2 |"
    )
    country = Country.objects.create(
        slug="long", code="XL", status="published", **texts(name=LONG[1][:150], summary=marked)
    )
    Member.objects.create(
        slug="long", country=country, joined="2016", status="published", **texts(summary=marked)
    )
    source = Source.objects.create(
        slug="l" * 100, title=LONG[1][:300], url=LONG[0], archived_url=LONG[0], language="en", kind="press",
        date="2016", status="published", **texts(publisher=LONG[1][:200], note=marked),
    )  # fmt: skip
    event = Event.objects.create(
        slug="long", date="2016", kind="visit", status="published",
        **texts(title=LONG[1][:200], summary=marked, place=LONG[1][:200]),
    )  # fmt: skip
    statement = Statement.objects.create(
        slug="long", date="2016", kind="support", country=country, status="published",
        **texts(speaker=LONG[1][:200], gist=marked, quote=text),
    )  # fmt: skip
    Topic.objects.create(slug="long", status="published", **texts(title=LONG[1][:200], body=marked))
    for record in (event, statement):
        for claim in ("date",):
            Citation.objects.create(
                source=source, claim=claim, asserts="2017", **{record.kind_name: record}, **texts(note=text)
            )
    query = urlencode({"q": LONG[1][:300]})
    return [
        "countries/long/", "members/long/", f"sources/{'l' * 100}/", "events/long/", "statements/long/",
        "topics/long/", "members/", "countries/", "events/", "statements/", "sources/", "topics/",
        "search/?q=donau*", f"search/?{query}", f"search/?q={LONG[3]}",
        f"search/?{urlencode({'q': LONG[0]})}", f"search/?{urlencode({'q': 'pakistan ' + LONG[2]})}",
        f"search/?q=oman&year={LONG[3]}&type={LONG[1]}",
        f"members/?on={LONG[3]}", f"members/?{urlencode({'on': LONG[0]})}", f"members/?on={LONG[1]}",
        f"events/?year={LONG[3]}", f"events/?kind={LONG[1]}&page={LONG[3]}", f"sources/?language={LONG[1]}",
        f"nothing/{LONG[1]}/",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_nothing_long_makes_the_narrowest_page_scroll_sideways(window, live_server, lang):
    page = window(320, 640)
    wide = {}
    for path in long_archive():
        page.goto(f"{live_server.url}/{lang}/{path}")
        if (beyond := overflow(page)) > 0:
            wide[path[:60]] = beyond
    assert wide == {}


def test_forced_colours_leave_the_present_entry_and_the_stripes_of_doubt(window, live_server):
    own_content.load()
    for theme in ("light", "dark"):
        page = window(forced_colors="active", color_scheme=theme)
        page.goto(f"{live_server.url}/en/members/")
        borders = page.evaluate(
            """() => {
              const ground = getComputedStyle(document.documentElement).backgroundColor;
              return [...document.querySelectorAll(".masthead nav a")].map((link) => {
                const look = getComputedStyle(link);
                const seen = look.borderBlockEndStyle !== "none" && look.borderBlockEndColor !== ground;
                return [link.hasAttribute("aria-current"), seen];
              });
            }"""
        )
        assert all(current == seen for current, seen in borders), borders
        assert sum(current for current, _seen in borders) == 1
        page.goto(f"{live_server.url}/en/members/oman/")
        stripes = page.evaluate(
            """() => {
              const look = getComputedStyle(document.querySelector(".voices.dispute"), "::before");
              return [look.backgroundImage, look.forcedColorAdjust];
            }"""
        )
        assert "gradient" in stripes[0]
        assert stripes[1] == "none", "or the browser draws nothing"


def test_the_words_of_the_sight_are_in_the_words_of_the_name(window, live_server):
    """Who speaks to the machine says what is seen (WCAG 2.5.3)."""
    own_content.load()
    page = window(bypass_csp=True)
    for lang in ("hi", "en"):
        for path in (
            "",
            "members/",
            "members/pakistan/",
            "figures/",
            "events/",
            "search/?q=oman",
            "sources/",
            "seed-text/",
        ):
            page.goto(f"{live_server.url}/{lang}/{path}")
            rule = {"runOnly": {"type": "rule", "values": ["label-content-name-mismatch"]}}
            found = Axe().run(page, options=rule).response["violations"]
            assert [node["html"][:200] for each in found for node in each["nodes"]] == [], (lang, path)


@pytest.mark.django_db
def test_a_figure_with_a_caption_has_no_other_role(client):
    own_content.load()
    for path in ("members/", "figures/"):
        for tag in re.findall(r"<figure\b[^>]*>", client.get(f"/en/{path}").content.decode()):
            assert "role=" not in tag, tag


def test_what_happened_begins_under_the_text_and_not_under_the_box(window, live_server):
    own_content.load()
    page = window()
    for slug in ("benin", "pakistan"):
        page.goto(f"{live_server.url}/hi/members/{slug}/")
        text = page.locator(".head > div").bounding_box()
        box = page.locator(".head > .box").bounding_box()
        heading = page.locator("#life").bounding_box()
        assert 0 <= heading["y"] - (text["y"] + text["height"]) < 80, slug
        assert heading["y"] < box["y"] + box["height"], slug
        for entry in page.locator(".rail .what").all()[:4]:
            said = entry.bounding_box()
            beside = said["y"] < box["y"] + box["height"]
            assert not beside or said["x"] + said["width"] <= box["x"], slug
        sources = page.locator("#sources").bounding_box()
        assert sources["y"] > box["y"] + box["height"], slug


def test_short_columns_stand_beside_the_long_one_and_the_first_page_begins_at_its_top(window, live_server):
    own_content.load()
    page = window()
    page.goto(f"{live_server.url}/hi/stances/")
    longest = page.locator(".stance.support").bounding_box()
    assert page.locator(".stance.refusal").bounding_box()["y"] < longest["y"] + longest["height"] / 2
    page.goto(f"{live_server.url}/hi/")
    heading, box = page.locator("h1").bounding_box(), page.locator(".opening .box").bounding_box()
    assert abs(heading["y"] - box["y"]) < 40


def test_a_table_of_four_columns_fits_the_narrowest_window(window, live_server):
    own_content.load()
    page = window(320, 640)
    for lang in ("hi", "en"):
        page.goto(f"{live_server.url}/{lang}/topics/governance/")
        beyond = page.locator(".prose table").evaluate_all(
            "tables => tables.map(table => table.parentNode.scrollWidth - table.parentNode.clientWidth)"
        )
        assert beyond
        assert max(beyond) <= 0, lang
