import io
import threading

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from archive import revision, triggers
from archive.models import RECORDS, Alias, Citation, ContentRevision, Country, Event, OldSlug, Source, Topic

pytestmark = pytest.mark.django_db


def make_country(slug="kenya", code="KE", **values):
    return Country.objects.create(slug=slug, code=code, name_en=slug.title(), status="published", **values)


def make_source(slug="spa-2022"):
    return Source.objects.create(
        slug=slug, publisher="SPA", language="ar", kind="press", date="2022-09-01", status="published"
    )


def make_event():
    return Event.objects.create(
        slug="accession-of-kenya",
        date="2022-09-01",
        kind="accession",
        title_en="Kenya joins",
        status="published",
    )


@pytest.fixture
def advances():
    """Asserts that what is done within advances the revision."""
    before = revision.current()
    yield
    assert revision.current() > before


def test_a_new_record_advances_the_revision(advances):
    make_country()


def test_a_changed_record_advances_the_revision():
    country = make_country()
    before = revision.current()
    country.name_hi = "केन्या"
    country.save()
    assert revision.current() > before


def test_a_deleted_record_advances_the_revision():
    country = make_country()
    before = revision.current()
    country.delete()
    assert revision.current() > before


def test_records_deleted_by_a_queryset_advance_the_revision():
    make_country()
    before = revision.current()
    Country.objects.filter(code="KE").delete()
    assert revision.current() > before


def test_a_citation_advances_the_revision_when_it_comes_changes_and_goes():
    country, source = make_country(), make_source()
    before = revision.current()
    citation = Citation.objects.create(country=country, source=source, claim="name")
    added = revision.current()
    citation.asserts = "Kenya"
    citation.save()
    changed = revision.current()
    citation.delete()
    assert before < added < changed < revision.current()


def test_countries_that_take_part_in_an_event_advance_the_revision():
    event, country = make_event(), make_country()
    seen = [revision.current()]
    for change in (
        lambda: event.participants.add(country),
        lambda: event.participants.remove(country),
        lambda: country.events.set([event]),
        lambda: event.participants.clear(),
    ):
        change()
        seen.append(revision.current())
    assert seen == sorted(set(seen))


def test_an_old_address_advances_the_revision(advances):
    OldSlug.objects.create(kind="country", slug="kenia", present="kenya")


def test_a_draft_advances_the_revision_because_a_public_page_may_name_it(advances):
    Topic.objects.create(slug="command", title_en="Command", status="draft")


DERIVED = (
    "archive_search",
    "archive_contentrevision",
    "archive_submission",
    "archive_workingcopy",
    "archive_report",
    "archive_presence",
)


def test_every_table_of_the_archive_but_derived_ones_is_watched():
    tables = set(connection.introspection.table_names())
    watched = {table for table, _name in triggers.names(connection.vendor)}
    assert watched == {
        table for table in tables if table.startswith("archive_") and not table.startswith(DERIVED)
    }
    assert not triggers.missing("default")
    for model in (*RECORDS, Alias, Citation, OldSlug, Event.participants.through):
        assert model._meta.db_table in watched


def test_loaddata_advances_the_revision(tmp_path):
    country = make_country()
    fixture = tmp_path / "country.json"
    fixture.write_text(serializers.serialize("json", [country]))
    before = revision.current()
    call_command("loaddata", str(fixture), stdout=io.StringIO())
    assert revision.current() > before


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def join(event, country):
    sql("INSERT INTO archive_event_participants (event_id, country_id) VALUES (%s, %s)", event.pk, country.pk)


@pytest.mark.parametrize(
    "write",
    [
        lambda country, event: Country.objects.update(m49="014"),
        lambda country, event: Country.objects.bulk_update([country], ["name_en"]),
        lambda country, event: Country.objects.bulk_create([Country(slug="oman", code="OM", name_en="Oman")]),
        lambda country, event: Country.objects.filter(pk=country.pk)._raw_delete("default"),
        lambda country, event: sql("UPDATE archive_country SET name_en = 'x'"),
        lambda country, event: sql("DELETE FROM archive_country WHERE code = 'KE'"),
        join,
        lambda country, event: sql("INSERT INTO archive_alias (form, canonical) VALUES ('a', 'b')"),
    ],
    ids=[
        "update",
        "bulk_update",
        "bulk_create",
        "raw delete",
        "SQL update",
        "SQL delete",
        "SQL join",
        "alias",
    ],
)
def test_a_write_that_sends_no_signals_advances_the_revision(write):
    country, event = make_country(), make_event()
    before = revision.current()
    write(*((event, country) if write is join else (country, event)))
    assert revision.current() > before


def test_it_can_be_advanced_by_hand():
    before = revision.current()
    revision.advance()
    assert revision.current() > before


@pytest.mark.django_db(transaction=True)
def test_the_triggers_come_back_after_a_table_was_changed_by_a_migration():
    with connection.schema_editor() as editor:
        editor.alter_field(Alias, Alias._meta.get_field("form"), Alias._meta.get_field("form"))
        if connection.vendor == "sqlite":
            editor._remake_table(Alias)
    call_command("migrate", verbosity=0)
    assert not triggers.missing("default")


def test_without_its_triggers_the_site_is_not_ready(client):
    table, name = next(iter(triggers.names(connection.vendor)))
    sql(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["revision"].startswith("1 triggers")


def test_the_revision_reads_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        revision.current()


def test_the_revision_has_a_number_before_anything_was_written():
    assert revision.current() > 0


def test_without_its_row_the_revision_is_zero_and_the_next_write_makes_it():
    ContentRevision.objects.all().delete()
    assert revision.current() == 0
    make_country()
    assert revision.current() > 0


def test_a_restored_copy_does_not_count_again_through_numbers_already_used():
    make_country()
    used = revision.current()
    ContentRevision.objects.update(number=7)
    revision.advance()
    assert revision.current() > used


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


def in_another_thread(function):
    answers = []
    run_threads(lambda _number: answers.append(function()), 1)
    return answers[0]


def run_threads(function, count):
    failures = []

    def run(number):
        try:
            function(number)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
