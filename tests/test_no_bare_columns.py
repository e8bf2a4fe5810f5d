"""The hidden bare column of a translated field is named nowhere: what it holds depends on who asks.

Modeltranslation keeps `title` beside `title_hi` and `title_en` and rewrites it, in queries, to the language
that happens to be active. So nothing orders, filters, constrains, searches or writes by the bare name, and
nobody writes columns past the models, which would leave index and revision behind.
"""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.db import connection
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.fields import SlugField
from django.utils import translation
from modeltranslation.translator import translator

from archive import languages
from archive.models import RECORDS, Citation

TRANSLATED = [
    model for model in translator.get_registered_models(abstract=False) if model._meta.app_label == "archive"
]
CODE = [
    path
    for folder in ("archive", "imctc_site")
    for path in sorted(Path(settings.BASE_DIR, folder).rglob("*.py"))
    if path.parent.name != "migrations"  # their models are those of their day, without languages
]

#: Calls that name columns by their arguments, and those that name them by keywords.
BY_TEXT = {
    "order_by", "values", "values_list", "only", "defer", "F", "Lower", "Upper", "Length", "Left", "Coalesce",
    "NullIf", "Concat", "Count", "Max", "Min", "select_related", "dates", "distinct", "bulk_update",
}  # fmt: skip
BY_KEYWORD = {"filter", "exclude", "get", "get_or_create", "update", "update_or_create", "Q", "create"}

#: Names of translated fields, and of fields of another model that are the same without being translated.
BARE = {name for model in TRANSLATED for name in translator.get_options_for_model(model).all_fields}
NOT_TRANSLATED = {
    ("archive/answers/answering.py", "claim"),  # of a citation
    ("archive/answers/answering.py", "source__title"),  # as printed
    ("archive/editing/claims.py", "claim"),  # of a citation
    ("archive/editing/support.py", "claim"),
    ("archive/kinds/member.py", "claim"),
    ("archive/kinds/membership.py", "claim"),
    ("archive/membership.py", "claim"),
    ("archive/membership.py", "claim__in"),
    ("archive/posts.py", "claim"),
    ("archive/posts.py", "claim__in"),
    ("archive/rights.py", "name"),  # of a group
    ("archive/stances.py", "claim__in"),  # of a citation
    ("archive/management/commands/first_run.py", "name"),  # of a group
}


def bare(model) -> set[str]:
    return set(translator.get_options_for_model(model).all_fields)


def test_the_translated_fields_are_known():
    assert {*RECORDS, Citation} <= set(TRANSLATED)
    assert {"name", "title", "summary", "gist", "note"} <= BARE
    assert len(CODE) > 80


def named(text: str) -> bool:
    """Whether a path of columns, as queries write it, names a bare column."""
    return not BARE.isdisjoint(text.lstrip("-").split("__"))


