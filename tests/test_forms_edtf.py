"""The form field for imprecise dates, as an editor meets it."""

import pytest
from django import forms
from django.contrib.admin import AdminSite, ModelAdmin
from django.test import RequestFactory
from django.utils.translation import override

from archive.forms.edtf import EDTFFormField, EDTFInput
from archive.models import Event


class Note(forms.Form):
    date = EDTFFormField(required=False)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Dec 2016", "2016-12"),
        ("28 दिसंबर 2016", "2016-12-28"),
        ("१५ दिसंबर २०१५", "2015-12-15"),
        ("28-12-2016", "2016-12-28"),
        (" 2015-12~ ", "2015-12~"),
        ("[2016, 2017]", "[2016, 2017]"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_cleans_what_is_typed_to_edtf(typed, stored):
    form = Note({"date": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"date": stored}


def test_refuses_what_has_two_meanings():
    with override("en"):
        form = Note({"date": "05/06/2024"})
        assert form.errors == {
            "date": [
                "“05/06/2024” can mean 5 June 2024 or 6 May 2024. "
                "Write 2024-06-05 for 5 June 2024, or 2024-05-06 for 6 May 2024."
            ]
        }
        assert 'value="05/06/2024"' in form.as_p()


@pytest.mark.parametrize(
    ("lang", "line"),
    [("en", "December 2016"), ("hi", "दिसंबर 2016")],
)
def test_shows_how_the_date_is_understood(lang, line):
    with override(lang):
        for form in (Note(initial={"date": "2016-12"}), Note({"date": "Dec 2016"})):
            html = form.as_p()
            assert '<output id="id_date_reading" for="id_date" class="edtf-reading">' in html
            assert f'<bdi dir="ltr">2016-12</bdi> — {line}</output>' in html


@pytest.mark.parametrize("value", ["", None, "05/06/2024", "nonsense", "<script>"])
def test_shows_no_reading_where_there_is_none(value):
    html = EDTFInput().render("date", value, {"id": "id_date"})
    assert html.endswith('class="edtf-reading"></output>')
    assert "<script" not in html


def test_input_is_written_from_left_to_right_and_described_by_its_line():
    html = Note().as_p()
    assert 'dir="ltr"' in html
    assert 'aria-describedby="id_date_helptext id_date_reading"' in html
    assert "<script" not in html


def test_help_says_how_to_write_a_date_unless_the_field_says_something_else():
    with override("en"):
        assert "2015-12~ is “about”" in str(EDTFFormField().help_text)
        assert EDTFFormField(help_text="Day of accession").help_text == "Day of accession"


def test_a_date_typed_in_words_counts_as_changed_only_if_it_means_another_date():
    assert not Note({"date": "Dec 2016"}, initial={"date": "2016-12"}).has_changed()
    assert Note({"date": "2016-12-28"}, initial={"date": "2016-12"}).has_changed()
    assert Note({"date": "05/06/2024"}, initial={"date": "2016-12"}).has_changed()


def test_the_admin_keeps_the_explaining_input():
    field = ModelAdmin(Event, AdminSite()).formfield_for_dbfield(
        Event._meta.get_field("date"), request=RequestFactory().get("/")
    )
    assert isinstance(field, EDTFFormField)
    assert isinstance(field.widget, EDTFInput)
    assert "vTextField" in field.widget.attrs["class"]
