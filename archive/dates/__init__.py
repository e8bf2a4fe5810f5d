"""Imprecise dates (EDTF): value, bounds, sort key, comparison with a day, words, and what people type."""

from archive.dates.comparing import Answer, began_by, falls_on, in_force
from archive.dates.errors import DateError
from archive.dates.point import Point
from archive.dates.value import EDTFDate, End, Kind, canonical, parse

__all__ = [
    "Answer",
    "DateError",
    "EDTFDate",
    "End",
    "Kind",
    "Point",
    "began_by",
    "canonical",
    "falls_on",
    "in_force",
    "parse",
]
