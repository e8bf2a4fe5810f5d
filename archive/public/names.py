"""Countries and bodies as a page names them: by a link, made once for each content revision."""

from typing import NamedTuple

from markupsafe import Markup

from archive import languages
from archive.lists import places
from archive.memo import remember
from archive.public.columns import Reader


class Named(NamedTuple):
    """A country or body as a list mentions it."""

    name: languages.Text
    #: Its name, leading to its page.
    link: Markup


def countries() -> dict[int, Named]:
    """Every published country and body by its primary key, ordered by name in the active language."""
    lang = languages.current()
    return remember(("countries", lang), lambda: _countries(lang))


def _countries(lang: str) -> dict[int, Named]:
    reader, known = Reader(lang), places.countries()
    return {pk: Named(place.name, reader.place(place)) for pk, place in known.items()}
