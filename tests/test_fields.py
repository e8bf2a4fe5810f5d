"""Imprecise dates in records: stored as typed, with columns that always follow from the text."""

import datetime
import json
import re

import pytest
from django.core import checks, serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.forms import modelform_factory
from django.test.utils import isolate_apps
from django.utils.translation import override
from hypothesis import given
from hypothesis.extra.django import TestCase

from archive import dates, loading
from archive.entries import text as yaml_text
from archive.entries.written import Written
from archive.fields import (
    DerivedDayField,
    DerivedSortField,
    EDTFField,
    validate_edtf,
    with_derived,
    without_derived,
)
from archive.models import Country, Event, Member
from tests.dates_made import FORTY, dates_made

COLUMNS = ("date_earliest", "date_latest", "date_sort")


def event(date: str, slug: str = "announcement", **values) -> Event:
    return Event(slug=slug, date=date, kind=Event.Kind.ANNOUNCEMENT, title_en="Announcement", **values)


def typed(date: str) -> dict:
    """What an editor sends from the form of an event."""
    chosen = {"status": "draft", "kind": "announcement", "relation": "own", "occurrence": "held"}
    return {"slug": "announcement", "date": date, "title_en": "Announcement", **chosen}


def member(joined: str, left: str = "") -> Member:
    country, _ = Country.objects.get_or_create(slug="oman", code="OM", name_en="Oman")
    return Member(slug="oman", country=country, joined=joined, left=left)


def derived(text: str) -> tuple:
    value = dates.parse(text)
    return value.earliest, value.latest, value.sort_key


def stored(slug: str = "announcement") -> tuple:
    return Event.objects.values_list(*COLUMNS).get(slug=slug)


@pytest.mark.django_db
@pytest.mark.parametrize("text", FORTY)
def test_text_survives_form_database_json_and_fixture(text, tmp_path):
    form = modelform_factory(Event, fields="__all__")(typed(text))
    assert form.is_valid(), form.errors
    form.save()
    from_database = Event.objects.get()
    assert from_database.date == text
    assert stored() == derived(text)

    as_json = serializers.serialize("json", [from_database], ensure_ascii=False)
    assert json.loads(as_json)[0]["fields"]["date"] == text
    (tmp_path / "event.json").write_text(as_json, encoding="utf-8")
    from_database.delete()
    call_command("loaddata", tmp_path / "event.json", verbosity=0)
    assert Event.objects.get().date == text
    assert stored() == derived(text)

    as_yaml = yaml_text.of(Written.of(Event.objects.get()))
    (tmp_path / "event.yaml").write_text(as_yaml, encoding="utf-8")
    Event.objects.all().delete()
    loading.load([tmp_path / "event.yaml"])
    assert Event.objects.get().date == text
    assert stored() == derived(text)


class AnyDate(TestCase):
    """What holds for every date, not only for those in use."""

    @given(dates_made())
    def test_form_and_database_keep_the_text(self, made):
        form = modelform_factory(Event, fields="__all__")(typed(made.text))
        assert form.is_valid(), form.errors
        form.save()
        assert Event.objects.get().date == made.text
        assert stored() == derived(made.text)


@pytest.mark.django_db
class TestDerivedColumns:
    def test_follow_a_change_of_the_text(self):
        record = event("2016")
        record.save()
        record.date = "[2015-12-15..2016-12-28]"
        record.save()
        assert stored() == derived("[2015-12-15..2016-12-28]")

    def test_are_filled_by_bulk_create(self):
        Event.objects.bulk_create([event("2016-12", "a"), event("2017/..", "b")])
        assert stored("a") == derived("2016-12")
        assert stored("b") == derived("2017/..")

    def test_follow_when_only_some_fields_are_saved(self):
        record = event("2016")
        record.save()
        record.date = "2017"
        record.save(update_fields=["date"])
        assert stored() == derived("2017")

    def test_are_known_before_the_record_is_saved(self):
        record = event("2016-12")
        assert (record.date_earliest, record.date_latest, record.date_sort) == derived("2016-12")

    def test_cannot_be_set_to_anything_else(self):
        record = event("2016", date_latest=datetime.date(1999, 1, 1), date_sort="nonsense")
        record.save()
        assert stored() == derived("2016")

    def test_are_empty_without_a_date(self):
        record = member("2016-12-28")
        record.save()
        assert Member.objects.values_list("left", "left_earliest", "left_latest").get() == ("", None, None)

    def test_are_in_no_fixture(self):
        event("2016").save()
        written = json.loads(serializers.serialize("json", Event.objects.all()))[0]["fields"]
        assert not written.keys() & set(COLUMNS)

    def test_stay_readable_when_the_text_was_not_loaded(self):
        event("2016-12").save()
        record = Event.objects.only("date_latest").get()
        assert record.date_latest == datetime.date(2016, 12, 31)
        assert "date" in record.get_deferred_fields()

    def test_are_indexed(self):
        with connection.cursor() as cursor:
            constraints = connection.introspection.get_constraints(cursor, Event._meta.db_table)
        first_columns = {found["columns"][0] for found in constraints.values() if found["index"]}
        assert first_columns >= set(COLUMNS)


