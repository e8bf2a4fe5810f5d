"""Everything that the archive dates on one rail: events, statements, joinings, leavings and counts.

A `Strand` is what one kind of record gives to the rail. Strands are walked together, so that a page of the
whole needs no table of its own: `walk` finds where pages begin, `rows` reads one of them. Rows are plain
(`Entry`), and pages, tables and feeds are made of them.
"""

from archive.chronology.asking import FILTERS, asked
from archive.chronology.entry import COLUMNS, Entry
from archive.chronology.strands import STRANDS, chosen
from archive.chronology.walking import PageMap, Start, batches, part, rows

__all__ = [
    "COLUMNS",
    "FILTERS",
    "STRANDS",
    "Entry",
    "PageMap",
    "Start",
    "asked",
    "batches",
    "chosen",
    "part",
    "rows",
]
