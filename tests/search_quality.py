"""The quality set: how many of its cases come out right, in total and by kind."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from archive.search import finding, showing

CASES = Path(__file__).with_name("search_cases.yaml")
#: A record counts as found if it is among the first so many.
FIRST = 3
#: A page so long that nothing found can hide from the cases that must not be found.
WHOLE = 400


class Case(NamedTuple):
    kind: str
    typed: str
    record: str
    wanted: bool


class Score(NamedTuple):
    """Of one kind of cases: right ones, all, and the mean of 1/rank over the wanted ones."""

    right: int
    cases: int
    reciprocal_rank: float


def cases() -> list[Case]:
    read = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [
        Case(kind, str(typed), record, part == "find")
        for part, kinds in read.items()
        for kind, pairs in kinds.items()
        for typed, record in pairs
    ]


def rank(case: Case, language: str) -> int:
    """The record's place in the results, from 1; 0 if it is not there."""
    answer = finding.find(case.typed, language, per_page=FIRST if case.wanted else WHOLE)
    records = [f"{hit.kind}/{hit.slug}" for hit in showing.hits(answer.query, answer.rows, language)]
    return records.index(case.record) + 1 if case.record in records else 0


def is_right(case: Case, language: str) -> bool:
    return bool(rank(case, language)) == case.wanted


def scores(language: str) -> Iterator[tuple[str, Score]]:
    """The score of each kind of cases, then of all wanted (recall) and of all unwanted ones (precision)."""
    every = cases()
    ranked = {case: rank(case, language) for case in every}
    groups: dict[str, list[Case]] = {}
    for case in every:
        groups.setdefault(case.kind, []).append(case)
    groups["all that must be found (recall)"] = [case for case in every if case.wanted]
    groups["all that must not be found (precision)"] = [case for case in every if not case.wanted]
    for name, group in groups.items():
        right = sum(bool(ranked[case]) == case.wanted for case in group)
        reciprocal = sum(1 / ranked[case] for case in group if case.wanted and ranked[case]) / len(group)
        yield name, Score(right, len(group), reciprocal)
