"""What the chronology can be asked: a kind, a year, a country or two of them, an order."""

from collections import Counter
from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.chronology.entry import STRAND_NAMES
from archive.lists import filters
from archive.lists.filters import Filter
from archive.lists.selection import Filters, Selection
from archive.models import Event


class Strands(Filter):
    """Which strands: one of them, or all."""

    def labels(self):
        return STRAND_NAMES


FILTERS = Filters(
    Strands("kind", _("Kind")),
    filters.Year("year", _("Year")),
    # What these two look at depends on the strand; here they only read what an address says.
    filters.Place("country", _("Country or body"), Event),
    filters.Place("with", _("Beside it"), Event),
    switches=[filters.OLDEST_FIRST],
    beside={"with": "country"},
)

#: Parameters that stand for countries.
COUNTRIES = ("country", "with")


def asked(params: QueryDict | Mapping[str, str]) -> Selection:
    """What a reader asks; `?country=a&country=b` is the same as `?country=a&with=b`."""
    given = {name: params.get(name, "") for name in FILTERS.parameters}
    if isinstance(params, QueryDict):
        countries = [value.strip() for name in COUNTRIES for value in params.getlist(name)]
        first, second, *_rest = [*dict.fromkeys(filter(None, countries)), "", ""]
        if second:
            given |= {"country": first, "with": second}
    if given["with"] == given["country"]:
        given["with"] = ""
    if given["with"] and not given["country"]:  # beside nothing is alone
        given |= {"country": given["with"], "with": ""}
    return FILTERS.read(given)


def without(selection: Selection, name: str) -> dict[str, str]:
    """The values of a selection less one filter; who asks for another first country asks for no second."""
    left_out = COUNTRIES if name == "country" else (name,)
    return {asked: value for asked, value in selection.values.items() if asked not in left_out}


def facets(selection: Selection, strands) -> dict[str, Mapping[str, int]]:
    """How many entries each value of each filter would leave, with the others as they are."""
    kinds = without(selection, "kind")
    found: dict[str, Mapping[str, int]] = {
        "kind": {strand.name: strand.total(kinds) for strand in strands.values()}
    }
    for name in ("year", "country"):
        values = without(selection, name)
        counted: Counter[str] = Counter()
        for strand in strands.values():
            if values.get("kind", strand.name) == strand.name:
                counted.update(strand.counts(name, values))
        found[name] = dict(sorted(counted.items())) if name == "year" else counted
    # A second country is offered beside a first, each with what it has by itself.
    first = selection["country"]
    found["with"] = {slug: n for slug, n in found["country"].items() if slug != first} if first else {}
    return found
