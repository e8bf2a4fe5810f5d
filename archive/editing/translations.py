"""How far a record is written in each language: the one place that knows it.

The state of a text follows from two lists that stand in the record itself, `rough` and `stale`, and from
which languages have a text at all. They are part of what is written, so versions, working copies, files, undo
and merging carry them like any other field; a list of many records reads them with its rows. Nobody has to
enter `stale`: `marks_after` says at every save what a change in one language leaves behind in the others.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator

from archive import languages
from archive.entries.written import Value, Values
from archive.models import Citation

#: A translated field that is no part of what a record says to readers while it is public.
ASIDE = "withdrawn_reason"
MARKS = ROUGH, STALE = "rough", "stale"
Texts = dict[str, str]


class State(TextChoices):
    """Where one text stands beside the other languages."""

    MISSING = "missing", _("missing")
    DRAFT = "draft", _("rough")
    STALE = "stale", _("out of date")
    CURRENT = "current", _("current")


#: What somebody should look at, the most urgent first.
OPEN = (State.MISSING, State.STALE, State.DRAFT)


def fields(model) -> list[str]:
    """The fields of a model that are written in every language (choices aside), the title first."""
    registered = translator.get_options_for_model(model).all_fields
    names = [name for name in registered if name != ASIDE and not model._meta.get_field(name).choices]
    title = getattr(model, "TITLE", "")
    return sorted(names, key=lambda name: name != title)


def columns(model) -> list[str]:
    """Every column of a model that holds text in one language, for searching all of them."""
    return [languages.column(field, code) for field in fields(model) for code in languages.codes()]


def by_column(model) -> dict[str, tuple[str, str]]:
    """The field and the language of each of these columns."""
    return {
        languages.column(field, code): (field, code) for field in fields(model) for code in languages.codes()
    }


def texts(values: Mapping[str, Value], field: str) -> Texts:
    """A field in every language, of a written record."""
    return {code: str(values.get(languages.column(field, code)) or "") for code in languages.codes()}


# What a state is --------------------------------------------------------------------------------------------


def state(record, field: str, code: str) -> State | None:
    """Where one text of a record stands; None if no language says anything there."""
    written = languages.texts(record, field)
    column = languages.column(field, code)
    if not written[code]:
        return State.MISSING if any(written.values()) else None
    if column in getattr(record, ROUGH, ()):
        return State.DRAFT
    return State.STALE if column in getattr(record, STALE, ()) else State.CURRENT


def counted(record, code: str) -> Counter[State]:
    """How many texts of a record stand where, in one language; its citations count where they were read."""
    found = [state(record, field, code) for field in fields(type(record))]
    for citation in getattr(record, "_prefetched_objects_cache", {}).get("citations", ()):
        found += [state(citation, field, code) for field in fields(type(citation))]
    return Counter(each for each in found if each is not None)


def has(model, wanted: State, code: str) -> Q:
    """Records with a text of this state in one language; a citation's note can be missing as well."""
    if wanted is State.MISSING:
        return _missing(model, code)
    if wanted is State.CURRENT:
        return ~(has(model, State.MISSING, code) | _marked(ROUGH, code) | _marked(STALE, code))
    return _marked(ROUGH if wanted is State.DRAFT else STALE, code)


def waits(model, code: str) -> Q:
    """Records with a text of their own that somebody should look at in one language."""
    return _lacking(model, code) | _marked(ROUGH, code) | _marked(STALE, code)


def _marked(name: str, code: str) -> Q:
    return Q(**{f"{name}__contains": f"{languages.column('', code)} "})


def _missing(model, code: str) -> Q:
    """Records that say something in another language and not in this one, citations included."""
    condition = _lacking(model, code)
    if getattr(model, "CLAIMS", ()):
        to_record = model._meta.get_field("citations").field.name
        notes = Citation.objects.filter(_lacking(Citation, code), **{f"{to_record}__isnull": False})
        condition |= Q(pk__in=notes.order_by().values(to_record))
    return condition


def _lacking(model, code: str) -> Q:
    condition = Q(pk__in=())
    for field in fields(model):
        column = languages.column(field, code)
        elsewhere = Q(pk__in=())
        for other in languages.codes():
            if other != code:
                elsewhere |= Q(**{f"{languages.column(field, other)}__gt": ""})
        condition |= (Q(**{column: ""}) | Q(**{column: None})) & elsewhere
    return condition


# What a save does to it -------------------------------------------------------------------------------------


def marks_after(
    model,
    before: Values,
    after: Values,
    seen: Values,
    *,
    minor: bool,
    given: bool,
    made_from: Callable[[str], Texts | None],
) -> Values:
    """`rough` and `stale` as they are once `before` has become `after`.

    `seen` is the state that whoever wrote had before them: who brings a text into line with another one that
    was changed meanwhile has not seen that, and leaves it out of date. `minor`: nothing of what is said
    changed. `given`: the lists in `after` are what is to be, not what was. `made_from` tells the texts that a
    stale one was last in line with.
    """
    rough, stale = set(_names(after, ROUGH)), set(_names(after, STALE))
    for field in fields(model):
        change = _Change(field, texts(before, field), texts(after, field), texts(seen, field))
        written = {code for code, text in change.after.items() if text}
        for code, text in change.after.items():
            column = languages.column(field, code)
            if not text:
                rough.discard(column)
            if not text or len(written) == 1:
                stale.discard(column)
        if given:
            continue
        was = _in(before, STALE, field) & written
        blind = {languages.column(field, code) for code in was if not change.has_seen_others(code)}
        stale |= blind  # whatever was decided about them was decided about another text
        if minor or len(written) < 2:
            continue
        stale -= {languages.column(field, code) for code in change.changed & was} - blind
        if change.leads(_in(before, STALE, field) | _in(before, ROUGH, field)):
            for code in written - change.changed:
                column = languages.column(field, code)
                base = made_from(column) if code in was else None
                back = base is not None and all(base[each] == change.after[each] for each in written - {code})
                (stale.discard if back else stale.add)(column)
    known = by_column(model).keys()
    return {ROUGH: sorted(rough & known), STALE: sorted(stale & known)}


class _Change:
    """One translated field before and after a save."""

    def __init__(self, field: str, before: Texts, after: Texts, seen: Texts):
        self.field, self.before, self.after, self.seen = field, before, after, seen
        self.changed = {code for code in after if before[code] != after[code]}

    def has_seen_others(self, code: str) -> bool:
        """Whether the texts of the other languages were before whoever wrote as they were stored."""
        return all(self.seen[other] == self.before[other] for other in self.before if other != code)

    def leads(self, unfinished: Collection[str]) -> bool:
        """Whether a text changed that was whole; one that is new, or brought into line, leads nobody."""
        return any(self.before[code] and self.after[code] and code not in unfinished for code in self.changed)


def _names(values: Values, name: str) -> list[str]:
    held = values.get(name)
    return held if isinstance(held, list) else []


def _in(values: Values, name: str, field: str) -> set[str]:
    """The languages in which a field stands in one of the two lists."""
    return {code for code in languages.codes() if languages.column(field, code) in _names(values, name)}
