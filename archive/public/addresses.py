"""Addresses of pages, made without asking the URL resolver for every row of a list."""

from django.urls import NoReverseMatch, reverse
from django.utils import translation

from archive import languages
from archive.models import RECORDS, Record
from archive.public.page_language import current
from imctc_site.bounded import bounded

#: Kinds whose records are places on a page: the URL name of the page.
PLACES = {model.kind_name: model.PAGE for model in RECORDS if model.PAGE}

#: Stands for the slug while the shape of an address is learnt from the resolver.
PLACEHOLDER = "0-slug-0"


def address(name: str, slug: str = "", lang: str = "") -> str:
    """The path of a page: `address("member", "pakistan")` -> `/hi/members/pakistan/`, in the active language.

    A record without a page of its own is a place on the page of all of its kind.
    """
    lang = lang or current()
    if slug and name in PLACES:
        return f"{address(PLACES[name], lang=lang)}#{slug}"
    shape = _shape(name, lang, bool(slug))
    return shape.replace(PLACEHOLDER, slug) if slug else shape


def versions_address(model: type[Record], slug: str, number: int = 0, lang: str = "") -> str:
    """The path of the list of a record's versions, or of the page of one of them."""
    return f"/{lang or current()}{model.versions_path(slug, number)}"


@bounded(128)
def _shape(name: str, lang: str, with_slug: bool) -> str:
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
