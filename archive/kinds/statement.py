"""Statements, as readers meet them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import dates, languages, markdown, visible
from archive.kinds.base import Kind
from archive.lists import filters, places
from archive.lists.columns import Choice, Column, Country, Date, Hidden, Language, Prose, Words
from archive.lists.listed import Listed
from archive.lists.paging import Order
from archive.lists.places import Place
from archive.lists.selection import Filters, Selection
from archive.memo import remember
from archive.models import Statement
from archive.serialise import loading, texts
from archive.serialise.facts import Facts
from archive.serialise.loading import Behind, columns
from archive.serialise.shapes import Linked, OfKind, Quotation, ReadForm
from archive.serialise.texts import Texts
from archive.spelling.shorten import shorten

if TYPE_CHECKING:
    from archive.versions.past import Past


def behind(found: Behind, records: Sequence[Statement], preview: bool) -> None:
    found.parties = loading.parties([record.pk for record in records])
    found.countries = loading.countries(
        {pk for record in records for pk in (record.country_id, record.about_id)}
        | {pk for together in found.parties.values() for pk in together}
    )
    found.events = loading.events(record.event_id for record in records)
    found.people = loading.people(record.person_id for record in records)


def before(found: Behind, record: Statement, past: "Past") -> None:
    found.parties = {None: past.related("parties")}
    found.countries = past.countries("country", "about", "parties")
    found.events = past.events("event")
    found.people = past.people("person")


def facts(record: Statement, own: Facts, behind: Behind) -> OfKind:
    country, about = behind.country(record.country_id), behind.country(record.about_id)
    event, person = behind.event(record.event_id), behind.person(record.person_id)
    own.words("gist", "markdown")
    quote = texts.translated(record, "quote")
    if quote or record.quote_original:
        own.add("quote", "quotation", quote or record.quote_original, quote)
    own.date("date")
    own.choice("kind")
    own.choice("stance")
    if record.voice != Statement.Voice.OFFICIAL:
        own.choice("voice")
    speaker = texts.translated(record, "speaker")
    speaks: Linked = {"person": person} if person else {}
    own.add("speaker", "text", speaker, speaker, **speaks)
    own.words("office")
    own.link("country", country, "code")
    parties = [behind.countries[pk] for pk in behind.parties.get(record.pk, []) if pk in behind.countries]
    parties.sort(key=lambda link: link["slug"])
    own.add("parties", "links", [link["code"] for link in parties], {}, links=parties)
    own.link("about", about, "code")
    if record.attribution != Statement.Attribution.DIRECT or own.by_claim.get("attribution"):
        own.choice("attribution")
    own.words("relayed_by")
    own.link("event", event, "slug")
    own.words("note", "markdown")
    return {
        "date": record.date,
        "kind": record.kind,
        "speaker_kind": record.speaker_kind,
        "country": country,
        "parties": parties,
        "stance": record.stance,
        "voice": record.voice,
        "about": about,
        "person": person,
        "event": event,
        "quotation": _quotation(record, quote),
    }


def _quotation(record: Statement, quote: dict[str, str]) -> Quotation | None:
    """The words themselves: the original apart from the published wording, and both from our translation."""
    if not quote and not record.quote_original:
        return None
    wordings = texts.translated(record, "wording")
    return {
        "language": record.quote_language,
        "original": record.quote_original,
        "versions": {
            code: {"text": text, "wording": wordings.get(code, ""), "label": _wording(wordings.get(code, ""))}
            for code, text in quote.items()
        },
    }


def _wording(value: str) -> dict[str, str]:
    return texts.choice_of(Statement, languages.column("wording", languages.codes()[0]), value)


#: So much of what was said stands in the title of a statement.
WORDS_OF_TITLE = 70


def called(record: ReadForm, lang: str) -> str:
    """Speakers speak more than once, also on one day: what was said tells their statements apart."""
    with translation.override(lang):
        speaker, date = languages.pick(record["title"], lang).text, dates.words(record["date"], lang)
        named = gettext("%(speaker)s, %(date)s") % {"speaker": speaker, "date": date}
        gist = next((fact["text"] for fact in record["facts"] if fact["claim"] == "gist"), {})
        if not (said := markdown.plain(languages.pick(gist, lang).text)):
            return named
        return gettext("%(named)s: %(said)s") % {
            "named": named,
            "said": shorten(said, WORDS_OF_TITLE),
        }


class Row(NamedTuple):
    """One statement of a list."""

    slug: str
    date: str
    kind: str
    speaker: Texts
    office: Texts
    country_id: int
    country: Place | None
    attribution: str
    gist: Texts
    stance: str
    voice: str
    #: The words by language, what they are in each (`Statement.Wording`), and the original beside them.
    quote: Texts
    wording: Texts
    quote_original: str
    quote_language: str


def quoted() -> Q:
    """Statements of which the words are known, in whatever language."""
    condition = ~Q(quote_original="")
    for column in columns("quote"):
        condition |= Q(**{f"{column}__gt": ""})
    return condition


def order(selection: Selection) -> Order:
    descending = selection["sort"] == "newest"
    if selection["group"] == "position":
        return Order(descending=descending, group="kind", groups=tuple(Statement.Kind.values))
    if selection["group"] == "country":
        return Order(descending=descending, group="country_id", groups=(*places.countries(), *unnamed()))
    return Order(descending=descending)


def unnamed() -> tuple[int, ...]:
    """Countries that are not published, but for which a published statement was made: they come last."""
    made = Statement.objects.published().exclude(visible.published("country")).order_by()
    return remember(
        "countries of statements that have no name",
        lambda: tuple(made.values_list("country_id", flat=True).distinct().order_by("country_id")),
    )


LIST = Listed(
    model=Statement,
    row=Row,
    columns=(
        Column("slug"),
        Date("date", _("Date")),
        Choice("kind", _("Position"), Statement.Kind.choices),
        Words("speaker", _("Speaker")),
        Words("office", _("Office")),
        Hidden("country_id"),
        Country("country", _("On behalf of"), "country_id"),
        Choice("attribution", _("Attribution"), Statement.Attribution.choices),
        Prose("gist", _("In short")),
        Choice("stance", _("Stance"), Statement.Stance.choices),
        Choice("voice", _("In whose name"), Statement.Voice.choices),
        Words("quote", _("Quotation")),
        Words("wording", _("what these words are")),
        Column("quote_original", _("original words")),
        Language("quote_language", _("original language")),
    ),
    filters=Filters(
        filters.Choice("position", _("Position"), "kind", Statement.Kind.choices),
        filters.Choice("stance", _("Stance"), "stance", Statement.Stance.choices),
        filters.Place("country", _("Country or body"), Statement, key="country", many="parties"),
        filters.Year("year", _("Year")),
        filters.Choice("voice", _("In whose name"), "voice", Statement.Voice.choices),
        filters.Choice("attribution", _("Attribution"), "attribution", Statement.Attribution.choices),
        filters.Cases(
            "quote",
            _("Quotation"),
            {"yes": (_("with a quotation"), quoted()), "no": (_("gist only"), ~quoted())},
        ),
        switches=[
            filters.Switch(
                "group",
                _("Grouped"),
                {"position": _("by position"), "country": _("by country"), "none": _("without groups")},
            ),
            filters.OLDEST_FIRST,
        ],
    ),
    order=order,
)

STATEMENT = Kind(
    model=Statement,
    facts=facts,
    behind=behind,
    before=before,
    called=called,
    list_formats=("csv", "json", "atom", "bib", "ris", "csl.json"),
    template="statement.html",
    listed=LIST,
)
