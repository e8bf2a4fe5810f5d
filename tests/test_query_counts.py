"""How often a page asks the database does not depend on the language, nor on how many records there are.

Lists and single records are counted exactly in their own tests; here every kind of page is asked twice, the
second time of twice as many records, with nothing remembered.
"""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive import languages
from archive.models import (
    Citation,
    Country,
    Event,
    Figure,
    Member,
    SeedClaim,
    Source,
    Statement,
    Status,
    Topic,
)
from bench import make_records
from tests import memory

pytestmark = pytest.mark.django_db

CODES = languages.codes()
FEW = 300

#: Queries of a page that has no list or record of its own to be counted with; nothing is remembered.
PINNED = {
    "": 36,  # four of them read the memberships with their evidence
    "topics/": 2,
    "seed-text/": 3,
    "chronology/": 25,  # remembers nothing: fourteen of them count what filters would leave
    "about/": 11,  # what is not known, worked out from the records
    "search/": 5,
}

RECORDS = {
    "members/": Member,
    "countries/": Country,
    "events/": Event,
    "statements/": Statement,
    "sources/": Source,
    "figures/": Figure,
    "topics/": Topic,
}

PATHS = (
    *PINNED,
    *RECORDS,
    "search/?q=riyadh",
    "search/?q=zxqvw",
    "search/suggest/?q=ri",
    "members/?on=2016-06-01",
    "events/?kind=meeting",
    "sources/?page=2",
    "statements/?group=country",
    "chronology/?year=2016",
)


def asked(address: str) -> int:
    """How many queries a page costs a process that remembers nothing."""
    memory.forget()
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(address)
    assert answer.status_code == 200, address
    return len(queries)


def fullest(model) -> str:
    """The published record that names and cites most, so that nothing of its page is missing."""

    def named(record) -> tuple[int, int]:
        links = [getattr(record, name, None) for name in ("event_id", "about_id", "place_country_id")]
        return len(list(filter(None, links))), record.citations.count()

    found = max(model.objects.published(), key=named)
    if model is Statement:  # the glossary explains a word that stands beside values that disagree
        for asserts in (found.date, "1999"):
            source = Source.objects.published().first()
            found.citations.create(claim="date", asserts=asserts, source=source, position=90)
    return found.slug


def counts_of(records: int) -> dict[str, dict[str, int]]:
    """Queries of every page of so many records, by path (a record's is a `*`) and by language."""
    with transaction.atomic():
        call_command(make_records.Command(), records, verbosity=0)
        Topic.objects.update(status=Status.PUBLISHED)  # there are one or two
        for number, source in enumerate(Source.objects.published()[: records // 100]):
            claim = SeedClaim.objects.create(
                slug=f"c{number}",
                verdict="confirmed",
                claim_en="So it is.",
                finding_en="It is.",
                status=Status.PUBLISHED,
            )
            Citation.objects.create(seed_claim=claim, claim="finding", source=source)
        addresses = {path: path for path in PATHS}
        addresses |= {f"{path}*/": f"{path}{fullest(model)}/" for path, model in RECORDS.items()}
        found = {
            path: {code: asked(f"/{code}/{address}") for code in CODES} for path, address in addresses.items()
        }
        transaction.set_rollback(True)
    memory.forget()
    return found


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """The counts of some records, and of twice as many."""
    with django_db_blocker.unblock():
        return counts_of(FEW), counts_of(2 * FEW)


def test_twice_as_many_records_cost_no_more_queries(counted):
    first, second = counted
    assert second == first


def test_no_language_costs_more_than_another(counted):
    for numbers in counted:
        assert {path: by for path, by in numbers.items() if len(set(by.values())) > 1} == {}


@pytest.mark.parametrize("path", PINNED)
def test_pages_of_their_own_kind_cost_a_fixed_number(counted, path):
    first, _second = counted
    assert first[path] == dict.fromkeys(CODES, PINNED[path])
