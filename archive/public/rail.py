"""Dated things as the rail shows them: under months or years, each with its sign, word and bracket."""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy, ngettext
from markupsafe import Markup, escape

from archive import dates, languages
from archive.chronology import Entry
from archive.chronology.entry import STRAND_NAMES as ON_THE_WHOLE
from archive.dates import Kind, Point
from archive.languages import Text
from archive.lists.places import sorting_key
from archive.models import Event
from archive.posts import Held
from archive.public import wording
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.serialise import texts
from archive.serialise.loading import term_title
from archive.serialise.shapes import EventLink, ReadForm, StatementLink

#: What each sign says in a word; posts stand on the rails of countries and people alone.
STRAND_NAMES = {**ON_THE_WHOLE, "post": gettext_lazy("post")}

#: Strands whose entries of one day are told together.
ACTS = ("joining", "leaving")

#: How a day is bracketed: it is known, it is not, or the thing lasted several.
EXACT, SPAN, DURING = "", "span", "during"


class Shown(NamedTuple):
    """One entry as the rail shows it; several states that joined on one day are one."""

    date: str
    bracket: str
    strand: str
    #: "event", "statement": the sign in a word.
    word: str
    #: What kind of event, which position, whose.
    about: Markup
    #: Where it leads, and the link.
    href: str
    title: Markup
    text: Markup
    #: Links to states that joined or left together; '' for anything else.
    together: Markup
    planned: bool
    associated: bool
    #: Of two countries that are compared: "a", "b" or "both"; '' otherwise.
    side: str


class Month(NamedTuple):
    """A month, or a year of which no month is known, with its entries."""

    #: In EDTF: `2016-03`, or `2016`.
    date: str
    heading: str
    entries: list[Shown]
    #: Its place on the page.
    anchor: str


def months(entries: Iterable[Shown]) -> list[Month]:
    """The entries under their months, in the order in which they come."""
    found: list[Month] = []
    for date, together in groupby(entries, key=lambda entry: month_of(entry.date)):
        heading = dates.words(date)
        if len(date) == 4:
            heading = gettext("%(year)s, month not known") % {"year": heading}
        found.append(Month(date, heading, list(together), f"m{date}-{len(found) + 1}"))
    return found


def years(entries: Iterable[Shown]) -> list[Month]:
    """The same under years, for pages that have few."""
    grouped = groupby(entries, key=lambda entry: month_of(entry.date)[:4])
    return [Month(year, dates.words(year), list(together), f"y{year}") for year, together in grouped]


def month_of(edtf: str) -> str:
    """The month under which a date stands; a year, where it allows at least the whole of that."""
    date = dates.parse(edtf)
    key = date.sort_key
    first = datetime.date(int(key[:4]), int(key[4:6]), int(key[6:8]))
    end = date.end
    last = end.last if isinstance(end, Point) else None
    whole_year = (first.month, first.day) == (1, 1) and (
        last is None or last >= first.replace(month=12, day=31)
    )
    return f"{first.year:04}" if whole_year else f"{first:%Y-%m}"


def bracket_of(edtf: str) -> str:
    date = dates.parse(edtf)
    ends = (date.start, date.end)
    exact = all(isinstance(end, Point) and end.precision == "day" and not end.qualifier for end in ends)
    if date.kind is Kind.ONE_OF or not exact:
        return SPAN
    return EXACT if date.start == date.end else DURING


def shown(entries: list[Entry], compared=()) -> list[Shown]:
    reader = Reader(languages.current())
    found: list[Shown] = []
    for (strand, _date), group in groupby(entries, key=lambda entry: (entry.strand, entry.date)):
        if strand in ACTS:
            acts = list(group)
            found.append(
                together(acts, reader, compared) if len(acts) > 1 else one(acts[0], reader, compared)
            )
        else:
            found += [one(entry, reader, compared) for entry in group]
    return found


def one(entry: Entry, reader: Reader, compared) -> Shown:
    about = [] if entry.strand in ACTS else [reader.words(entry.sort)]
    if entry.strand == "statement" and side([entry], compared) in ("", "both"):
        about += [reader.place(place) for place in entry.places[:1]]
    href = address(entry.type, entry.slug)
    return Shown(
        entry.date,
        bracket_of(entry.date),
        entry.strand,
        str(STRAND_NAMES[entry.strand]),
        Markup(" · ").join(about),
        href,
        reader.link(href, reader.text(entry.title)),
        reader.paragraph(reader.plain(entry.text)),
        Markup(""),
        entry.planned,
        entry.associated,
        side([entry], compared),
    )


