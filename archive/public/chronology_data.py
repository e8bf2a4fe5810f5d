"""The chronology as a table, as JSON and as a feed, with the filters of its page."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from archive import chronology, kinds, languages
from archive.data import feed, formats, tables
from archive.data.formats import FORMATS
from archive.data.records import LICENCE
from archive.kinds import readform
from archive.lists.selection import Selection
from archive.memo import one_revision
from archive.public.addresses import address
from archive.public.data import answered, within
from archive.public.http import public_page
from archive.public.lists.chronology import NAME
from archive.serialise.shapes import ReadForm

#: What the tables ask of a list: its columns, and where the page of a row is.
TABLE = SimpleNamespace(listed=SimpleNamespace(columns=chronology.COLUMNS), path=lambda row: row.path)

PARAMETERS = tuple(name for name in chronology.FILTERS.parameters if name != "page")


def file(ending: str):
    """The view of all pages of the chronology in one format."""

    @public_page(params=PARAMETERS)
    @one_revision
    def view(request):
        selection = chronology.asked(request.GET)
        lang = languages.current()
        return answered(FORMATS[ending], within(MADE[ending](selection, lang), lang))

    view.__name__ = f"chronology_{ending}"
    return view


def batches(selection: Selection) -> Iterator[list[chronology.Entry]]:
    return chronology.batches(selection.values, selection["sort"] == "newest")


def csv(selection: Selection, lang: str) -> Iterator[str]:
    return tables.csv_of(TABLE, batches(selection))


def rows(selection: Selection, lang: str) -> Iterator[str]:
    head = {
        "page": tables.page_of_list(NAME, selection.query()),
        "title": {code: heading(code) for code in languages.codes()},
        "licence": LICENCE,
        "asked": {name: value for name, value in selection.values.items() if value},
    }
    return tables.json_of(TABLE, batches(selection), head)


def page_address(selection: Selection, ending: str = "") -> str:
    path, query = address(NAME), selection.query()
    if ending:
        return settings.SITE_URL + formats.address(path, ending, query)
    return f"{settings.SITE_URL}{path}{f'?{query}' if query else ''}"


def heading(lang: str) -> str:
    with translation.override(lang):
        return gettext("Chronology")


def atom(selection: Selection, lang: str) -> Iterator[str]:
    with translation.override(lang):
        title = f"{gettext('IMCTC Archive')}: {gettext('Chronology')}"
        subtitle = gettext("What was published or changed last")
    page, own = page_address(selection), page_address(selection, "atom")
    yield feed.atom(title, subtitle, page, own, latest(selection), lang)


def latest(selection: Selection) -> list[ReadForm]:
    """The read forms of the records of a selection that were changed last, the last first."""
    changed: list[tuple[Any, str, str]] = []
    for _at, strand in chronology.chosen(selection.values):
        changed += strand.latest(selection.values, feed.ENTRIES)
    newest = sorted(set(changed), reverse=True)[: feed.ENTRIES]
    forms: dict[tuple[str, str], ReadForm] = {}
    for name in {kind for _when, kind, _slug in newest}:
        slugs = [slug for _when, kind, slug in newest if kind == name]
        found = kinds.KINDS[name].records().filter(slug__in=slugs).order_by("slug")
        forms |= {(name, form["slug"]): form for form in readform.records(found)}
    return [forms[kind, slug] for _when, kind, slug in newest if (kind, slug) in forms]


MADE = {"csv": csv, "json": rows, "atom": atom}
