"""Countries and bodies, as readers meet them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from archive import stances, visible
from archive.kinds.base import Kind
from archive.lists import filters
from archive.lists.columns import Choice, Column, Hidden, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.selection import Filters, Selection
from archive.models import Country, Event, Member, Person, Post, Statement, regions
from archive.serialise import loading, related, texts
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind
from archive.serialise.shapes import OfKind
from archive.serialise.texts import Texts

if TYPE_CHECKING:
    from archive.versions.past import Past


def facts(record: Country, own: Facts, behind: Behind) -> OfKind:
    own.words("summary", "markdown")
    own.name("name")
    own.choice("relation")
    own.link("within", behind.country(record.within_id), "code")
    if record.kind != Country.Kind.STATE:
        own.choice("kind")
    own.add("m49", "choice", record.m49, texts.region(record.m49))
    own.add("oic_member", "truth", record.oic_member, texts.truth(record.oic_member))
    return {"code": record.code}


def behind(found: Behind, records: Sequence[Country], preview: bool) -> None:
    found.countries = loading.countries(record.within_id for record in records)


def before(found: Behind, record: Country, past: "Past") -> None:
    found.countries = past.countries("within")


def dependants(record: Country):
    yield Member, Q(country=record.pk)
    yield Statement, Q(country=record.pk) | Q(about=record.pk) | Q(parties=record.pk)
    yield Event, Q(participants=record.pk) | Q(place_country=record.pk)
    yield Person, Q(country=record.pk)
    yield Post, Q(country=record.pk)


def membership(record: Country) -> tuple[str, str] | None:
    """The page of a country's membership, if that is published; else the country has its own."""
    members = Member.objects.published().filter(country=record)
    slug = members.values_list("slug", flat=True).first()
    return (Member.kind_name, slug) if slug else None


class Row(NamedTuple):
    """One country or body of a list."""

    slug: str
    code: str
    name: Texts
    kind: str
    region: str
    #: The address name of its membership, and whether readers can see that.
    member: str | None
    member_status: str | None
    relation: str
    summary: Texts

    @property
    def is_member(self) -> bool:
        return visible.is_published(self.member_status)


IS_MEMBER = visible.published("member")

#: The relation of those that are in the archive without one: the members, and who is only mentioned.
NONE = ""


def order(selection: Selection) -> Order:
    if selection["sort"] == "name":
        return Order(("slug",))
    return Order(("slug",), group="stands", groups=(NONE, *Country.Relation.values))


class Countries(Listed):
    """The list of countries, in which who refused is told by what was said, as on the page of stances."""

    def published(self) -> QuerySet:
        refused, declined = stances.refused(), Country.Relation.DECLINED
        stands = Case(
            When(IS_MEMBER, then=F("relation")),
            When(pk__in=refused, then=Value(declined)),
            When(relation=declined, then=Value(Country.Relation.STATED_POSITION)),
            default=F("relation"),
        )
        return super().published().annotate(stands=stands)


LIST = Countries(
    model=Country,
    row=Row,
    columns=(
        Column("slug"),
        Column("code", _("Code")),
        Words("name", _("Name")),
        Choice("kind", _("Kind"), Country.Kind.choices),
        Choice("region", _("Region"), regions.choices(), "m49"),
        Hidden("member", field="member__slug"),
        Hidden("member_status", field="member__status"),
        Choice("relation", _("Relation to the coalition"), Country.Relation.choices, "stands"),
        Prose("summary", _("In short")),
    ),
    filters=Filters(
        filters.Cases(
            "member",
            _("Membership"),
            {"yes": (_("members"), IS_MEMBER), "no": (_("not members"), ~IS_MEMBER)},
        ),
        filters.Choice("relation", _("Relation"), "stands", Country.Relation.choices),
        filters.Choice("kind", _("Kind"), "kind", Country.Kind.choices),
        filters.Choice("region", _("Region"), "m49", regions.choices()),
        switches=[filters.Switch("sort", _("Sorted"), {"relation": _("by relation"), "name": _("by name")})],
    ),
    order=order,
    # All countries of the world and as many bodies again stand on one page.
    size=400,
)

COUNTRY = Kind(
    model=Country,
    facts=facts,
    behind=behind,
    before=before,
    related=lambda record: related.of_country(record.pk),
    needs_in_index=("member",),
    template="country.html",
    dependants=dependants,
    other_names=Country.other_names,
    elsewhere=membership,
    listed=LIST,
)
