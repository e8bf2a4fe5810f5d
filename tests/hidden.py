"""A small archive in which every kind of record exists in every status, each tied to what is published.

Every text of a record that is not published, its slug and its quotations hold one word of its own, so that it
can be looked for on every page.
"""

from archive import languages
from archive.models import (
    Citation,
    Country,
    Event,
    Figure,
    Member,
    Person,
    Post,
    Record,
    SeedClaim,
    Source,
    Statement,
    Status,
    Term,
    Topic,
)
from archive.models.citation import PARENTS

SHARED = "gathbandhan"
HIDDEN = (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN)

#: What a record of each kind needs besides texts.
NEEDED = {
    Country: {"kind": "state", "m49": "145"},
    Source: {"publisher": "-", "language": "en", "kind": "press", "date": "2016-03"},
    Event: {"date": "2016-03-01", "kind": "meeting"},
    Statement: {"date": "2016-03-02", "kind": "support", "stance": "support"},
    Figure: {"date": "2016-03-03", "value": 39, "verdict": "wrong"},
    Topic: {"position": 1},
    SeedClaim: {"position": 1, "verdict": "needs-correction"},
    Member: {"joined": "2015-12-15", "standing": "confirmed"},
    Person: {},
    Post: {"position": 1},
    Term: {"started": "2016-03-05", "ended": "2016-04"},
}
TEXTS = {
    Country: ("name", "summary"),
    Source: ("note",),
    Event: ("title", "summary", "place"),
    Statement: ("speaker", "office", "relayed_by", "gist", "quote", "note"),
    Figure: ("counts", "claimed_by", "verdict_note"),
    Topic: ("title", "body"),
    SeedClaim: ("claim", "finding"),
    Member: ("role", "summary"),
    Person: ("name", "summary"),
    Post: ("office", "summary"),
    Term: ("note",),
}


def word(model: type[Record], status: str) -> str:
    """The word that tells a record of one kind and status, in texts and in the address."""
    return f"zq{model.kind_name}{status}".replace("-", "").replace("_", "")


def make(model: type[Record], status: str, **values) -> Record:
    """A record, all of whose texts hold its own word, and one word that all records share."""
    own, codes = word(model, status), languages.codes()
    texts = {languages.column(name, code): f"{own} {SHARED}" for name in TEXTS[model] for code in codes}
    if model is Source:
        texts |= {"title": f"{own} {SHARED}", "url": f"https://example.org/{own}"}
    if status == Status.WITHDRAWN:
        texts |= {languages.column("withdrawn_reason", code): f"reason of {own}" for code in codes}
    if model is Country:
        texts |= {"code": own}
    if model in (Country, Person):
        texts |= {"aliases": f"{own} alias"}
    return model.objects.create(**{"slug": own, "status": status, **NEEDED[model], **texts, **values})


def alone(status: str) -> Country:
    """A published country that has nothing but a membership, of this status."""
    slug = f"alone-{status}".replace("_", "-")
    return Country.objects.create(
        slug=slug, code=slug, name_hi="अकेला", name_en="Alone", status=Status.PUBLISHED
    )


def cite(record: Record, source: Source, own: str) -> Citation:
    """A citation of the first claim; what it quotes and says holds the word of whichever is not published."""
    notes = {languages.column("note", code): own for code in languages.codes()}
    parent = {name: record for name, model in PARENTS.items() if type(record) is model}
    return Citation.objects.create(
        **parent, **notes, claim=record.CLAIMS[0], source=source, quote=own, locator=own, quote_language="en"
    )


def archive() -> dict[str, dict[type[Record], Record]]:
    """Every record by status and kind."""
    made = {status: {} for status in Status.values}

    def both(model, status, **values):
        made[status][model] = make(model, status, **values)

    seen = made[Status.PUBLISHED]
    for model in (Country, Source, Event, Figure, Topic, SeedClaim):
        both(model, Status.PUBLISHED)
    event, country, source = seen[Event], seen[Country], seen[Source]
    both(Person, Status.PUBLISHED, country=country)
    both(Post, Status.PUBLISHED, country=country)
    person, post = seen[Person], seen[Post]
    both(Term, Status.PUBLISHED, person=person, post=post)
    event.people.add(person)
    both(Statement, Status.PUBLISHED, country=country, event=event, person=person)
    seen[Statement].parties.add(country)
    both(Member, Status.PUBLISHED, country=alone(Status.PUBLISHED))
    event.participants.add(country)
    for model in PARENTS.values():
        cite(seen[model], source, "told")

    for status in HIDDEN:
        hidden = made[status]
        for model in (Country, Source, Event, Figure, Topic, SeedClaim):
            both(model, status)
        hidden[Event].participants.add(country, hidden[Country])
        both(Person, status, country=country)
        both(Post, status, country=country)
        both(Term, status, person=person, post=post)
        hidden[Event].people.add(person)
        both(Statement, status, country=country, about=country, event=event, person=person)
        hidden[Statement].parties.add(country)
        theirs = alone(status)
        both(Member, status, country=theirs)
        make(Statement, status, slug=f"{word(Statement, status)}-about", country=theirs, about=country)
        for model in PARENTS.values():
            cite(hidden[model], source, word(model, status))

    # What readers can see names what they cannot.
    for status in (Status.DRAFT, Status.IN_REVIEW):
        hidden = made[status]
        event.participants.add(hidden[Country])
        event.people.add(hidden[Person])
        seen[Statement].parties.add(hidden[Country])
        Person.objects.create(
            slug=f"told-of-{status}".replace("_", "-"),
            status=Status.PUBLISHED,
            name_hi="व्यक्ति",
            name_en="Somebody",
            country=hidden[Country],
        )
        # One page of search results has room for the terms of one status.
        for name, value in (
            {"person": hidden[Person], "post": hidden[Post]}.items() if status == Status.DRAFT else ()
        ):
            values = {"slug": f"told-{name}", "status": Status.PUBLISHED, "person": person, "post": post}
            cite(Term.objects.create(**values | {name: value}), source, "told")
        for model in PARENTS.values():
            cite(seen[model], hidden[Source], word(Source, status))
        for code in languages.codes():
            body = languages.column("body", code)
            topic = seen[Topic]
            setattr(topic, body, f"{getattr(topic, body)} [@{hidden[Source].slug}]")
            topic.save()
        for number, (name, value) in enumerate(
            {
                "country": hidden[Country],
                "about": hidden[Country],
                "event": hidden[Event],
                "person": hidden[Person],
            }.items()
        ):
            Statement.objects.create(
                slug=f"told-{number}-{status}".replace("_", "-"),
                status=Status.PUBLISHED,
                date="2016-04",
                kind="support",
                speaker_hi="वक्ता",
                speaker_en="A speaker",
                gist_hi="कहा।",
                gist_en="Said.",
                **{"country": country, "event": event, name: value},
            )
        Event.objects.create(
            slug=f"placed-{status}".replace("_", "-"),
            status=Status.PUBLISHED,
            date="2016-04",
            kind="visit",
            title_hi="यात्रा",
            title_en="A visit",
            place_country=hidden[Country],
        )
    return made
