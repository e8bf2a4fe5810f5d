"""The claims of the Hindi Wikipedia text, as readers meet them."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from archive.kinds.base import Kind
from archive.lists.columns import Choice, Column, Number, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.selection import Filters
from archive.models import SeedClaim
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind
from archive.serialise.shapes import OfKind
from archive.serialise.texts import Texts


def facts(record: SeedClaim, own: Facts, behind: Behind) -> OfKind:
    own.words("words")
    own.choice("verdict")
    own.words("finding", "markdown")
    return {"position": record.position, "part": record.part, "verdict": record.verdict}


class Row(NamedTuple):
    """One claim in the list of them."""

    slug: str
    position: int
    part: str
    claim: Texts
    words: Texts
    verdict: str
    finding: Texts


LIST = Listed(
    model=SeedClaim,
    row=Row,
    columns=(
        Column("slug"),
        Number("position", _("Place in the article")),
        Choice("part", _("Part of the article"), SeedClaim.Part.choices),
        Words("claim", _("Claim")),
        Words("words", _("Words of the article")),
        Choice("verdict", _("What was found"), SeedClaim.Verdict.choices),
        Prose("finding", _("Finding")),
    ),
    filters=Filters(paged=False),
    order=lambda selection: Order(("position", "slug")),
)

SEED_CLAIM = Kind(model=SeedClaim, facts=facts, listed=LIST)
