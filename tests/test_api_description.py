"""The description of the API (OpenAPI 3.1): complete, and true of every answer, as another program finds."""

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from jsonschema import Draft202012Validator

from archive import kinds, languages
from archive.api import problems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

ADDRESS = "/api/v1/openapi.json"


@pytest.fixture(autouse=True)
def _patient(settings):
    settings.API_BURST = 10_000_000


def description() -> dict:
    return Client().get(ADDRESS).json()


def test_it_is_openapi_and_can_be_held():
    answer = Client().get(ADDRESS)
    assert answer.json()["openapi"].startswith("3.1")
    assert answer["ETag"]
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_every_field_has_a_description_and_an_example():
    told, missing = description(), []
    for name, schema in told["components"]["schemas"].items():
        if not schema.get("description"):
            missing.append(name)
        for field, one in schema.get("properties", {}).items():
            if not one.get("description") or "examples" not in one:
                missing.append((name, field))
    for path, operations in told["paths"].items():
        for operation in operations.values():
            if not operation["summary"]:
                missing.append(path)
            for parameter in operation["parameters"]:
                if not parameter.get("description") or "example" not in parameter:
                    missing.append((path, parameter["name"]))
    assert missing == []


def test_every_list_and_record_is_described():
    paths = set(description()["paths"])
    for kind in kinds.KINDS.values():
        if kind.listed:
            assert f"/api/v1/{kind.folder}" in paths
        if kind.model.FOLDER:
            assert f"/api/v1/{kind.folder}/{{slug}}" in paths


def validator(told: dict, name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": told["components"]})


def test_every_record_is_as_described():
    """Every record of every kind, in parts."""
    told = description()
    for kind in kinds.KINDS.values():
        if not kind.listed:
            continue
        name = "".join(part.title() for part in kind.name.split("-")) + "List"
        check, following = validator(told, name), f"/api/v1/{kind.folder}?limit=100&whole=true"
        while following:
            part = Client().get(following.removeprefix("https://testserver")).json()
            errors = [error.message for error in check.iter_errors(part)]
            assert errors == [], (kind.name, errors[:3])
            known = set(told["components"]["schemas"][name.replace("List", "Row")]["properties"])
            assert all(set(row) <= known for row in part["data"])
            following = part["next"]


def test_facts_sources_and_citations_hold_nothing_that_is_not_described():
    told = description()["components"]["schemas"]

    def known(name: str) -> set[str]:
        return set(told[name]["properties"])

    for kind in kinds.KINDS.values():
        if not kind.listed:
            continue
        for row in Client().get(f"/api/v1/{kind.folder}?limit=100&whole=true").json()["data"]:
            record = row["record"] or {"facts": [], "sources": []}
            for fact in record["facts"]:
                assert set(fact) <= known("Fact"), set(fact) - known("Fact")
                for citation in fact["citations"]:
                    assert set(citation) <= known("Citation")
            for source in record["sources"]:
                assert set(source) <= known("Source")


def test_another_program_finds_nothing_wrong():
    """Schemathesis asks whatever the description allows, and what it forbids."""
    application, told = get_wsgi_application(), description()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        schema = schemathesis.openapi.from_dict(told)
        schema.app = application
        for operation in schema.get_all_operations():
            run(operation.ok(), application)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def run(operation, application) -> None:
    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(
        max_examples=12,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    def ask(case):
        response = case.call(base_url="http://testserver", headers={"Accept-Encoding": "identity"})
        case.validate_response(response)

    ask()


@pytest.mark.parametrize("code", languages.codes())
def test_a_page_of_our_own_explains_every_address_field_and_problem(code):
    html = Client().get(f"/{code}/api/").content.decode()
    told = description()
    for path in told["paths"]:
        assert f"GET {path}<" in html
    for name in [*told["components"]["schemas"], *problems.TITLES]:
        assert f'id="{name}"' in html
    assert "<script" not in html.partition("<body>")[2]
