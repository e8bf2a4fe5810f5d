"""How a record is cited by other programs: as CSL JSON, of which BibTeX and RIS are made.

A page of the archive is cited as an entry of it; a source as the document that it is. A body stays whole as a
name. A title in two languages comes with both, and a date is no more exact than the archive has it.
"""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from archive import dates, kinds, languages, moments, visible
from archive.dates import Kind as DateKind
from archive.dates import Point
from archive.models import Source
from archive.serialise.shapes import ReadForm

Item = dict[str, Any]

#: CSL types of sources by their kind; what is not here is a document.
TYPES: dict[str, str] = {
    Source.Kind.PRESS: "article-newspaper",
    Source.Kind.ANALYSIS: "article",
    Source.Kind.ENCYCLOPEDIA: "entry-encyclopedia",
    Source.Kind.AGGREGATOR: "webpage",
    Source.Kind.BLOG: "post-weblog",
}


def item(record: ReadForm, lang: str) -> Item:
    """A record as CSL JSON, for a reader of `lang`."""
    made = document(record, lang) if record["type"] == Source.kind_name else entry(record, lang)
    return {name: value for name, value in made.items() if value}


def entry(record: ReadForm, lang: str) -> Item:
    """A page of the archive, at the address where this version of it stays as it is."""
    kind = kinds.KINDS[record["type"]]
    titles = {code: kind.called(record, code) for code in record["languages"] or languages.codes()}
    title, written_in = languages.pick(titles, lang)
    with translation.override(lang):
        archive = gettext("IMCTC Archive")
    others = [text for code, text in titles.items() if code != written_in and text != title]
    version = kind.model.versions_path(record["slug"], max(record["version"], 1))
    return {
        "id": f"imctc-{record['type']}-{record['slug']}",
        "type": "webpage",
        "title": title,
        "original-title": others[0] if others else "",
        "container-title": archive,
        "author": [{"literal": archive}],
        "issued": day(moments.day(record["changed_at"])),
        "version": str(record["version"]),
        "language": written_in,
        "URL": f"{settings.SITE_URL}/{lang}{version}",
        "note": withdrawn(record, lang),
    }


def withdrawn(record: ReadForm, lang: str) -> str:
    """The reason why a record was withdrawn; '' for others."""
    if not record["withdrawn_reason"] or not visible.is_withdrawn(record["status"]):
        return ""
    reason = languages.pick(record["withdrawn_reason"], lang).text
    with translation.override(lang):
        return gettext("Withdrawn: %(reason)s") % {"reason": reason}


def document(record: ReadForm, lang: str) -> Item:
    """A source: the document itself. What the press prints has no author that we know of."""
    # As it is printed there, if the archive has its name in that language; else as the reader writes it.
    names = record["publisher"]
    publisher = languages.pick(names, record["language"] if record["language"] in names else lang).text
    official = record["kind"] == Source.Kind.OFFICIAL
    known = record["kind"] == Source.Kind.KNOWLEDGE  # printed nowhere, by nobody
    return {
        "id": record["slug"],
        "type": TYPES.get(record["kind"], "document"),
        "title": languages.pick(record["title"], lang).text,
        "container-title": "" if official or known else publisher,
        "author": [{"literal": publisher}] if official else [],
        "publisher": "" if known else publisher,
        "issued": day(record["date"]),
        "language": "" if known else record["language"],
        "URL": record["url"],
        "archive_location": record["archived_url"],
        "note": withdrawn(record, lang),
    }


def day(edtf: str) -> dict[str, Any]:
    """An imprecise date as CSL has it. One of several days, or one about a day, lies between two."""
    if not edtf:
        return {}
    value = dates.parse(edtf)
    if point := value.single:
        season = {"season": point.season - 20} if point.season else {}
        return {"date-parts": [parts(point)], **season, **({"circa": True} if point.qualifier else {})}
    ends = [each for each in (value.earliest, value.latest) if each]
    if len(ends) < 2:
        return {"literal": edtf}
    exact = value.kind is DateKind.INTERVAL and "~" not in edtf and "?" not in edtf and "%" not in edtf
    return {
        "date-parts": [[each.year, each.month, each.day] for each in ends],
        **({} if exact else {"circa": True}),
    }


def parts(point: Point) -> list[int]:
    return [part for part in (point.year, point.month, point.day) if part]


