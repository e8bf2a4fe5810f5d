"""One record in one language as the index takes it: its texts, its facets, and the number that ranks it."""

import datetime
import hashlib
from dataclasses import dataclass, field, fields
from functools import cached_property

from archive import languages
from archive.models import RECORDS
from archive.spelling.fold import Forms, forms
from archive.spelling.words import compounds, words

#: Kinds in the order in which equally good hits are shown. The place is part of the number (`Record.RANK`).
KINDS = tuple(model.kind_name for model in sorted(RECORDS, key=lambda model: model.RANK) if model.RANK)

#: Part of every stamp: a change of the folding rules or of the number makes all rows stale.
EDITION = "7"

_LANGUAGE_BITS, _OBJECT_BITS, _DAY_BITS = 4, 32, 16
_KIND_SHIFT = _LANGUAGE_BITS + _OBJECT_BITS + _DAY_BITS
_FIRST_DAY = datetime.date(1900, 1, 1).toordinal()


def number(kind: str, object_id: int, language: int, day: datetime.date | None, public: bool) -> int:
    """The row's place among equally good hits: by kind, then newest first, then by age of the record.

    Both engines list their hits by this number without sorting, which is what makes a common word cheap and
    the order the same everywhere. Rows that readers must not see are negative.
    """
    late = (1 << _DAY_BITS) - 1
    if day is not None:
        late -= min(max(day.toordinal() - _FIRST_DAY, 0), late)
    place = ((KINDS.index(kind) + 1) << _DAY_BITS | late) << _OBJECT_BITS | object_id
    place = place << _LANGUAGE_BITS | language
    return place if public else -place


def siblings(row: int) -> list[int]:
    """The numbers that the rows of the same record have in all languages."""
    first = abs(row) >> _LANGUAGE_BITS << _LANGUAGE_BITS
    numbers = range(first, first + len(languages.codes()))
    return [number if row > 0 else -number for number in numbers]


def record_of(row: int) -> int:
    """What the numbers of one record's rows have in common."""
    return abs(row) >> _LANGUAGE_BITS


def object_of(row: int) -> int:
    """The primary key of the record that a row belongs to."""
    return record_of(row) & ((1 << _OBJECT_BITS) - 1)


def language_of(row: int) -> int:
    """The place of the row's language in `archive.languages.codes()`."""
    return abs(row) & ((1 << _LANGUAGE_BITS) - 1)


def kind_of(row: int) -> str:
    return KINDS[(abs(row) >> _KIND_SHIFT) - 1]


def numbers_of(kind: str) -> tuple[int, int]:
    """The least and the greatest number that a public row of this kind can have."""
    place = KINDS.index(kind) + 1
    return place << _KIND_SHIFT, (place + 1 << _KIND_SHIFT) - 1


