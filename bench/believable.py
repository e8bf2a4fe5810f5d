"""Records that an outsider would believe, as many as one likes: the same ones for the same number and seed.

`make(numbers)` yields rows as plain values, each with its key, so that they can point at one another before
any of them is stored. Nothing here knows the database.
"""

import random
from collections.abc import Iterator

from archive.models import Country, Event, Figure, Member, Record, Source, Statement, Topic
from archive.models.regions import M49
from bench import vocabulary as words
from bench.parts import SPOKEN, Parts, Row

#: Kinds of records that can be made, in an order in which they can be stored.
KINDS = (Country, Source, Topic, Figure, Member, Event, Statement)


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


def of_one_kind(kind: str, count: int) -> dict[type[Record], int]:
    """`count` records of one kind (not countries or members: there are only so many) and a few others."""
    found = {Country: 240, Topic: 2, Figure: 10, Source: 300, Event: 200, Member: 120, Statement: 50}
    return {model: count if model.kind_name == kind else few for model, few in found.items()}


def make(numbers: dict[type[Record], int], seed: int = 1) -> Iterator[Row]:
    """The rows of as many records of each kind, in an order in which they can be stored."""
    return _Maker(numbers, random.Random(seed)).rows()


class _Maker(Parts):
    def rows(self) -> Iterator[Row]:
        for model in KINDS:
            make = getattr(self, model.kind_name)
            for key in self.keys.get(model, ()):
                yield from make(key)

    def country(self, key: int) -> Iterator[Row]:
        code, names = self.countries[(key - 1) % len(self.countries)]
        if key > len(self.countries):
            subject = self.chance.choice(words.SUBJECTS)
            code = f"body-{key}"
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

    def source(self, key: int) -> Iterator[Row]:
        paper, language, kind = self.chance.choice(words.PAPERS)
        subject = self.chance.choice(words.SUBJECTS)
        day = self.chance.choice(self.days)
        heading = self.chance.choice(words.HEADINGS[language])
        title = heading.format(subject=subject[SPOKEN.index(language)] if language in SPOKEN else "")
        slug = f"{subject[2]}-{day}-{key}"
        values = self.record(
            key,
            slug,
            title=title[:1].upper() + title[1:],
            publisher=paper,
            publisher_en=paper,
            language=language,
            kind=kind,
            date=self.date(day),
            url=f"https://example.org/{day:%Y/%m}/{slug}",
            seen=self.chance.choice(("full", "excerpt", "excerpt", "quoted-in")),
        )
        yield Row(Source, values)

    def topic(self, key: int) -> Iterator[Row]:
        subject = self.chance.choice(words.SUBJECTS)
        paragraphs = []
        for _ in range(12):
            sentence = self.say(self.chance.choice(words.PARAGRAPHS), self.some_country()[1], subject)
            paragraphs.append(sentence)
        values = self.record(
            key,
            f"{subject[2]}-{key}",
            position=key,
            **self.in_languages(
                "title", tuple(text[:1].upper() + text[1:] for text in subject[: len(SPOKEN)])
            ),
            **self.in_languages("body", tuple("\n\n".join(texts) for texts in zip(*paragraphs, strict=True))),
        )
        yield Row(Topic, values)
        yield from self.cite("topic", key, ("body",))

    def figure(self, key: int) -> Iterator[Row]:
        day, value = self.chance.choice(self.days), self.chance.randint(20, 45)
        values = self.record(
            key,
            f"figure-{day:%Y-%m}-{key}",
            date=self.date(day),
            value=value,
            verdict=self.chance.choice(("agrees", "variant", "attendance", "stale", "wrong")),
            **self.in_languages("counts", self.chance.choice(words.COUNTED)),
            **self.in_languages("claimed_by", self.person()),
            **self.in_languages("verdict_note", self.chance.choice(words.SAME_OR_NOT)),
        )
        yield Row(Figure, values)
        yield from self.cite("figure", key, ("date", "value"), value=str(value))

    def member(self, key: int) -> Iterator[Row]:
        country = self.keys[Country][key - 1]
        founding = self.chance.random() < 0.7
        joined = "2015-12-15" if founding else self.date(self.chance.choice(self.days))
        values = self.record(
            key,
            f"member-{key}",
            country_id=country,
            founding=founding,
            list_order=key if founding else None,
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

    def event(self, key: int) -> Iterator[Row]:
        day = self.chance.choice(self.days)
        host, name = self.some_country()
        subject = self.chance.choice(words.SUBJECTS)
        kind, (title, slug) = self.chance.choice(list(words.EVENTS.items()))
        date = self.date(day)
        values = self.record(
            key,
            f"{slug}-{subject[2]}-{day}-{key}",
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

    def statement(self, key: int) -> Iterator[Row]:
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
            f"{kind}-{subject[2]}-{day}-{key}",
            country_id=country,
            event_id=self.some(Event) if self.chance.random() < 0.6 else None,
            date=date,
            kind=kind,
            stance=Statement.Stance.REFUSAL if kind == Statement.Kind.DECLINE else "",
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
