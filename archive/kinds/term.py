"""Terms of office, as readers meet them."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive import posts, visible
from archive.kinds.base import Kind
from archive.lists.columns import Column, Date, GatheredDate, Hidden, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.selection import Filters
from archive.models import Person, Post, Term
from archive.serialise import loading, texts
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind
from archive.serialise.shapes import OfKind
from archive.serialise.texts import Texts

if TYPE_CHECKING:
    from archive.versions.past import Past


def behind(found: Behind, records: Sequence[Term], preview: bool) -> None:
    found.people = loading.people(record.person_id for record in records)
    found.posts = loading.posts(record.post_id for record in records)


def before(found: Behind, record: Term, past: "Past") -> None:
    found.people, found.posts = past.people("person"), past.posts("post")


def facts(record: Term, own: Facts, behind: Behind) -> OfKind:
    person, post = behind.people.get(record.person_id), behind.posts.get(record.post_id)
    own.words("note", "markdown")
    own.link("person", person, "slug")
    own.link("post", post, "slug")
    own.date("started")
    own.date("ended")
    seen = posts.shown(own.by_claim.get("person", ()))
    if seen and not record.ended:
        own.add("seen", "date", seen[-1], texts.date(seen[-1]))
    return {
        "date": record.started,
        "person": person,
        "post": post,
        "started": record.started,
        "ended": record.ended,
        "seen": seen[-1] if seen else "",
    }


def title(record: Term) -> Texts:
    """Who, and which post; of one that readers see only what they see as well."""
    named = [
        texts.translated(other, other.TITLE)
        for other in (record.person, record.post)
        if other.is_published or not record.is_readable
    ]
    if len(named) == 2:
        return loading.term_title(*named)
    return named[0] if named else {"und": record.slug}


class Row(NamedTuple):
    """Who held which post when, as far as is known."""

    pk: int
    slug: str
    post_slug: str
    post: Texts
    person_slug: str
    person: Texts
    started: str
    ended: str
    #: The day on which it was shown last, whatever became of it.
    seen: str
    note: Texts


def seen(pks: Collection[int]) -> dict[int, str]:
    known = posts.published()
    return {held.pk: held.seen for held in known if held.pk in set(pks)}


class _Terms(Listed):
    def published(self):
        return super().published().filter(visible.published("person"), visible.published("post"))


LIST = _Terms(
    model=Term,
    row=Row,
    columns=(
        Hidden("pk"),
        Column("slug"),
        Column("post_slug", field="post__slug"),
        Words("post", _("Post"), "post__office"),
        Column("person_slug", field="person__slug"),
        Words("person", _("Held by"), "person__name"),
        Date("started", _("From")),
        Date("ended", _("Until")),
        GatheredDate("seen", _("Last shown in the post"), seen, missing=""),
        Prose("note", _("In short")),
    ),
    filters=Filters(paged=False),
    order=lambda selection: Order(("post__position", "date_sort", "slug")),
    size=400,
)

TERM = Kind(
    model=Term,
    facts=facts,
    behind=behind,
    before=before,
    title=title,
    named_by="person__name",
    named_with=("person__status",),
    needs=("person", "post"),
    dependants=lambda record: [(Person, Q(pk=record.person_id)), (Post, Q(pk=record.post_id))],
    listed=LIST,
)
