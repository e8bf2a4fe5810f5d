"""Countries and bodies: the members, and those that stand to the coalition in another way."""

from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext
from markupsafe import Markup

from archive import languages
from archive.kinds.country import COUNTRY, Row
from archive.lists import places
from archive.memo import one_revision
from archive.models import Country, regions
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.http import public_page
from archive.public.listing import listing
from archive.public.page import page


class Shown(NamedTuple):
    """One country or body as the list shows it."""

    link: Markup
    member: bool
    relation: str
    #: How it stands to the coalition, in words; '' if it is only named.
    stands: str
    name: str
    summary: Markup
    kind: str
    region: str


@public_page(params=COUNTRY.listing.filters.parameters)
@one_revision
def country_list(request):
    found = listing(request.GET, COUNTRY)
    listed = shown(found.rows)
    by_name = found.selection["sort"] == "name"
    context = {"listing": found, "groups": together(listed) if by_name else grouped(listed)}
    return page(
        request, "countries.html", context, section="country-list", query=found.query, data=found.data
    )


def together(countries: list[Shown]) -> list[tuple[str, bool, list[Shown]]]:
    """All rows by name under no heading, if there are any."""
    countries.sort(key=lambda row: places.sorting_key(row.name))
    return [("", False, countries)] if countries else []


def grouped(countries: list[Shown]) -> list[tuple[str, bool, list[Shown]]]:
    """Headings, whether they are of members, and the rows by name: members, relations, the rest."""
    relations = COUNTRY.listing.labels("relation")
    ranks = {relation: place for place, relation in enumerate(relations, 1)}

    def place(row: Shown) -> int:
        return 0 if row.member else ranks.get(row.relation, len(ranks) + 1)

    countries.sort(key=lambda row: (place(row), places.sorting_key(row.name)))
    groups = []
    for _place, rows in groupby(countries, place):
        members = list(rows)
        if members[0].member:
            heading = gettext("Members")
        else:
            heading = relations.get(members[0].relation, "") or gettext("Named in the archive")
        groups.append((heading, members[0].member, members))
    return groups


def shown(countries: list[Row]) -> list[Shown]:
    lang = languages.current()
    base, members = address("country-list", lang=lang), address("member-list", lang=lang)
    reader = Reader(lang)
    kinds, relations = COUNTRY.listing.labels("kind"), COUNTRY.listing.labels("relation")
    member_word = gettext("member")
    listed = []
    for each in countries:
        name = reader.text(each.name) or languages.Text(each.slug, "")
        listed.append(
            Shown(
                reader.link(f"{members}{each.member}/" if each.is_member else f"{base}{each.slug}/", name),
                each.is_member,
                each.relation,
                member_word if each.is_member else relations.get(each.relation, ""),
                name.text,
                reader.paragraph(reader.plain(each.summary)),
                "" if each.kind == Country.Kind.STATE else kinds.get(each.kind, ""),
                regions.name(each.region, lang) if each.region else "",
            )
        )
    return listed
