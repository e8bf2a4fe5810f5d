"""Text fields as markdown: rendered by markdown-it-py, cleaned by nh3, with `[@key]` as numbered references.

The dialect is CommonMark with tables and without raw HTML and images. `[@key]` or `[@key; @other-key]` cites
sources by their citation keys.
"""

import re
from functools import lru_cache
from typing import Protocol

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"
CITATION = re.compile(rf"\[@({KEY}(?:\s*;\s*@{KEY})*)\s*\]")
#: What looks like a citation, whether or not it is written as one.
ATTEMPT = re.compile(r"\[\s*@[^\]\n]*\]?")

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

    def __call__(self, key: str) -> int | None: ...


def _parser() -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .disable(["image", "html_block", "html_inline"])
    )
    parser.inline.ruler.before("link", "citation", _citation)
    parser.renderer.rules["citation"] = lambda tokens, index, *_: f"{OPEN}{tokens[index].content}{CLOSE}"
    return parser


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


@lru_cache(maxsize=512)
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
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
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


def check_citations(text: str) -> None:
    """Refuse a text that cites what is no source, or in a form that is no citation (`ValidationError`)."""
    from archive.models import Source

    errors = []
    wrong = [attempt for attempt in ATTEMPT.findall(text) if not CITATION.fullmatch(attempt)]
    if wrong:
        errors.append(
            gettext("“%(text)s” is not a citation. Write [@key], or [@key; @other-key] for several.")
            % {"text": wrong[0][:60]}
        )
    keys = cited_keys(text)
    known = set(Source.objects.filter(slug__in=keys).values_list("slug", flat=True)) if keys else set()
    unknown = [key for key in keys if key not in known]
    if unknown:
        errors.append(
            ngettext(
                "No source has the key “%(keys)s”. Correct it, or add the source first.",
                "No source has the keys “%(keys)s”. Correct them, or add the sources first.",
                len(unknown),
            )
            % {"keys": "”, “".join(unknown)}
        )
    if errors:
        raise ValidationError(errors)
