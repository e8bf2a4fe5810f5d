"""Three states of one record brought into one: what it was, what it is by now, and what somebody wants.

For every field, each language by itself, and for every field of every citation:

- only the others changed it: what is stored stays;
- only this one changed it: what is wanted is saved;
- both did: paragraphs of a text and members of a set are brought together where they do not meet; else it is
  a conflict, and the wanted value stands in the outcome beside the stored one. Nothing is decided here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.editing.paragraphs import merged_set, merged_text
from archive.entries.difference import aligned
from archive.entries.written import Cited, Value, Values, Written, grouped


class _Unknown:
    """A value of which only so much is known that it was another one."""

    def __repr__(self) -> str:
        return "UNKNOWN"


#: Where nobody can tell any more what a field held. It equals nothing, not even in what it was.
UNKNOWN = _Unknown()


class Conflict(NamedTuple):
    """A field that both changed, to different values."""

    was: object
    stored: Value
    wanted: Value


@dataclass
class CitedMerge:
    """One citation as it comes out, and what both did to it."""

    citation: Cited
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    #: "deleted": somebody deleted what was changed here; "changed": the reverse; "" for neither.
    clash: str = ""
    #: What was taken over from the other: fields by name, or "*" for a citation that is new.
    taken: list[str] = field(default_factory=list)
    #: The one among those wanted that it came from.
    wanted: Cited | None = None


@dataclass
class Merged:
    """What comes of it: values and citations to be saved, and what must be asked or told."""

    values: Values
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    cited: list[CitedMerge] = field(default_factory=list)
    #: Columns that were taken over from the other.
    taken: list[str] = field(default_factory=list)
    #: Citations that the other deleted and this one had left alone.
    dropped: list[Cited] = field(default_factory=list)

    @property
    def citations(self) -> list[Cited]:
        return [each.citation for each in self.cited]

    @property
    def is_clean(self) -> bool:
        return not (self.conflicts or any(each.conflicts or each.clash for each in self.cited))


def merged(was: Written, stored: Written, wanted: Written) -> Merged:
    """Bring `wanted`, which was made from `was`, together with what is `stored` by now."""
    values, conflicts, taken = _merge_values(was.values, stored.values, wanted.values)
    outcome = Merged(values, conflicts, taken=taken)
    _merge_citations(outcome, _numbered(was.citations, stored.citations, wanted.citations))
    return outcome


def _merge_values(
    was: Values, stored: Values, wanted: Values
) -> tuple[Values, dict[str, Conflict], list[str]]:
    values, conflicts, taken = dict(stored), {}, []
    for name, ours in wanted.items():
        theirs, before = stored.get(name), was.get(name)
        if ours == theirs or before == theirs:
            values[name] = ours
        elif before == ours:
            taken.append(name)
        elif (both := _together(before, theirs, ours)) is not None:
            values[name] = both
            taken.append(name)
        else:
            values[name] = ours
            conflicts[name] = Conflict(before, theirs, ours)
    return values, conflicts, taken


def _together(before: object, theirs: Value, ours: Value) -> Value:
    if isinstance(before, list) and isinstance(theirs, list) and isinstance(ours, list):
        return merged_set(before, theirs, ours)
    if isinstance(before, str) and isinstance(theirs, str) and isinstance(ours, str):
        return merged_text(before, theirs, ours)
    return None


class _Rows(NamedTuple):
    """Citations by what they have in common through all three states, in their order."""

    was: dict[object, Cited]
    stored: dict[object, Cited]
    wanted: dict[object, Cited]


def _numbered(was: list[Cited], stored: list[Cited], wanted: list[Cited]) -> _Rows:
    """Know each citation again: by its number in the database where all have one, else by its likeness."""
    keys: dict[int, object] = {id(each): each.pk for each in stored}
    for each, like in zip(was, aligned(stored, was), strict=True):
        keys[id(each)] = each.pk if each.pk is not None else keys[id(like)] if like else ("was", id(each))
    for each, like in zip(wanted, aligned(was, wanted), strict=True):
        keys[id(each)] = each.pk if each.pk is not None else keys[id(like)] if like else ("new", id(each))
    return _Rows(*({keys[id(each)]: each for each in side} for side in (was, stored, wanted)))


def _merge_citations(outcome: Merged, rows: _Rows) -> None:
    merges: dict[object, CitedMerge] = {}
    for key, theirs in rows.stored.items():
        before, ours = rows.was.get(key), rows.wanted.get(key)
        if ours is not None:
            known = before.values if before is not None else {}
            values, conflicts, taken = _merge_values(known, theirs.values, ours.values)
            merges[key] = CitedMerge(Cited(values, theirs.pk), conflicts, taken=taken, wanted=ours)
        elif before is None:
            merges[key] = CitedMerge(theirs, taken=["*"])
        elif before != theirs:
            merges[key] = CitedMerge(theirs, clash="changed")
    added = [each.citation.values for each in merges.values() if "*" in each.taken]
    for key, ours in rows.wanted.items():
        before = rows.was.get(key)
        if key in rows.stored:
            continue
        if before is None:
            if ours.values not in added:  # both added the same
                merges[key] = CitedMerge(Cited(ours.values), wanted=ours)
        elif ours == before:
            outcome.dropped.append(ours)
        else:
            merges[key] = CitedMerge(Cited(ours.values), clash="deleted", wanted=ours)
    order = _order(list(rows.was), list(rows.stored), list(rows.wanted))
    outcome.cited = [merges[key] for key in order if key in merges]
    places = {id(each): place for place, each in enumerate(grouped(outcome.citations))}
    outcome.cited.sort(key=lambda each: places[id(each.citation)])


def _order(was: list, stored: list, wanted: list) -> list:
    """Keys of all citations: as they are stored, unless somebody here has put them in another order."""
    kept = [key for key in was if key in wanted]
    moved = kept != [key for key in wanted if key in was]
    first, second = (wanted, stored) if moved else (stored, wanted)
    order = list(first)
    for place, key in enumerate(second):
        if key not in first:
            earlier = [*(was[: was.index(key)] if key in was else ()), *second[:place]]
            before = next((each for each in reversed(earlier) if each in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order


def conflicts_of(outcome: Merged) -> Iterable[str]:
    """What both changed, as `archive.models.Version.fields` calls it."""
    yield from outcome.conflicts
    for each in outcome.cited:
        if each.conflicts or each.clash:
            yield f"citations.{each.citation.claim}"
