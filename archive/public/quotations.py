"""A quotation as a page shows it: words that the reader can read, what they are, and the original."""

from typing import NamedTuple

from django.utils.translation import gettext

from archive import languages
from archive.models import Statement
from archive.public.page_language import language_name
from imctc_site.bounded import bounded

Wording = Statement.Wording

#: What stands in place of a language that nobody recorded.
UNKNOWN = ("", "und", "unknown")


class Quotation(NamedTuple):
    """Words of a statement. `original` is the original beside a translation, '' where it is not known."""

    words: languages.Text
    #: "original", "published" or "ours" (`Statement.Wording`); '' where it is not recorded.
    wording: str
    original: languages.Text
    #: BCP 47 code of the language in which it was said, '' if not recorded.
    spoken_in: str

    @property
    def described(self) -> str:
        """What the words are, in the page's language."""
        return _described(self.wording, self.spoken_in, self.words.lang, languages.current())

    @property
    def original_described(self) -> str:
        """What the original beside a translation is, in the page's language."""
        return _described(Wording.ORIGINAL, self.spoken_in, self.original.lang, languages.current())


@bounded(64)
def _described(wording: str, spoken_in: str, written_in: str, lang: str) -> str:
    spoken = "" if spoken_in in UNKNOWN else language_name(spoken_in)
    if wording == Wording.ORIGINAL:
        own = language_name(written_in) if written_in else spoken
        return (
            gettext("Original words (%(language)s)") % {"language": own} if own else gettext("Original words")
        )
    if wording == Wording.PUBLISHED:
        if not spoken or spoken_in == written_in:
            return gettext("As published")
        return gettext("As published; said in another language (%(language)s)") % {"language": spoken}
    if wording == Wording.OURS:
        if not spoken:
            return gettext("Our translation")
        return gettext("Our translation; original language: %(language)s") % {"language": spoken}
    return ""


def quotation(
    quotes: dict[str, str], wordings: dict[str, str], original: str, spoken_in: str, lang: str
) -> Quotation | None:
    """The quotation for a reader of `lang`, or None where no words are known.

    `quotes` and `wordings` are by language; `original` is the original where it is in none of them.
    """
    words = languages.pick({code: text or "" for code, text in quotes.items()}, lang)
    if not words:
        return (
            Quotation(languages.Text(original, spoken_in), Wording.ORIGINAL, NOTHING, spoken_in)
            if original
            else None
        )
    wording = wordings.get(words.lang) or ""
    beside = languages.Text(original, spoken_in) if original else NOTHING
    for code, kind in wordings.items():
        if not beside and kind == Wording.ORIGINAL and code != words.lang and quotes.get(code):
            beside = languages.Text(quotes[code], code)
    if wording == Wording.ORIGINAL:
        beside = NOTHING
    return Quotation(words, wording, beside, spoken_in)


NOTHING = languages.Text("", "")
