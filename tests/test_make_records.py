import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from modeltranslation.translator import translator

from archive import languages, revision
from archive.models import (
    RECORDS,
    Citation,
    Country,
    Event,
    Member,
    Person,
    Post,
    SeedClaim,
    Source,
    Statement,
    Status,
    Term,
)
from bench import believable, make_records

pytestmark = pytest.mark.django_db

#: The kinds that are made; the others are few by nature, and written by hand.
MADE = tuple(model for model in RECORDS if model not in (SeedClaim, Person, Post, Term))


def make(number, **options):
    out = io.StringIO()
    call_command(make_records.Command(), number, no_search=True, stdout=out, **options)
    return out.getvalue()


def rows(model):
    """What stands in a table, column by column, past every translation of names."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("number", [20, 300, 1001])
def test_there_are_as_many_records_as_were_asked_for(number):
    assert f"{number} records" in make(number)
    assert sum(model.objects.count() for model in RECORDS) == number


def test_a_form_would_accept_every_record_and_citation():
    make(400)
    for model in (*MADE, Citation):
        assert model.objects.exists()
        for record in model.objects.all():
            record.full_clean()


def test_every_record_is_written_in_both_languages():
    make(200)
    for model in (Country, Member, Event, Statement):
        texts = "summary" if model in (Member, Event) else "gist" if model is Statement else "name"
        for code in ("hi", "en"):
            assert not model.objects.filter(**{languages.column(texts, code): ""}).exists()


@pytest.mark.parametrize("model", [Member, Event, Statement, Source], ids=lambda model: model.__name__)
def test_what_saving_would_have_stored_is_stored(model):
    make(100)
    made = rows(model)
    for record in model.objects.all():
        record.save(keep_times=True)
    saved = rows(model)
    # The bare columns hold whatever language was active, and nobody reads them.
    passed_over = {"version", *translator.get_options_for_model(model).all_fields}
    for row in (*made, *saved):
        for name in passed_over & row.keys():
            del row[name]
    assert saved == made


def test_dates_are_of_every_kind_and_records_of_every_status():
    make(1000)
    dates = list(Statement.objects.values_list("date", flat=True))
    assert {len(date) for date in dates} >= {4, 7, 8, 10, 11, 21}
    assert any("~" in date for date in dates)
    assert any("[" in date for date in dates)
    assert set(Statement.objects.values_list("status", flat=True)) == set(Status.values)


def test_the_same_number_makes_the_same_records_and_another_seed_others():
    numbers = believable.shares(100)
    assert list(believable.make(numbers)) == list(believable.make(numbers))
    assert list(believable.make(numbers, seed=2)) != list(believable.make(numbers))


def test_a_record_can_still_be_added_by_hand_afterwards():
    make(50)
    country = Country.objects.create(slug="kenya", code="kenya", name_en="Kenya")
    source = Source.objects.first()
    assert Citation.objects.create(country=country, source=source, claim="name").pk


def test_a_database_with_records_is_left_as_it_is():
    Country.objects.create(slug="kenya", code="KE", name_en="Kenya")
    with pytest.raises(CommandError, match="1 records, which may be real"):
        make(50)
    assert Country.objects.count() == 1
    assert not Statement.objects.exists()


@pytest.mark.parametrize("number", [0, -5])
def test_a_number_that_makes_no_sense_is_refused_with_a_sentence(number):
    with pytest.raises(CommandError, match="at least 1"):
        make(number)


def test_one_kind_can_be_asked_for_with_the_few_others_it_speaks_of():
    make(500, kind="statement")
    assert Statement.objects.count() == 500
    assert 0 < Event.objects.count() < 500


def test_made_records_are_public_at_once():
    before = revision.current()
    make(20)
    assert revision.current() > before


def test_made_records_can_be_searched(client):
    call_command(make_records.Command(), 60, verbosity=0)
    answer = client.get("/en/search/", {"q": "secretariat"})
    assert answer.status_code == 200
    assert Event.objects.published().exists()
