"""Records that an outsider would believe, as many as one likes: the same ones for the same number and seed.

`make(count)` yields rows as plain values, each with its number, so that they can point at one another before
any of them is stored. Nothing here knows the database.
"""

import datetime
import random
from collections.abc import Iterator
from itertools import count as counting
from typing import Any, NamedTuple

from babel import Locale

from archive import languages
from archive.models import Citation, Country, Event, Figure, Member, Record, Source, Statement, Topic
from archive.models.regions import M49
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


def shares(count: int) -> dict[type[Record], int]:
    """How many records of each kind make up `count` in all."""
    found = {
        Country: min(240, max(4, count // 50)),
        Topic: min(30, max(1, count // 500)),
        Figure: max(1, count // 50),
        Source: max(3, count // 6),
        Event: max(2, count // 5),
    }
    found[Member] = max(2, found[Country] * 3 // 4)
    found[Statement] = max(0, count - sum(found.values()))
    return found


def of_one_kind(model: type[Record], count: int) -> dict[type[Record], int]:
    """`count` records of one kind, and the few others that they speak of. At most 240 countries exist."""
    found = {Country: 240, Topic: 2, Figure: 10, Source: 300, Event: 200, Member: 120, Statement: 50}
    if model in (Country, Member):
        raise ValueError(f"There are only {found[model]} of these.")
    return {**found, model: count}


def make(numbers: dict[type[Record], int], seed: int = 1, after: int = 0) -> Iterator[Row]:
    """The rows of as many records of each kind, in an order in which they can be stored.

    Primary keys begin behind `after`.
    """
    return _Maker(numbers, random.Random(seed), after).rows()


class _Maker:
    def __init__(self, numbers, chance: random.Random, after: int):
        self.numbers, self.chance, self.after = numbers, chance, after
        self.keys = {model: range(after + 1, after + 1 + number) for model, number in numbers.items()}
        self.citation_keys = counting(after + 1)
        self.codes = [code for code in languages.codes() if code in SPOKEN]
        self.countries = self.names_of_countries()
        self.days = [FIRST_DAY + datetime.timedelta(days=day) for day in range(DAYS)]
        self.now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

    def rows(self) -> Iterator[Row]:
        for model, make in (
            (Country, self.country),
            (Source, self.source),
            (Topic, self.topic),
            (Figure, self.figure),
            (Member, self.member),
            (Event, self.event),
            (Statement, self.statement),
        ):
            for key in self.keys.get(model, ()):
                yield from make(key, key - self.after)

    # --- Parts of a record

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
        place = key - self.after - 1
        return self.countries[place % len(self.countries)][1]

    def cite(self, parent: str, key: int, claims: tuple[str, ...], **asserts) -> Iterator[Row]:
        """One or two sources for each of some claims; now and then they disagree."""
        position = 0
        for claim in claims:
            for _ in range(1 if self.chance.random() < 0.7 else 2):
                value = asserts.get(claim, "") if self.chance.random() < 0.5 else ""
                if value and self.chance.random() < 0.06:
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

    # --- Kinds of records

    def country(self, key: int, place: int) -> Iterator[Row]:
        code, names = self.countries[(place - 1) % len(self.countries)]
        if place > len(self.countries):
            subject = self.chance.choice(words.SUBJECTS)
            code = f"body-{place}"
            names = self.say(self.chance.choice(words.BODIES), ("", ""), subject)
        values = self.record(
            key,
            f"country-{code.lower()}",
            code=code,
            kind="state" if len(code) == 2 else "organisation",
            m49=self.chance.choice(M49),
            oic_member=self.chance.random() < 0.3,
            status="published",
            **self.in_languages("name", names),
        )
        yield Row(Country, {**values, "published_at": self.now})

    def source(self, key: int, place: int) -> Iterator[Row]:
        paper, language, kind = self.chance.choice(words.PAPERS)
        subject = self.chance.choice(words.SUBJECTS)
        day = self.chance.choice(self.days)
        heading = self.chance.choice(words.HEADINGS[language])
        title = heading.format(subject=subject[SPOKEN.index(language)] if language in SPOKEN else "")
        slug = f"{subject[2]}-{day}-{place}"
        values = self.record(
            key,
            slug,
            title=title[:1].upper() + title[1:],
            publisher=paper,
            language=language,
            kind=kind,
            date=self.date(day),
            url=f"https://example.org/{day:%Y/%m}/{slug}",
            seen=self.chance.choice(("full", "excerpt", "excerpt", "quoted-in")),
        )
        yield Row(Source, values)

    def topic(self, key: int, place: int) -> Iterator[Row]:
        subject = self.chance.choice(words.SUBJECTS)
        paragraphs = []
        for _ in range(12):
            sentence = self.say(self.chance.choice(words.PARAGRAPHS), self.some_country()[1], subject)
            paragraphs.append(sentence)
        values = self.record(
            key,
            f"{subject[2]}-{place}",
            position=place,
            **self.in_languages(
                "title", tuple(text[:1].upper() + text[1:] for text in subject[: len(SPOKEN)])
            ),
            **self.in_languages("body", tuple("\n\n".join(texts) for texts in zip(*paragraphs, strict=True))),
        )
        yield Row(Topic, values)
        yield from self.cite("topic", key, ("body",))

    def figure(self, key: int, place: int) -> Iterator[Row]:
        day, value = self.chance.choice(self.days), self.chance.randint(20, 45)
        values = self.record(
            key,
            f"figure-{day:%Y-%m}-{place}",
            date=self.date(day),
            value=value,
            verdict=self.chance.choice(("agrees", "variant", "attendance", "stale", "wrong")),
            **self.in_languages("counts", self.chance.choice(words.COUNTED)),
            **self.in_languages("claimed_by", self.person()),
            **self.in_languages("verdict_note", self.chance.choice(words.SAME_OR_NOT)),
        )
        yield Row(Figure, values)
        yield from self.cite("figure", key, ("date", "value"), value=str(value))

    def member(self, key: int, place: int) -> Iterator[Row]:
        country = self.keys[Country][place - 1]
        founding = self.chance.random() < 0.7
        joined = "2015-12-15" if founding else self.date(self.chance.choice(self.days))
        values = self.record(
            key,
            f"member-{place}",
            country_id=country,
            founding=founding,
            list_order=place if founding else None,
            joined=joined,
            standing=self.chance.choice(Member.Standing.values),
            **self.in_languages(
                "summary",
                self.say(
                    self.chance.choice(words.STANDING),
                    self.name_of(country),
                    self.chance.choice(words.SUBJECTS),
                ),
            ),
        )
        yield Row(Member, values)
        yield from self.cite("member", key, ("joined", "standing", "summary"), joined=joined)

    def event(self, key: int, place: int) -> Iterator[Row]:
        day = self.chance.choice(self.days)
        host, name = self.some_country()
        subject = self.chance.choice(words.SUBJECTS)
        kind, (title, slug) = self.chance.choice(list(words.EVENTS.items()))
        date = self.date(day)
        values = self.record(
            key,
            f"{slug}-{subject[2]}-{day}-{place}",
            date=date,
            kind=kind,
            relation="own" if self.chance.random() < 0.9 else "associated",
            occurrence="held" if self.chance.random() < 0.95 else "planned",
            place_country_id=host,
            participants_count=self.chance.choice((None, self.chance.randint(3, 45))),
            **self.in_languages("title", self.say(title, name, subject)),
            **self.in_languages(
                "summary",
                self.both(
                    self.say(self.chance.choice(words.SUMMARIES), name, subject),
                    self.say(self.chance.choice(words.MORE), name, subject),
                ),
            ),
            **self.in_languages("place", self.chance.choice(words.TOWNS)),
        )
        yield Row(Event, values)
        for country in sorted({self.some(Country) for _ in range(self.chance.randint(1, 6))}):
            yield Row(Event.participants.through, {"event_id": key, "country_id": country})
        yield from self.cite("event", key, ("date", "title", "summary"), date=date)

    def statement(self, key: int, place: int) -> Iterator[Row]:
        day = self.chance.choice(self.days)
        country, name = self.some_country()
        subject = self.chance.choice(words.SUBJECTS)
        kind = self.chance.choice(list(words.GISTS))
        quoted = self.chance.random() < 0.6
        date, original = self.date(day), self.chance.choice(("ar", "fr", "ur", "tr", "en"))
        quotation = {}
        if quoted:
            quotation = {
                "quote_language": original,
                **self.in_languages("quote", self.say(self.chance.choice(words.QUOTES), name, subject)),
                **self.in_languages("wording", ("original" if original == "en" else "published", "ours")),
            }
        values = self.record(
            key,
            f"{kind}-{subject[2]}-{day}-{place}",
            country_id=country,
            event_id=self.some(Event) if self.chance.random() < 0.6 else None,
            date=date,
            kind=kind,
            attribution=self.chance.choices(("direct", "via-third-party", "disputed"), (90, 8, 2))[0],
            **self.in_languages("speaker", self.person()),
            **self.in_languages("office", self.chance.choice(words.OFFICES)),
            **self.in_languages(
                "gist",
                self.both(
                    self.say(self.chance.choice(words.GISTS[kind]), name, subject),
                    self.say(self.chance.choice(words.MORE), name, subject),
                ),
            ),
            **quotation,
        )
        yield Row(Statement, values)
        yield from self.cite(
            "statement", key, ("date", "gist", "quote") if quoted else ("date", "gist"), date=date
        )

    def person(self) -> Pair:
        return self.both(self.chance.choice(words.GIVEN), self.chance.choice(words.FAMILY))
