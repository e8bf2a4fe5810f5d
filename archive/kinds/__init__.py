"""The kinds of records: one file each, which with the model says all that is particular to a kind.

A further kind is a file here and a line below; `CONTRIBUTING.md` names the few other places.
"""

from archive.kinds.base import KINDS, Kind
from archive.kinds.country import COUNTRY
from archive.kinds.event import EVENT
from archive.kinds.figure import FIGURE
from archive.kinds.member import MEMBER
from archive.kinds.person import PERSON
from archive.kinds.post import POST
from archive.kinds.seed_claim import SEED_CLAIM
from archive.kinds.source import SOURCE
from archive.kinds.statement import STATEMENT
from archive.kinds.term import TERM
from archive.kinds.topic import TOPIC
from archive.models import RECORDS, Record

_described = (COUNTRY, EVENT, FIGURE, MEMBER, PERSON, POST, SEED_CLAIM, SOURCE, STATEMENT, TERM, TOPIC)
KINDS.update((kind.name, kind) for kind in sorted(_described, key=lambda kind: RECORDS.index(kind.model)))


def of(record: Record | type[Record]) -> Kind:
    """The kind of a record or of a model."""
    return KINDS[record.kind_name]


def with_pages() -> list[Kind]:
    """Kinds whose records have pages of their own, in the order of the navigation."""
    return [kind for kind in KINDS.values() if kind.model.FOLDER]


__all__ = ["KINDS", "Kind", "of", "with_pages"]
