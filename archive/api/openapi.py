"""The description of the API in OpenAPI 3.1: what ninja makes of it, put right and made whole."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.openapi.schema import get_schema

from archive.api import problems
from archive.api.fields import ProblemDetails

Node = dict[str, Any]

#: What may come instead of an answer, wherever something is asked.
PROBLEMS = {
    404: "Nothing stands at this address.",
    422: "A parameter cannot be understood.",
    429: "Too many requests: `Retry-After` says how many seconds to wait.",
}

SLUG = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 100}


def described(api: NinjaAPI) -> Node:
    return _described(api, settings.SITE_URL)


@lru_cache(maxsize=2)
def _described(api: NinjaAPI, site: str) -> Node:
    schema = dict(get_schema(api, path_prefix="api/v1/"))
    schema["info"]["license"] = {
        "name": "CC BY-SA 4.0",
        "url": "https://creativecommons.org/licenses/by-sa/4.0/",
    }
    schema["servers"] = [{"url": site, "description": "The archive"}]
    schema["externalDocs"] = {"url": f"{site}/api/", "description": "Explained for people"}
    schemas = schema["components"]["schemas"]
    wrong = ProblemDetails.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    schemas |= wrong.pop("$defs", {})
    schemas["ProblemDetails"] = wrong
    for each in schemas.values():
        each.pop("title", None)
        for one in each.get("properties", {}).values():
            one.pop("title", None)
    # The models of parameters are told with each operation.
    for name in [name for name in schemas if name.endswith("Asked") or name == "Day"]:
        del schemas[name]
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            complete(path, operation)
    return schema


def complete(path: str, operation: Node) -> None:
    for parameter in operation["parameters"]:
        put_right(parameter)
    if operation["operationId"] == "search":
        operation["parameters"][0]["required"] = True
    for status, response in operation["responses"].items():
        if status in (301, 302):
            response["description"] = "It stands at another address."
            response["headers"] = {"Location": {"schema": {"type": "string"}, "description": "Where it is."}}
        else:
            response["description"] = "As asked."
    content = {problems.TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    for status, description in PROBLEMS.items():
        if operation["parameters"] or status == 429:
            operation["responses"][status] = {"description": description, "content": content}
    operation["responses"] = {str(status): one for status, one in operation["responses"].items()}


def put_right(parameter: Node) -> None:
    """A parameter as OpenAPI has it: an example beside the schema, and no null, which no address can say."""
    schema = parameter["schema"]
    examples = schema.pop("examples", None)
    parameter.pop("examples", None)
    for name in ("anyOf", "title", "default", "description"):
        schema.pop(name, None)
    if parameter["in"] == "path":
        parameter["schema"] = dict(SLUG)
        parameter["description"] = "The last part of its address, the same as on pages."
        parameter["example"] = "pakistan"
        parameter["required"] = True
    elif examples:
        parameter["example"] = examples[0]
