"""Pictures for shared links: of the right size, in both scripts, shaped, and of what is published."""

import io

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image, ImageColor, features

from archive import cards, kinds
from archive.models import Event, Status
from tests import hidden, memory

pytestmark = pytest.mark.django_db

PAGES = kinds.with_pages()


@pytest.fixture
def records():
    memory.forget()
    return hidden.archive()


def test_devanagari_is_shaped():
    assert features.check("raqm")
    # One sign of two letters and a virama, and a vowel sign that stands before its consonant.
    assert cards.width("क्ष", 60) < cards.width("क", 60) + cards.width("ष", 60)
    assert cards.font(60, True).getmask("कि").getbbox() != cards.font(60, True).getmask("िक").getbbox()


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_published_record_has_a_picture_in_each_language(records, kind):
    record = records[Status.PUBLISHED][kind.model]
    pictures = set()
    for code in ("hi", "en"):
        answer = Client().get(f"/{code}/{kind.folder}/{record.slug}.png")
        if answer.status_code == 302:
            return
        assert answer["Content-Type"] == "image/png"
        assert answer["ETag"]
        image = Image.open(io.BytesIO(answer.content))
        assert image.size == (1200, 630)
        assert len(answer.content) < 100_000
        pictures.add(answer.content)
        page = Client().get(f"/{code}/{kind.folder}/{record.slug}/").content.decode()
        address = f"{settings.SITE_URL}/{code}/{kind.folder}/{record.slug}.png"
        assert f'<meta property="og:image" content="{address}">' in page
        assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert len(pictures) == 2


def test_it_has_the_colours_of_the_site_and_nothing_but_shades_of_them(records):
    event = records[Status.PUBLISHED][Event]
    image = Image.open(io.BytesIO(Client().get(f"/en/events/{event.slug}.png").content))
    seen = image.convert("RGB").getcolors(256)
    assert image.convert("RGB").getpixel((0, 0)) == ImageColor.getrgb(cards.ACCENT)
    assert max(seen) == (max(seen)[0], ImageColor.getrgb(cards.GROUND))
    assert {colour for _count, colour in seen} >= {
        ImageColor.getrgb(each) for each in (cards.INK, cards.QUIET)
    }
    assert 20 < len(seen) <= 1 + 3 * cards.SHADES  # edges are smooth


def test_words_of_one_script_are_drawn_together():
    assert cards.runs("सऊदी अरब और 33 अन्य") == [("सऊदी अरब और", True), (" 33 ", False), ("अन्य", True)]


@pytest.mark.parametrize("status", hidden.HIDDEN)
def test_nothing_else_has_one(records, status):
    for kind in PAGES:
        slug = records[status][kind.model].slug
        assert Client().get(f"/en/{kind.folder}/{slug}.png").status_code == 404, kind.name


def test_long_texts_end_with_an_ellipsis_and_stay_inside():
    for text in ("शब्द " * 100, "word " * 100, "क" * 300):
        for size in (44, 60):
            lines = cards.wrapped(text, size, 3)
            assert len(lines) <= 3
            if " " in text:
                assert lines[-1].endswith("…")
                assert all(cards.width(line, size) <= cards.WIDTH - cards.MARGIN for line in lines)


def test_a_changed_record_has_another_picture(records):
    event = records[Status.PUBLISHED][Event]
    address = f"/en/events/{event.slug}.png"
    before = Client().get(address)
    event.title_en = "Something else"
    event.save()
    memory.forget()
    after = Client().get(address)
    assert (after["ETag"], after.content) != (before["ETag"], before.content)
