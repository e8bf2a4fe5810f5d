"""Texts that editors write: what becomes of markdown, of citations, and of what does not belong there."""

import pytest
from django.core.exceptions import ValidationError

from archive import markdown
from archive.models import Source, Status
from archive.models.topic import check_citations
from tests.reading import Reading

NUMBERS = {"sa-joint-statement": 1, "okaz-2015-12-16": 2}.get


def render(text, **options):
    return str(markdown.render(text, NUMBERS, **options))


def test_a_plain_sentence_is_one_paragraph():
    assert render("ओमान 28 दिसंबर 2016 को शामिल हुआ।") == "<p>ओमान 28 दिसंबर 2016 को शामिल हुआ।</p>"


def test_an_empty_text_is_nothing():
    assert render("") == ""


def test_signs_of_html_mean_themselves():
    assert render("34 < 41 & 43") == "<p>34 &lt; 41 &amp; 43</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://elsewhere.example/x.png)",
        "<style>body{display:none}</style>",
        "[x](https://a.example 'x\" onmouseover=\"alert(1)')",
        "| a |\n|:-:|\n| <iframe src=x> |",
    ],
)
def test_nothing_that_could_run_or_be_fetched_comes_through(text):
    for element in Reading(render(text)).elements:
        assert element.tag in {"p", "a", "div", "table", "thead", "tbody", "tr", "th", "td"}
        assert set(element.attributes) <= {"href", "rel", "title", "class", "role", "tabindex", "aria-label"}
        assert element.get("href", "https://").startswith(("https://", "http://", "mailto:"))


def test_links_do_not_give_the_page_to_their_target():
    html = render("See [the declaration](https://imctc.example/2017).")
    assert '<a href="https://imctc.example/2017" rel="noopener">the declaration</a>' in html


@pytest.mark.parametrize("marks", ["#", "##", "####"])
def test_the_highest_heading_comes_below_the_title_of_the_page(marks):
    assert "<h2>Aims</h2>\n<p>…</p>\n<h3>Names</h3>" in render(f"{marks} Aims\n\n…\n\n{marks}# Names")


def test_a_table_can_be_reached_and_scrolled_by_keyboard():
    html = render("| State | Day |\n|---|--:|\n| Oman | 28 |")
    assert 'role="region" tabindex="0"' in html
    assert "<td>Oman</td>" in html


def test_a_citation_becomes_the_number_of_its_source():
    html = render("Declared [@sa-joint-statement].")
    assert html == '<p>Declared<sup class="ref">\N{WORD JOINER}<a href="#s1">[1]</a></sup>.</p>'


def test_several_citations_stand_together():
    html = render("Declared. [@okaz-2015-12-16; @sa-joint-statement]")
    assert '<a href="#s2">[2]</a> <a href="#s1">[1]</a></sup>' in html


def test_a_key_of_a_source_that_readers_must_not_hear_of_is_left_out():
    assert render("Declared [@draft].") == "<p>Declared.</p>"
    assert render("Declared [@draft; @sa-joint-statement].").count("<a ") == 1


@pytest.mark.parametrize(
    "text", ["`[@okaz-2015-12-16]`", "\\[@okaz-2015-12-16]", "[@ okaz]", "\ue000okaz-2015-12-16\ue001"]
)
def test_what_is_no_citation_is_not_made_one(text):
    assert "<sup" not in render(text)


def test_keys_are_listed_once_in_the_order_of_the_text():
    assert markdown.cited_keys("b [@b]. a [@a; @b] `[@code]`") == ["b", "a"]


def test_the_plain_words_of_a_text_are_one_line_without_marks():
    text = "## Aims\n\nThe *first* aim [@a-b]. See [here](https://x.example).\n\n- one\n- two"
    assert markdown.plain(text) == "Aims The first aim. See here. one two"


@pytest.mark.django_db
def test_a_text_may_cite_known_sources():
    Source.objects.create(
        slug="okaz-2015-12-16", publisher="Okaz", language="ar", kind=Source.Kind.PRESS, status=Status.DRAFT
    )
    check_citations("Declared [@okaz-2015-12-16].")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Declared [@nobody].", "Declared [@nobody; @no-one]."])
def test_an_unknown_key_is_refused_by_name(text):
    with pytest.raises(ValidationError) as refused:
        check_citations(text)
    assert "nobody" in " ".join(refused.value.messages)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["[@a, @b]", "[@a", "[ @a]", "[@A]", "[@a;]", "[@]"])
def test_what_is_nearly_a_citation_is_refused(text):
    with pytest.raises(ValidationError) as refused:
        check_citations(f"Declared {text}")
    assert "[@key]" in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "address",
    ["ftp://x.example", "//x.example", "file:///etc", "tel:1", "http://[x", "///x"],
)
def test_a_link_that_leads_out_of_the_web_stays_text(address):
    for text in (f"See [here]({address}).", f"See [here][1].\n\n[1]: {address}"):
        assert "href" not in markdown.render(text)
        assert "here" in markdown.render(text)


@pytest.mark.parametrize(
    "address", ["https://x.example/a", "mailto:a@x.example", "/en/members/", "#s1", "../x/"]
)
def test_a_link_into_the_web_or_this_site_is_one(address):
    assert f'href="{address}"' in markdown.render(f"See [here]({address}).")


@pytest.mark.parametrize(
    ("text", "known", "left"),
    [
        ("So it is [@a-b].", {"a-b"}, "So it is [@a-b]."),
        ("So it is [@a-b].", (), "So it is."),
        ("So it is [@a; @b ;@c], they say [@c].", {"a", "b"}, "So it is [@a; @b], they say."),
        ("No citation: [a](b) and @c.", (), "No citation: [a](b) and @c."),
    ],
)
def test_a_text_can_be_had_with_citations_of_known_sources_alone(text, known, left):
    assert markdown.citing_only(text, known) == left
