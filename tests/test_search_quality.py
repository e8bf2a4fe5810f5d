"""The quality set on the archive's own records, in both engines and for readers of both languages."""

from collections import Counter

import pytest

from archive import languages
from archive.models import RECORDS
from archive.search import finding, ranking
from tests.search_quality import cases, is_right

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def test_the_set_is_large_enough_and_names_records_that_exist():
    wanted = Counter(case.wanted for case in cases())
    assert wanted[True] >= 120
    assert wanted[False] >= 40
    there = {
        f"{model.kind_name}/{slug}"
        for model in RECORDS
        for slug in model.objects.values_list("slug", flat=True)
    }
    assert {case.record for case in cases()} <= there


@pytest.mark.parametrize("language", languages.codes())
def test_every_case_comes_out_right(language):
    wrong = [case for case in cases() if not is_right(case, language)]
    assert wrong == []


@pytest.mark.parametrize("language", languages.codes())
def test_few_hits_are_ranked_as_many_are(language, monkeypatch):
    """Few hits are put into their tiers one by one, many are asked for tier by tier, with one result."""
    typed = list(dict.fromkeys(case.typed for case in cases()))
    at_once = {text: finding.find(text, language) for text in typed}
    monkeypatch.setattr(ranking, "FEW", 0)
    for text in typed:
        assert finding.find(text, language) == at_once[text], text
