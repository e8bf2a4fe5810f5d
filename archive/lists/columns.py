"""The columns of a list: one class a sort of value.

A column says once what it is called, what it reads of the database, and how its value is shown: in a page
(`show`), in a table of plain text (`headers`, `cells`), in JSON (`plain`). Values are plain: texts by
language, dates in EDTF, codes, numbers. A page is what `show` is handed to make words and links of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from django.utils import translation
from markupsafe import Markup, escape

from archive import dates, languages, markdown
from archive.lists import places
from archive.lists.places import Place
from archive.serialise.texts import Texts


def in_languages(name: str) -> list[str]:
    return [languages.column(name, code) for code in languages.codes()]


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """The earliest and the latest day that a date allows, in ISO 8601; None where it has no such bound."""
    value = dates.parse(edtf) if edtf else None
    first, last = (value.earliest, value.latest) if value else (None, None)
    return first.isoformat() if first else None, last.isoformat() if last else None


class Page(Protocol):
    """What columns ask of the page that they are shown on."""

    def words(self, texts: Texts) -> Markup: ...
    def brief(self, texts: Texts) -> Markup: ...
    def date(self, edtf: str) -> Markup: ...
    def number(self, value: int | None) -> Markup: ...
    def place(self, place: Place | None) -> Markup: ...
    def language(self, code: str) -> Markup: ...
    def address(self, url: str) -> Markup: ...


class Column:
    """A text or a number as it is stored: a slug, a code, a name as printed."""

    def __init__(self, name: str, label="", field: str = ""):
        self.name = name
        #: Its heading, in the language of whoever reads it; '' for what is no column of its own on a page.
        self.label = label
        self.field = field or name

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns of the database that it reads."""
        return (self.field,)

    def read(self, rows: Sequence[Sequence[Any]], at: int, keys: Sequence[int]) -> list[Any]:
        """Its values in the rows of a batch, whose places it reads from `at` on; `keys` are their `pk`."""
        return [row[at] for row in rows]

    def show(self, value: Any, page: Page) -> Markup:
        return escape("" if value is None else value)

    @property
    def headers(self) -> list[str]:
        """What its columns are called in a table of plain text, the same in every language."""
        return [self.name]

    def cells(self, value: Any) -> list[str]:
        """Its value in a table of plain text, one text for each of `headers`."""
        return ["" if value is None else str(value)]

    def plain(self, value: Any) -> Any:
        """Its value in JSON."""
        return value


class Hidden(Column):
    """Read for the page alone, and in no file."""

    headers: list[str] = []

    def cells(self, value):
        return []


class Words(Column):
    """A translated text of one line."""

    @property
    def fields(self):
        return tuple(in_languages(self.field))

    def read(self, rows, at, keys):
        codes = languages.codes()
        end = at + len(codes)
        # Most texts are written in every language, and a list has hundreds.
        return [
            dict(zip(codes, texts))  # noqa: B905
            if all(texts := row[at:end])
            else {code: text for code, text in zip(codes, texts, strict=True) if text}
            for row in rows
        ]

    def show(self, value, page):
        return page.words(value)

    @property
    def headers(self):
        return in_languages(self.name)

    def cells(self, value):
        return [value.get(code, "") for code in languages.codes()]


class Prose(Words):
    """A translated text in markdown."""

    def show(self, value, page):
        return page.brief(value)

    def cells(self, value):
        return [markdown.plain(text) for text in super().cells(value)]

    def plain(self, value):
        return {code: markdown.citing_only(text, ()) for code, text in value.items()}


class Date(Column):
    """An imprecise date in EDTF."""

    def show(self, value, page):
        return page.date(value)

    @property
    def headers(self):
        return [self.name, f"{self.name}_earliest", f"{self.name}_latest"]

    def cells(self, value):
        return [value, *(bound or "" for bound in bounds(value))]

    def plain(self, value):
        if not value:
            return None
        earliest, latest = bounds(value)
        return {"edtf": value, "earliest": earliest, "latest": latest}


class Choice(Column):
    """A code out of a closed list."""

    def __init__(self, name: str, label, choices: Iterable[tuple[Any, Any]], field: str = ""):
        super().__init__(name, label, field)
        self.choices = choices

    @property
    def labels(self) -> dict[str, str]:
        """What each code is called in the active language."""
        return _labels(self, languages.current())

    def show(self, value, page):
        return escape(self.labels.get(value, value))

    @property
    def headers(self):
        return [self.name, *in_languages(self.name)]

    def cells(self, value):
        return [value or "", *(_labels(self, code).get(value, "") for code in languages.codes())]

    def plain(self, value):
        if not value:
            return None
        labels = {code: _labels(self, code).get(value, "") for code in languages.codes()}
        return {"code": value, "label": labels}


@lru_cache(maxsize=256)
def _labels(column: Choice, lang: str) -> dict[str, str]:
    with translation.override(lang):
        return {value: str(label) for value, label in column.choices}


class Number(Column):
    def show(self, value, page):
        return page.number(value)


class Truth(Column):
    """Yes, no, or not known (None)."""

    def read(self, rows, at, keys):
        return [None if row[at] is None else bool(row[at]) for row in rows]

    def cells(self, value):
        return [{True: "true", False: "false", None: ""}[value]]


class Country(Column):
    """A country or body; None for one that is not published."""

    def read(self, rows, at, keys):
        known = places.countries()
        return [known.get(row[at]) for row in rows]

    def show(self, value, page):
        return page.place(value)

    @property
    def headers(self):
        return [self.name, *in_languages(self.name)]

    def cells(self, value):
        if value is None:
            return [""] * (1 + len(languages.codes()))
        return [value.code, *(value.names.get(code, "") for code in languages.codes())]

    def plain(self, value):
        return value and {"code": value.code, "slug": value.slug, "title": value.names}


class Language(Column):
    """A language, by its BCP 47 code."""

    def show(self, value, page):
        return page.language(value)


class Address(Column):
    """An address in the web."""

    def show(self, value, page):
        return page.address(value)


class Gathered(Column):
    """What is counted or found for many rows at once by their primary keys, which the list reads as `pk`."""

    def __init__(
        self, name: str, label, gather: Callable[[Collection[int]], Mapping[int, Any]], missing: Any
    ):
        super().__init__(name, label)
        self.gather = gather
        self.missing = missing

    @property
    def fields(self):
        return ()

    def read(self, rows, at, keys):
        found = self.gather(keys) if keys else {}
        return [found.get(key, self.missing) for key in keys] if keys else [self.missing] * len(rows)


class Counts(Gathered):
    """Several numbers counted together, a NamedTuple with their names."""

    @property
    def headers(self):
        return [f"{self.name}_{name}" for name in self.missing._fields]

    def cells(self, value):
        return list(map(str, value))

    def plain(self, value):
        return value._asdict()


class GatheredWords(Gathered, Words):
    """A translated text that is found for many rows at once."""


class GatheredDate(Gathered, Date):
    """A date that is found for many rows at once."""


class Worked(Choice):
    """A code that is worked out from the rest of the row when somebody asks; None until then."""

    @property
    def fields(self):
        return ()

    def read(self, rows, at, keys):
        return [None] * len(rows)
