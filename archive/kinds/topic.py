"""Pages of background, as readers meet them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from archive import languages, markdown
from archive.kinds.base import Kind
from archive.lists.columns import Column, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.selection import Filters
from archive.models import Topic
from archive.serialise import loading
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind
from archive.serialise.shapes import OfKind
from archive.serialise.texts import Texts

if TYPE_CHECKING:
    from archive.versions.past import Past


def keys_of(topic: Topic) -> list[str]:
    """The citation keys of a topic's text, in the order of its first language, then of the others."""
    keys: dict[str, None] = {}
    for text in languages.texts(topic, "body").values():
        keys.update(dict.fromkeys(markdown.cited_keys(text)))
    return list(keys)


def behind(found: Behind, records: Sequence[Topic], preview: bool) -> None:
    keys = {key for record in records for key in keys_of(record)}
    found.sources = loading.sources(keys, preview=preview)


def before(found: Behind, record: Topic, past: "Past") -> None:
    found.sources = past.sources(keys_of(record))


def facts(record: Topic, own: Facts, behind: Behind) -> OfKind:
    for key in keys_of(record):
        if key in behind.sources:
            own.sources.number(behind.sources[key])
    own.words("body", "markdown")
    return {"position": record.position}


class Row(NamedTuple):
    """One page of background in the list of them."""

    slug: str
    title: Texts
    body: Texts


LIST = Listed(
    model=Topic,
    row=Row,
    columns=(Column("slug"), Words("title", _("Title")), Prose("body", _("Text"))),
    filters=Filters(paged=False),
    order=lambda selection: Order(("position", "slug")),
    # Written by hand, they are a few dozen.
    size=300,
)

TOPIC = Kind(model=Topic, facts=facts, behind=behind, before=before, template="topic.html", listed=LIST)
