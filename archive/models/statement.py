"""What somebody said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.fields import DerivedDayField, DerivedSortField, EDTFField
from archive.models.base import Record
from archive.models.country import Country
from archive.models.event import Event


class Statement(Record):
    """Something somebody said about the coalition: who, for whom, when, and in which words."""

    kind_name = "statement"
    TITLE = "speaker"
    CLAIMS = ("date", "kind", "speaker", "office", "attribution", "gist", "quote")

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
    quote_language = models.CharField(
        _("original language"),
        max_length=35,
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

    def required_claims(self):
        from archive import languages

        quoted = self.quote_original or any(languages.texts(self, "quote").values())
        return ("gist", "quote") if quoted else ("gist",)
