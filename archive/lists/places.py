"""Countries and bodies for lists that mention or ask for one, read once for each content revision."""

from typing import NamedTuple

from archive import languages, visible
from archive.memo import remember
from archive.models import Country
from archive.serialise.loading import columns
from archive.serialise.texts import Texts, pairs
from archive.spelling.comparing import folded_text
from imctc_site.bounded import bounded


class Place(NamedTuple):
    """A published country or body."""

    pk: int
    slug: str
    #: ISO 3166-1 alpha-2 for a state, a short name for a body.
    code: str
    #: The address name of its membership; '' where there is none for readers.
    member: str
    names: Texts
    #: The one of these for readers of the active language.
    name: languages.Text


@bounded(256)
def sorting_key(name: str) -> str:
    """A name as a reader looks for it: without case, accents and nuktas (क़तर stands among the क)."""
    return folded_text(name)


def countries() -> dict[int, Place]:
    """Every published country and body by its primary key, ordered by name in the active language."""
    lang = languages.current()
    return remember(("places", lang), lambda: _countries(lang))


def by_slug() -> dict[str, Place]:
    """The same by slug."""
    key = ("places by slug", languages.current())
    return remember(key, lambda: {place.slug: place for place in countries().values()})


def _countries(lang: str) -> dict[int, Place]:
    rows = Country.objects.published().values_list(
        "pk", "slug", "code", "member__slug", "member__status", *columns("name")
    )
    table = []
    for pk, slug, code, member, status, *names in rows.order_by("slug"):
        name = languages.pick(pairs(names), lang) or languages.Text(slug, "")
        table.append(
            Place(pk, slug, code, member if visible.is_published(status) else "", pairs(names), name)
        )
    table.sort(key=lambda place: (sorting_key(place.name.text), place.slug))
    return {place.pk: place for place in table}