def together(acts: list[Entry], reader: Reader, compared) -> Shown:
    """States that joined, or left, on one day."""
    number = wording.number(len(acts), reader.lang)
    if acts[0].strand == "joining":
        title = ngettext("%(number)s state joins", "%(number)s states join", len(acts))
    else:
        title = ngettext("%(number)s state leaves", "%(number)s states leave", len(acts))
    named = [
        (act.places[0].name if act.places else reader.text(act.title), address(act.type, act.slug))
        for act in acts
    ]
    named.sort(key=lambda each: sorting_key(each[0].text))
    return one(acts[0], reader, compared)._replace(
        title=escape(title % {"number": number}),
        text=Markup(""),
        together=escape(gettext(", ")).join(reader.link(href, name) for name, href in named),
        side=side(acts, compared),
    )


def side(entries: list[Entry], compared) -> str:
    """To which of two countries entries belong; what both have stands between them."""
    if len(compared) != 2:
        return ""
    own = {place.slug for entry in entries for place in entry.places}
    a, b = (place.slug in own for place in compared)
    return "both" if a == b else "a" if a else "b"


def of_country(related: dict) -> list[Shown]:
    """What has to do with one country, as `archive.serialise.related.of_country` finds it, by date."""
    reader = Reader(languages.current())
    found = [event(row, reader) for row in related["events"]["rows"]]
    found += [statement(row, reader) for row in related["statements"]["rows"]]
    there, about = gettext("not in its name"), gettext("about it")
    found += [statement(row, reader, there) for row in related["statements_there"]["rows"]]
    found += [statement(row, reader, about) for row in related["statements_about"]["rows"]]
    return in_order(found + terms(related["held"], reader))


def of_person(related: dict) -> list[Shown]:
    """What somebody said, held, and was named in; statements by what was said."""
    reader = Reader(languages.current())
    found = [event(row, reader) for row in related["events"]["rows"]]
    for row in related["statements"]["rows"]:
        shown, words = statement(row, reader, named=True), reader.plain(row["gist"])
        if words.text:
            shown = shown._replace(title=reader.link(shown.href, words), text=Markup(""))
        found.append(shown)
    return in_order(found + terms(related["held"], reader))


def joining(record: ReadForm, found: list[Shown]) -> list[Shown]:
    """The joining of a state among what happened, unless an event of that date tells it."""
    date = record["date"]
    if any(row.strand == "event" and row.date == date for row in found):
        return found
    reader = Reader(languages.current())
    joins = gettext("%(country)s joins") % {"country": reader.text(record["title"]).text}
    href = address("member", record["slug"])
    return in_order([*found, _shown(date, "joining", href, Text(joins, reader.lang), reader)])


def in_order(found: list[Shown]) -> list[Shown]:
    return sorted(found, key=lambda each: dates.parse(each.date).sort_key)


def event(row: EventLink, reader: Reader) -> Shown:
    sort = reader.words(texts.choice_of(Event, "kind", row["kind"]))
    if row.get("hosted"):
        sort += Markup(" · ") + escape(gettext("took place there"))
    return _of(row, "event", sort, reader)._replace(
        planned=row["planned"], associated=row.get("associated", False)
    )


def statement(row: StatementLink, reader: Reader, whose: str = "", named: bool = False) -> Shown:
    """A statement; `whose` tells of one that was not made in the name of the country of the page, and such
    a one, or where it is to be `named`, says of which country it is."""
    about = reader.words(row["position"])
    if whose:
        about += Markup(" · ") + escape(whose)
    if row["country"] and (whose or named):
        about += Markup(" · ") + wording.link(row["country"])
    return _of(row, "statement", about, reader)


def terms(held: list[Held], reader: Reader) -> list[Shown]:
    """Terms of office, each on the day on which it began or is first shown."""
    return [
        _shown(
            each.started or each.first,
            "post",
            address("term", each.slug),
            reader.text(term_title(each.name, each.office)),
            reader,
        )
        for each in held
        if each.started or each.first
    ]


def _of(row: EventLink | StatementLink, strand: str, about: Markup, reader: Reader) -> Shown:
    href, named = address(row["type"], row["slug"]), reader.text(row["title"]) or Text(row["slug"], "")
    text = reader.paragraph(reader.plain(row.get("gist", {})))
    return _shown(row["date"], strand, href, named, reader)._replace(about=about, text=text)


def _shown(date: str, strand: str, href: str, named: Text, reader: Reader) -> Shown:
    link = reader.link(href, named)
    word = str(STRAND_NAMES[strand])
    empty = Markup("")
    return Shown(date, bracket_of(date), strand, word, empty, href, link, empty, empty, False, False, "")