@dataclass
class Entry:
    """One row to be: what a reader sees of it, and what it is found by."""

    id: int
    kind: str
    object_id: int
    language: str
    version: int
    state: str
    slug: str
    title: str
    title_language: str
    names: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    date: str = ""
    countries: list[str] = field(default_factory=list)
    sort: str = ""
    years: list[int] = field(default_factory=list)
    #: Ways to write the record's date, where it is one.
    days: list[str] = field(default_factory=list)

    def columns(self) -> dict:
        """The values of its `SearchRow`."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        values["names"], values["body"] = "\n".join(self.names), "\n".join(self.body)
        values["countries"] = " ".join(self.countries)
        values["years"] = " ".join(map(str, self.years))
        values["stamp"] = self.stamp
        del values["state"], values["days"]
        return values

    @cached_property
    def stamp(self) -> str:
        """Differs when anything does, also the status: a country that becomes a draft is named no longer."""
        return hashlib.blake2b(repr((EDITION, self)).encode(), digest_size=8).hexdigest()

    @property
    def texts(self) -> dict[str, str]:
        """All that is found as the title, and as the body."""
        return {"title": "\n".join((self.title, *self.names)), "body": "\n".join(self.body)}

    @cached_property
    def title_words(self) -> list[tuple[str, Forms]]:
        return spelt(self.texts["title"])

    @cached_property
    def body_words(self) -> list[tuple[str, Forms]]:
        return spelt(self.texts["body"])

    @property
    def marks(self) -> set[str]:
        """Tokens for what a row is, besides what it says: its filters and its whole titles."""
        marks = {country_mark(country) for country in self.countries} | {
            year_mark(year) for year in self.years
        }
        if self.sort:
            marks.add(sort_mark(self.sort))
        marks |= {date_mark(known.folded for _text, known in spelt(day)) for day in self.days}
        for name in (self.title, *self.names):
            found = spelt(name)
            marks.add(whole_mark(known.folded for _text, known in found))
            if found and all(known.keys for _text, known in found):
                marks.add(sounding_mark(found[0][1].script, (known.keys[0] for _text, known in found)))
        return marks - {""}


def spelt(text: str) -> list[tuple[str, Forms]]:
    """The words of a text with their forms, in order."""
    found = ((word.text, forms(word.text)) for word in words(text))
    return [(text, known) for text, known in found if known.folded]


def country_mark(slug: str) -> str:
    return f"c={slug.replace('-', '_')}"


def sort_mark(sort: str) -> str:
    return f"s={sort.replace('-', '_')}"


def year_mark(year: int | str) -> str:
    return f"y={year}"


_LONGEST_WHOLE = 80


def whole_mark(folded_words) -> str:
    """The mark of a title that consists of exactly these words; '' for one too long to be typed."""
    whole = "_".join(folded_words)
    return f"t={whole}" if 0 < len(whole) <= _LONGEST_WHOLE else ""


def date_mark(folded_words) -> str:
    """The mark of a date, in whatever order its parts are written: 28 December 2016, December 28, 2016."""
    parts = sorted(folded_words)
    return f"d={'_'.join(parts)}" if parts and any(part.isdecimal() for part in parts) else ""


def sounding_mark(script: str, keys) -> str:
    """The mark of a title whose words sound like this, one key a word."""
    whole = whole_mark(keys)
    return whole and f"h={key_mark(script, whole[2:])}"


#: What the columns of each form of words end in, after `title` or `body`.
FORMS = {"word": "", "stem": "_stems", "key": "_keys", "root": "_roots"}


def titled(form: str, token: str) -> str:
    """The mark of a row that has this token in its title."""
    return f"t{form[0]}={token}"


def bags(entry: Entry) -> dict[str, list[str] | set[str]]:
    """The columns of the engine's table: words in order, all other forms as sets that add something.

    A compound with a hyphen is also found as one word. Stems that are words of the row themselves are left
    out: a query asks for both. Latin words have keys only if they are names (written with a capital), so that
    no English verb is the sound of a Hindi word. A key carries the script it comes from, for Devanagari is
    not compared with Devanagari by sound. What the title holds is also marked: a word that is rare in titles
    and frequent elsewhere is found among the marks.
    """
    result: dict = {"marks": entry.marks}
    for place, in_order in (("title", entry.title_words), ("body", entry.body_words)):
        result[place] = [known.folded for _text, known in in_order]
        known_words = set(result[place])
        joined = [(compound.text, forms(compound.text)) for compound in compounds(entry.texts[place])]
        found = [*in_order, *joined]
        sounding = [known for text, known in found if is_sounding(text, known)]
        result[f"{place}_stems"] = {stem for _text, known in found for stem in known.stems} - known_words
        result[f"{place}_keys"] = {key_mark(known.script, key) for known in sounding for key in known.keys}
        result[f"{place}_roots"] = {
            key_mark(known.script, root) for known in sounding for root in known.roots
        }
    for form, ending in FORMS.items():
        result["marks"] |= {titled(form, token) for token in result[f"title{ending}"]}
    return result


def is_sounding(text: str, known: Forms) -> bool:
    """Whether a word of a text is found by its sound: Hindi words, and names in Latin letters."""
    return known.script != "LATIN" or (text[0].isupper() and known.folded not in COMMON)


def key_mark(script: str, key: str) -> str:
    return f"{script[:1].lower()}{key}"


#: English words that begin sentences and titles: no names.
_COMMON = """
    the this that these those with from into and for but not its his her their our your are was were has
    have had will would may can could should who what when where which while after before under over between
    against about they she him them there here all any both each more most other some such only than then
    also first second new
"""
COMMON = frozenset(_COMMON.split())
