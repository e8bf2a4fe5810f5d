"""The values of a list's rows as readers of the page's language get them.

Texts of another language than the page's are marked with it, also in words.
"""

from markupsafe import Markup, escape

from archive import languages, markdown
from archive.languages import Text
from archive.lists.places import Place
from archive.public import wording
from archive.public.addresses import address
from archive.public.page_language import language_name
from archive.public.wording import attributes, foreign
from archive.serialise.texts import Texts
from archive.spelling.addresses import readable
from imctc_site.bounded import bounded

NOTHING = Markup("")


class Reader:
    """Makes words, dates and links of plain values for readers of `lang`: the `Page` of columns."""

    def __init__(self, lang: str):
        self.lang = lang
        self._others = [code for code in languages.codes() if code != lang]
        self._nothing = Text("", lang)

    def text(self, texts: Texts) -> Text:
        """A translated text, and the language it is really in."""
        if text := texts.get(self.lang):
            return Text(text, self.lang)
        for code in self._others:
            if text := texts.get(code):
                return Text(text, code)
        return self._nothing

    def plain(self, texts: Texts) -> Text:
        """The same for a markdown text: in one line, without markup."""
        text, lang = self.text(texts)
        return Text(_plain(text), lang)

    def words(self, texts: Texts) -> Markup:
        return self.marked(self.text(texts))

    def brief(self, texts: Texts) -> Markup:
        return self.marked(self.plain(texts))

    def date(self, edtf: str) -> Markup:
        return wording.date(edtf, self.lang)

    def number(self, value: int | None) -> Markup:
        return NOTHING if value is None else escape(wording.number(value, self.lang))

    def place(self, place: Place | None) -> Markup:
        return NOTHING if place is None else self.link(place_address(place), place.name)

    def language(self, code: str) -> Markup:
        return escape(language_name(code)) if code else NOTHING

    def address(self, url: str) -> Markup:
        if not url:
            return NOTHING
        anchor = Markup('<a class="address" href="{}" rel="noopener nofollow" lang="" dir="ltr">{}</a>')
        return anchor.format(url, readable(url))

    def marked(self, text: Text) -> Markup:
        """A text within a line."""
        if text.lang == self.lang or not text.lang:
            return escape(text.text)
        return wording.marked(escape(text.text), text.lang)

    def paragraph(self, text: Text) -> Markup:
        """A text that is a paragraph; '' where there is none."""
        if text.lang == self.lang or not text.lang:
            return Markup(f"<p>{escape(text.text)}</p>") if text.text else NOTHING  # noqa: S704 (escaped)
        return Markup("<p{}>{}{}</p>").format(attributes(text.lang), text.text, foreign(text.lang))

    def link(self, href: str, text: Text) -> Markup:
        """A text that leads to `href`, an address of our own."""
        if text.lang == self.lang or not text.lang:
            return Markup(f'<a href="{href}">{escape(text.text)}</a>')  # noqa: S704 (escaped; slugs are ASCII)
        mark = attributes(text.lang)
        return Markup('<a href="{}"{}>{}</a>{}').format(href, mark, text.text, foreign(text.lang))


def place_address(place: Place) -> str:
    """Where a country leads: to its membership, if it has one."""
    return address("member", place.member) if place.member else address("country", place.slug)


@bounded(1024)
def _plain(text: str) -> str:
    return markdown.plain(text)
