"""Imprecise dates (EDTF): value, bounds, sort key, comparison with a day, words, and what people type."""

from archive.dates.comparing import Answer, began_by, in_force
from archive.dates.errors import DateError
from archive.dates.point import Point
from archive.dates.reading import Reading, check, explain, read
from archive.dates.value import EDTFDate, End, Kind, canonical, meaning, parse
from archive.dates.wording import machine, words

__all__ = [
    "Answer",
    "DateError",
    "EDTFDate",
    "End",
    "Kind",
    "Point",
    "Reading",
    "began_by",
    "canonical",
    "check",
    "explain",
    "in_force",
    "machine",
    "meaning",
    "parse",
    "read",
    "words",
]