def calls(path: Path):
    """Every call of a query's methods or expressions: what is called, the columns it names, the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in BY_TEXT:
            texts = [
                each.value
                for each in node.args
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            # `getattr(x, "name").values()` and the like have no texts; `{}.get("title")` is a dictionary's.
            yield called, texts, node.lineno
        elif called in BY_KEYWORD and not of_templates(node.func):
            yield called, [each.arg for each in node.keywords if each.arg], node.lineno


def of_templates(called: ast.expr) -> bool:
    """Whether it is a call of `….globals` or `….filters`, which gives names to templates."""
    return isinstance(of := getattr(called, "value", None), ast.Attribute) and of.attr in (
        "globals",
        "filters",
    )


def columns_named() -> Iterator[tuple[str, int, str, str]]:
    """Every column that a query of ours names: file, line, what is called, the column."""
    for path in CODE:
        for called, texts, line in calls(path):
            for text in texts:
                yield str(path.relative_to(settings.BASE_DIR)), line, called, text


def test_no_query_names_a_bare_column():
    found = [each for each in columns_named() if named(each[3]) and (each[0], each[3]) not in NOT_TRANSLATED]
    assert found == []


def test_the_reader_of_code_finds_what_it_looks_for(tmp_path):
    """So that the test above can fail."""
    source = tmp_path / "code.py"
    source.write_text(
        "Event.objects.filter(title='x').order_by('-title')\n"
        "Event.objects.update(summary_hi='x', summary='y')\n"
        "Lower('country__name'), Q(country__name__startswith='x'), F('gist')\n"
        "found.get('title'), Event.objects.filter(title_hi='x').order_by('date_sort')\n"
    )
    texts = [text for _called, texts, _line in calls(source) for text in texts if named(text)]
    assert sorted(texts) == sorted(
        ["title", "-title", "summary", "country__name", "country__name__startswith", "gist"]
    )


def test_content_is_not_written_past_the_models():
    """`.update()` of a text sends no signal: no version, no index, no revision, no history."""
    columns = {languages.column(name, code) for name in BARE for code in languages.codes()} | BARE
    assert [each for each in columns_named() if each[2] == "update" and each[3] in columns] == []


@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model.__name__)
def test_nothing_in_the_database_depends_on_a_bare_column(model):
    meta, names = model._meta, bare(model)
    columns = names | {languages.column(name, code) for name in names for code in languages.codes()}
    assert not [name for name in columns if meta.get_field(name).unique or meta.get_field(name).db_index]
    assert not [name for name in meta.ordering if named(name)]
    assert not meta.unique_together
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            assert not columns & set(constraint.fields)
        if isinstance(constraint, CheckConstraint):
            assert not columns & set(columns_of(constraint.condition))
    for index in meta.indexes:
        assert not columns & {name.lstrip("-") for name in index.fields}


def columns_of(condition: Q):
    for child in condition.children:
        if isinstance(child, Q):
            yield from columns_of(child)
        else:
            yield child[0].split("__")[0]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_the_rooms_of_editors_search_and_sort_by_every_language(model):
    room = admin.site._registry[model]
    searched = {name.lstrip("^=@") for name in room.search_fields}
    for path in searched:
        field = get_fields_from_path(model, path)[-1]
        assert field.name not in (bare(field.model) if field.model in TRANSLATED else ()), path
    for name in bare(model) - {"withdrawn_reason"}:
        found = {languages.column(name, code) for code in languages.codes()} & searched
        assert found in (set(), {languages.column(name, code) for code in languages.codes()})
    assert {languages.column(model.TITLE, code) for code in languages.codes()} <= searched or not model.TITLE
    for each in (*(room.ordering or ()), *(sorting(room, name) for name in room.list_display)):
        assert not (each and set(each.lstrip("-").split("__")) & bare(model)), each


def sorting(room, column: str) -> str:
    """By what a column of a list sorts; '' for one that does not."""
    shown = getattr(room, column, None) if isinstance(column, str) else column
    by = getattr(shown, "admin_order_field", "" if callable(shown) else column)
    return by if isinstance(by, str) else ""


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_addresses_are_ascii_and_made_from_one_language(model):
    slug = model._meta.get_field("slug")
    assert isinstance(slug, SlugField)
    assert not slug.allow_unicode
    assert slug.unique
    assert "slug" not in bare(model)
    assert settings.MODELTRANSLATION_PREPOPULATE_LANGUAGE == "en"


@pytest.mark.django_db
@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model.__name__)
def test_an_empty_text_is_empty_and_never_null(content, model):
    wanting = {
        name: count
        for name in sorted(languages.column(name, code) for name in bare(model) for code in languages.codes())
        if (count := model.objects.filter(**{f"{name}__isnull": True}).count())
    }
    assert wanting == {}


@pytest.mark.django_db
@pytest.mark.parametrize("code", [*languages.codes(), None])
def test_a_record_is_read_back_as_it_was_written_whoever_is_active(content, code):
    """What is stored under each language does not depend on the language of whoever stores it."""
    with translation.override(code):
        record = RECORDS[0].objects.order_by("pk").first()
        stored = {name: languages.texts(record, name) for name in bare(type(record))}
        record.save()
        read = type(record).objects.get(pk=record.pk)
    assert {name: languages.texts(read, name) for name in stored} == stored
    with connection.cursor() as cursor:
        for name, by_code in stored.items():
            columns = ", ".join(languages.column(name, each) for each in by_code)
            cursor.execute(f"SELECT {columns} FROM {record._meta.db_table} WHERE id = %s", [record.pk])
            assert dict(zip(by_code, cursor.fetchone(), strict=True)) == by_code


def test_no_language_is_left_active():
    """`activate()` outlives the request or the test that called it; `override()` does not."""
    found = []
    for path in (*CODE, *sorted(Path(settings.BASE_DIR, "tests").glob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in ("activate", "deactivate", "deactivate_all"):
                    found.append((path.name, node.lineno))
    assert found == []


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_test_that_leaves_a_language_active_does_not_reach_the_next(client, turn):
    meant = os.environ.get("TEST_LANGUAGE") or settings.LANGUAGE_CODE
    began = translation.get_language()
    assert began == (None if meant == "none" else meant)
    client.get("/hi/nothing/" if began == "en" else "/en/nothing/")
    assert translation.get_language() != began, "a request leaves its language behind, as it does in Django"
