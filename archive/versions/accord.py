"""What an out-of-date text was last in line with, found in the versions of its record."""

from dataclasses import dataclass

from archive import languages
from archive.entries.written import slugs_in
from archive.models import Record, Version
from archive.versions import history
from archive.versions.words import Piece, compared

#: The list of what was left behind, as versions name it.
STALE = "stale"


@dataclass(frozen=True)
class Since(languages.InOne):
    """What became of the text of another language since this one was in line with it."""

    code: str
    pieces: list[Piece]
    #: The version in which both were in line.
    number: int


def version(record: Record, column: str) -> Version | None:
    """The last version in which an out-of-date text was in line with the others; None if none is known.

    Only versions that changed the list are read, newest first: one or two as a rule.
    """
    versions = history.of(record)
    first = None
    for each in versions.filter(fields__contains=STALE):
        if STALE not in each.changed:
            continue
        if column not in slugs_in(history.written(each).values.get(STALE)):
            break
        first = each
    return history.before(first) if first is not None else None


def made_from(record: Record, column: str) -> dict[str, str] | None:
    """The texts of all languages when an out-of-date one was last in line with them."""
    found = version(record, column)
    if found is None:
        return None
    values, name = history.written(found).values, _field(record, column)
    return {code: str(values.get(languages.column(name, code)) or "") for code in languages.codes()}


def since(record: Record, column: str) -> list[Since]:
    """What changed in the other languages since an out-of-date text was in line with them, word by word."""
    found = version(record, column)
    if found is None:
        return []
    then, name = history.written(found).values, _field(record, column)
    changes = []
    for code, now in languages.texts(record, name).items():
        other = languages.column(name, code)
        was = str(then.get(other) or "")
        if other != column and was != now:
            changes.append(Since(code, compared(was, now), found.number))
    return changes


def _field(record: Record, column: str) -> str:
    return record._meta.get_field(column).translated_field.name  # type: ignore[union-attr]
