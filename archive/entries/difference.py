"""What differs between two states of a record, field by field and citation by citation."""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.entries.written import Cited, Value, Values, Written


class Change(NamedTuple):
    """One field that holds something else."""

    old: Value
    new: Value


class Recited(NamedTuple):
    """One citation of which something changed: `fields` by name, or nothing but its place."""

    old: Cited
    new: Cited
    fields: dict[str, Change]


@dataclass
class Difference:
    """Everything that changed from one state to another; falsy where nothing did."""

    fields: dict[str, Change] = field(default_factory=dict)
    added: list[Cited] = field(default_factory=list)
    removed: list[Cited] = field(default_factory=list)
    changed: list[Recited] = field(default_factory=list)
    #: Citations stand in another order.
    reordered: bool = False
    #: For each citation of the new state the one that it was in the old one; None for one that is new.
    partners: list[Cited | None] = field(default_factory=list, repr=False)

    def says_the_same(self, aside: Collection[str]) -> bool:
        """Whether nothing changed but these fields."""
        cited = self.added or self.removed or self.changed or self.reordered
        return not cited and self.fields.keys() <= set(aside)

    def __bool__(self) -> bool:
        return bool(self.fields or self.added or self.removed or self.changed or self.reordered)


def difference(old: Written, new: Written) -> Difference:
    """What changed from one state of a record to another; moments and old addresses do not count."""
    found = Difference(fields_changed(old.values, new.values))
    partners = found.partners = aligned(old.citations, new.citations)
    kept = {id(each) for each in partners if each is not None}
    found.removed = [each for each in old.citations if id(each) not in kept]
    for partner, each in zip(partners, new.citations, strict=True):
        if partner is None:
            found.added.append(each)
        elif fields := fields_changed(partner.values, each.values):
            found.changed.append(Recited(partner, each, fields))
    places = {id(each): place for place, each in enumerate(old.citations)}
    order = [places[id(each)] for each in partners if each is not None]
    found.reordered = order != sorted(order)
    return found


def fields_changed(old: Values, new: Values) -> dict[str, Change]:
    """Fields by name that hold something else; one that only one side knows is empty on the other."""
    names = dict.fromkeys((*new, *old))
    found = {name: Change(old.get(name), new.get(name)) for name in names}
    return {name: change for name, change in found.items() if not _same(*change)}


def _same(old: Value, new: Value) -> bool:
    return old == new or (old in (None, "", []) and new in (None, "", []))


#: What two citations must have in common to be taken for one and the same, from surest to boldest.
_LIKENESS: tuple[Callable[[Values], Iterable[Value]], ...] = (
    lambda values: values.values(),
    lambda values: (values["claim"], values["source"], values.get("locator"), values.get("asserts")),
    lambda values: (values["claim"], values["source"], values.get("locator")),
    lambda values: (values["claim"], values["source"]),
    lambda values: (value for name, value in values.items() if name != "claim"),
)


def aligned(old: list[Cited], new: list[Cited]) -> list[Cited | None]:
    """For each new citation the old one that it was; None for one that is really new.

    Numbers of the database decide where both have one. Versions and files have none, and there the likest
    are taken for the same.
    """
    by_number = {each.pk: each for each in old if each.pk is not None}
    partners = [by_number.get(each.pk) if each.pk is not None else None for each in new]
    taken = {id(each) for each in partners if each is not None}
    for likeness in _LIKENESS:
        free: dict[Hashable, list[Cited]] = {}
        for each in old:
            if id(each) not in taken:
                free.setdefault(_key(likeness, each), []).append(each)
        for place, each in enumerate(new):
            is_new = bool(by_number) and each.pk is not None
            if partners[place] is None and not is_new and (like := free.get(_key(likeness, each))):
                partners[place] = like.pop(0)
                taken.add(id(partners[place]))
    return partners


def _key(likeness, each: Cited) -> Hashable:
    return tuple(value if value not in (None, []) else "" for value in likeness(each.values))
