"""Texts as the reader of a page gets them: the language they are in is always told."""

import pytest

from archive.public import wording
from archive.public.page_language import page_in


@pytest.fixture(params=["hi", "en"])
def lang(request):
    with page_in(request.param):
        yield request.param


def test_a_text_in_the_language_of_the_page_needs_no_mark(lang):
    assert wording.say({"hi": "ओमान", "en": "Oman"}) == {"hi": "ओमान", "en": "Oman"}[lang]


def test_a_text_in_another_language_says_which():
    with page_in("hi"):
        assert wording.say({"en": "Oman"}) == '<span lang="en">Oman</span>'
        assert wording.say_marked({"en": "Oman"}) == (
            '<span lang="en">Oman</span> <span class="tag">अंग्रेज़ी</span>'
        )
        assert wording.say({"ar": "عمان"}) == '<span lang="ar" dir="rtl">عمان</span>'


def test_a_printed_name_is_marked_only_where_its_script_is_foreign():
    with page_in("hi"):
        assert wording.say_marked({"und": "Okaz (via Sauress)"}) == "Okaz (via Sauress)"
    with page_in("en"):
        assert wording.say({"und": "जनसत्ता"}) == '<span lang="hi">जनसत्ता</span>'


def test_texts_are_escaped(lang):
    assert wording.say({lang: "<b>&"}) == "&lt;b&gt;&amp;"
    assert "<b>" not in wording.block({lang: "<b>&"})
    assert "<b>" not in wording.link({"type": "member", "slug": "oman", "title": {lang: "<b>"}})


def test_a_whole_text_in_another_language_is_set_apart():
    with page_in("hi"):
        html = wording.block({"en": "A *founding* member."})
    assert html == (
        '<div class="foreign"><p class="quiet">अंग्रेज़ी</p>'
        '<div lang="en"><p>A <em>founding</em> member.</p></div></div>'
    )


def test_the_numbers_of_sources_close_the_last_paragraph():
    with page_in("en"):
        references = wording.refs([{"number": 2}, {"number": 1}, {"number": 2}])
        assert wording.block({"en": "One.\n\nTwo."}, after=references).endswith(f"<p>Two.{references}</p>")
        after_list = wording.block({"en": "- one"}, after=references)
    assert after_list.endswith(f"</ul><p>{references.removeprefix(wording.JOIN)}</p>")
    assert references.startswith(wording.JOIN), "the first number stays with the word before it"
    assert ">[2]</a> <a " in references, "copied without a style sheet, the numbers are still told apart"
    assert references.count("<a ") == 2
    assert references.index("#s2") < references.index("#s1")


def test_a_date_has_its_machine_value():
    with page_in("en"):
        assert wording.date("2016-12") == '<time datetime="2016-12">December 2016</time>'
        assert wording.date("2015-12~") == '<data value="2015-12~">about December 2015</data>'
        assert wording.date("") == ""


@pytest.mark.django_db
def test_a_line_of_a_bibliography():
    source = {
        "slug": "okaz-2015",
        "headed": False,
        "printed": "",
        "language": "ar",
        "publisher": {"en": "Okaz & Sons"},
        "date": "2015-12-16~",
        "url": "https://okaz.example/?a=1&b=2",
        "archived_url": "",
        "kind": "press",
        "seen": "excerpt",
        "status": "published",
    }
    with page_in("en"):
        line = wording.source_line(source)
        whole = wording.source_line({**source, "seen": "full"})
        through_others = wording.source_line({**source, "seen": "quoted-in"})
        knowledge = wording.source_line({**source, "kind": "knowledge"})
    assert '<a href="/en/sources/okaz-2015/">Okaz &amp; Sons</a>' in line
    assert "opening read" not in line  # what holds for nearly all is said once, on the list of sources
    assert "(read whole)" in whole
    assert "(known through other sources)" in through_others
    assert 'href="https://okaz.example/?a=1&amp;b=2" rel="noopener nofollow"' in line
    assert '<span class="tag doubt">not a document</span>' in knowledge


@pytest.mark.django_db
def test_general_knowledge_is_named_in_the_language_of_the_page():
    source = {
        "slug": "knowledge",
        "headed": True,
        "printed": "General knowledge, no source at hand",
        "language": "en",
        "publisher": {"en": "This archive"},
        "date": "",
        "url": "",
        "archived_url": "",
        "kind": "knowledge",
        "seen": "none",
        "status": "published",
    }
    with page_in("hi"):
        line = wording.source_line(source)
    assert '<a href="/hi/sources/knowledge/">सामान्य जानकारी, पास में कोई स्रोत नहीं</a>' in line
    assert "This archive" not in line


def test_what_was_kept_for_one_language_is_not_said_in_another():
    with page_in("en"):
        assert "Source 1" in wording.refs([{"number": 1}])
    with page_in("hi"):
        assert "Source" not in wording.refs([{"number": 1}])
