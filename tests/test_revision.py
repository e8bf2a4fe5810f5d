"""What advances the revision of the content, and what it is when nothing did."""

import io

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection

from archive import revision, triggers
from archive.models import RECORDS, Alias, Citation, ContentRevision, Country, Event, OldSlug, Topic
from tests.revision_made import make_country, make_event, make_source

pytestmark = pytest.mark.django_db


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
