"""What the archive keeps: one module a noun."""

from archive.models.base import Record, RecordQuerySet, Status
from archive.models.citation import Citation
from archive.models.country import Country
from archive.models.event import Event
from archive.models.figure import Figure
from archive.models.member import Member
from archive.models.person import Person
from archive.models.post import Post
from archive.models.presence import Presence
from archive.models.report import Report
from archive.models.revision import ContentRevision
from archive.models.search import Alias, SearchRow, SearchWord
from archive.models.seed_claim import SeedClaim
from archive.models.slugs import OldSlug
from archive.models.source import Source
from archive.models.statement import Statement
from archive.models.submission import Submission
from archive.models.term import Term
from archive.models.topic import Topic
from archive.models.version import Version
from archive.models.working_copy import WorkingCopy

#: Every kind of record that has an address, in the order of the navigation.
RECORDS = (Member, Country, Event, Statement, Person, Post, Term, Figure, Source, Topic, SeedClaim)

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
    "Person",
    "Post",
    "Presence",
    "Record",
    "RecordQuerySet",
    "Report",
    "SearchRow",
    "SearchWord",
    "SeedClaim",
    "Source",
    "Statement",
    "Status",
    "Submission",
    "Term",
    "Topic",
    "Version",
    "WorkingCopy",
]
