"""People, as readers meet them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.kinds.base import Kind
from archive.lists import filters
from archive.lists.columns import Column, Country, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.places import Place
from archive.lists.selection import Filters
from archive.models import Event, Person, Statement, Term
from archive.serialise import loading, related
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind
from archive.serialise.shapes import OfKind
from archive.serialise.texts import Texts

if TYPE_CHECKING:
    from archive.versions.past import Past


def behind(found: Behind, records: Sequence[Person], preview: bool) -> None:
    found.countries = loading.countries(record.country_id for record in records)
    found.terms = loading.terms("person", [record.pk for record in records])


def before(found: Behind, record: Person, past: "Past") -> None:
    """Terms of office are records of their own, as events are: they stand beside today's page."""
    found.countries = past.countries("country")


def facts(record: Person, own: Facts, behind: Behind) -> OfKind:
    country, terms = behind.country(record.country_id), behind.terms.get(record.pk, [])
    own.words("summary", "markdown")
    own.name("name")
    own.link("country", country, "code")
    own.add("posts", "links", [term["slug"] for term in terms], {}, links=terms)
    own.add("aliases", "names", record.other_names(), {"und": ", ".join(record.other_names())})
    return {"country": country, "terms": terms, "names": record.other_names()}


def dependants(record: Person):
    yield Statement, Q(person=record.pk)
    yield Term, Q(person=record.pk)
    yield Event, Q(people=record.pk)


class Row(NamedTuple):
    """One person of a list."""

    slug: str
    name: Texts
    country: Place | None
    #: The name as it is spelled elsewhere, one spelling a line.
    aliases: str
    summary: Texts


LIST = Listed(
    model=Person,
    row=Row,
    columns=(
        Column("slug"),
        Words("name", _("Name")),
        Country("country", _("Country or body"), "country_id"),
        Column("aliases"),
        Prose("summary", _("In short")),
    ),
    filters=Filters(
        filters.Place("country", _("Country or body"), Person, key="country"),
        filters.Cases(
            "post",
            _("Post in the coalition"),
            {
                "yes": (_("held one"), Q(pk__in=Term.objects.published().values("person"))),
                "no": (_("held none"), ~Q(pk__in=Term.objects.published().values("person"))),
            },
        ),
    ),
    order=lambda selection: Order(("slug",)),
    size=400,
)

PERSON = Kind(
    model=Person,
    facts=facts,
    behind=behind,
    before=before,
    related=lambda record: related.of_person(record.pk),
    template="person.html",
    dependants=dependants,
    other_names=Person.other_names,
    listed=LIST,
)
