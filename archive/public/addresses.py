"""Addresses of pages, made without asking the URL resolver for every row of a list."""

from functools import lru_cache

from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils import translation

from archive import languages
from archive.public.speaking import current

#: Stands for the slug while the shape of an address is learnt from the resolver.
PLACEHOLDER = "0-slug-0"


def address(name: str, slug: str = "", lang: str = "") -> str:
    """The path of a page: `address("member", "pakistan")` -> `/hi/members/pakistan/`, in the active language.

    A claim of the seed text has no page of its own: it is a place on the page of all of them.
    """
    lang = lang or current()
    if name == "seed-claim":
        return f"{address('seed-text', lang=lang)}#{slug}"
    shape = _shape(name, lang, bool(slug), get_script_prefix())
    return shape.replace(PLACEHOLDER, slug) if slug else shape


@lru_cache(maxsize=512)
def _shape(name: str, lang: str, with_slug: bool, prefix: str) -> str:
    with translation.override(lang):
        try:
            return reverse(f"archive:{name}", args=[PLACEHOLDER] if with_slug else [])
        except NoReverseMatch:
            return reverse(name)


def bare(path: str) -> str:
    """A path without its language, which leads each reader to the language of their choice."""
    head, _, rest = path.removeprefix("/").partition("/")
    return f"/{rest}" if head in languages.codes() else path


def in_language(path: str, lang: str) -> str:
    """The same page in another language."""
    return f"/{lang}{bare(path)}"
