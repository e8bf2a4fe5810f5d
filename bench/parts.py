"""What made records are put together from: names, days, phrases in both languages, citations."""

import datetime
import random
from collections.abc import Iterator
from itertools import count as counting
from typing import Any, NamedTuple

from babel import Locale

from archive import languages
from archive.models import Citation, Country, Source
from bench import vocabulary as words

#: Territories of CLDR that are no country.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}

#: Languages in which `vocabulary` speaks, in the order of its pairs; a further language stays empty.
SPOKEN = ("en", "hi")

FIRST_DAY = datetime.date(2015, 12, 14)
DAYS = 3600

#: How exactly a day may be known, and in how many of a hundred cases it is that one or one before it.
FORMS = (
    "{0}",
    "{0:%Y-%m}",
    "{0:%Y}",
    "{0}~",
    "{0:%Y-%m}?",
    "{0}/{1}",
    "[{0}..{1}]",
)
WEIGHTS = (70, 82, 87, 92, 95, 98, 100)
LATER = datetime.timedelta(days=9)

#: A text in each language that `vocabulary` speaks.
Pair = tuple[str, ...]


class Row(NamedTuple):
    """One row of one model: values by column."""

    model: Any
    values: dict[str, Any]


class Parts:
    """Parts of records, chosen by chance; `numbers` says how many of each kind there are to point at."""

    def __init__(self, numbers: dict, chance: random.Random):
        self.chance = chance
        self.keys = {model: range(1, number + 1) for model, number in numbers.items()}
        self.citation_keys = counting(1)
        self.codes = [code for code in languages.codes() if code in SPOKEN]
        self.countries = self.names_of_countries()
        self.days = [FIRST_DAY + datetime.timedelta(days=day) for day in range(DAYS)]
        self.now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

    def names_of_countries(self) -> list[tuple[str, Pair]]:
        """Codes and names of as many states as are wanted, and bodies if there are not enough states."""
        locales = [Locale.parse(code).territories for code in SPOKEN]
        states = [
            (code, tuple(names[code] for names in locales))
            for code in sorted(locales[0])
            if len(code) == 2
            and code.isalpha()
            and code not in NO_COUNTRIES
            and all(code in names for names in locales)
        ]
        self.chance.shuffle(states)
        return states

    def in_languages(self, field: str, pair: Pair) -> dict[str, str]:
        return {languages.column(field, code): pair[SPOKEN.index(code)] for code in self.codes}

    def say(self, template: Pair, country: Pair, subject: Pair) -> Pair:
        """A phrase in every language, the slots filled alike."""
        number, year = self.chance.randint(3, 60), self.chance.randint(2015, 2025)
        return tuple(
            text.format(country=country[place], subject=subject[place], number=number, year=year)
            for place, text in enumerate(template[: len(SPOKEN)])
        )

    def both(self, *pairs: Pair) -> Pair:
        return tuple(" ".join(texts) for texts in zip(*pairs, strict=True))

    def record(self, key: int, slug: str, **values) -> dict[str, Any]:
        at = self.now - datetime.timedelta(hours=key % 4000)
        status = self.chance.choices(("published", "draft", "in_review", "withdrawn"), (94, 3, 2, 1))[0]
        reason = self.in_languages("withdrawn_reason", words.WITHDRAWN) if status == "withdrawn" else {}
        return {
            "id": key,
            "slug": slug,
            "status": status,
            "version": 1,
            "created_at": at,
            "changed_at": at,
            "published_at": at if status in ("published", "withdrawn") else None,
            **reason,
            **values,
        }

    def date(self, day: datetime.date) -> str:
        """The day as exactly as somebody may have known it, in EDTF."""
        form = self.chance.choices(FORMS, cum_weights=WEIGHTS)[0]
        return form.format(day, day + LATER)

    def some(self, model) -> int:
        keys = self.keys[model]
        return keys[int(self.chance.random() * len(keys))]

    def some_country(self) -> tuple[int, Pair]:
        key = self.some(Country)
        return key, self.name_of(key)

    def name_of(self, key: int) -> Pair:
        return self.countries[(key - 1) % len(self.countries)][1]

    def cite(self, parent: str, key: int, claims: tuple[str, ...], **asserts) -> Iterator[Row]:
        """One or two sources for each of some claims; now and then they disagree."""
        position = 0
        for claim in claims:
            for _ in range(1 if self.chance.random() < 0.7 else 2):
                value = asserts.get(claim, "") if self.chance.random() < 0.5 else ""
                if value[:4].isdigit() and self.chance.random() < 0.06:
                    value = value[:4] + "-12"
                yield Row(
                    Citation,
                    {
                        "id": next(self.citation_keys),
                        f"{parent}_id": key,
                        "claim": claim,
                        "source_id": self.some(Source),
                        "locator": self.chance.choice(words.LOCATORS),
                        "asserts": value,
                        "position": position,
                    },
                )
                position += 1

    def person(self) -> Pair:
        return self.both(self.chance.choice(words.GIVEN), self.chance.choice(words.FAMILY))
