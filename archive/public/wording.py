"""Texts of a record as a reader of the page's language gets them, a fallback marked for what it is."""

from operator import itemgetter

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from archive import dates, languages, markdown, scripts, visible
from archive.languages import Text
from archive.lists.places import sorting_key
from archive.models import Source
from archive.public import glossary
from archive.public.addresses import address
from archive.public.page_language import current, gettext, language_name
from archive.serialise import texts
from archive.serialise.shapes import FactCitation, Link, SourceLink
from imctc_site.bounded import bounded

NOTHING = Markup("")
#: A space that does not break; joined, because after a danda a line may end even before such a space.
JOIN = "\N{WORD JOINER}\N{NO-BREAK SPACE}"


def pick(values: dict[str, str]) -> Text:
    """The text in the page's language, or else in the first that has it, with the language it is in.

    The language of words that belong to none (`und`) is told by their script alone.
    """
    lang = current()
    text, code = languages.pick(values, lang)
    return Text(text, scripts.language_of(text, lang) if code == "und" else code)


def attributes(lang: str) -> Markup:
    """`lang` and, where the direction changes, `dir`, for words in another language than the page's."""
    return _attributes(lang, current())


@bounded(64)
def _attributes(lang: str, own: str) -> Markup:
    if not lang or lang == own:
        return NOTHING
    if languages.direction(lang) == languages.direction(own):
        return Markup(' lang="{}"').format(lang)
    return Markup(' lang="{}" dir="{}"').format(lang, languages.direction(lang))


def say(values: dict[str, str]) -> Markup:
    """A short text within a line, with its own `lang` if it is not the page's."""
    text, lang = pick(values)
    words = scripts.mark(escape(text), lang)
    return words if lang == current() else Markup(f"<span{attributes(lang)}>{words}</span>")  # noqa: S704


def mark(text: str, lang: str = "") -> Markup:
    """A text in the page's language, or in `lang`; words of another script are marked as theirs."""
    return scripts.mark(escape(text), lang or languages.current())


def say_marked(values: dict[str, str]) -> Markup:
    """The same, and a word that tells the reader which language it is in."""
    text, lang = pick(values)
    return marked(scripts.mark(escape(text), lang), lang)


def marked(words: str, lang: str) -> Markup:
    """Words within a line, escaped unless they are HTML; those of another language say so."""
    if not lang or lang == current():
        return escape(words)
    return Markup(f"<span{attributes(lang)}>{escape(words)}</span>{foreign(lang)}")  # noqa: S704 (both are)


def brief(values: dict[str, str]) -> Markup:
    """A markdown text in one line, without its markup and citations."""
    text, lang = pick(values)
    return say_marked({lang: markdown.plain(text)})


def foreign(lang: str) -> Markup:
    """The mark of a text in another language than the page's, which has none; '' for the page's own."""
    if not lang or lang == current():
        return NOTHING
    return Markup(' <span class="tag">{}</span>').format(language_name(lang))


def link(to: Link) -> Markup:
    """A link to a record by its title, in whichever language it has one."""
    text, lang = pick(to["title"])
    return _link(to["type"], to["slug"], text, lang, current())


@bounded(256)
def _link(kind: str, slug: str, text: str, lang: str, own: str) -> Markup:
    return Markup(f'<a href="{address(kind, slug, own)}">{say({lang: text})}</a>')  # noqa: S704


def by_name(links: list) -> list:
    """Links in the order of their names as readers of the page look for them."""
    return sorted(links, key=lambda to: sorting_key(pick(to["title"]).text))


def date(edtf: str, lang: str = "") -> Markup:
    """An imprecise date in words, with its machine value beside it; '' for no date.

    What a source asserts may be no date at all: it is shown as it stands.
    """
    return _date(edtf, lang or current()) if edtf else NOTHING


@bounded(512)
def _date(edtf: str, lang: str) -> Markup:
    try:
        exact, text = dates.machine(edtf), dates.words(edtf, lang)
    except dates.DateError:
        return escape(edtf)
    if exact:
        return Markup('<time datetime="{}">{}</time>').format(exact, text)
    return Markup('<data value="{}">{}</data>').format(edtf, text)


@bounded(256)
def number(value: float, lang: str) -> str:
    """A number grouped as a language groups it."""
    return format_decimal(value, locale=lang.replace("-", "_"))


def refs(citations: list[FactCitation]) -> Markup:
    """The numbered sources of a fact, each number once, leading to the page's list of sources.

    They come with the space before them, which does not break: a number alone on a line belongs to nothing.
    The brackets are text, because a number that is copied without them could be part of the value.
    """
    return _refs(tuple({citation["number"]: None for citation in citations}), current())


