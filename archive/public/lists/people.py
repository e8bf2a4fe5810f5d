"""The list of people, by name as the page's language writes it."""

from typing import NamedTuple

from markupsafe import Markup

from archive import languages
from archive.kinds.person import PERSON, Row
from archive.lists import places
from archive.memo import one_revision
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.http import public_page
from archive.public.listing import listing
from archive.public.page import page


class Shown(NamedTuple):
    """One person as the list shows them."""

    link: Markup
    name: str
    country: Markup
    summary: Markup


@public_page(params=PERSON.listing.filters.parameters)
@one_revision
def person_list(request):
    found = listing(request.GET, PERSON)
    context = {"listing": found, "people": shown(found.rows)}
    return page(request, "people.html", context, section="person-list", query=found.query, data=found.data)


def shown(people: list[Row]) -> list[Shown]:
    base, reader = address("person-list"), Reader(languages.current())
    listed = []
    for each in people:
        name = reader.text(each.name) or languages.Text(each.slug, "")
        link = reader.link(f"{base}{each.slug}/", name)
        summary = reader.paragraph(reader.plain(each.summary))
        listed.append(Shown(link, name.text, reader.place(each.country), summary))
    return sorted(listed, key=lambda row: places.sorting_key(row.name))
