"""One thing that happened, as a row of the chronology."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from archive.lists.columns import Choice, Column, Date, Hidden, Prose, Words
from archive.lists.places import Place
from archive.serialise.texts import Texts

#: What each strand is called, in the order in which a day is told.
STRAND_NAMES = {
    "event": _("event"),
    "joining": _("joining"),
    "leaving": _("leaving"),
    "statement": _("statement"),
    "count": _("number given"),
}


class Entry(NamedTuple):
    """One row: a record, and the date by which it stands here."""

    strand: str
    date: str
    #: The kind of the record (`member` for a joining), its slug, and where its page is without a language.
    type: str
    slug: str
    path: str
    title: Texts
    #: What kind of event, which position, whether a number agrees.
    sort: Texts
    text: Texts
    #: Published countries and bodies that it is about or that act in it, by name.
    places: tuple[Place, ...]
    #: For an event: announced only; no act of the coalition.
    planned: bool = False
    associated: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.type, self.slug


class Places(Column):
    """Countries and bodies: their codes in a table, more of them in JSON; in one order for all languages."""

    def cells(self, value):
        return [" ".join(sorted(place.code for place in value))]

    def plain(self, value):
        found = sorted(value, key=lambda place: place.code)
        return [{"code": place.code, "slug": place.slug, "title": place.names} for place in found]


class Yes(Column):
    """Whether something is so."""

    def cells(self, value: Any):
        return ["true" if value else "false"]


COLUMNS = (
    Choice("entry", _("Kind"), STRAND_NAMES.items(), "strand"),
    Date("date", _("Date")),
    Column("type"),
    Column("slug"),
    Hidden("path"),
    Words("title", _("Title")),
    Words("sort", _("Sort")),
    Prose("text", _("In short")),
    Places("countries", _("Countries and bodies")),
    Yes("announced_only", _("announced only")),
    Yes("associated", _("not an act of the coalition")),
)
