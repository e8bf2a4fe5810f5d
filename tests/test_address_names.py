"""The last part of an address: what it may be made of, and that it never leads to another record."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import translation

from archive.entries.parts import FixtureError
from archive.loading.records import load
from archive.models import RECORDS, Alias, Citation, Country, Event, OldSlug, Status
from archive.models.slugs import proposed, validate_address_name
from tests.rooms import Form, editor, records, text, url

pytestmark = pytest.mark.django_db

WRONG = {
    "UPPER": "upper",
    "bad_underscore": "bad-underscore",
    "trailing-": "trailing",
    "-leading": "leading",
    "two--hyphens": "two-hyphens",
    "Émile 2016": "emile-2016",
    "with space": "with-space",
    "north/thunder": "north-thunder",
    "-": "north-thunder-2016",
    "ओमान": "north-thunder-2016",
    "२०१६": "north-thunder-2016",
    "oman\n": "oman",
}


@pytest.mark.parametrize("slug", ["oman", "2016", "a", "2016-12-28-oman", "c-slug"])
def test_what_an_address_may_be_made_of(slug):
    validate_address_name(slug)
    assert proposed(slug) == slug


@pytest.mark.parametrize(("slug", "instead"), WRONG.items())
def test_what_is_no_address_is_refused_with_what_to_write(slug, instead):
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        validate_address_name(slug)
    assert f": {instead}." in refused.value.messages[0]
    validate_address_name(instead)
    with translation.override("hi"), pytest.raises(ValidationError) as refused:
        validate_address_name(slug)
    assert "छोटे लैटिन अक्षर" in refused.value.messages[0]
    assert f": {instead}।" in refused.value.messages[0]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
@pytest.mark.parametrize("slug", ["UPPER", "-", "bad_underscore", "trailing-"])
def test_every_kind_of_record_refuses_it(model, slug):
    with pytest.raises(ValidationError) as refused:
        model(slug=slug).full_clean()
    assert len(refused.value.message_dict["slug"]) == 1


@pytest.mark.parametrize("slug", ["UPPER", "-", "bad_underscore", "trailing-"])
def test_a_form_refuses_it_in_one_sentence(slug):
    made = records()
    answer = Form(editor(), url(made.oman)).fill(slug=slug).submit()
    assert answer.status_code == 200
    assert text(answer).count(f"“{slug}” cannot be an address") == 1
    assert "Enter a valid" not in text(answer)
    assert Country.objects.get(pk=made.oman.pk).slug == "oman"


@pytest.mark.parametrize("slug", ["UPPER", '"-"', "bad_underscore", "trailing-"])
def test_a_file_refuses_it_with_its_place(tmp_path, slug):
    file = tmp_path / "wrong.yaml"
    file.write_text(f"- country: {slug}\n  code: OM\n  name_en: Oman\n", encoding="utf-8")
    with translation.override("en"), pytest.raises(FixtureError, match="cannot be an address") as refused:
        load([file])
    assert refused.value.problems[0].line == 1
    assert not Country.objects.exists()


# Old addresses ------------------------------------------------------------


def country(slug, **values):
    return Country.objects.create(slug=slug, code=slug, name_en=slug, status=Status.PUBLISHED, **values)


def rename(record, slug):
    record.slug = slug
    record.save()


@pytest.mark.parametrize("slug", ["c-slug", "C-SLUG", "C-slug"])
def test_an_old_address_is_taken_whatever_its_letters(slug):
    first = country("c-slug")
    rename(first, "d-slug")
    assert OldSlug.objects.taken(Country(slug=slug))
    with pytest.raises(ValidationError) as refused:
        Country(slug=slug, code="x", name_en="X").full_clean()
    assert "slug" in refused.value.message_dict
    first.slug = "c-slug"
    first.full_clean()


def test_old_addresses_follow_a_record_that_is_renamed_again_and_back(client):
    record = country("first")
    for slug in ("second", "third"):
        rename(record, slug)
    for old in ("first", "second"):
        assert client.get(f"/en/countries/{old}/").headers["Location"] == "/en/countries/third/"
    rename(record, "first")
    assert client.get("/en/countries/first/").status_code == 200
    for old in ("second", "third"):
        assert client.get(f"/en/countries/{old}/").headers["Location"] == "/en/countries/first/"
    assert set(OldSlug.objects.of(record).values_list("slug", flat=True)) == {"second", "third"}


@pytest.mark.parametrize(("status", "answer"), [("published", 301), ("withdrawn", 301), ("draft", 404)])
def test_an_old_address_leads_to_what_readers_may_see(client, status, answer):
    record = country("first")
    rename(record, "second")
    Country.objects.update(status=status)
    for code in ("hi", "en"):
        assert client.get(f"/{code}/countries/first/").status_code == answer
        if answer == 301:
            followed = client.get(f"/{code}/countries/first/", follow=True)
            assert followed.redirect_chain[-1][0] == f"/{code}/countries/second/"


def test_an_old_address_of_a_deleted_record_leads_nowhere_and_is_given_to_nobody(client):
    record = country("first")
    rename(record, "second")
    record.delete()
    assert client.get("/en/countries/first/").status_code == 404
    country("second")  # saved anew, or another one: the old address is not its own
    assert client.get("/en/countries/first/").status_code == 404
    assert OldSlug.objects.taken(Country(slug="first"))


def test_a_file_does_not_take_the_old_address_of_another_record(tmp_path):
    rename(country("first"), "second")
    file = tmp_path / "file.yaml"
    file.write_text(
        "- country: third\n  code: OM\n  name_en: Oman\n  old_slugs: [first, once]\n", encoding="utf-8"
    )
    with pytest.raises(FixtureError) as refused:
        load([file], "add")
    (problem,) = refused.value.problems
    assert (problem.field, "“first”" in problem.message) == ("old_slugs", True)
    assert not OldSlug.objects.filter(slug="once").exists()


# Nothing by number ------------------------------------------------------------


@pytest.mark.parametrize("format", ["json", "yaml"])
def test_a_dump_for_another_program_holds_nothing_by_number_and_restores_every_address(format, tmp_path):
    made = records()
    rename(made.oman, "sultanate-of-oman")
    rename(made.event, "council")
    Alias.objects.create(form="IMAFT", canonical="coalition")
    dumped = tmp_path / f"dump.{format}"
    left_out = ["archive.searchrow", "archive.searchword", "archive.contentrevision"]
    natural = {"use_natural_primary_keys": True, "use_natural_foreign_keys": True}
    call_command(
        "dumpdata", "archive", format=format, exclude=left_out, output=str(dumped), verbosity=0, **natural
    )
    assert '"pk"' not in dumped.read_text("utf-8")
    assert "pk:" not in dumped.read_text("utf-8")
    before = shape()
    for model in (Citation, Alias, OldSlug, *RECORDS):
        model.objects.all().delete()
    # In the other archive the numbers are those of other records.
    for number in range(5):
        country(f"zz-{number}")
        Event.objects.create(slug=f"zz-{number}", date="2016", title_en="Another")
    call_command("loaddata", str(dumped), verbosity=0)
    Country.objects.filter(slug__startswith="zz").delete()
    Event.objects.filter(slug__startswith="zz").delete()
    assert shape() == before
    call_command("loaddata", str(dumped), verbosity=0)
    assert shape() == before, "Loaded twice, everything is there once."


def shape() -> dict:
    return {
        "old": sorted(OldSlug.objects.values_list("kind", "slug", "present")),
        "aliases": sorted(Alias.objects.values_list("form", "canonical")),
        "citations": sorted(
            (str(each.record), each.claim, each.source.slug, each.asserts) for each in Citation.objects.all()
        ),
        **{model.__name__: sorted(model.objects.values_list("slug", flat=True)) for model in RECORDS},
    }


def test_only_citations_and_memberships_refer_by_key_of_the_database():
    """Every other column that holds a number holds a value, and none a number of a record."""
    suspicious = {
        f"{model.__name__}.{field.name}"
        for model in (*RECORDS, Citation, Alias, OldSlug)
        for field in model._meta.concrete_fields
        if field.name.endswith("_id") and not field.is_relation
    }
    assert suspicious == set()


@pytest.mark.sqlite
def test_the_migration_turns_numbers_into_addresses_and_back(tmp_path):
    path = tmp_path / "old.sqlite3"
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{path}",
        "DJANGO_SETTINGS_MODULE": "imctc_site.settings",
    }

    def migrate(*to):
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0", *to],
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
        )

    migrate("archive", "0004")
    with sqlite3.connect(path) as old:
        columns = old.execute("PRAGMA table_info(archive_country)").fetchall()
        values = {"id": 7, "slug": "kenya"}
        filled = {
            name: values.get(name, 0 if "int" in kind else "")
            for _, name, kind, needed, *_ in columns
            if needed
        }
        marks = ", ".join("?" * len(filled))
        old.execute(f"INSERT INTO archive_country ({', '.join(filled)}) VALUES ({marks})", [*filled.values()])
        for slug, number in (("kenia", 7), ("gone", 8)):
            old.execute(
                "INSERT INTO archive_oldslug (kind, slug, record_id) VALUES ('country', ?, ?)", (slug, number)
            )
    migrate("archive", "0005")
    with sqlite3.connect(path) as new:
        rows = set(new.execute("SELECT slug, present FROM archive_oldslug"))
    assert rows == {("kenia", "kenya"), ("gone", "")}
    migrate("archive", "0004")
    with sqlite3.connect(path) as old:
        assert set(old.execute("SELECT slug, record_id FROM archive_oldslug")) == {("kenia", 7), ("gone", 0)}