def test_derived_names_are_added_to_those_of_dates_only():
    assert with_derived(Event, ["date", "kind"]) == {"date", "kind", *COLUMNS}
    assert with_derived(Event, ["kind"]) == {"kind"}
    assert with_derived(Member, ["left"]) == {"left", "left_earliest", "left_latest"}


def test_derived_columns_are_left_out_only_together_with_their_date():
    assert without_derived(Event, ["kind", "date_latest"]) == {"kind"}
    assert without_derived(Event, ["date", "date_latest"]) == {"date", "date_latest"}


@pytest.mark.django_db
@pytest.mark.parametrize(("left", "possible"), [("2015", False), ("2016", True), ("2016-12-28", True)])
def test_a_form_refuses_a_member_that_leaves_before_it_joins(left, possible):
    country = Country.objects.create(slug="oman", code="OM", name_en="Oman")
    filled = {"slug": "oman", "country": country.pk, "status": "draft", "standing": "undisputed"}
    with override("en"):
        form = modelform_factory(Member, fields="__all__")({**filled, "joined": "2016-12-28", "left": left})
        assert form.is_valid() is possible
        assert ("The day of leaving lies before the day of joining." in str(form.errors)) is not possible


@pytest.mark.parametrize("text", ["05/06/2024", "Dec 2016", "2016-02-31", "nonsense"])
def test_a_record_refuses_a_text_that_is_no_edtf(text):
    """Only the form understands words: what a record holds is EDTF, wherever it comes from."""
    with pytest.raises(ValidationError) as refused:
        event(text).clean_fields(exclude=["published_at"])
    assert set(refused.value.message_dict) == {"date"}


def test_a_date_may_be_left_out_only_where_the_field_says_so():
    with pytest.raises(ValidationError):
        event("").clean_fields()
    Member(left="", joined="2016", slug="oman").clean_fields(exclude=["country"])


@pytest.mark.parametrize(
    "field",
    [
        EDTFField("joined"),
        EDTFField(blank=True, default="", max_length=40),
        DerivedDayField(source="joined", bound="earliest"),
        DerivedDayField(source="joined", bound="latest", db_index=False),
        DerivedSortField(source="joined"),
    ],
)
def test_fields_can_be_written_into_a_migration(field):
    _name, _path, args, kwargs = field.deconstruct()
    again = type(field)(*args, **kwargs)
    assert again.deconstruct()[1:] == field.deconstruct()[1:]
    assert MigrationWriter.serialize(field)[0].startswith("archive.fields.")
    assert again.editable == field.editable
    assert again.db_index == field.db_index


def test_a_bound_is_earliest_or_latest():
    with pytest.raises(ValueError, match="“earliest” or “latest”, not “first”"):
        DerivedDayField(source="joined", bound="first")


@isolate_apps("archive")
def test_a_derived_column_needs_a_date_to_follow_from():
    class Treaty(models.Model):
        title = models.CharField(max_length=20)
        title_sort = DerivedSortField(source="title")
        signed_latest = DerivedDayField(source="signed", bound="latest")

        class Meta:
            app_label = "archive"

    found = [error.msg for error in Treaty.check() if isinstance(error, checks.Error)]
    assert found == [
        "The source “title” is not an EDTFField of this model.",
        "The source “signed” is not an EDTFField of this model.",
    ]


def test_every_date_of_every_record_is_read_in_the_form_that_explains_it():
    with override("en"):
        html = modelform_factory(Member, fields=["joined", "left"])(instance=Member(joined="2016-12")).as_p()
    assert '<bdi dir="ltr">2016-12</bdi> — December 2016' in html
    assert html.count('dir="ltr" ') >= 2


@pytest.mark.parametrize(
    ("text", "form"), [("201X", "[2010..2019]"), ("1985-04-XX", "1985-04"), ("2017-", "2017/..")]
)
def test_a_date_that_is_not_kept_is_refused_with_the_form_to_write(text, form):
    with pytest.raises(ValidationError, match=re.escape(form)):
        validate_edtf(text)
