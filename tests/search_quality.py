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
    """Of one kind of cases, or of all: shares between 0 and 1, None where the kind has no such cases.

    Recall: wanted records that are among the first `FIRST`. Precision: of all records of the cases that were
    found, those that are wanted. Kept out: unwanted records that were not found. Reciprocal rank: the mean of
    1/rank of the wanted records.
    """

    cases: int
    wrong: int
    recall: float | None
    precision: float | None
    kept_out: float | None
    reciprocal_rank: float | None


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
    """The score of each kind of cases, then of all together."""
    ranked = [(case, rank(case, language)) for case in cases()]
    for kind in dict.fromkeys(case.kind for case, _rank in ranked):
        yield kind, score([(case, place) for case, place in ranked if case.kind == kind])
    yield "all", score(ranked)


def score(ranked: list[tuple[Case, int]]) -> Score:
    wanted = [place for case, place in ranked if case.wanted]
    unwanted = [place for case, place in ranked if not case.wanted]
    found, false = sum(map(bool, wanted)), sum(map(bool, unwanted))
    return Score(
        cases=len(ranked),
        wrong=len(wanted) - found + false,
        recall=found / len(wanted) if wanted else None,
        precision=found / (found + false) if found + false else None,
        kept_out=1 - false / len(unwanted) if unwanted else None,
        reciprocal_rank=sum(1 / place for place in wanted if place) / len(wanted) if wanted else None,
    )
