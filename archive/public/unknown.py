"""What the archive does not know, as far as its own records tell: worked out and never entered."""

import datetime
from typing import NamedTuple

from markupsafe import Markup

from archive import dates, languages, membership
from archive.kinds.membership import memberships
from archive.lists.memberships import by_name
from archive.memo import remember
from archive.models import Source
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.lists.posts import Office, offices


class Unknown(NamedTuple):
    #: The last day of which every membership is certain, and how many there are.
    known_to: datetime.date | None
    members: int
    #: Links to the members whose day of joining is not known.
    joined: list[Markup]
    #: Posts whose last known holder may hold them no longer.
    posts: list[Office]
    #: How many documents there are, and of how many only a part was read.
    documents: int
    in_part: int


def unknown() -> Unknown:
    lang = languages.current()
    return remember(("unknown", lang), lambda: _unknown(Reader(lang)))


def _unknown(reader: Reader) -> Unknown:
    vague = [row for row in sorted(memberships(), key=by_name(reader.lang)) if not _exact(row.joined)]
    documents = Source.objects.published().exclude(kind=Source.Kind.KNOWLEDGE)
    return Unknown(
        membership.published().known_to,
        len(memberships()),
        [reader.link(address("member", row.slug), reader.text(row.country)) for row in vague],
        [office for office in offices() if office.last],
        documents.count(),
        documents.exclude(seen=Source.Seen.FULL).count(),
    )


def _exact(joined: str) -> bool:
    date = dates.parse(joined)
    return date.earliest == date.latest
