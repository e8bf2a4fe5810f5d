"""What a page tells of the life of a country, a membership or a person: its years, and its line."""

from archive.kinds import Kind
from archive.models import Record
from archive.public import lifeline, rail
from archive.serialise.shapes import Fact, ReadForm

#: What the pages of all other records, and of earlier versions, tell of it.
NOTHING: dict = {"years": [], "line": None}


def context(kind: Kind, obj: Record, record: ReadForm, facts: dict[str, Fact], related: dict) -> dict:
    if kind.name == "person":
        years = rail.years(rail.of_person(related))
        return {"years": years, "line": lifeline.of_person(related["held"], years)}
    if kind.name == "country":
        return {**NOTHING, "years": rail.years(rail.of_country(related))}
    if kind.name == "member":
        years = rail.years(rail.joining(record, rail.of_country(related)))
        return {"years": years, "line": lifeline.of_member(obj.pk, facts.get("standing"), years)}
    return NOTHING
