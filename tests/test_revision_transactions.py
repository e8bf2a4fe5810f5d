"""The revision within transactions: once for each, and neither before the content nor without it."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from archive import revision
from archive.models import Country
from tests.at_once import in_another_thread, run_threads
from tests.revision_made import make_country, make_source

pytestmark = pytest.mark.django_db


def test_a_save_costs_no_statement_about_the_revision():
    with CaptureQueriesContext(connection) as asked:
        make_country()
    assert not [each["sql"] for each in asked if "contentrevision" in each["sql"]]


@pytest.mark.postgres
def test_a_transaction_writes_the_revision_once_however_much_it_writes():
    def versions():
        with connection.cursor() as cursor:
            cursor.execute("SELECT ctid::text FROM archive_contentrevision")
            return cursor.fetchone()

    make_country()
    first = versions()
    for number in range(100):
        make_country(slug=f"body-{number}", code=f"body-{number}")
    assert versions() == first


def test_a_savepoint_that_is_rolled_back_takes_its_advance_with_it_and_the_next_write_advances_again():
    before = revision.current()
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            write_and_fail()
        make_source()
    assert revision.current() > before


def test_looking_at_the_revision_within_a_transaction_makes_the_next_write_count():
    with transaction.atomic():
        make_country()
        seen = revision.current()
        make_source()
        assert revision.current() > seen


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_rolled_back_leaves_the_revision_alone():
    before = revision.current()
    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert revision.current() == before
    assert not Country.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_else_sees_the_new_revision_before_the_new_content():
    before = revision.current()
    with transaction.atomic():
        make_country()
        assert in_another_thread(look) == (before, 0)
    number, countries = in_another_thread(look)
    assert number > before
    assert countries == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_that_fails_advances_nothing():
    make_country()
    before = revision.current()
    with pytest.raises(Exception, match=r"(?i)unique"):
        make_country(slug="kenya", code="KE")
    assert revision.current() == before


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_each_advance_the_revision():
    start = threading.Barrier(4)
    before = revision.current()

    def write(number):
        start.wait()
        for each in range(5):
            make_country(slug=f"body-{number}-{each}", code=f"body-{number}-{each}")

    run_threads(write, 4)
    assert Country.objects.count() == 20
    assert revision.current() >= before + 20


def write_and_fail():
    with transaction.atomic():
        make_country()
        raise ZeroDivisionError


def look():
    return revision.current(), Country.objects.count()
