"""Names of countries and bodies for rows that mention one, read once for each content revision."""

import unicodedata
from typing import NamedTuple

from markupsafe import Markup

from archive import languages
from archive.models import Country, Status
from archive.public.addresses import address
from archive.public.columns import Reader, columns
from archive.public.memo import remember


class Named(NamedTuple):
    """A country or body as a list mentions it."""

    pk: int
    slug: str
    code: str
    name: languages.Text
    href: str
    #: Its name, leading to its page.
    link: Markup


COLUMNS = ("pk", "slug", "code", "member__slug", "member__status")


def sorting_key(name: str) -> str:
    """A name as a reader looks for it: without case, accents and nuktas (क़तर stands among the क)."""
    letters = unicodedata.normalize("NFD", name).casefold()
    return "".join(letter for letter in letters if unicodedata.combining(letter) in (0, 9))


def countries() -> dict[int, Named]:
    """Every published country and body by its primary key, ordered by name in the active language."""
    lang = languages.current()
    return remember(("countries", lang), lambda: _countries(lang), lambda table: 4 * len(table))


def by_slug() -> dict[str, Named]:
    """The same by slug."""
    key = ("countries by slug", languages.current())
    return remember(key, lambda: {named.slug: named for named in countries().values()}, len)


def _countries(lang: str) -> dict[int, Named]:
    rows = Country.objects.published().order_by("slug")
    table, reader = [], Reader(lang)
    for pk, slug, code, member, status, *texts in rows.values_list(*COLUMNS, *columns("name")):
        name = reader.text(texts, 0)
        href = address("member", member) if status == Status.PUBLISHED else address("country", slug)
        name = name or languages.Text(slug, "")
        table.append(Named(pk, slug, code, name, href, reader.link(href, name)))
    table.sort(key=lambda named: (sorting_key(named.name.text), named.slug))
    return {named.pk: named for named in table}
