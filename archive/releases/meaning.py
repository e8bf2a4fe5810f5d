"""What the columns of the tables mean, in the words that pages have for them."""

from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from archive import languages
from archive.kinds import KINDS, Kind
from archive.lists import columns
from archive.lists.columns import Column
from archive.serialise import texts


class Meaning(NamedTuple):
    """One column of a table: its head, its type as Frictionless calls it, and what it holds."""

    name: str
    type: str
    text: str


#: What is counted together in one column of a list.
PARTS = {"standing": gettext_noop("that support it"), "withdrawn": gettext_noop("withdrawn")}


def of_table(kind: Kind, lang: str) -> list[Meaning]:
    """The columns of a kind's table, in their order."""
    with translation.override(lang):
        found = [one for column in kind.listing.columns for one in _of(kind, column, lang)]
        return [*found, Meaning("page", "string", gettext("The address of its page"))]


def _of(kind: Kind, column: Column, lang: str) -> list[Meaning]:
    heads = column.headers
    if not heads:
        return []
    label = _label(kind, column)
    told = {"label": label}
    if isinstance(column, columns.Date):
        said = [
            gettext("%(label)s, in EDTF") % told,
            gettext("%(label)s: the first day that it allows") % told,
            gettext("%(label)s: the last day that it allows") % told,
        ]
        return [
            Meaning(head, sort, text)
            for head, sort, text in zip(heads, ("string", "date", "date"), said, strict=True)
        ]
    if isinstance(column, columns.Choice | columns.Country):
        first = Meaning(heads[0], "string", gettext("%(label)s, as a code") % told)
        return [first, *_by_language(heads[1:], label, lang)]
    if isinstance(column, columns.Words):
        return _by_language(heads, label, lang)
    if isinstance(column, columns.Counts):
        parts = [gettext(PARTS.get(name, name)) for name in column.missing._fields]
        return [
            Meaning(head, "integer", gettext("%(label)s: %(part)s") % {**told, "part": part})
            for head, part in zip(heads, parts, strict=True)
        ]
    sort = "string"
    if isinstance(column, columns.Number | columns.Gathered):
        sort = "integer"
    elif isinstance(column, columns.Truth):
        sort = "boolean"
    return [Meaning(heads[0], sort, label)]


def _by_language(heads: list[str], label: str, lang: str) -> list[Meaning]:
    return [
        Meaning(
            head,
            "string",
            gettext("%(label)s, in %(language)s")
            % {"label": label, "language": texts.language_name(code, lang)},
        )
        for head, code in zip(heads, languages.codes(), strict=True)
    ]


def _label(kind: Kind, column: Column) -> str:
    if column.name.endswith("slug"):
        return gettext("Its name in addresses")
    if column.label:
        return str(column.label)
    named = KINDS[column.name].model.NAMES.one if column.name in KINDS else ""
    known = kind.model.LABELS.get(column.name, named)
    return gettext(known) if known else column.name


#: The columns of the table of citations.
CITATIONS = {
    "type": gettext_noop("The kind of the record"),
    "slug": gettext_noop("Its name in addresses"),
    "claim": gettext_noop("The claim that the document stands behind"),
    "source": gettext_noop("The citation key of the document"),
    "locator": gettext_noop("Where in the document"),
    "quote": gettext_noop("Its own words"),
    "quote_language": gettext_noop("The language of these words"),
    "asserts": gettext_noop("The value that it gives"),
    "as_of": gettext_noop("The day that it speaks of, in EDTF"),
    "heard": gettext_noop("Whether it counts: withdrawn documents do not"),
}


def of_citations(lang: str) -> list[Meaning]:
    with translation.override(lang):
        told = [
            Meaning(name, "boolean" if name == "heard" else "string", gettext(text))
            for name, text in CITATIONS.items()
        ]
        return [*told, *_by_language([f"note_{code}" for code in languages.codes()], gettext("Note"), lang)]
