"""A record as JSON: its read form as readers see it, with where it stands and what may be done with it."""

from collections.abc import Container
from typing import Any

from django.conf import settings

from archive import kinds, languages, markdown
from archive.lists.columns import bounds
from archive.serialise import texts
from archive.serialise.shapes import Fact, ReadForm

LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"

#: What a read form holds for pages alone.
FOR_PAGES = frozenset({"numbers"})


def public(record: ReadForm) -> dict[str, Any]:
    """The JSON of a record: `docs/data.md` describes it.

    Both languages are in it, whichever address it is asked at; dates come with the days that they allow.
    """
    form = {name: value for name, value in record.items() if name not in FOR_PAGES}
    path = record["path"]
    return {
        "id": f"{settings.SITE_URL}{path}",
        "pages": {code: f"{settings.SITE_URL}/{code}{path}" for code in languages.codes()},
        "licence": LICENCE,
        **form,
        "cite_as": {code: kinds.KINDS[record["type"]].called(record, code) for code in languages.codes()},
        "facts": [fact(each, record["numbers"]) for each in record["facts"]],
    }


def fact(each: Fact, named: Container[str]) -> dict[str, Any]:
    """A fact whose label is in every language, and whose date is also two days.

    A text cites no sources but those that are `named`: others are not for readers.
    """
    plain: dict[str, Any] = {**each, "label": texts.own(each["label"])}
    if each["kind"] == "markdown":
        plain["text"] = {code: markdown.citing_only(text, named) for code, text in each["text"].items()}
        plain["value"] = plain["text"] or each["value"]
    if each["kind"] == "date" and each["value"]:
        plain["earliest"], plain["latest"] = bounds(each["value"])
    return plain
