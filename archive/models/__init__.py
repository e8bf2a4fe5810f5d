"""What the archive keeps: one module a noun."""

from archive.models.base import Record, RecordQuerySet, Status
from archive.models.citation import Citation
from archive.models.country import Country
from archive.models.event import Event
from archive.models.figure import Figure
from archive.models.member import Member
from archive.models.revision import ContentRevision
from archive.models.search import Alias, SearchRow, SearchWord
from archive.models.seed_claim import SeedClaim
from archive.models.slugs import OldSlug
from archive.models.source import Source
from archive.models.statement import Statement
from archive.models.topic import Topic

#: Every kind of record that has an address, in the order of the navigation.
RECORDS = (Member, Country, Event, Statement, Source, Figure, Topic, SeedClaim)

__all__ = [
    "RECORDS",
    "Alias",
    "Citation",
    "ContentRevision",
    "Country",
    "Event",
    "Figure",
    "Member",
    "OldSlug",
    "Record",
    "RecordQuerySet",
    "SearchRow",
    "SearchWord",
    "SeedClaim",
    "Source",
    "Statement",
    "Status",
    "Topic",
]
