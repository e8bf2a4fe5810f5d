"""The strands of the chronology, in the order in which a day is told."""

from archive.chronology.acts import JOINS, LEAVES, Acts
from archive.chronology.stored import Said, Stored, counts, events, statements
from archive.chronology.strand import Strand, Values
from archive.kinds.event import EVENT
from archive.kinds.figure import FIGURE
from archive.kinds.statement import STATEMENT
from archive.lists import filters
from archive.models import Event, Statement

STRANDS: dict[str, Strand] = {
    strand.name: strand
    for strand in (
        Stored(
            "event",
            EVENT,
            filters.Place("country", "", Event, key="place_country", many="participants"),
            events,
        ),
        Acts("joining", "joined", JOINS),
        Acts("leaving", "left", LEAVES),
        Stored("statement", STATEMENT, Said("country", "", Statement), statements),
        Stored("count", FIGURE, None, counts),
    )
}


def chosen(values: Values) -> list[tuple[int, Strand]]:
    """The strands that a selection asks for, with their places among all."""
    wanted = values.get("kind")
    return [(at, strand) for at, strand in enumerate(STRANDS.values()) if wanted in (None, strand.name)]
