"""How many members? The numbers that were published, beside what the archive counts."""

from typing import NamedTuple

from markupsafe import Markup

from archive import dates, languages, membership
from archive.kinds.figure import FIGURE, Row
from archive.memo import one_revision, remember
from archive.models import Figure
from archive.models.figure import in_words
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.fragments import fragment
from archive.public.growth import Picture, Published, draw
from archive.public.http import public_page
from archive.public.listing import listing
from archive.public.lists.members import steps_known
from archive.public.page import page

#: What a point of the picture tells.
POINTS = ("slug", "date", "value", "qualifier", "verdict")

#: The picture shows at most so many numbers; more could not be told apart.
MOST = 200


class Shown(NamedTuple):
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
    #: Sources that stand behind it, and those that were withdrawn.
    sources: int
    withdrawn: int


class Said(NamedTuple):
    """What a point of the picture says when it is looked at."""

    href: str
    value: str
    date: str
    verdict: str


@public_page(params=FIGURE.listing.filters.parameters)
@one_revision
def figure_list(request):
    found = listing(request.GET, FIGURE)
    context = {
        "listing": found,
        "rows": shown(found.rows),
        "picture": picture(frozenset(row.slug for row in found.rows)),
    }
    return page(request, "figures.html", context, section="figure-list", query=found.query, data=found.data)


def picture(on_this_page: frozenset[str]) -> Markup:
    """The growth of the membership, its points leading to the rows of the page; '' if there is none."""

    def made() -> Markup:
        wide, narrow = remember("growth", pictures)
        if wide is None:
            return Markup("")
        steps = [(step, dates.words(step.day.isoformat())) for step in steps_known()]
        drawn = [("wide", wide), ("narrow", narrow)]
        known_to = membership.published().known_to
        end = dates.words(known_to.isoformat()) if known_to else ""
        return fragment("includes/growth.html", "growth")(drawn, said(on_this_page), steps, end)

    key = ("picture", languages.current(), on_this_page)
    return remember(key, made)


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
    known_to = membership.published().known_to
    return draw(counted, numbers, 900, 400, 1, known_to), draw(counted, numbers, 360, 400, 2, known_to)


def said(on_this_page: frozenset[str]) -> dict[str, Said]:
    """What each point of the picture says, and the row or page that it leads to."""
    lang = languages.current()
    verdicts = FIGURE.listing.labels("verdict")
    points = remember(
        "points",
        lambda: list(Figure.objects.published().order_by("date_sort", "slug").values_list(*POINTS)[:MOST]),
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


def shown(figures: list[Row]) -> list[Shown]:
    lang = languages.current()
    base, reader = address("figure-list", lang=lang), Reader(lang)
    verdicts = FIGURE.listing.labels("verdict")
    return [
        Shown(
            each.slug,
            f"{base}{each.slug}/",
            each.date,
            in_words(each.value, each.qualifier),
            verdicts.get(each.verdict, each.verdict),
            each.verdict == Figure.Verdict.AGREES,
            reader.words(each.counts),
            reader.words(each.claimed_by),
            reader.brief(each.verdict_note),
            *each.sources,
        )
        for each in figures
    ]
