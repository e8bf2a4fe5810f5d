"""Translated fields of a row, read from its columns in the language of the page.

A list asks for `columns("title", "place")`, which are `title_hi, title_en, place_hi, place_en`, and reads
each row by a `Reader`. Texts of another language than the page's are marked with it, also in words.
"""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from archive import languages, markdown
from archive.languages import Text
from archive.public.wording import attributes, foreign


def columns(*fields: str) -> tuple[str, ...]:
    """The columns that hold translated fields, all languages of one field before the next field's."""
    return tuple(languages.column(field, code) for field in fields for code in languages.codes())


NOTHING = Markup("")


class Reader:
    """Reads translated fields out of the columns of a row, as a reader of `lang` gets them."""

    def __init__(self, lang: str):
        codes = languages.codes()
        self.lang = lang
        self.width = len(codes)
        own_first = sorted(enumerate(codes), key=lambda place: place[1] != lang)
        self._order = tuple(own_first)
        self._nothing = Text("", lang)

    def text(self, texts: Sequence[str], field: int) -> Text:
        """The field of that place among the row's translated fields, and the language it is really in."""
        start = field * self.width
        for place, code in self._order:
            if text := texts[start + place]:
                return Text(text, code)
        return self._nothing

    def brief(self, texts: Sequence[str], field: int) -> Text:
        """The same for a markdown text: in one line, without markup."""
        text, lang = self.text(texts, field)
        return Text(_plain(text), lang)

    def all(self, texts: Sequence[str], field: int) -> Sequence[str]:
        """The field in every language, missing ones as ''."""
        return texts[field * self.width : (field + 1) * self.width]

    def by_language(self, texts: Sequence[str], field: int) -> dict[str, str]:
        return dict(zip(languages.codes(), self.all(texts, field), strict=True))

    def told(self, text: Text) -> Markup:
        """A text within a line."""
        if text.lang == self.lang or not text.lang:
            return escape(text.text)
        return Markup("<span{}>{}</span>{}").format(attributes(text.lang), text.text, foreign(text.lang))

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


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return markdown.plain(text)
