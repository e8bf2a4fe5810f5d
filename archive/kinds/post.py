"""Posts, as readers meet them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.kinds.base import Kind
from archive.lists.columns import Column, Country, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.places import Place
from archive.lists.selection import Filters
from archive.models import Person, Post, Term
from archive.serialise import loading
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind
from archive.serialise.shapes import OfKind
from archive.serialise.texts import Texts

if TYPE_CHECKING:
    from archive.versions.past import Past


def behind(found: Behind, records: Sequence[Post], preview: bool) -> None:
    found.countries = loading.countries(record.country_id for record in records)
    found.terms = loading.terms("post", [record.pk for record in records])


def before(found: Behind, record: Post, past: "Past") -> None:
    """Terms of office are records of their own, as events are: they stand beside today's page."""
    found.countries = past.countries("country")


def facts(record: Post, own: Facts, behind: Behind) -> OfKind:
    country, terms = behind.country(record.country_id), behind.terms.get(record.pk, [])
    own.words("summary", "markdown")
    own.name("office")
    own.link("country", country, "code")
    own.add("terms", "links", [term["slug"] for term in terms], {}, links=terms)
    return {"country": country, "terms": terms, "position": record.position}


def dependants(record: Post):
    yield Term, Q(post=record.pk)
    yield Person, Q(terms__post=record.pk)


class Row(NamedTuple):
    """One post of the list of them."""

    slug: str
    office: Texts
    country: Place | None
    summary: Texts


LIST = Listed(
    model=Post,
    row=Row,
    columns=(
        Column("slug"),
        Words("office", _("Office")),
        Country("country", _("Country or body"), "country_id"),
        Prose("summary", _("In short")),
    ),
    filters=Filters(paged=False),
    order=lambda selection: Order(("position", "slug")),
    # Written by hand, they are a dozen.
    size=300,
)

POST = Kind(
    model=Post,
    facts=facts,
    behind=behind,
    before=before,
    template="post.html",
    dependants=dependants,
    listed=LIST,
)
