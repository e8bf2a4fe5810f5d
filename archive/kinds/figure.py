"""Published figures, as readers meet them."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import languages, visible
from archive.kinds.base import Kind
from archive.lists import filters
from archive.lists.columns import Choice, Column, Counts, Date, Hidden, Number, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.selection import Filters
from archive.models import Citation, Figure
from archive.models.citation import supporting
from archive.serialise import texts
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind
from archive.serialise.shapes import OfKind, ReadForm
from archive.serialise.texts import Texts


def facts(record: Figure, own: Facts, behind: Behind) -> OfKind:
    spoken = texts.figure(record.value, record.qualifier)
    own.add("value", "number", record.value, spoken)
    own.date("date")
    own.words("counts")
    own.words("claimed_by")
    own.choice("verdict")
    own.words("verdict_note", "markdown")
    return {
        "date": record.date,
        "value": record.value,
        "qualifier": record.qualifier,
        "number": spoken,
        "verdict": record.verdict,
        "agrees": record.agrees,
    }


def called(record: ReadForm, lang: str) -> str:
    """The number is what counts."""
    number, counts = languages.pick(record["number"], lang).text, languages.pick(record["title"], lang).text
    with translation.override(lang):
        return gettext("%(number)s members? %(counts)s") % {"number": number, "counts": counts}


class Sources(NamedTuple):
    """How many sources stand behind a number, and how many did before they were withdrawn."""

    standing: int
    withdrawn: int


class Row(NamedTuple):
    """One published number of a list."""

    pk: int
    slug: str
    date: str
    value: int
    qualifier: str
    counts: Texts
    claimed_by: Texts
    verdict: str
    verdict_note: Texts
    sources: Sources


def sources(pks: Collection[int]) -> dict[int, Sources]:
    cited = Citation.objects.filter(figure__in=pks).order_by()
    counted = cited.values_list("figure").annotate(
        standing=Count("source", distinct=True, filter=supporting()),
        withdrawn=Count("source", distinct=True, filter=visible.withdrawn("source")),
    )
    return {pk: Sources(*numbers) for pk, *numbers in counted}


LIST = Listed(
    model=Figure,
    row=Row,
    columns=(
        Hidden("pk"),
        Column("slug"),
        Date("date", _("Date")),
        Number("value", _("Number")),
        Choice("qualifier", _("Qualifier"), Figure.Qualifier.choices),
        Words("counts", _("What it counts")),
        Words("claimed_by", _("Who gave it")),
        Choice("verdict", _("Agreement with the archive"), Figure.Verdict.choices),
        Prose("verdict_note", _("Why")),
        Counts("sources", _("Sources"), sources, missing=Sources(0, 0)),
    ),
    filters=Filters(
        filters.Choice("verdict", _("Agreement"), "verdict", Figure.Verdict.choices),
        filters.Year("year", _("Year")),
        switches=[filters.OLDEST_FIRST],
    ),
    order=lambda selection: Order(descending=selection["sort"] == "newest"),
)

FIGURE = Kind(
    model=Figure, facts=facts, called=called, numbered_by="value", template="figure.html", listed=LIST
)
