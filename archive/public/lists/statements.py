"""The list of statements, by position, by country or by day."""

from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext
from markupsafe import Markup, escape

from archive import languages
from archive.kinds.statement import STATEMENT, Row
from archive.memo import one_revision
from archive.models import Statement
from archive.public import names
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.http import public_page
from archive.public.listing import listing
from archive.public.page import page
from archive.public.quotations import Quotation, quotation


class Shown(NamedTuple):
    """One statement as the list shows it."""

    date: str
    kind: str
    country_id: int
    country: names.Named | None
    speaker: Markup
    #: Office, country and position, as far as the heading above does not say them.
    about: Markup
    #: Said if the words were not heard from the speaker: "relayed by somebody else".
    attribution: str
    gist: Markup
    quotation: Quotation | None


@public_page(params=STATEMENT.listing.filters.parameters)
@one_revision
def statement_list(request):
    found = listing(request.GET, STATEMENT)
    by = found.selection["group"]
    context = {
        "listing": found,
        "groups": grouped(shown(found.rows, by), by, found.order.groups),
        "positions": positions(found) if by == "position" else [],
    }
    return page(
        request, "statements.html", context, section="statement-list", query=found.query, data=found.data
    )


def positions(found) -> list[tuple[str, str, int]]:
    """The way to each position, which may begin on another page: its name, where it is, how many took it."""
    names_of = STATEMENT.listing.labels("kind")
    ways = []
    for kind, query, count in found.group_pages():
        there = f"{found.action}?{query}" if query else found.action
        ways.append((names_of[kind], f"{'' if query == found.query else there}#{kind}", count))
    return ways


def shown(statements: list[Row], by: str) -> list[Shown]:
    lang = languages.current()
    base, table, reader = address("statement-list", lang=lang), names.countries(), Reader(lang)
    positions = STATEMENT.listing.labels("kind")
    attributions = {**STATEMENT.listing.labels("attribution"), Statement.Attribution.DIRECT: ""}
    listed = []
    for each in statements:
        country = table.get(each.country_id)
        about = [reader.words(each.office)] if each.office else []
        if country and by != "country":
            about.append(country.link)
        if by != "position":
            about.append(escape(positions.get(each.kind, each.kind)))
        words = None
        if each.quote_original or each.quote:
            words = quotation(each.quote, each.wording, each.quote_original, each.quote_language, lang)
        listed.append(
            Shown(
                each.date,
                each.kind,
                each.country_id,
                country,
                reader.link(f"{base}{each.slug}/", reader.text(each.speaker)),
                Markup(" · ").join(about),
                attributions.get(each.attribution, each.attribution),
                reader.paragraph(reader.plain(each.gist)),
                words,
            )
        )
    return listed


def grouped(statements: list[Shown], by: str, order: tuple) -> list[tuple[Markup, list[Shown]]]:
    """The rows under their headings; one heading without words where nothing is grouped."""
    if by == "none":
        return [(Markup(""), statements)]
    key = (lambda row: row.kind) if by == "position" else (lambda row: row.country_id)
    places = {group: place for place, group in enumerate(order)}
    statements.sort(key=lambda row: places.get(key(row), len(places)))
    return [heading(list(members), by) for _group, members in groupby(statements, key)]


def heading(members: list[Shown], by: str) -> tuple[Markup, list[Shown]]:
    kind, country = members[0].kind, members[0].country
    if by == "position":
        return escape(STATEMENT.listing.labels("kind").get(kind, kind)), members
    if country is None:
        return escape(gettext("others")), members
    return country.link, members
