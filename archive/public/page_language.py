"""The language of the page being made, and its interface texts: looked up once a page, not once a word.

Django finds the active language through an asgiref `Local`, some microseconds each time; a page asks a few
hundred times. `page.render` says the language once, here.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import translation
from markupsafe import Markup

from archive import languages
from archive.serialise import texts
from imctc_site.bounded import bounded

_language: ContextVar[str] = ContextVar("language of the page being made", default="")


@contextmanager
def page_in(lang: str):
    """Everything within is said in `lang`, which must be the active language."""
    token = _language.set(lang)
    try:
        yield
    finally:
        _language.reset(token)


def current() -> str:
    """The language of the page being made."""
    return _language.get() or languages.current()


@bounded(1024)
def _text(lang: str, message: str) -> Markup:
    with translation.override(lang):
        return Markup(translation.gettext(message))  # noqa: S704 (our own texts)


@bounded(256)
def _plural(lang: str, one: str, many: str, number: int) -> Markup:
    with translation.override(lang):
        return Markup(translation.ngettext(one, many, number))  # noqa: S704 (our own texts)


def gettext(message: str, **values) -> Markup:
    """An interface text with its values by name, escaped."""
    text = _text(current(), message)
    return text % values if values else text


def ngettext(one: str, many: str, number: int, **values) -> Markup:
    """An interface text that depends on a number, which it may name as `%(num)s`."""
    return _plural(current(), one, many, number) % {"num": number, **values}


def language_name(code: str) -> str:
    """A language (BCP 47) as the page's language calls it: `de` -> "जर्मन"."""
    return texts.language_name(code, current())
