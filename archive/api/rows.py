"""Rows of lists and what lists can be asked, described from the columns and filters that pages have."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import translation
from ninja import Schema
from pydantic import create_model

from archive.api.fields import TEXT, Choice, DateRange, Place, Record, Text, said
from archive.chronology.entry import Places, Yes
from archive.kinds import Kind
from archive.lists import columns, filters
from archive.lists.columns import Column
from archive.lists.listed import Listed
from archive.lists.selection import Filters

#: Rows of one answer.
LEAST, USUAL, MOST = 1, 50, 100

#: What columns without a heading hold.
UNNAMED = {"slug": ("The last part of its address.", "pakistan")}

DATE = {"edtf": "2015-12-15", "earliest": "2015-12-15", "latest": "2015-12-15"}

#: Class of a column -> its type in JSON and an example; the first that fits.
TYPES: tuple[tuple[type, Any, Any], ...] = (
    (Places, list[Place], [{"code": "PK", "slug": "pakistan", "title": TEXT}]),
    (Yes, bool, False),
    (columns.Counts, dict[str, int], {"standing": 2, "withdrawn": 0}),
    (columns.GatheredWords, Text, {"en": "Named in the joint statement."}),
    (columns.GatheredDate, DateRange | None, DATE),
    (columns.Gathered, int, 4),
    (columns.Choice, Choice | None, {"code": "official", "label": {"hi": "आधिकारिक", "en": "official"}}),
    (columns.Words, Text, TEXT),
    (columns.Date, DateRange | None, DATE),
    (columns.Number, int | None, 34),
    (columns.Truth, bool | None, True),
    (columns.Country, Place | None, {"code": "PK", "slug": "pakistan", "title": TEXT}),
    (columns.Language, str | None, "en"),
    (columns.Address, str | None, "https://www.spa.gov.sa/1428148"),
    (Column, str | None, "PK"),
)


def row_of(kind: Kind) -> type[Schema]:
    """The schema of the rows of a kind's list."""
    fields = fields_of(kind.listing.columns, kind.model.LABELS, UNNAMED)
    name, folder = title(kind), kind.folder
    fields["page"] = (
        str,
        said(
            "Its page, which leads each reader to their own language.",
            f"https://archive.example.org/{folder}/x/",
        ),
    )
    fields["api"] = (
        str | None,
        said(
            "The whole record here; null for what is a place on a page.",
            f"https://archive.example.org/api/v1/{folder}/x",
        ),
    )
    fields["record"] = (
        Record | None,
        said("The whole record, where `whole=true` asks for it.", {"slug": "x"}, optional=True),
    )
    doc = f"One row of the list of {english(kind.model.NAMES.many).lower()}."
    return create_model(f"{name}Row", __base__=Schema, __doc__=doc, **fields)


def fields_of(
    given: Iterable[Column], labels: Mapping[str, Any], told: Mapping[str, tuple[str, Any]]
) -> dict[str, Any]:
    """Each column that is in files, with its type, its meaning and an example."""
    fields: dict[str, Any] = {}
    for column in given:
        if column.headers:
            sort, example = next((sort, example) for cls, sort, example in TYPES if isinstance(column, cls))
            description, example = told.get(column.name, (described(labels, column), example))
            fields[column.name] = (sort, said(description, example))
    return fields


def page_of(kind: Kind, row: type[Schema]) -> type[Schema]:
    """The schema of one answer of a list."""
    example = f"https://archive.example.org/api/v1/{kind.folder}?cursor=WyIyMDE1Il0"
    return create_model(
        f"{title(kind)}List",
        __base__=Schema,
        __doc__=f"A part of the list of {english(kind.model.NAMES.many).lower()}.",
        total=(int, said("Records that fit what was asked, in all parts together.", 43)),
        next=(str | None, said("The address of the next part; null in the last.", example)),
        licence=(str, said("Under which it may be used.", "https://creativecommons.org/licenses/by-sa/4.0/")),
        page=(str, said("The same list as a page.", f"https://archive.example.org/{kind.folder}/")),
        data=(list[row], said("The rows, in the order of the page.", [])),  # type: ignore[valid-type]
    )


def title(kind: Kind) -> str:
    return "".join(part.title() for part in kind.name.split("-"))


def english(message) -> str:
    with translation.override("en"):
        return str(translation.gettext(message) if isinstance(message, str) else message)


def described(labels: Mapping[str, Any], column: Column) -> str:
    """What a column holds: its heading, or what the record calls that fact."""
    label = column.label or labels.get(column.name, "")
    return f"{english(label) or column.name.replace('_', ' ').capitalize()}."


# What can be asked ------------------------------------------------------------------------------------------


def parameters(listed: Listed) -> tuple[str, ...]:
    """What a list of the API understands; groups are for pages."""
    asks = listed.filters
    own = (*asks.extra, *asks.filters, *(name for name in asks.switches if name != "group"))
    return (*own, "limit", "cursor", "whole")


def asked_of(kind: Kind) -> type[Schema]:
    """The schema of the parameters of a kind's list."""
    asks = kind.listing.filters
    return create_model(f"{title(kind)}Asked", __base__=Schema, **of_asked(asks), **dict(paged()))


def of_asked(asks: Filters) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in asks.extra:
        fields[name] = parameter("A day: `2016-06-01`. Without it, today.", "2016-06-01", pattern=DAYS)
    for name, question in asks.filters.items():
        fields[name] = of_filter(question)
    for name, switch in asks.switches.items():
        if name != "group":
            options = list(switch.options)
            description = f"{english(switch.label)}: the first is usual."
            fields[name] = parameter(description, options[-1], enum=options)
    return fields


#: Days as ISO 8601 has them; the 29th of February is understood too, in years that have one.
DAYS = "^[1-9][0-9]{3}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$"


def paged() -> Iterator[tuple[str, Any]]:
    # As text, so that what is wrong with them is said in the reader's language like all else.
    description = f"Rows of one answer, {LEAST} to {MOST}; {USUAL} where nothing is said."
    yield "limit", parameter(description, "20", enum=None, pattern="^([1-9][0-9]?|100)$")
    yield (
        "cursor",
        parameter("Where to go on: from `next` of the last answer.", "WyIyMDE1Il0", pattern=CURSOR),
    )
    yield (
        "whole",
        parameter(
            "`true` gives each row its whole record with facts and sources.", "true", enum=["true", "false"]
        ),
    )


#: The last part of an address.
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"

#: Only cursors that an answer gave are understood; this is their alphabet.
CURSOR = "^[A-Za-z0-9_-]{1,400}$"


def of_filter(question: filters.Filter) -> Any:
    label = english(question.label)
    if isinstance(question, filters.Year):
        return parameter(
            f"{label}: records whose date may fall in it.", "2016", pattern="^(000[1-9]|[1-9][0-9]{3})$"
        )
    if isinstance(question, filters.Place):
        return parameter(f"{label}, by the last part of its address.", "pakistan", pattern=SLUG)
    if isinstance(question, filters.Open):
        return parameter(f"{label}, by its code.", "en", pattern="^[A-Za-z0-9-]{1,35}$")
    with translation.override("en"):
        options = list(question.labels())
    return parameter(f"{label}.", options[0], enum=options)


def parameter(description: str, example: str, **more: Any) -> Any:
    extra = {name: value for name, value in more.items() if value is not None}
    return (
        str | None,
        said(description, example, optional=True, json_schema_extra={"type": "string", **extra}),
    )
