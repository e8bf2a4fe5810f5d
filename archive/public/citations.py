"""Who says what about a fact, and where on a page each source is heard: once, and none in silence."""

from archive import dates
from archive.models.citation import normalised
from archive.serialise.shapes import Fact, FactCitation, ReadForm


def course(fact: Fact) -> list[FactCitation]:
    """A fact's citations in the order of the days they speak of; none if they tell no course of events.

    What sources said of different days about a choice is how it went, and no dispute.
    """
    cited = fact["citations"]
    if fact["kind"] != "choice" or not all(citation["as_of"] for citation in cited):
        return []
    return sorted(cited, key=lambda citation: dates.parse(citation["as_of"]).sort_key)


def other_wordings(record: ReadForm) -> list[FactCitation]:
    """Citations of a statement's quotation whose words are none of those that the page shows already."""
    quotation = record.get("quotation")
    if not quotation:
        return []
    shown = {normalised(version["text"]) for version in quotation["versions"].values()}
    shown.add(normalised(quotation["original"]))
    return [
        citation
        for fact in record["facts"]
        if fact["claim"] == "quote"
        for citation in fact["citations"]
        if citation["quote"] and normalised(citation["quote"]) not in shown
    ]


def still_to_be_heard(record: ReadForm) -> dict[int, list[tuple[Fact, FactCitation]]]:
    """What each source says that stands beside no fact: pairs of fact and citation, by its number."""
    wordings = [id(citation) for citation in other_wordings(record)]
    left: dict[int, list[tuple[Fact, FactCitation]]] = {}
    for fact in record["facts"]:
        taking_sides = fact["disputed"] or fact["recheck"]
        told = bool(course(fact))
        for citation in fact["citations"]:
            takes_side = taking_sides and citation["asserts"] and citation["heard"]
            heard = told or takes_side or id(citation) in wordings
            if not heard and (citation["note"] or citation["quote"] or citation["locator"]):
                left.setdefault(citation["number"], []).append((fact, citation))
    return left
