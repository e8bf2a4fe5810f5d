"""Text fields as markdown: rendered by markdown-it-py, cleaned by nh3, with `[@key]` as numbered references.

The dialect is CommonMark with tables and without raw HTML and images. `[@key]` or `[@key; @other-key]` cites
sources by their citation keys. `### Sahel {#sahel}` is a heading that links lead to, at `#term-sahel`.
"""

import re
from collections.abc import Container
from itertools import pairwise
from typing import Protocol
from urllib.parse import urlsplit

import nh3
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from imctc_site.bounded import bounded

KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"
CITATION = re.compile(rf"\[@({KEY}(?:\s*;\s*@{KEY})*)\s*\]")
#: What looks like a citation, whether or not it is written as one.
ATTEMPT = re.compile(r"\[\s*@[^\]\n]*\]?")

#: At the end of a heading: the name of the place, the same in every language. In front of it on the page,
#: so that no heading takes the name of a part of the page itself.
ANCHOR = re.compile(rf"\s*\{{#({KEY})\}}\s*$")
PLACE = "term-"

#: Stand for a citation between rendering and cleaning; private use, so taken out of every text first.
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"\\s*{OPEN}([a-z0-9;-]+){CLOSE}")
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")

#: A text with none of these is one paragraph and means itself.
SPECIAL = re.compile(r"[\\`*_\[\]<>&#|~\n\r\t\ue000-\uf8ff]|^\s|^[-+=]|^\d+[.)]|\s$")

TAGS = {
    "p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class Numbers(Protocol):
    """Gives the number under which a page lists a source; None for a key that leads to no source."""

    def __call__(self, key: str, /) -> int | None: ...


#: Of what links lead to.
SCHEMES = {"http", "https", "mailto"}


def _parser() -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .disable(["image", "html_block", "html_inline"])
    )
    parser.validateLink = leads_somewhere  # type: ignore[method-assign, assignment]  # as its manual says
    parser.core.ruler.after("block", "places", _places)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.add_render_rule("citation", lambda _, tokens, index, *__: f"{OPEN}{tokens[index].content}{CLOSE}")
    return parser


def leads_somewhere(address: str) -> bool:
    """Whether a link may lead there: the web, mail, or a page of this site. Anything else stays text."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    # Browsers take any number of slashes, and strokes the other way, for the two before a host.
    return parts.scheme in SCHEMES if parts.scheme else not re.match(r"[\s\\/]*[\\/]{2}", address)


def _places(state) -> None:
    for heading, words in pairwise(state.tokens):
        if heading.type == "heading_open" and (anchor := ANCHOR.search(words.content)):
            words.content = words.content[: anchor.start()]
            heading.attrSet("id", f"{PLACE}{anchor[1]}")


def _citation(state, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("citation", "", 0).content = ";".join(re.findall(KEY, match[1]))
    state.pos = match.end()
    return True


PARSER = _parser()


def render(text: str, numbers: Numbers | None = None, *, top: int = 2, show_unknown: bool = False) -> Markup:
    """The HTML of a text; its highest heading becomes `<h2>`, or whatever `top` says.

    `numbers` turns citation keys into references to `#s1`, `#s2`, … of the page's list of sources; a key it
    does not know is left out, because it may name a source that readers must not hear of. `show_unknown`
    leaves it standing in square brackets, for those who write.
    """
    if not SPECIAL.search(text):
        return Markup("<p>{}</p>").format(text) if text else Markup("")
    html = _html(text, top, gettext("Table"))

    def reference(mark: re.Match) -> str:
        return _reference(mark[1].split(";"), numbers or (lambda key: None), show_unknown)

    return Markup(MARK.sub(reference, html))  # noqa: S704 (cleaned)


@bounded(1024)
def _html(text: str, top: int, table: str) -> str:
    tokens = PARSER.parse(PRIVATE_USE.sub("", text))
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = top - min(levels, default=top)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
    html = nh3.clean(
        PARSER.renderer.render(tokens, PARSER.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, **{f"h{level}": {"id"} for level in range(2, 7)}},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    frame = f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(table)}"><table>'
    return html.strip().replace("<table>", frame).replace("</table>", "</table></div>")


def _reference(keys: list[str], numbers: Numbers, show_unknown: bool) -> str:
    links = []
    for key in keys:
        if number := numbers(key):
            links.append(f'<a href="#s{number}">[{number}]</a>')
        elif show_unknown:
            links.append(f'<strong class="unknown">[@{escape(key)}]</strong>')
    # In brackets, or the 6 of a source copied after 2017 makes 20176; joined, or a line could begin with it.
    return f'<sup class="ref">\N{WORD JOINER}{" ".join(links)}</sup>' if links else ""


def plain(text: str) -> str:
    """A text without its markup and citations, in one line, for descriptions and the index."""
    if not SPECIAL.search(text):
        return text
    return " ".join(_words(PARSER.parse(PRIVATE_USE.sub("", text)))).strip()


def opening(text: str) -> str:
    """The first paragraph of a text, without its markup and citations."""
    tokens = PARSER.parse(PRIVATE_USE.sub("", text))
    first = (place for place, token in enumerate(tokens) if token.type == "paragraph_open")
    return next((words for place in first for words in _words(tokens[place + 1 : place + 2])), "")


def _words(tokens: list[Token]):
    for token in tokens:
        if token.type == "inline":
            words = ""
            for part in token.children or []:
                if part.type in ("text", "code_inline"):
                    words += part.content
                elif part.type.endswith("break"):
                    words += " "
                elif part.type == "citation":
                    words = words.rstrip()
            yield " ".join(words.split())
        elif token.type in ("fence", "code_block"):
            yield " ".join(token.content.split())


def places(text: str) -> list[str]:
    """The places of a text that links lead to, by their names, in the order in which they are met."""
    found = (token.attrGet("id") for token in PARSER.parse(text) if token.type == "heading_open")
    return [str(place).removeprefix(PLACE) for place in found if place]


def cited_keys(text: str) -> list[str]:
    """The citation keys of a text, each once, in the order in which they are met."""
    if "@" not in text:
        return []
    keys: dict[str, None] = {}
    for token in PARSER.parse(text):
        for part in token.children or []:
            if part.type == "citation":
                keys.update(dict.fromkeys(part.content.split(";")))
    return list(keys)


def citing_only(text: str, known: Container[str]) -> str:
    """The text, still markdown, without citations of sources that are not `known` to its readers."""

    def kept(citation: re.Match) -> str:
        keys = [f"@{key}" for key in re.findall(KEY, citation[1]) if key in known]
        before = citation[0].partition("[")[0]
        return f"{before}[{'; '.join(keys)}]" if keys else ""

    return re.sub(rf"\s*{CITATION.pattern}", kept, text) if "[@" in text else text


def broken_citation(text: str) -> str:
    """The first thing in a text that was meant as a citation and is none; '' if there is none."""
    return next((attempt for attempt in ATTEMPT.findall(text) if not CITATION.fullmatch(attempt)), "")
