"""Events as a calendar (iCalendar, RFC 5545).

An imprecise date spans all the days that it allows, and the entry says so: it never becomes a day. What
allows no first or no last day cannot stand in a calendar and is left out.
"""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from archive import dates, languages, markdown
from archive.dates import Kind as DateKind
from archive.models import Event
from archive.serialise.shapes import ReadForm

PRODUCT = "-//IMCTC Archive//Events//EN"

#: Facts of an event that a calendar shows.
TOLD = ("summary", "place", "kind")


def calendar(name: str, records: Iterable[ReadForm], lang: str) -> str:
    """A calendar called `name` of the read forms of events, in one language."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        f"NAME:{escaped(name)}",
    ]
    for record in records:
        lines += event(record, lang)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def event(record: ReadForm, lang: str) -> list[str]:
    """One event; nothing if its date is open at one side."""
    value = dates.parse(record["date"])
    if value.earliest is None or value.latest is None:
        return []
    after = value.latest + datetime.timedelta(days=1) if value.latest < datetime.date.max else value.latest
    title, written_in = languages.pick(record["title"], lang)
    facts = {fact["claim"]: fact for fact in record["facts"]}
    texts = {name: languages.pick(facts[name]["text"], lang).text for name in TOLD if name in facts}
    planned = "occurrence" in facts and facts["occurrence"]["value"] == Event.Occurrence.PLANNED
    told = []
    with translation.override(lang):
        if planned:
            told.append(gettext("announced only"))
        if not exact(value):
            words = {"title": title, "date": dates.words(value, lang)}
            title = gettext("%(title)s (%(date)s)") % words
            told.append(gettext("Date: %(date)s. The entry spans every day that this allows.") % words)
    told.append(markdown.plain(texts.get("summary", "")))
    changed = datetime.datetime.fromisoformat(record["changed_at"]).astimezone(datetime.UTC)
    properties = {
        "UID": f"{record['type']}-{record['slug']}@{urlsplit(settings.SITE_URL).hostname}",
        "DTSTAMP": f"{changed:%Y%m%dT%H%M%SZ}",
        "LAST-MODIFIED": f"{changed:%Y%m%dT%H%M%SZ}",
        "SEQUENCE": str(record["version"]),
        "DTSTART;VALUE=DATE": f"{value.earliest:%Y%m%d}",
        "DTEND;VALUE=DATE": f"{after:%Y%m%d}",
        f"SUMMARY;LANGUAGE={written_in}": escaped(title),
        f"DESCRIPTION;LANGUAGE={lang}": escaped("\n".join(filter(None, told))),
        "LOCATION": escaped(texts.get("place", "")),
        "CATEGORIES": escaped(texts.get("kind", "")),
        "STATUS": "CONFIRMED" if exact(value) and not planned else "TENTATIVE",
        "TRANSP": "TRANSPARENT",
        "URL": f"{settings.SITE_URL}/{lang}{record['path']}",
        "X-EDTF": escaped(record["date"]),
    }
    lines = [f"{name}:{value}" for name, value in properties.items() if value]
    return ["BEGIN:VEVENT", *lines, "END:VEVENT"]


def exact(value) -> bool:
    """Whether a date names one day, or the first and the last of some days, without doubt."""
    if value.kind is DateKind.ONE_OF:
        return False
    return all(getattr(point, "day", None) and not point.qualifier for point in (value.start, value.end))


_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def folded(line: str) -> str:
    """A line broken so that none has more than 75 bytes, and no letter is broken."""
    pieces, length = [], 0
    piece = ""
    for letter in line:
        size = len(letter.encode())
        if length + size > 75:
            pieces.append(piece)
            piece, length = "", 1  # the space that a continued line begins with
        piece += letter
        length += size
    return "\r\n ".join([*pieces, piece])
