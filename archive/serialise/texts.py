"""The words of a value in every language of the archive."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from archive import dates, languages
from archive.models import Source, regions
from archive.models.figure import in_words
from imctc_site.bounded import bounded

Texts = dict[str, str]

YES, NO = gettext_noop("yes"), gettext_noop("no")
GENERAL_KNOWLEDGE = gettext_noop("General knowledge, no source at hand")


def translated(record, field: str) -> Texts:
    """A translated field, only in the languages in which it is really written."""
    return {code: text for code, text in languages.texts(record, field).items() if text}


def pairs(values) -> Texts:
    """Columns of one translated field, in the order of `languages.codes()`, without the empty ones."""
    return {code: text for code, text in zip(languages.codes(), values, strict=True) if text}


def choice(record, field: str) -> Texts:
    """The name of a choice."""
    return choice_of(type(record), field, getattr(record, field))


def choice_of(model, field: str, value: str) -> Texts:
    """The name of a choice; {} for what is none of them."""
    return dict(_choice(model, field, value, tuple(languages.codes())))


@bounded(256)
def _choice(model, field: str, value: str, codes: tuple[str, ...]) -> Texts:
    # Not kept by the label: lazy texts are equal whenever they read alike in the active language.
    label = dict(model._meta.get_field(field).flatchoices).get(value)
    words = {}
    for code in codes if label is not None and value != "" else ():
        with translation.override(code):
            words[code] = str(label)
    return words


def date(edtf: str) -> Texts:
    """An imprecise date in words; a text that is no date as it stands."""
    try:
        return {code: dates.words(edtf, code) for code in languages.codes()} if edtf else {}
    except dates.DateError:
        return dict.fromkeys(languages.codes(), edtf)


def truth(value: bool | None) -> Texts:
    return {} if value is None else own(YES if value else NO)


def source_title(source) -> Texts:
    """What a document is called: its title as printed, or its publisher where no heading was seen.

    General knowledge is no document and was printed nowhere, so it has a name in each language.
    """
    if source.kind == Source.Kind.KNOWLEDGE:
        return own(GENERAL_KNOWLEDGE)
    return {source.language: source.title} if source.title else publisher(source)


def publisher(source) -> Texts:
    """Who published a document: a source as it is stored, or as `archive.serialise.loading` reads it."""
    return translated(source, "publisher") if isinstance(source, Source) else source.publisher


def own(message: str) -> Texts:
    """Words of the archive itself in every language."""
    return dict(_everywhere(message, tuple(languages.codes())))


@lru_cache(maxsize=8)
def _everywhere(message: str, codes: tuple[str, ...]) -> Texts:
    words = {}
    for code in codes:
        with translation.override(code):
            words[code] = gettext(message)
    return words


def number(value: int | None) -> Texts:
    if value is None:
        return {}
    return {code: format_decimal(value, locale=code.replace("-", "_")) for code in languages.codes()}


def figure(value: int, qualifier: str) -> Texts:
    """A number with what qualifies it: "more than 10"."""
    words = {}
    for code, text in number(value).items():
        with translation.override(code):
            words[code] = in_words(text, qualifier)
    return words


def region(m49: str) -> Texts:
    return {code: regions.name(m49, code) for code in languages.codes()} if m49 else {}


def code_list(asserted: str, own: set[str]) -> Texts:
    """How a list of countries (their codes) differs from the one that a record holds, in words."""
    codes = set(asserted.upper().split())
    more, missing = sorted(codes - own), sorted(own - codes)
    words = {}
    for code in languages.codes():
        with translation.override(code):
            parts = [gettext("also %(names)s") % {"names": names_of(more, code)}] if more else []
            parts += [gettext("without %(names)s") % {"names": names_of(missing, code)}] if missing else []
            words[code] = "; ".join(parts) or gettext("as listed here")
    return words


def names_of(codes: list[str], lang: str) -> str:
    """Names of states by their ISO 3166 codes, from CLDR."""
    locale = Locale.parse(lang.replace("-", "_"))
    return format_list([locale.territories.get(code, code) for code in codes], locale=locale)


#: (language, page's language) -> its name, where CLDR spells otherwise than the archive does throughout:
#: CLDR has हिन्दी with half a nasal, we write अनुस्वार.
SPELT = {("hi", "hi"): "हिंदी"}


@bounded(128)
def language_name(code: str, lang: str) -> str:
    """What a language (BCP 47) is called in another, by CLDR: `de`, `hi` -> "जर्मन"."""
    try:
        spoken = Locale.parse(lang.replace("-", "_"))
        known = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return code
    return SPELT.get((code, lang)) or spoken.languages.get(code) or known.get_display_name(spoken) or code


def same(text: str) -> Texts:
    """A text that is the same in every language: a name as printed, an address, a code."""
    return dict.fromkeys(languages.codes(), text) if text else {}
