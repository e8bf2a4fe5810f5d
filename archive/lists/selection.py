"""What one reader asks of a list: filters, order and grouping, read from the address.

A list declares what it can be asked:

    EVENTS = Filters(
        Choice("kind", _("Kind"), "kind", Event.Kind.choices),
        Year("year", _("Year")),
        switches=[Switch("sort", _("Order"), {"oldest": _("Oldest first"), "newest": _("Newest first")})],
    )

`EVENTS.read(request.GET)` is a `Selection`. A value that means nothing is left out, and the selection says so
in a sentence: no address leads to an error.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop

from archive.languages import Text
from archive.lists.filters import Counts, Filter, Switch, as_text, plain

NOT_A_VALUE = gettext_noop(
    "“%(value)s” is not a value of “%(filter)s”. It was left out; choose one from the list."
)


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter as a form shows it; `count` None where nothing is counted."""

    value: str
    label: Text
    count: int | None
    chosen: bool


class Field(NamedTuple):
    """One filter or switch as a form shows it."""

    name: str
    label: str
    options: list[Option]
    value: str
    default: bool


class Active(NamedTuple):
    """A filter in use: what it says, and the query string without it."""

    name: str
    label: str
    value: Text
    without: str


class Filters:
    """All that a list can be asked; `extra` are further parameters, each with what reads its value.

    `beside` names filters that stand beside another: without that one, their value is its.
    """

    def __init__(
        self,
        *filters: Filter,
        switches: Iterable[Switch] = (),
        extra: Mapping[str, Callable[[str], str]] | None = None,
        paged: bool = True,
        beside: Mapping[str, str] | None = None,
    ):
        self.filters = {question.name: question for question in filters}
        self.switches = {switch.name: switch for switch in switches}
        self.extra = extra or {}
        self.paged = paged
        self.beside = beside or {}

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter of the list's address, in their canonical order."""
        return (*self.extra, *self.filters, *self.switches, *(["page"] if self.paged else []))

    def read(self, params: Mapping[str, str]) -> "Selection":
        """What a reader asks."""
        values, switched, notices = {}, {}, []
        for name, question in self.filters.items():
            if not (text := params.get(name, "").strip()):
                continue
            value = question.read(text)
            if value is None:
                notice = gettext(NOT_A_VALUE)
                notices.append(notice % {"value": plain(text), "filter": question.label})
            else:
                values[name] = value
        for name, switch in self.switches.items():
            text = params.get(name, "").strip()
            switched[name] = text if text in switch.options else switch.default
            if text and text not in switch.options:
                notice = gettext(NOT_A_VALUE)
                notices.append(notice % {"value": plain(text), "filter": switch.label})
        extra = {name: understand(params.get(name, "")) for name, understand in self.extra.items()}
        return Selection(self, values, switched, extra, notices)


class Selection:
    """What one reader asks of a list."""

    def __init__(self, filters: Filters, values, switched, extra, notices):
        self.filters = filters
        self.values: dict[str, str] = values
        self.switched: dict[str, str] = switched
        self.extra: dict[str, str] = extra
        self.notices: list[str] = notices

    def __getitem__(self, name: str) -> str:
        """The value of a filter or switch; '' for a filter that is not in use."""
        return self.switched[name] if name in self.switched else self.values.get(name, "")

    @property
    def key(self) -> tuple:
        """The filters in use, to keep answers by; equal selections have equal keys."""
        return tuple(self.values.items())

    @property
    def whole_key(self) -> tuple:
        """The same with order, grouping and the list's own parameters."""
        return tuple(self.values.items()), tuple(self.switched.items()), tuple(self.extra.items())

    def key_without(self, name: str) -> tuple:
        return tuple(item for item in self.values.items() if item[0] != name)

    def narrow(self, queryset: QuerySet, without: str = "") -> QuerySet:
        """The records asked for, leaving one filter out of account if it is named."""
        for name, value in self.values.items():
            if name != without:
                queryset = queryset.filter(self.filters.filters[name].condition(value))
        return queryset

    def query(self, **changes: str) -> str:
        """The canonical query string of this selection with some parameters changed; '' takes one away.

        Values that go without saying are left out, so that one list has one address.
        """
        usual = {name: switch.default for name, switch in self.filters.switches.items()}
        now = {**self.extra, **self.values, **self.switched, **changes}
        for second, first in self.filters.beside.items():
            if not now.get(first):
                now |= {first: now.get(second, ""), second: ""}
        pairs = [(name, now.get(name, "")) for name in self.filters.parameters]
        return urlencode([(name, value) for name, value in pairs if value and value != usual.get(name)])

    @property
    def cleared(self) -> str:
        """The query string with no filter in use."""
        return self.query(**dict.fromkeys(self.values, ""))

    def active(self) -> list[Active]:
        filters = self.filters.filters
        return [
            Active(name, str(filters[name].label), filters[name].label_of(value), self.query(**{name: ""}))
            for name, value in self.values.items()
        ]

    def described(self) -> list[str]:
        """What is asked beyond the list as it is: filters in use, and an order that is not the usual one."""
        return [f"{each.label}: {each.value.text}" for each in self.active()] + self._switched()

    def titled(self) -> list[str]:
        """The same for a title: a filter is named only where another of the list has a value of that name."""
        filters = self.filters.filters

        def called(each: Active) -> str:
            others = (other for name, other in filters.items() if name != each.name)
            words = each.value.text
            shared = any(other.could_say(words, self.values[each.name]) for other in others)
            return f"{each.label}: {words}" if shared else words

        return [called(each) for each in self.active()] + self._switched()

    def _switched(self) -> list[str]:
        return [
            as_text(switch.options[self.switched[name]]).text
            for name, switch in self.filters.switches.items()
            if self.switched[name] != switch.default
        ]

    def fields(self, counts: Mapping[str, Counts]) -> list[Field]:
        """The form: each filter with its values and how many records they leave, then the switches.

        Values that would leave nothing are not offered, unless one is chosen.
        """
        filters = [
            self._filter(filter_, counts.get(name, {})) for name, filter_ in self.filters.filters.items()
        ]
        return filters + [self._switch(switch) for switch in self.filters.switches.values()]

    def _filter(self, question: Filter, counts: Counts) -> Field:
        chosen = self.values.get(question.name, "")
        listed = [value for value in question.offered(counts) if question.read(value) == value]
        if chosen and chosen not in listed:
            listed.append(chosen)
        options = [Option(v, question.label_of(v), counts.get(v, 0), v == chosen) for v in listed]
        return Field(question.name, str(question.label), options, chosen, not chosen)

    def _switch(self, switch: Switch) -> Field:
        chosen = self.switched[switch.name]
        options = [Option(v, as_text(label), None, v == chosen) for v, label in switch.options.items()]
        return Field(switch.name, str(switch.label), options, chosen, chosen == switch.default)
