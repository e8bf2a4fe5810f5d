"""Parts of pages made by macros of the templates."""

import pytest
from django.utils import translation

from archive.dates import Answer
from archive.languages import Text
from archive.public.fragments import fragment
from archive.public.tilemap import State, tiles


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "filled: certainly a member"), ("hi", "निश्चित रूप से सदस्य")]
)
def test_a_macro_speaks_the_active_language_and_escapes(lang, words):
    state = State(
        "/en/members/x/", Text("X", lang), Text("<b>X</b>", lang), Answer.CERTAINLY, "certainly", 1, 1
    )
    with translation.override(lang):
        html = fragment("includes/map.html", "tile_map")(tiles([state]), {Answer.CERTAINLY})
    assert words in html
    assert "&lt;b&gt;X&lt;/b&gt;" in html
    assert "<b>X" not in html