@bounded(1024)
def _refs(numbers: tuple[int, ...], lang: str) -> Markup:
    if not numbers:
        return NOTHING
    # Not within the f-string: there Babel would not find the text.
    labelled = [(number, gettext("Source %(number)s", number=number)) for number in numbers]
    links = " ".join(
        f'<a href="#s{number}" aria-label="{label}">[{number}]</a>' for number, label in labelled
    )
    return Markup(f'{JOIN}<span class="refs">{links}</span>')  # noqa: S704 (numbers, our own words)


def source_line(source: SourceLink) -> Markup:
    """One line of a bibliography: title as printed, publisher, date, document, and what is unusual of it."""
    unusual = NOTHING
    if source["kind"] == Source.Kind.KNOWLEDGE:
        unusual = glossary.term("general-knowledge", gettext("not a document"))
    return _source_line(itemgetter(*SOURCE_LINE)(source), say(source["publisher"]), unusual, current())


SOURCE_LINE = (
    "slug", "headed", "printed", "language", "date", "url", "archived_url", "kind", "seen",
    "status",
)  # fmt: skip


@bounded(1024)
def _source_line(values: tuple, publisher: Markup, unusual: Markup, lang: str) -> Markup:
    """The same sources stand on many pages; their lines are made once a language."""
    slug, headed, title, language, published, url, archived, kind, seen, status = values
    own = address("source", slug)
    if kind == Source.Kind.KNOWLEDGE:
        named = Markup('<a href="{}">{}</a>').format(own, gettext(texts.GENERAL_KNOWLEDGE))
    elif headed:
        named = Markup('<cite{}><a href="{}">{}</a></cite>, {}').format(
            attributes(language), own, title, publisher
        )
    else:
        named = Markup('<a href="{}">{}</a>').format(own, publisher)
    parts = [named]
    if published:
        parts.append(Markup(", ") + date(published))
    if kind == Source.Kind.KNOWLEDGE:
        parts.append(Markup(' <span class="tag doubt">{}</span>').format(unusual))
    elif seen != Source.USUALLY_SEEN:
        how = say(texts.choice_of(Source, "seen", seen))
        parts.append(Markup(' <span class="quiet">({})</span>').format(how))
    if visible.is_withdrawn(status):
        parts.append(Markup(' <span class="tag doubt">{}</span>').format(gettext("source withdrawn")))
    elif not visible.is_published(status):
        parts.append(Markup(' <span class="tag doubt">{}</span>').format(gettext("not published yet")))
    for target, label in ((url, gettext("document")), (archived, gettext("archived copy"))):
        if target:
            anchor = Markup(
                '\N{NO-BREAK SPACE}· <a class="source-link" href="{}" rel="noopener nofollow">{}</a>'
            )
            parts.append(anchor.format(target, label))
    return NOTHING.join(parts)


def block(
    values: dict[str, str],
    numbers: dict[str, int] | None = None,
    top: int = 3,
    after: Markup = NOTHING,
    show_unknown: bool = False,
) -> Markup:
    """A markdown text as blocks, with its citations, marked if it is in another language than the page.

    `after` goes to the end of its last paragraph: the numbers of the sources of the whole text.
    `show_unknown` shows citations that lead to no source, in previews.
    """
    text, lang = pick(values)
    known = tuple(numbers.items()) if numbers and "@" in text else ()
    html = _block(text, lang, current(), top, known, show_unknown)
    if after:
        html = _at_end(html, after)
    if lang == current():
        return html
    return Markup(  # noqa: S704
        f'<div class="foreign"><p class="quiet">{escape(language_name(lang))}</p>'
        f"<div{attributes(lang)}>{html}</div></div>"
    )


@bounded(1024)
def _block(text: str, lang: str, page_lang: str, top: int, numbers: tuple, show_unknown: bool) -> Markup:
    html = markdown.render(text, dict(numbers).get, top=top, show_unknown=show_unknown)
    return scripts.mark(html, lang)


def _at_end(html: Markup, after: Markup) -> Markup:
    if html.endswith("</p>"):
        return Markup(f"{html[:-4]}{after}</p>")  # noqa: S704 (both are)
    return Markup(f"{html}<p>{after.removeprefix(JOIN)}</p>")  # noqa: S704 (both are)


def opening(values: dict[str, str]) -> Markup:
    """The first paragraph of a markdown text in one line."""
    text, lang = pick(values)
    return say({lang: markdown.opening(text)})


def plain(values: dict[str, str]) -> str:
    """A text without markup in one line, for descriptions."""
    return markdown.plain(pick(values).text)
