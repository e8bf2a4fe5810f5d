"""Lists of the API: the same rows and filters as pages, in parts that follow each other."""

import datetime
import re
from typing import Any

from django.db.models import IntegerField
from django.utils import translation
from django.utils.translation import gettext

from archive import languages
from archive.api import cursors, problems
from archive.api.answers import answer, url
from archive.api.problems import Wrong
from archive.api.rows import DAYS, LEAST, MOST, USUAL, parameters
from archive.data import tables
from archive.data.records import LICENCE, public
from archive.kinds import Kind, readform
from archive.lists.days import read_day
from archive.lists.filters import Place, plain
from archive.lists.paging import Order
from archive.lists.selection import Filters, Selection
from archive.models.slugs import ADDRESS_NAME
from archive.serialise.shapes import ReadForm


def listing(kind: Kind, sent: dict[str, str]):
    """The answer to what was sent."""
    selection = read(kind.listing.filters, sent)
    limit, whole = limit_of(sent.get("limit", "")), whole_of(sent.get("whole", ""))
    find = of_rows if kind.listing.rows else of_records
    total, rows, key = find(kind, selection, limit, sent.get("cursor", ""))
    data = [shown(kind, row) for row in rows]
    if whole:
        records = whole_records(kind, [row.slug for row in rows])
        for each in data:
            each["record"] = records.get(each["slug"])
    asked = {name: sent[name] for name in parameters(kind.listing) if name != "cursor" and sent.get(name)}
    following = url(kind.folder, **asked, cursor=cursors.written(key)) if key else None
    body = {
        "total": total,
        "next": following,
        "licence": LICENCE,
        "page": tables.page_of_list(kind.folder, selection.query()),
        "data": data,
    }
    return answer(body, following=following or "")


def read(asks: Filters, sent: dict[str, str]) -> Selection:
    """What is asked of a list; a problem for values that mean nothing, which pages only leave out."""
    found = []
    for name, question in asks.filters.items():
        text = sent.get(name, "").strip()
        if isinstance(question, Place) and ADDRESS_NAME.fullmatch(text) and question.read(text) is None:
            raise problems.not_found(not_a_value(text, name, []))
        if text and question.read(text) is None:
            found.append(Wrong(name, not_a_value(text, name, list(question.labels()))))
    for name, switch in asks.switches.items():
        if (text := sent.get(name, "").strip()) and text not in switch.options:
            found.append(Wrong(name, not_a_value(text, name, list(switch.options))))
    for name in asks.extra:
        if text := sent.get(name, ""):
            day_of(text, name)
    if found:
        raise problems.wrong(found)
    return asks.read(sent)


def day_of(text: str, name: str) -> datetime.date:
    """The day that a parameter names; today where it says nothing."""
    if not text:
        return read_day("").day
    day = read_day(text)
    if re.fullmatch(DAYS, text) and day.notice:
        raise problems.not_found(gettext("%(day)s has not come yet.") % {"day": text})
    if day.notice or day.value != text:
        detail = day.notice or gettext("Write a day as 2016-12-28.")
        raise problems.wrong([Wrong(name, detail)])
    return day.day


def not_a_value(text: str, name: str, known: list[str]) -> str:
    shown = {"value": plain(text), "name": name, "known": ", ".join(known[:30])}
    if not known or len(known) > 30:
        return gettext("“%(value)s” is not a value of “%(name)s”.") % shown
    return gettext("“%(value)s” is not a value of “%(name)s”. Its values are: %(known)s.") % shown


def limit_of(text: str) -> int:
    if not text:
        return USUAL
    if text.isascii() and text.isdigit() and len(text) < 5 and LEAST <= int(text) <= MOST:
        return int(text)
    detail = gettext("“limit” is a whole number from %(least)s to %(most)s.") % {"least": LEAST, "most": MOST}
    raise problems.wrong([Wrong("limit", detail)])


def whole_of(text: str) -> bool:
    if text in ("", "true", "false"):
        return text == "true"
    raise problems.wrong([Wrong("whole", not_a_value(text, "whole", ["true", "false"]))])


def of_records(kind: Kind, selection: Selection, limit: int, cursor: str):
    """How many records fit, the rows of this part, and the key of its last one if more follow."""
    listed = kind.listing
    asked = listed.order(selection)
    order = Order(asked.columns, asked.descending)  # groups are for pages
    found = selection.narrow(listed.published())
    rest = found
    if cursor:
        rest = found.filter(order.after_key(cursors.read(cursor, types(kind, order))))
    rows = rest.order_by(*order.by).values_list(*listed.fields, *order.columns)[: limit + 1]
    values = list(rows)
    own = len(listed.fields)
    key = list(values[limit - 1][own:]) if len(values) > limit else None
    return found.count(), listed.read([value[:own] for value in values[:limit]]), key


def types(kind: Kind, order: Order) -> list[type]:
    """Of what the keys of a list are made."""
    fields = (field_of(kind.model, name) for name in order.columns)
    return [int if isinstance(field, IntegerField) else str for field in fields]


def field_of(model: Any, way: str) -> Any:
    """The field that a column is read from: `post__position`."""
    name, _, rest = way.partition("__")
    field = model._meta.get_field(name)
    return field_of(field.related_model, rest) if rest else field


def of_rows(kind: Kind, selection: Selection, limit: int, cursor: str):
    """The same of a list whose rows are worked out."""
    with translation.override(languages.codes()[0]):  # whoever asks in whatever language gets one order
        work_out = kind.listing.rows
        rows = work_out(selection) if work_out else []
    start = 0
    if cursor:
        (slug,) = cursors.read(cursor, [str])
        places = {row.slug: place for place, row in enumerate(rows)}
        if slug not in places:
            raise cursors.wrong()
        start = places[slug] + 1
    part = rows[start : start + limit]
    more = start + limit < len(rows)
    return len(rows), part, [part[-1].slug] if more else None


def shown(kind: Kind, row: Any) -> dict[str, Any]:
    api = url(f"{kind.folder}/{row.slug}") if kind.model.FOLDER else None
    return {**tables.plain(kind, row), "api": api}


def whole_records(kind: Kind, slugs: list[str]) -> dict[str, dict]:
    found = kind.records().published().filter(slug__in=slugs)
    return {one["slug"]: shown_record(one) for one in readform.records(found)}


def shown_record(one: ReadForm) -> dict[str, Any]:
    """A whole record: the JSON beside its page, and where it is here."""
    form = public(one)
    folder = one["path"].strip("/").split("/")[0]
    return {"id": form["id"], "api": url(f"{folder}/{one['slug']}"), **form}
