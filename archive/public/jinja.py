"""The environment of the public pages' templates."""

from functools import lru_cache

from babel.numbers import format_decimal
from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from archive import dates, languages
from archive.api.labels import KINDS
from archive.public import wording
from archive.public.addresses import address
from archive.public.names_of_languages import language_name


def environment(**options) -> Environment:
    """Templates escape everything, know no undefined names, and are translated by Django's catalogues.

    `_("There is %(count)s …", count=n)` and `ngettext(one, many, n)` take their values by name.
    """
    env = Environment(  # noqa: S701 (Django asks for autoescape)
        **{
            **options,
            "undefined": StrictUndefined,
            "extensions": ["jinja2.ext.i18n"],
            "trim_blocks": True,
            "lstrip_blocks": True,
        }
    )
    env.install_gettext_callables(
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        url=address,
        static=static,
        words=words,
        date=date,
        number=number,
        language_name=language_name,
        direction=languages.direction,
        KINDS=KINDS,
        attributes=wording.attributes,
        block=wording.block,
        brief=wording.brief,
        foreign=wording.foreign,
        link=wording.link,
        pick=wording.pick,
        plain=wording.plain,
        refs=wording.refs,
        say=wording.say,
        say_marked=wording.say_marked,
    )
    env.filters.update(number=number, words=words, date=date)
    return env


def words(edtf: str, lang: str = "") -> str:
    """An imprecise date in words of the page's language; '' for no date."""
    return dates.words(edtf, lang or languages.current()) if edtf else ""


def date(edtf: str, lang: str = "") -> Markup:
    """An imprecise date in words, with its machine value beside it; '' for no date."""
    return _date(edtf, lang or languages.current()) if edtf else Markup("")


@lru_cache(maxsize=4096)
def _date(edtf: str, lang: str) -> Markup:
    exact, text = dates.machine(edtf), dates.words(edtf, lang)
    if exact:
        return Markup('<time datetime="{}">{}</time>').format(exact, text)
    return Markup('<data value="{}">{}</data>').format(edtf, text)


@lru_cache(maxsize=1024)
def _number(value: float, lang: str) -> str:
    return format_decimal(value, locale=lang.replace("-", "_"))


def number(value: float) -> str:
    """A number grouped as the page's language groups it."""
    return _number(value, languages.current())
