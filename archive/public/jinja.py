"""The environment of the public pages' templates."""

from functools import lru_cache

from babel.numbers import format_decimal
from django.templatetags.static import static
from jinja2 import Environment, StrictUndefined

from archive import dates
from archive.api.labels import KINDS
from archive.languages import direction
from archive.public import speaking, voices, wording
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
            "trim_blocks": True,
            "lstrip_blocks": True,
        }
    )
    env.globals.update(
        _=speaking.gettext,
        gettext=speaking.gettext,
        ngettext=speaking.ngettext,
        url=address,
        voices=voices,
        static=static,
        words=words,
        date=wording.date,
        number=number,
        language_name=language_name,
        direction=direction,
        KINDS=KINDS,
        attributes=wording.attributes,
        block=wording.block,
        brief=wording.brief,
        foreign=wording.foreign,
        link=wording.link,
        opening=wording.opening,
        mark=wording.mark,
        pick=wording.pick,
        plain=wording.plain,
        refs=wording.refs,
        say=wording.say,
        say_marked=wording.say_marked,
        source_line=wording.source_line,
    )
    env.filters.update(number=number, words=words, date=wording.date)
    return env


def words(edtf: str, lang: str = "") -> str:
    """An imprecise date in words of the page's language; '' for no date."""
    return dates.words(edtf, lang or speaking.current()) if edtf else ""


@lru_cache(maxsize=1024)
def _number(value: float, lang: str) -> str:
    return format_decimal(value, locale=lang.replace("-", "_"))


def number(value: float) -> str:
    """A number grouped as the page's language groups it."""
    return _number(value, speaking.current())
