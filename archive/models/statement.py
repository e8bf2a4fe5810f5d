"""What somebody said."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import languages
from archive.fields import DerivedDayField, DerivedSortField, EDTFField, LanguageField
from archive.models.base import Names, Record
from archive.models.country import Country
from archive.models.event import Event
from archive.models.person import Person


class Statement(Record):
    """Something somebody said about the coalition: who, for whom, when, and in which words."""

    kind_name = "statement"
    NAMES = Names(gettext_noop("Statement"), gettext_noop("Statements"), gettext_noop("statement"))
    FOLDER = "statements"
    TITLE = "speaker"
    MAIN_TEXT = "gist"
    RANK = 5
    CLAIMS = ("date", "kind", "speaker", "office", "attribution", "gist", "quote")
    LABELS = {
        "gist": gettext_noop("In short"),
        "quote": gettext_noop("Quotation"),
        "date": gettext_noop("Date"),
        "kind": gettext_noop("Position"),
        "speaker": gettext_noop("Speaker"),
        "person": gettext_noop("Page of the speaker"),
        "office": gettext_noop("Office"),
        "country": gettext_noop("On behalf of"),
        "parties": gettext_noop("Said together with"),
        "voice": gettext_noop("In whose name"),
        "stance": gettext_noop("Stance"),
        "about": gettext_noop("Concerns"),
        "event": gettext_noop("On the occasion of"),
        "attribution": gettext_noop("Attribution"),
        "relayed_by": gettext_noop("Relayed by"),
        "note": gettext_noop("Note"),
    }

    class Kind(models.TextChoices):
        """The position a statement takes."""

        ANNOUNCEMENT = "announcement", _("announcement")
        SUPPORT = "support", _("support")
        WELCOME = "welcome", _("welcome")
        CONFIRMATION = "confirmation", _("confirmation")
        RESERVATION = "reservation", _("reservation")
        DECLINE = "decline", _("refusal")
        CRITICISM = "criticism", _("criticism")
        CLAIM = "claim", _("claim")

    class Stance(models.TextChoices):
        """How a statement stands to the coalition; '' for one that takes no stand."""

        SUPPORT = "support", _("support")
        CONDITIONAL = "conditional", _("support with conditions")
        NEUTRAL = "neutral", _("neutral, asks for details")
        REFUSAL = "refusal", _("refusal")
        CRITICISM = "criticism", _("criticism")

    class Voice(models.TextChoices):
        """Whether a statement is that of the country or body it stands with."""

        OFFICIAL = "official", _("in the name of the country or body")
        OTHER = "other", _("by somebody there, not in its name")

    class Attribution(models.TextChoices):
        DIRECT = "direct", _("said by the speaker")
        RELAYED = "via-third-party", _("relayed by somebody else")
        DISPUTED = "disputed", _("the attribution was denied")

    class SpeakerKind(models.TextChoices):
        PERSON = "person", _("person")
        INSTITUTION = "institution", _("institution")

    class Wording(models.TextChoices):
        """What the words of a quotation are in one language."""

        ORIGINAL = "original", _("original words")
        PUBLISHED = "published", _("published translation")
        OURS = "ours", _("our translation")

    country = models.ForeignKey(
        Country, models.PROTECT, related_name="statements", verbose_name=_("on behalf of")
    )
    parties = models.ManyToManyField(
        Country,
        blank=True,
        related_name="joint_statements",
        verbose_name=_("said together with"),
        help_text=_("For a statement of several: all countries and bodies in whose name it was made."),
    )
    voice = models.CharField(
        _("in whose name"),
        max_length=10,
        choices=Voice.choices,
        default=Voice.OFFICIAL,
        help_text=_("A senator, a newspaper or a retired general does not speak for the country."),
    )
    stance = models.CharField(
        _("stance"),
        max_length=12,
        choices=Stance.choices,
        blank=True,
        default="",
        help_text=_("How the words stand to the coalition; empty if they take no stand."),
    )
    about = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_about",
        verbose_name=_("about"),
    )
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("event")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("page of the speaker"),
        help_text=_("Who the speaker is, if the archive has a page for the person."),
    )
    speaker_kind = models.CharField(
        _("kind of speaker"), max_length=12, choices=SpeakerKind.choices, default=SpeakerKind.PERSON
    )
    speaker = models.CharField(_("speaker"), max_length=200, blank=True, default="")
    office = models.CharField(_("office"), max_length=300, blank=True, default="")
    date = EDTFField(_("date"))
    date_earliest = DerivedDayField(source="date", bound="earliest")
    date_latest = DerivedDayField(source="date", bound="latest")
    date_sort = DerivedSortField(source="date")
    kind = models.CharField(_("position"), max_length=20, choices=Kind.choices)
    attribution = models.CharField(
        _("attribution"), max_length=20, choices=Attribution.choices, default=Attribution.DIRECT
    )
    relayed_by = models.CharField(_("relayed by"), max_length=300, blank=True, default="")
    gist = models.TextField(
        _("gist"), blank=True, default="", help_text=_("What was said, in our own words.")
    )
    quote_original = models.TextField(
        _("original words"),
        blank=True,
        default="",
        help_text=_("Only if the original words are known and in none of our languages."),
    )
    quote_language = LanguageField(
        _("original language"),
        blank=True,
        default="",
        help_text=_("BCP 47 code of the language spoken or written: ar, de, ur."),
    )
    quote = models.TextField(_("quotation"), blank=True, default="")
    wording = models.CharField(
        _("what these words are"), max_length=12, choices=Wording.choices, blank=True, default=""
    )
    note = models.TextField(_("note"), blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["date_sort", "slug"]
        indexes = [
            models.Index(fields=["status", "date_sort", "slug"], name="statement_status_date"),
            models.Index(fields=["status", "kind", "date_sort", "slug"], name="statement_status_kind_date"),
            models.Index(
                fields=["status", "country", "date_sort", "slug"], name="statement_status_country_date"
            ),
            # For the counts beside the filters, which read nothing but this.
            models.Index(
                fields=["status", "attribution", "date_earliest", "date_latest"], name="statement_counts"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        # One meaning of “refused” wherever it is asked: see `archive.stances`.
        refuses = self.stance == self.Stance.REFUSAL
        if refuses != (self.kind == self.Kind.DECLINE):
            text = _("Position and stance must both be “refusal”, or neither.")
            raise ValidationError({"stance": text})
        if refuses and self.voice != self.Voice.OFFICIAL:
            text = _("Only the country or body itself can refuse. For others write “criticism” twice.")
            raise ValidationError({"voice": text})

    def required_claims(self):
        quoted = self.quote_original or any(languages.texts(self, "quote").values())
        return ("gist", "quote") if quoted else ("gist",)
