"""Translated fields read from columns: the page's language first, a fallback that says what it is."""

import pytest

from archive.languages import Text
from archive.public.columns import Reader
from archive.serialise.loading import columns


def test_columns_name_their_language():
    assert columns("title", "place") == ["title_hi", "title_en", "place_hi", "place_en"]


@pytest.mark.parametrize(
    ("lang", "texts", "found"),
    [
        ("hi", {"hi": "बैठक", "en": "Meeting"}, Text("बैठक", "hi")),
        ("en", {"hi": "बैठक", "en": "Meeting"}, Text("Meeting", "en")),
        ("en", {"hi": "बैठक"}, Text("बैठक", "hi")),
        ("hi", {"en": "Meeting"}, Text("Meeting", "en")),
        ("hi", {}, Text("", "hi")),
    ],
)
def test_a_text_is_that_of_the_page_or_else_the_other(lang, texts, found):
    assert Reader(lang).text(texts) == found


def test_a_text_of_another_language_is_marked_for_machines_and_for_readers(settings):
    from django.utils import translation

    with translation.override("hi"):
        reader = Reader("hi")
        assert reader.marked(Text("Riyadh & co", "hi")) == "Riyadh &amp; co"
        assert reader.marked(Text("Riyadh", "en")).startswith(
            '<span lang="en">Riyadh</span> <span class="tag">'
        )
        assert reader.paragraph(Text("A text", "en")).startswith('<p lang="en">A text')
        assert reader.link("/hi/events/a/", Text("<b>", "en")).startswith(
            '<a href="/hi/events/a/" lang="en">&lt;b&gt;</a> <span class="tag">'
        )
        assert reader.link("/hi/events/a/", Text("<b>", "hi")) == '<a href="/hi/events/a/">&lt;b&gt;</a>'


def test_a_markdown_text_is_one_line_without_markup():
    assert Reader("en").plain({"en": "Held in **Riyadh** [@spa-2016].\n\n- one"}) == Text(
        "Held in Riyadh. one", "en"
    )


def test_no_text_is_no_paragraph():
    assert Reader("en").paragraph(Text("", "en")) == ""
