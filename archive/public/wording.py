"""Texts of a record as a reader of the page's language gets them, a fallback marked for what it is."""

from django.utils.translation import gettext
from markupsafe import Markup, escape

from archive import languages, markdown, scripts
from archive.languages import Text
from archive.public.addresses import address
from archive.public.names_of_languages import language_name


def pick(values: dict[str, str], lang: str = "") -> Text:
    """The text in the page's language, else in the first that has it; `lang` is '' where it needs no mark."""
    lang = lang or languages.current()
    if lang in values:
        return Text(values[lang], lang)
    for code in (*languages.codes(), *values):
        if code in values:
            text = values[code]
            return Text(text, scripts.language_of(text, lang) if code == "und" else code)
    return Text("", lang)


def attributes(lang: str) -> Markup:
    """`lang` and, where the direction changes, `dir`, for words in another language than the page's."""
    own = languages.current()
    if not lang or lang == own:
        return Markup("")
    if languages.direction(lang) == languages.direction(own):
        return Markup(' lang="{}"').format(lang)
    return Markup(' lang="{}" dir="{}"').format(lang, languages.direction(lang))


def say(values: dict[str, str]) -> Markup:
    """A short text within a line, with its own `lang` if it is not the page's."""
    text, lang = pick(values)
    words, mark = scripts.mark(escape(text), lang), attributes(lang)
    return Markup("<span{}>{}</span>").format(mark, words) if mark else words


def say_marked(values: dict[str, str]) -> Markup:
    """The same, and a word that tells the reader which language it is in."""
    said = say(values)
    lang = pick(values).lang
    return said + foreign(lang) if lang != languages.current() else said


def brief(values: dict[str, str]) -> Markup:
    """A markdown text in one line, without its markup and citations."""
    return say_marked({code: markdown.plain(text) for code, text in values.items()})


def foreign(lang: str) -> Markup:
    """The mark of a text that is shown in another language because the page's own has none."""
    return Markup(' <span class="tag">{}</span>').format(language_name(lang))


def link(to: dict) -> Markup:
    """A link to a record by its title, in whichever language it has one."""
    return Markup('<a href="{}">{}</a>').format(address(to["type"], to["slug"]), say(to["title"]))


def refs(citations: list[dict]) -> Markup:
    """The numbered sources of a fact, each number once, leading to the page's list of sources."""
    if not citations:
        return Markup("")
    numbers = dict.fromkeys(citation["number"] for citation in citations)
    links = Markup("").join(
        Markup('<a href="#s{0}" aria-label="{1}">{0}</a>').format(
            number, gettext("Source %(number)s") % {"number": number}
        )
        for number in numbers
    )
    return Markup('<span class="refs">{}</span>').format(links)


def block(
    values: dict[str, str],
    numbers: dict[str, int] | None = None,
    top: int = 3,
    after: Markup | str = "",
) -> Markup:
    """A markdown text as blocks, with its citations, marked if it is in another language than the page.

    `after` goes to the end of its last paragraph: the numbers of the sources of the whole text.
    """
    text, lang = pick(values)
    html = scripts.mark(markdown.render(text, (numbers or {}).get, top=top), lang)
    if after:
        html = _at_end(html, Markup(" ") + after)
    mark = attributes(lang)
    if not mark:
        return html
    return Markup('<div class="foreign"><p class="quiet">{}</p><div{}>{}</div></div>').format(
        language_name(lang), mark, html
    )


def _at_end(html: Markup, after: Markup) -> Markup:
    if html.endswith("</p>"):
        return html[: -len("</p>")] + after + Markup("</p>")
    return html + Markup("<p>{}</p>").format(after)


def plain(values: dict[str, str]) -> str:
    """A text without markup in one line, for descriptions."""
    return markdown.plain(pick(values).text)
