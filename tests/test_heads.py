"""Descriptions of records: each its own, each naming the coalition."""

import pytest
from django.utils import translation

from archive import kinds
from archive.kinds import readform
from archive.public import heads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

COALITION = {
    "hi": "इस्लामी सैन्य आतंकवाद-विरोधी गठबंधन",
    "en": "Islamic Military Counter Terrorism Coalition",
}


@pytest.mark.parametrize("lang", COALITION)
def test_every_record_has_a_description_of_its_own_that_names_the_coalition(lang):
    seen: dict[str, list[str]] = {}
    with translation.override(lang):
        for kind in kinds.with_pages():
            for record in readform.records(kind.records().published()):
                facts = {fact["claim"]: fact for fact in record["facts"]}
                described = heads.description(kind, record, facts)
                seen.setdefault(described, []).append(record["path"])
                assert COALITION[lang] in heads.sentence(kind, record, facts)
    assert [paths for paths in seen.values() if len(paths) > 1] == []
