"""Which texts wait for a translator, counted for all kinds, and the next one to work on."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from django.db.models import Count, Q

from archive import languages, memo
from archive.editing import translations
from archive.editing.translations import State
from archive.entries.written import slugs_in
from archive.models import Record
from archive.translating.saving import goes_at_once, standing

#: Records that are looked at together while the next text is looked for.
BATCH = 50


class Place(NamedTuple):
    """One text: its record, its field, its language."""

    record: Record
    field: str
    code: str

    @property
    def column(self) -> str:
        return languages.column(self.field, self.code)


class Progress(NamedTuple):
    """How far the records of one kind are in one language."""

    code: str
    total: int
    #: How many records have a text of each state that waits.
    open: dict[State, int]
    done: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


def progress(model: type[Record], code: str) -> Progress:
    """Worked out once for each content revision, in one query."""
    return memo.remember(("desk", model.kind_name, code), partial(_progress, model, code))


def _progress(model: type[Record], code: str) -> Progress:
    states = {state: translations.has(model, state, code) for state in translations.OPEN}
    waiting = Q(pk__in=())
    for condition in states.values():
        waiting |= condition
    counts = {state.name.lower(): Count("pk", filter=condition) for state, condition in states.items()}
    found = model._default_manager.aggregate(total=Count("pk"), waiting=Count("pk", filter=waiting), **counts)
    each = {state: found[state.name.lower()] for state in states}
    return Progress(code, found["total"], each, found["total"] - found["waiting"])


def open_texts(record: Record, code: str) -> list[tuple[str, State]]:
    """The fields of a record whose text in one language waits, with their states."""
    states = ((field, translations.state(record, field, code)) for field in translations.fields(type(record)))
    return [(field, state) for field, state in states if state in translations.OPEN]


def following(kinds: Sequence[type[Record]], code: str, user, after: Place | None = None) -> Place | None:
    """The next text that waits in one language, in the order of kinds and records; from the end to the start.

    What waits in a working copy of the person's is written already.
    """
    return next(_following(list(kinds), code, user, after), None)


def _following(kinds, code: str, user, after: Place | None) -> Iterator[Place]:
    if after is None:
        for model in kinds:
            yield from _of(model, code, user)
        return
    model = type(after.record)
    rest = [field for field, _state in open_texts(after.record, code)]
    order = translations.fields(model)
    later = [field for field in rest if order.index(field) > order.index(after.field)]
    yield from (
        Place(after.record, field, code) for field in later if _waits(after.record, field, code, user)
    )
    yield from _of(model, code, user, pk__gt=after.record.pk)
    place = kinds.index(model) if model in kinds else 0
    for other in [*kinds[place + 1 :], *kinds[:place]]:
        yield from _of(other, code, user)
    yield from _of(model, code, user, pk__lte=after.record.pk)


def _of(model: type[Record], code: str, user, **only) -> Iterator[Place]:
    rows = model._default_manager.filter(translations.waits(model, code), **only).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for record in batch:
            for field, _state in open_texts(record, code):
                if _waits(record, field, code, user):
                    yield Place(record, field, code)
        last = batch[-1].pk


def _waits(record: Record, field: str, code: str, user) -> bool:
    """Whether a text waits also in the working copy that the person would write on."""
    if goes_at_once(record, user) or (here := standing(record, user)).copy is None:
        return True
    written, column = here.written.values, languages.column(field, code)
    marked = [name for name in translations.MARKS if column in slugs_in(written.get(name))]
    return bool(marked) or not written.get(column)
