"""The formats in which a page can be had as data, and where: its address less the slash, and an ending."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Format(NamedTuple):
    """One format: its ending, its media type, and what a reader calls it."""

    ending: str
    type: str
    name: object


FORMATS = {
    each.ending: each
    for each in (
        Format("json", "application/json", "JSON"),
        Format("csv", "text/csv; charset=utf-8; header=present", _("Table (CSV)")),
        Format("bib", "application/x-bibtex; charset=utf-8", "BibTeX"),
        Format("ris", "application/x-research-info-systems; charset=utf-8", "RIS"),
        Format("csl.json", "application/vnd.citationstyles.csl+json", "CSL JSON"),
        Format("ics", "text/calendar; charset=utf-8", _("Calendar")),
        Format("atom", "application/atom+xml; charset=utf-8", _("Feed (Atom)")),
    )
}


class Link(NamedTuple):
    """The way to a page in another format, in the language of the page."""

    name: str
    type: str
    href: str


def links(path: str, endings: Iterable[str], query: str = "") -> list[Link]:
    """The ways to the page at `path` in each of these formats."""
    each = (FORMATS[ending] for ending in endings)
    return [Link(str(one.name), one.type, address(path, one.ending, query)) for one in each]


def address(path: str, ending: str, query: str = "") -> str:
    """Where the page at `path` is in another format: `/en/events/`, `csv` -> `/en/events.csv`."""
    return f"{path.rstrip('/')}.{ending}{f'?{query}' if query else ''}"
