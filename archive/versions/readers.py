"""What readers are told of changes: the same difference that editors see, without what readers do not see.

Records that are not public today are not named, whatever cites or names them; nor is the reason for a
withdrawal that did not take place. All changes of a page are told in a fixed number of queries.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext

from archive import languages, markdown, visible
from archive.entries.difference import Difference
from archive.entries.parts import kind_of
from archive.entries.renaming import all_renewed
from archive.entries.written import Cited, Written, own_fields, slugs_in
from archive.fields import ColumnsField
from archive.models import Record, Source, Version
from archive.versions import differences, history
from archive.versions.differences import FieldDifference, Known, RecordDifference
from archive.versions.words import Piece

#: A stretch of text that did not change is shown to so many letters at either end.
EDGE = 90

REASON = "withdrawn_reason"


def differences_of(changes: Sequence[tuple[Version, Version]]) -> list[RecordDifference]:
    """What changed, for readers, from each version to the other one of its pair."""
    return between([history.written(version) for pair in changes for version in pair])


def shows(old: Written, new: Written, changes: Difference) -> bool:
    """Whether readers see anything of these changes of a record that they can see.

    Most do, and are not looked at any further: those of a text, a date, a number.
    """
    fields = own_fields(new.model)
    for name, change in changes.fields.items():
        own = fields.get(name)
        aside = own is None or own.is_relation or isinstance(own, ColumnsField) or name.startswith(REASON)
        if not (aside or "[@" in f"{change.old} {change.new}"):
            return True
    return bool(between([old, new])[0])


def between(pairs: Sequence[Written]) -> list[RecordDifference]:
    """What changed, for readers, from each first state to the second one that stands after it."""
    states = all_renewed(*pairs)
    known = _names(states)
    shown = [_shown(each, known) for each in states]
    return [
        _in_public_words(differences.as_named(old, new, known), new.model)
        for old, new in zip(shown[::2], shown[1::2], strict=True)
    ]


def _names(states: list[Written]) -> Known:
    """What the records are called that these states refer to, as far as readers can see them."""
    wanted: dict[type[Record], set[str]] = {}
    for state in states:
        for name, each in own_fields(state.model).items():
            if each.is_relation and name in state.values:
                wanted.setdefault(kind_of(each), set()).update(slugs_in(state.values[name]))
        sources = wanted.setdefault(Source, set())
        sources.update(each.source for each in state.citations)
        sources.update(key for text in _texts(state) for key in markdown.cited_keys(text))
    return {
        (model, record.slug): str(record)
        for model, slugs in wanted.items()
        if slugs
        for record in model._default_manager.filter(slug__in=slugs)
        if record.is_readable  # asked of the database, it might look through all that are
    }


def _shown(state: Written, known: Known) -> Written:
    """A state as readers may know of it."""
    values = dict(state.values)
    for name, each in own_fields(state.model).items():
        if each.is_relation and name in values:
            seen = [slug for slug in slugs_in(values[name]) if (kind_of(each), slug) in known]
            values[name] = seen if isinstance(values[name], list) else (seen[0] if seen else None)
        elif isinstance(each, ColumnsField):  # how far a translation is, is told on the page itself
            values[name] = []
    sources = {slug for model, slug in known if model is Source}
    for name, value in values.items():
        if isinstance(value, str) and "[@" in value:
            values[name] = markdown.citing_only(value, sources)
    if not visible.is_withdrawn(str(values["status"])):
        values.update({languages.column(REASON, code): "" for code in languages.codes()})
    citations = [Cited(each.values, each.pk) for each in state.citations if each.source in sources]
    return replace(state, values=values, citations=citations)


def _in_public_words(found: RecordDifference, model: type[Record]) -> RecordDifference:
    """With the names that facts have on pages, and long stretches that did not change cut short."""
    for field in found.fields:
        field.label = label(model, field.name, field.label)
        _shorten(field)
    for citation in found.citations:
        citation.claim = label(model, citation.name.partition(".")[2], citation.claim)
        for field in citation.fields:
            _shorten(field)
    return found


def label(model: type[Record], name: str, usual: str) -> str:
    """What a fact is called on pages, or else its usual name."""
    return gettext(model.LABELS[name]) if name in model.LABELS else usual


def _shorten(field: FieldDifference) -> None:
    field.texts = [each for each in field.texts if each.is_changed]
    for text in field.texts:
        text.pieces = shortened(text.pieces)
    field.pieces = shortened(field.pieces)


def shortened(pieces: list[Piece]) -> list[Piece]:
    """The same difference; of what did not change only what stands near to a change."""
    last = len(pieces) - 1
    return [_edges(each, place > 0, place < last) for place, each in enumerate(pieces)]


def _edges(piece: Piece, after: bool, before: bool) -> Piece:
    text = piece.text
    if piece.kind != "same" or len(text) <= EDGE * (after + before) + 20:
        return piece
    start, _cut, _rest = text[:EDGE].rpartition(" ") if after else ("", "", "")
    _rest, _cut, end = text[-EDGE:].partition(" ") if before else ("", "", "")
    return Piece("same", f"{start} … {end}")


def _texts(state: Written) -> list[str]:
    return [value for value in state.values.values() if isinstance(value, str) and "[@" in value]
