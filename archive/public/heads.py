"""What a record is, in a sentence that names the coalition and can stand alone in a search engine."""

from django.utils.translation import gettext, gettext_lazy

from archive import dates, languages
from archive.kinds import Kind
from archive.models import Source
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
    """What a record of any other kind is, of which day, and whose."""
    by_speaker = kind.name == "statement"  # what was said stands below
    called = wording.pick(record["title"]).text if by_speaker else kind.called(record, languages.current())
    more = []
    day = record.get("date") or ""
    if day and (said := dates.words(day)) not in called:
        more.append(said)
    if publisher := record.get("publisher"):
        more.append(wording.pick(publisher).text)
    details = gettext(", ").join(detail for detail in dict.fromkeys(more) if detail and detail != called)
    named = called if kind.name in NAMES else f"“{called}”"
    words = {
        "record": f"{named} ({details})" if details else named,
        "kind": gettext(kind.model.NAMES.one),
    }
    if record.get("kind") == Source.Kind.KNOWLEDGE:
        return str(KNOWLEDGE)
    return SENTENCES.get(kind.name, A_RECORD) % words


#: Kinds whose records are called by names, which stand in no quotation marks.
NAMES = ("person", "country", "post", "term", "statement")

#: What each kind of record is to the coalition; all name it in full.
SENTENCES = {
    "event": gettext_lazy(
        "%(record)s is an event in this archive’s record of the Islamic Military Counter Terrorism Coalition."
    ),
    "statement": gettext_lazy(
        "This statement on the Islamic Military Counter Terrorism Coalition was made by %(record)s."
    ),
    "figure": gettext_lazy(
        "%(record)s is a published number that this archive compares with the membership of the Islamic "
        "Military Counter Terrorism Coalition."
    ),
    "source": gettext_lazy(
        "%(record)s is a source on which this archive of the Islamic Military Counter Terrorism Coalition "
        "rests."
    ),
    "person": gettext_lazy(
        "This page gathers what %(record)s said and did about the Islamic Military Counter Terrorism "
        "Coalition."
    ),
    "country": gettext_lazy(
        "This page gathers what is known of %(record)s and the Islamic Military Counter Terrorism Coalition."
    ),
    "post": gettext_lazy("%(record)s is a post of the Islamic Military Counter Terrorism Coalition."),
    "term": gettext_lazy(
        "This page tells who held a post of the Islamic Military Counter Terrorism Coalition and how that is "
        "known: %(record)s."
    ),
    "topic": gettext_lazy(
        "%(record)s is a background article of this archive of the Islamic Military Counter Terrorism "
        "Coalition."
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
