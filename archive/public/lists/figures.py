"""How many members? The numbers that were published, beside what the archive counts."""

from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from archive import dates, languages
from archive.models import Citation, Figure, Status
from archive.models.figure import in_words
from archive.public.addresses import address
from archive.public.columns import Reader, columns
from archive.public.filters import Choice, Switch, Year
from archive.public.fragments import fragment
from archive.public.growth import Picture, Published, draw
from archive.public.http import public_page
from archive.public.listing import listing, published
from archive.public.lists.members import steps_known
from archive.public.memo import one_revision, remember
from archive.public.page import page
from archive.public.paging import Order
from archive.public.selection import Filters, Selection

FILTERS = Filters(
    Choice("verdict", _("Agreement"), "verdict", Figure.Verdict.choices),
    Year("year", _("Year")),
    switches=[Switch("sort", _("Sorted"), {"oldest": _("oldest first"), "newest": _("newest first")})],
)

COLUMNS = (
    "pk", "slug", "date", "value", "qualifier", "verdict", *columns("counts", "claimed_by", "verdict_note")
)  # fmt: skip

#: What a point of the picture tells.
POINTS = ("slug", "date", "value", "qualifier", "verdict")

#: The picture shows at most so many numbers; more could not be told apart.
MOST = 200


class Row(NamedTuple):
    """One published number as the table shows it."""

    slug: str
    href: str
    date: str
    value: str
    verdict: str
    agrees: bool
    counts: Markup
    claimed_by: Markup
    note: Markup
    sources: int


class Said(NamedTuple):
    """What a point of the picture says when it is looked at."""

    href: str
    value: str
    date: str
    verdict: str


def order(selection: Selection) -> Order:
    return Order(descending=selection["sort"] == "newest")


@public_page(params=FILTERS.parameters)
@one_revision
def figure_list(request):
    found = listing(request.GET, "figure-list", FILTERS, published(Figure), order, COLUMNS)
    listed = rows(found.rows)
    context = {
        "listing": found,
        "rows": listed,
        "picture": picture(frozenset(row.slug for row in listed)),
    }
    return page(request, "figures.html", context, section="figure-list", query=found.query)


def picture(on_this_page: frozenset[str]) -> Markup:
    """The growth of the membership, its points leading to the rows of the page; '' if there is none."""

    def made() -> Markup:
        wide, narrow = remember("growth", pictures, weigh=lambda _: 100)
        if wide is None:
            return Markup("")
        steps = [(step, dates.words(step.day.isoformat())) for step in steps_known()]
        drawn = [("wide", wide), ("narrow", narrow)]
        return fragment("includes/growth.html", "growth")(drawn, said(on_this_page), steps)

    key = ("picture", languages.current(), on_this_page)
    return remember(key, made, weigh=lambda html: len(html) // 100)


def pictures() -> tuple[Picture | None, Picture | None]:
    """The picture for a wide page and for a narrow one, where it is drawn anew and not shrunk."""
    counted = steps_known()
    numbers = [
        Published(slug, earliest, latest, value, verdict == Figure.Verdict.AGREES)
        for slug, earliest, latest, value, verdict in Figure.objects.published()
        .exclude(date_earliest=None)
        .exclude(date_latest=None)
        .order_by("date_sort", "slug")
        .values_list("slug", "date_earliest", "date_latest", "value", "verdict")[:MOST]
    ]
    return draw(counted, numbers, 900, 400, 1), draw(counted, numbers, 360, 400, 2)


def said(on_this_page: frozenset[str]) -> dict[str, Said]:
    """What each point of the picture says, and the row or page that it leads to."""
    lang = languages.current()
    verdicts = {value: str(label) for value, label in Figure.Verdict.choices}
    points = remember(
        "points",
        lambda: list(Figure.objects.published().order_by("date_sort", "slug").values_list(*POINTS)[:MOST]),
        weigh=lambda rows: 2 * len(rows),
    )
    return {
        slug: Said(
            f"#{slug}" if slug in on_this_page else address("figure", slug, lang),
            in_words(value, qualifier),
            dates.words(date, lang),
            verdicts.get(verdict, verdict),
        )
        for slug, date, value, qualifier, verdict in points
    }


def rows(figures: list[tuple]) -> list[Row]:
    lang = languages.current()
    base, reader = address("figure-list", lang=lang), Reader(lang)
    verdicts = {value: str(label) for value, label in Figure.Verdict.choices}
    cited = Citation.objects.filter(figure__in=[row[0] for row in figures], source__status=Status.PUBLISHED)
    sources = dict(cited.order_by().values_list("figure").annotate(Count("source", distinct=True)))
    return [
        Row(
            slug,
            f"{base}{slug}/",
            date,
            in_words(value, qualifier),
            verdicts.get(verdict, verdict),
            verdict == Figure.Verdict.AGREES,
            reader.told(reader.text(texts, 0)),
            reader.told(reader.text(texts, 1)),
            reader.told(reader.brief(texts, 2)),
            sources.get(pk, 0),
        )
        for pk, slug, date, value, qualifier, verdict, *texts in figures
    ]
