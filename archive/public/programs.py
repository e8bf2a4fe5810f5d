"""The page that explains the API, made from its own description."""

from typing import Any, NamedTuple

from django.conf import settings

from archive.api import openapi, problems
from archive.api.site import SUMMARIES, api
from archive.public.http import public_page
from archive.public.page import page


class Field(NamedTuple):
    """One parameter or one field of an answer."""

    name: str
    type: str
    description: str
    values: tuple[str, ...]
    example: str


class Operation(NamedTuple):
    """One address that programs ask."""

    path: str
    #: In English, to be said in the page's language.
    summary: str
    about: str
    parameters: list[Field]
    #: The name of the schema of its answer; '' where there is none.
    answer: str


@public_page
def documentation(request):
    described = openapi.described(api)
    schemas = described["components"]["schemas"]
    context = {
        "base": f"{settings.SITE_URL}/api/v1/",
        "operations": [operation(path, each["get"]) for path, each in sorted(described["paths"].items())],
        "schemas": {
            name: (schema.get("description", ""), fields(schema)) for name, schema in sorted(schemas.items())
        },
        "problems": problems.TITLES,
    }
    return page(request, "api.html", context, section="api")


def operation(path: str, described: dict[str, Any]) -> Operation:
    content = described["responses"]["200"].get("content", {}).get("application/json", {})
    return Operation(
        path,
        SUMMARIES[described["operationId"].split("_")[0].replace("get", "record")],
        described["tags"][0] if described["tags"][0] != "Archive" else "",
        [
            Field(one["name"], "", one["description"], tuple(one["schema"].get("enum", ())), one["example"])
            for one in described["parameters"]
        ],
        called(content.get("schema", {})),
    )


def fields(schema: dict[str, Any]) -> list[Field]:
    return [
        Field(name, called(one), one.get("description", ""), (), "")
        for name, one in schema.get("properties", {}).items()
    ]


def called(schema: dict[str, Any]) -> str:
    """A type as people read it: `Fact`, `list of Fact`, `text`."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema:
        return " / ".join(called(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"{called(schema['items'])}[]"
    if "additionalProperties" in schema and isinstance(schema["additionalProperties"], dict):
        return f"{{…: {called(schema['additionalProperties'])}}}"
    return str(schema.get("type", ""))