def bibtex(item: Item, edtf: str) -> str:
    """An entry for BibTeX and biblatex; `edtf` is the date as the archive has it.

    `date` is biblatex's field, which is EDTF itself; `year` and `month` are for those who know no other.
    """
    kind = "article" if item["type"].startswith("article") else "online"
    issued = item.get("issued", {}).get("date-parts", [[]])
    year, month = (*issued[0][:2], None, None)[:2]
    fields = {
        "author": " and ".join(braced(name["literal"]) for name in item.get("author", ())),
        "title": braced(item["title"]),
        "titleaddon": braced(item.get("original-title", "")),
        "journaltitle" if kind == "article" else "organization": escaped(item.get("container-title", "")),
        "publisher": escaped(item.get("publisher", "")),
        "date": biblatex_date(edtf),
        "year": str(year or ""),
        "month": str(month or "") if len(issued) == 1 else "",
        "version": item.get("version", ""),
        "langid": LANGID.get(item.get("language", ""), ""),
        "language": item.get("language", ""),
        "url": item.get("URL", ""),
        "note": escaped(item.get("note", "")),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value and value != "{}"]
    return "\n".join([f"@{kind}{{{item['id']},", ",\n".join(lines), "}", ""])


#: What babel and polyglossia call our languages.
LANGID = {"hi": "hindi", "en": "english", "ar": "arabic", "fr": "french", "de": "german", "ur": "urdu"}

_ESCAPES = {ord(sign): f"\\{sign}" for sign in "&%$#_{}"} | {
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}


def escaped(text: str) -> str:
    """A text with the signs that TeX takes for its own written out."""
    return " ".join(text.split()).translate(_ESCAPES)


def braced(text: str) -> str:
    """A text whose capitals stay, or a name that is not to be taken apart."""
    return f"{{{escaped(text)}}}"


def biblatex_date(edtf: str) -> str:
    """A date as biblatex reads it: EDTF of level 1. One of several days lies between two."""
    if not edtf:
        return ""
    value = dates.parse(edtf)
    if value.kind is not DateKind.ONE_OF:
        return edtf
    return "/".join(each.isoformat() if each else ".." for each in (value.earliest, value.latest))


#: RIS types by CSL types.
RIS_TYPES = {
    "article-newspaper": "NEWS",
    "article": "JOUR",
    "entry-encyclopedia": "ENCYC",
    "post-weblog": "BLOG",
    "document": "RPRT",
}


def ris(item: Item, edtf: str) -> str:
    """A record for reference managers that read RIS."""
    fields = [
        ("TY", RIS_TYPES.get(item["type"], "ELEC")),
        ("ID", item["id"]),
        *(("AU", name["literal"]) for name in item.get("author", ())),
        ("TI", item["title"]),
        ("TT", item.get("original-title", "")),
        ("T2", item.get("container-title", "")),
        ("PB", item.get("publisher", "")),
        *ris_dates(edtf),
        ("ET", item.get("version", "")),
        ("LA", item.get("language", "")),
        ("UR", item.get("URL", "")),
        ("L2", item.get("archive_location", "")),
        ("N1", item.get("note", "")),
    ]
    lines = [f"{tag}  - {' '.join(str(value).split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def ris_dates(edtf: str) -> list[tuple[str, str]]:
    """`DA` is year/month/day/what else is to be said: there stands the EDTF of what is no plain date.

    Most programs read no further than the day. So of a date that is not certain only those parts stand before
    it that all its days have in common.
    """
    if not edtf:
        return []
    value = dates.parse(edtf)
    point = value.single
    if point is None:
        first = value.earliest or value.latest
        return [("PY", f"{first.year}"), ("DA", f"{first.year}///{edtf}")] if first else []
    known = parts(point)
    if point.qualifier and value.earliest and value.latest:
        first, last = value.earliest, value.latest
        same = (first.year, first.month) == (last.year, last.month)
        known = known[: 2 if same else 1]
    written = [f"{known[0]:04}", *(f"{part:02}" for part in known[1:]), "", ""]
    whole = "/".join(written[:3])
    told = edtf if point.season or point.qualifier else ""
    return [("PY", f"{point.year:04}"), ("DA", f"{whole}/{told}")]


def date_of(record: ReadForm) -> str:
    """The date that a citation of a record bears, in EDTF: of a source its own, else of the last change."""
    return record["date"] if record["type"] == Source.kind_name else moments.day(record["changed_at"])
