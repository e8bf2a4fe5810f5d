"""The chronology: everything that is dated on one rail, of all or of one country, or of two side by side."""

from collections.abc import Hashable

from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from archive import chronology, languages
from archive.chronology.asking import facets, without
from archive.chronology.entry import STRAND_NAMES
from archive.lists import places
from archive.lists.paging import Order, Paging
from archive.lists.selection import Active, Selection
from archive.memo import one_revision, remember
from archive.public import wording
from archive.public.addresses import address
from archive.public.columns import place_address
from archive.public.fragments import fragment
from archive.public.http import public_page
from archive.public.listing import Listing
from archive.public.page import page
from archive.public.rail import months, shown

#: The URL name of the page, and the formats in which it can be had.
NAME, FORMATS = "chronology", ("csv", "json", "atom")


@public_page(params=chronology.FILTERS.parameters)
@one_revision
def chronology_page(request):
    found = listing(request.GET)
    selection = found.selection
    compared = [places.by_slug()[slug] for slug in slugs(selection)]
    context = {
        "listing": found,
        "heading": heading(selection, compared),
        "months": months(shown(found.rows, compared)),
        "kinds": kinds(selection),
        "years": years(selection),
        "compared": compared if len(compared) == 2 else [],
        "described": described(found, compared),
        "place_address": place_address,
    }
    return page(request, "chronology.html", context, section=NAME, query=found.query, data=found.data)


def slugs(selection: Selection) -> list[str]:
    return [selection[name] for name in ("country", "with") if selection[name]]


def listing(params) -> Listing:
    """The page of the chronology that `params` ask for."""
    selection = chronology.asked(params)
    values, descending = selection.values, selection["sort"] == "newest"
    pages = remember(
        ("pages", NAME, selection.key, descending),
        lambda: chronology.PageMap.of(values, descending),
    )
    paging = Paging.read(params.get("page", ""), pages)
    return Listing(
        address(NAME),
        FORMATS,
        selection,
        Order(descending=descending),
        paging,
        chronology.rows(pages, paging.number, values, descending),
        form(selection),
        [] if pages.total else loosened(selection),
    )


def counted(selection: Selection) -> dict:
    return remember(
        ("chronology counts", selection.key),
        lambda: facets(selection, chronology.STRANDS),
    )


def form(selection: Selection) -> Markup:
    where: Hashable = ("form", NAME, languages.current(), selection.whole_key)
    return remember(
        where,
        lambda: fragment("includes/list.html", "asking")(
            address(NAME), selection.fields(counted(selection)), selection
        ),
    )


def loosened(selection: Selection) -> list[tuple[Active, int]]:
    """For an empty rail: each filter in use whose removal brings entries back, and how many."""
    found = []
    for active in selection.active():
        left = without(selection, active.name)
        total = sum(strand.total(left) for _at, strand in chronology.chosen(left))
        if total:
            found.append((active, total))
    return found


def heading(selection: Selection, compared) -> str:
    """What the page is called: of which year, of which country, of which two."""
    names = [place.name.text for place in compared]
    year = selection["year"]
    if len(names) == 2:
        said = gettext("%(one)s and %(other)s side by side") % {"one": names[0], "other": names[1]}
    elif names:
        said = gettext("Chronology: %(country)s") % {"country": names[0]}
    elif year:
        return gettext("The year %(year)s") % {"year": year}
    else:
        return gettext("Chronology")
    return gettext("%(title)s, %(year)s") % {"title": said, "year": year} if year else said


def described(found: Listing, compared) -> str:
    """A sentence about this very page, for search engines."""
    names = gettext(" and ").join(place.name.text for place in compared)
    year = found.selection["year"]
    if names and year:
        sentence = gettext("%(country)s and the Islamic Military Counter Terrorism Coalition in %(year)s")
    elif names:
        sentence = gettext("%(country)s and the Islamic Military Counter Terrorism Coalition by date")
    elif year:
        sentence = gettext("The Islamic Military Counter Terrorism Coalition in %(year)s")
    else:
        sentence = gettext("The Islamic Military Counter Terrorism Coalition by date")
    entries = ngettext("%(number)s entry", "%(number)s entries", found.total) % {
        "number": wording.number(found.total, languages.current())
    }
    whole = gettext("%(sentence)s: events, statements, joinings and published numbers, %(entries)s.")
    return whole % {"sentence": sentence % {"country": names, "year": year}, "entries": entries}


def kinds(selection: Selection) -> list[tuple[str, str, int, str]]:
    """Each kind with entries: its code and name, how many, and the query string that asks for it alone."""
    counts = counted(selection)["kind"]
    shown = [("", gettext("all"), sum(counts.values()), selection.query(kind=""))]
    shown += [
        (name, str(label), counts[name], selection.query(kind=name))
        for name, label in STRAND_NAMES.items()
        if counts.get(name) or selection["kind"] == name
    ]
    return shown


def years(selection: Selection) -> list[tuple[str, int, int, str]]:
    """Each year with entries: how many, which per cent of the fullest, and the query string for it."""
    counts = counted(selection)["year"]
    most = max(counts.values(), default=1)
    return [
        (year, count, max(1, round(100 * count / most)), selection.query(year=year))
        for year, count in counts.items()
    ]
