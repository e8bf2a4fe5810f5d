"""Countries and bodies: the members, and those that stand to the coalition in another way."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from archive import languages
from archive.models import Country, Status, regions
from archive.public import names
from archive.public.addresses import address
from archive.public.columns import Reader, columns
from archive.public.filters import Cases, Choice, Switch
from archive.public.http import public_page
from archive.public.listing import listing, published
from archive.public.memo import one_revision
from archive.public.page import page
from archive.public.paging import Order
from archive.public.selection import Filters, Selection

IS_MEMBER = Q(member__status=Status.PUBLISHED)

FILTERS = Filters(
    Cases(
        "member", _("Membership"), {"yes": (_("members"), IS_MEMBER), "no": (_("not members"), ~IS_MEMBER)}
    ),
    Choice("relation", _("Relation"), "relation", Country.Relation.choices),
    Choice("kind", _("Kind"), "kind", Country.Kind.choices),
    Choice("region", _("Region"), "m49", regions.choices()),
    switches=[Switch("sort", _("Sorted"), {"relation": _("by relation"), "name": _("by name")})],
)

#: All countries of the world and as many bodies again stand on one page.
SIZE = 400

COLUMNS = (
    "slug", "kind", "m49", "relation", "member__slug", "member__status", *columns("name", "summary")
)  # fmt: skip

#: The relation of those that are in the archive without one: the members, and who is only mentioned.
NONE = ""


class Row(NamedTuple):
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


def order(selection: Selection) -> Order:
    if selection["sort"] == "name":
        return Order(("slug",))
    return Order(("slug",), group="relation", groups=(NONE, *Country.Relation.values))


@public_page(params=FILTERS.parameters)
@one_revision
def country_list(request):
    found = listing(request.GET, "country-list", FILTERS, published(Country), order, COLUMNS, size=SIZE)
    listed = rows(found.rows)
    by_name = found.selection["sort"] == "name"
    context = {"listing": found, "groups": together(listed) if by_name else grouped(listed)}
    return page(request, "countries.html", context, section="country-list", query=found.query)


def together(countries: list[Row]) -> list[tuple[str, bool, list[Row]]]:
    """All rows by name under no heading, if there are any."""
    countries.sort(key=lambda row: names.sorting_key(row.name))
    return [("", False, countries)] if countries else []


def grouped(countries: list[Row]) -> list[tuple[str, bool, list[Row]]]:
    """Headings, whether they are of members, and the rows by name: members, relations, the rest."""
    relations = dict(Country.Relation.choices)
    places = {relation: place for place, relation in enumerate(relations, 1)}

    def place(row: Row) -> int:
        return 0 if row.member else places.get(row.relation, len(places) + 1)

    countries.sort(key=lambda row: (place(row), names.sorting_key(row.name)))
    groups = []
    for _place, members in groupby(countries, place):
        members = list(members)
        if members[0].member:
            heading = gettext("Members")
        else:
            heading = str(relations.get(members[0].relation, "")) or gettext("Named in the archive")
        groups.append((heading, members[0].member, members))
    return groups


def rows(countries: list[tuple]) -> list[Row]:
    lang = languages.current()
    base, members, reader = (
        address("country-list", lang=lang),
        address("member-list", lang=lang),
        Reader(lang),
    )
    kinds = {value: str(label) for value, label in Country.Kind.choices}
    relations = {value: str(label) for value, label in Country.Relation.choices}
    member_word = gettext("member")
    listed = []
    for slug, kind, m49, relation, member, status, *texts in countries:
        is_member = status == Status.PUBLISHED
        name = reader.text(texts, 0) or languages.Text(slug, "")
        listed.append(
            Row(
                reader.link(f"{members}{member}/" if is_member else f"{base}{slug}/", name),
                is_member,
                relation,
                member_word if is_member else relations.get(relation, ""),
                name.text,
                reader.paragraph(reader.brief(texts, 1)),
                "" if kind == Country.Kind.STATE else kinds.get(kind, ""),
                regions.name(m49, lang) if m49 else "",
            )
        )
    return listed
