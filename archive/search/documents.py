"""What a record is found by, in each language: made from the serialised form that its page is made from.

No kind has rules of its own here beyond what its serialised form lacks: the other names of countries, and
the days by which hits are put in order. What stands in citations is found through the source, not through
every record it backs.
"""

import re
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from archive import dates, kinds, languages, markdown
from archive.kinds import readform
from archive.models import RECORDS, Country, Member, Record, Source
from archive.search.entry import Entry, number
from archive.serialise.shapes import Fact, ReadForm

MODELS = {model.kind_name: model for model in RECORDS if model.RANK}

#: An imprecise date of more years is filed under the first and the last.
_MOST_YEARS = 20
#: Years that the search can be asked for.
YEARS = range(1000, 3000)
_BATCH = 500
#: Facts that say nothing a reader would look for.
_DUMB = frozenset({"truth", "url", "language"})
_DAY_OR_MONTH = re.compile(r"\d{4}-\d\d(-\d\d)?")


def records(model) -> QuerySet:
    """All records of a model with what `entries` reads of their relations."""
    return kinds.of(model).records(for_index=True)


def dependants(record) -> Iterator[QuerySet]:
    """Other records whose rows say something about this one."""
    for model, condition in kinds.of(record).dependants(record):
        yield records(model).filter(condition).distinct()


def batched(records: QuerySet) -> Iterator[list]:
    """Records in lists that are short enough to be held and serialised at once."""
    batch = []
    for record in records.iterator(chunk_size=_BATCH):
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def everything() -> Iterator[tuple[Record, list[Entry]]]:
    """Every record with its entries, read in batches."""
    for model in MODELS.values():
        for batch in batched(records(model).order_by("pk")):
            yield from zip(batch, entries_of(batch), strict=True)


def entries(record) -> list[Entry]:
    """The rows of one record: one for each language in which it says something."""
    return entries_of([record])[0]


def entries_of(batch: Iterable) -> list[list[Entry]]:
    """The rows of records of one kind, in as many queries as for one."""
    batch = list(batch)
    serialised = readform.records(batch)
    return [_entries(record, known) for record, known in zip(batch, serialised, strict=True)]


def _entries(record, known: ReadForm) -> list[Entry]:
    codes = languages.codes()
    spoken = [code for code in codes if _speaks(known, code)] or codes[:1]
    return [_entry(record, known, code, codes.index(code)) for code in spoken]


def _speaks(known: ReadForm, code: str) -> bool:
    """Whether the record has words of its own in this language; a source is filed under all of them."""
    if known["type"] == "source" or code in known["title"]:
        return True
    return any(
        code in fact["text"] for fact in known["facts"] if fact["kind"] in ("text", "markdown", "quotation")
    )


def _entry(record, known: ReadForm, code: str, place: int) -> Entry:
    title = _title(known, code)
    return Entry(
        id=number(record.kind_name, record.pk, place, _day(record), is_public(record)),
        kind=record.kind_name,
        object_id=record.pk,
        language=code,
        version=record.version,
        state=record.status,
        slug=record.slug,
        title=title.text,
        title_language=title.lang,
        names=kinds.of(record).other_names(record),
        body=[
            text
            for fact in known["facts"]
            for text in _texts(fact, known, code)
            if text and text != title.text
        ],
        date=str(known.get("date") or ""),
        countries=_countries(record, known),
        sort=str(getattr(record, record.SORT, "") if record.SORT else ""),
        years=_years(record),
        days=_days(known, code),
    )


def _title(known: ReadForm, code: str) -> languages.Text:
    titles = known["title"]
    lang = code if code in titles else next(iter(titles), "und")
    text = titles.get(lang, "")
    if spoken := known.get("number"):
        text = f"{spoken.get(code) or next(iter(spoken.values()))}: {text}" if text else spoken.get(code, "")
    return languages.Text(text or known["slug"], "" if lang == "und" else lang)


def _texts(fact: Fact, known: ReadForm, code: str) -> Iterator[str]:
    """The words of one fact in one language, those that belong to no language included."""
    kind, texts = fact["kind"], fact["text"]
    if kind in _DUMB or (fact["claim"] == "seen" and fact["value"] == Source.USUALLY_SEEN):
        return
    if kind == "links":
        yield ", ".join(_in(link["title"], code) for link in fact.get("links", ()))
    elif kind == "code":
        yield str(fact["value"]).replace("-", " ")
    elif kind == "quotation":
        yield texts.get(code, "")
        if quotation := known.get("quotation"):
            yield quotation["original"]
    else:
        text = texts.get(code) or texts.get("und", "")
        yield markdown.plain(text) if kind == "markdown" else text
        if (country := fact.get("country")) and (name := _in(country["title"], code)) not in text:
            yield name


def _in(titles: dict[str, str], code: str) -> str:
    return titles.get(code) or next(iter(titles.values()), "")


def _countries(record, known: ReadForm) -> list[str]:
    """Codes of the countries and bodies a record is about, for the filter."""
    if isinstance(record, Country | Member):
        return [record.code if isinstance(record, Country) else record.country.code]
    links = [
        known.get("country"),
        known.get("about"),
        known.get("place_country"),
        *known.get("participants", ()),
        *known.get("parties", ()),
    ]
    return list(dict.fromkeys(link["code"] for link in links if link))


def is_public(record) -> bool:
    """Whether readers find it: published, and not a member's country (its address leads to the member)."""
    if not record.FOLDER or not record.is_published:
        return False
    if isinstance(record, Country):
        member = getattr(record, "member", None)
        return not (member and member.is_published)
    return True


def _days(known: ReadForm, code: str) -> list[str]:
    """The record's date in words and in numbers, unless it is only a year."""
    edtf = str(known.get("date") or "")
    return [dates.words(edtf, code), edtf] if _DAY_OR_MONTH.fullmatch(edtf) else []


def _bounds(record) -> list:
    bounds = (getattr(record, f"{record.DATE}_{bound}", None) for bound in ("earliest", "latest"))
    return [bound for bound in bounds if bound]


def _day(record):
    """The day by which equally good hits are put in order, the latest first; members have none."""
    return None if isinstance(record, Member) else max(_bounds(record), default=None)


def _years(record) -> list[int]:
    bounds = sorted({bound.year for bound in _bounds(record)})
    years = range(bounds[0], bounds[-1] + 1) if bounds else ()
    return [year for year in (years if len(years) <= _MOST_YEARS else bounds) if year in YEARS]
