"""What a record is, in a sentence that names the coalition and can stand alone in a search engine."""

from django.utils.translation import gettext, gettext_lazy

from archive import dates, languages
from archive.kinds import Kind
from archive.models import Country, Source
from archive.public import wording
from archive.spelling.shorten import shorten

#: Letters of the record's own text, and of the whole.
OF_TEXT, WHOLE = 180, 320


def member(record, facts) -> str:
    """Who is counted among the members, since when, and up to when that is known to have lasted."""
    name = wording.pick(record["title"]).text
    words = {"country": name, "joined": dates.words(record["date"]) if record["date"] else ""}
    left = facts["left"]["value"] if "left" in facts else ""
    if left:
        words["left"] = dates.words(left)
        told = gettext(
            "%(country)s was counted among the members of the Islamic Military Counter Terrorism Coalition. "
            "Joined: %(joined)s; left: %(left)s."
        )
    else:
        told = gettext(
            "%(country)s is counted among the members of the Islamic Military Counter Terrorism Coalition. "
            "Joined: %(joined)s."
        )
    return told % words


def other(kind: Kind, record) -> str:
    """What a record of any other kind is, by its name, of which day, and whose."""
    says = opening(kind, record)
    by_speaker = kind.name == "statement"  # what was said stands below
    called = wording.pick(record["title"]).text if by_speaker else kind.called(record, languages.current())
    if record.get("kind") == Source.Kind.KNOWLEDGE or kind.name in NAMING:
        return says
    more = []
    if publisher := record.get("publisher"):
        more.append(wording.pick(publisher).text)
    day = record.get("date") or ""
    if day and (said := dates.words(day)) not in called + says:
        more.append(said)
    details = gettext(", ").join(detail for detail in dict.fromkeys(more) if detail and detail != called)
    return f"{called} ({details}): {says}" if details else f"{called}: {says}"


def opening(kind: Kind, record) -> str:
    """The same for a page that has the name above it, and says the rest beside it."""
    name = wording.pick(record["title"]).text
    if record.get("kind") == Source.Kind.KNOWLEDGE:
        return str(KNOWLEDGE)
    related = {fact["value"] for fact in record["facts"] if fact["claim"] == "relation"}
    if kind.name == "country" and Country.Relation.SELF in related:
        return gettext("What is known of the %(record)s, with its sources.") % {"record": name}
    words = {"record": name, "kind": gettext(kind.model.NAMES.one)}
    day = record.get("date") or ""
    if day and kind.name in DATED:
        return str(DATED[kind.name]) % {**words, "day": dates.words(day)}
    return str(OPENINGS.get(kind.name, A_RECORD)) % words


#: What each kind of record is to the coalition, which all name in full; its name stands above.
OPENINGS = {
    "event": gettext_lazy("An event in the record of the Islamic Military Counter Terrorism Coalition."),
    "statement": gettext_lazy("A statement on the Islamic Military Counter Terrorism Coalition."),
    "figure": gettext_lazy("A number published about the Islamic Military Counter Terrorism Coalition."),
    "source": gettext_lazy("A source of this archive of the Islamic Military Counter Terrorism Coalition."),
    "person": gettext_lazy(
        "What they said and did about the Islamic Military Counter Terrorism Coalition, with sources."
    ),
    "country": gettext_lazy(
        "%(record)s and the Islamic Military Counter Terrorism Coalition: what is known, with its sources."
    ),
    "post": gettext_lazy("%(record)s is a post of the Islamic Military Counter Terrorism Coalition."),
    "term": gettext_lazy(
        "A term of office in the Islamic Military Counter Terrorism Coalition: from when to when, and how "
        "that is known."
    ),
    "topic": gettext_lazy("Background to the Islamic Military Counter Terrorism Coalition."),
}
#: Kinds whose sentence has the name in it.
NAMING = ("country", "post")
#: The same of records that have a day.
DATED = {
    "event": gettext_lazy(
        "An event in the record of the Islamic Military Counter Terrorism Coalition, %(day)s."
    ),
    "figure": gettext_lazy(
        "A number published about the Islamic Military Counter Terrorism Coalition, %(day)s."
    ),
}
#: General knowledge is named as a source is, and is none.
KNOWLEDGE = gettext_lazy(
    "General knowledge is named in this archive of the Islamic Military Counter Terrorism Coalition where no "
    "document stands behind a sentence; it proves nothing."
)
A_RECORD = gettext_lazy(
    "%(record)s is a record (%(kind)s) of this archive of the Islamic Military Counter Terrorism Coalition."
)


def first(kind: Kind, record, facts) -> str:
    """The first sentence of a page, unless its own text names the coalition: then ''."""
    if names_the_coalition(facts.get(kind.model.MAIN_TEXT)):
        return ""
    return member(record, facts) if record["type"] == "member" else opening(kind, record)


def sentence(kind: Kind, record, facts) -> str:
    return member(record, facts) if record["type"] == "member" else other(kind, record)


def description(kind: Kind, record, facts) -> str:
    """The sentence, and the beginning of the record's own text."""
    fact = facts.get(kind.model.MAIN_TEXT)
    text = shorten(wording.plain(fact["text"]), OF_TEXT) if fact else ""
    # Sources may share title, publisher and day.
    own = [sentence(kind, record, facts), record["slug"] if record["type"] == "source" else "", text]
    return shorten(" ".join(filter(None, own)), WHOLE)


def names_the_coalition(fact) -> bool:
    """Whether the record's own text says at its beginning what it is about."""
    return (
        bool(fact)
        and gettext("Islamic Military Counter Terrorism Coalition") in wording.plain(fact["text"])[:200]
    )
