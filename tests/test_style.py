"""The style sheet keeps to the rules that make it fit every script and print."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEET = (Path(settings.BASE_DIR) / "archive/static/archive/style.css").read_text("utf-8")
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
DECLARED = re.findall(r"(?:^|[;{])\s*(-?-?[a-z-]+)\s*:\s*([^;}]+)", RULES)
COLOURS = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", RULES))


def test_directions_are_logical_so_that_right_to_left_works():
    physical = re.compile(
        r"(margin|padding|border|inset)-(left|right|top|bottom).*|left|right|top|bottom|(min-|max-)?(width|height)"
    )
    assert [name for name, _value in DECLARED if physical.fullmatch(name)] == []
    assert [value for name, value in DECLARED if name == "text-align" and value in ("left", "right")] == []
    sided = re.compile(r"\S+\s+(\S+)\s+\S+\s+(\S+)")
    for name, value in DECLARED:
        if name in ("padding", "margin") and (sides := sided.fullmatch(value.strip())):
            assert sides[1] == sides[2], f"{name}: {value}"


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        *(
            (ink, ground, 4.5)
            for ink in ("ink", "quiet", "accent")
            for ground in ("paper", "sheet", "accent-soft")
        ),
        *(("doubt", ground, 4.5) for ground in ("paper", "sheet", "doubt-soft")),
        ("paper", "accent", 4.5),
        ("edge", "sheet", 3),
        ("edge", "paper", 3),
    ],
)
def test_everything_can_be_read_by_day_and_by_night(theme, ink, ground, least):
    lights = sorted(luminance(COLOURS[name].split(", ")[theme]) for name in (ink, ground))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= least


def test_a_browser_that_knows_one_theme_gets_the_light_one():
    fallback = dict(
        re.findall(
            r"--([a-z-]+): (#[0-9a-f]{3,6})",
            RULES.partition("@supports not")[2].partition("/* ")[0].partition("}\n}")[0],
        )
    )
    for name, themes in COLOURS.items():
        light = themes.split(", ")[0]
        short = "#" + light[1::2] if light[1::2] == light[2::2] else light
        assert fallback[name] in (light, short), name


def test_the_sheet_asks_nobody_for_anything():
    assert not re.search(r"@import|https?:|url\(\s*['\"]?[^#'\")]", RULES)
