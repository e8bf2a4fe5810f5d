"""The environment of the public pages' templates."""

from django.templatetags.static import static
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from archive import dates, moments
from archive.data import linked
from archive.languages import direction
from archive.models import RECORDS
from archive.public import citations, glossary, navigation, page_language, wording
from archive.public.addresses import address
from archive.public.page_language import language_name
from archive.spelling.addresses import readable


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
        _=page_language.gettext,
        gettext=page_language.gettext,
        ngettext=page_language.ngettext,
        url=address,
        static=static,
        words=words,
        date=wording.date,
        day_of=moments.day,
        number=number,
        language_name=language_name,
        citing=citations,
        direction=direction,
        KINDS={model.kind_name: model.NAMES for model in RECORDS},
        attributes=wording.attributes,
        block=wording.block,
        brief=wording.brief,
        by_name=wording.by_name,
        foreign=wording.foreign,
        glossary=glossary,
        link=wording.link,
        linked_data=linked_data,
        opening=wording.opening,
        mark=wording.mark,
        navigation=navigation.navigation,
        all_pages=navigation.all_pages,
        marked=wording.marked,
        pick=wording.pick,
        plain=wording.plain,
        readable=readable,
        refs=wording.refs,
        say=wording.say,
        say_marked=wording.say_marked,
        source_line=wording.source_line,
        term=glossary.term,
    )
    env.filters.update(number=number, words=words, date=wording.date)
    return env


def linked_data(node: dict, title: str, description: str) -> Markup:
    """The linked data of a page, named as its title names it, without the archive's own name."""
    name = title.removesuffix(f" · {linked.archive(page_language.current())}").strip()
    return linked.whole(node, name, description)


def words(edtf: str, lang: str = "") -> str:
    """An imprecise date in words of the page's language; '' for no date."""
    return dates.words(edtf, lang or page_language.current()) if edtf else ""


def number(value: float) -> str:
    """A number grouped as the page's language groups it."""
    return wording.number(value, page_language.current())
