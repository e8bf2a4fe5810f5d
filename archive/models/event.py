"""What happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.fields import DerivedDayField, DerivedSortField, EDTFField
from archive.models.base import Names, Record
from archive.models.country import Country
from archive.models.person import Person


class Event(Record):
    """Something that happened, on a day known as exactly as its sources know it."""

    kind_name = "event"
    NAMES = Names(gettext_noop("Event"), gettext_noop("Events"), gettext_noop("event"))
    FOLDER = "events"
    MAIN_TEXT = "summary"
    RANK = 4
    CLAIMS = ("date", "kind", "occurrence", "title", "place", "participants", "participants_count", "summary")
    LABELS = {
        "summary": gettext_noop("In short"),
        "title": gettext_noop("Title"),
        "date": gettext_noop("Date"),
        "kind": gettext_noop("Kind"),
        "relation": gettext_noop("Relation to the coalition"),
        "occurrence": gettext_noop("Did it take place?"),
        "place": gettext_noop("Place"),
        "participants": gettext_noop("Taking part"),
        "participants_count": gettext_noop("Number taking part"),
        "people": gettext_noop("People"),
    }

    class Kind(models.TextChoices):
        ANNOUNCEMENT = "announcement", _("announcement")
        MEETING = "meeting", _("meeting")
        ACCESSION = "accession", _("accession")
        PARTICIPATION = "participation", _("participation")
        APPOINTMENT = "appointment", _("appointment")
        PROGRAMME = "programme", _("programme")
        AGREEMENT = "agreement", _("agreement")
        VISIT = "visit", _("visit")
        BRIEFING = "briefing", _("briefing")
        EXERCISE = "exercise", _("exercise")
        RELATED = "related", _("related event")

    class Relation(models.TextChoices):
        OWN = "own", _("act of the coalition or of a member towards it")
        ASSOCIATED = "associated", _("associated, not an act of the coalition")

    class Occurrence(models.TextChoices):
        HELD = "held", _("took place")
        PLANNED = "planned", _("announced; not checked whether it took place")

    date = EDTFField(_("date"))
    date_earliest = DerivedDayField(source="date", bound="earliest")
    date_latest = DerivedDayField(source="date", bound="latest")
    date_sort = DerivedSortField(source="date")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    relation = models.CharField(
        _("relation to the coalition"), max_length=12, choices=Relation.choices, default=Relation.OWN
    )
    occurrence = models.CharField(
        _("occurrence"), max_length=12, choices=Occurrence.choices, default=Occurrence.HELD
    )
    title = models.CharField(_("title"), max_length=300, blank=True, default="")
    summary = models.TextField(_("summary"), blank=True, default="")
    place = models.CharField(_("place"), max_length=200, blank=True, default="")
    place_country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events_hosted",
        verbose_name=_("country of the place"),
    )
    participants = models.ManyToManyField(
        Country, blank=True, related_name="events", verbose_name=_("countries taking part")
    )
    people = models.ManyToManyField(
        Person,
        blank=True,
        related_name="events",
        verbose_name=_("people"),
        help_text=_("Who is named in it and has a page in the archive."),
    )
    participants_count = models.PositiveSmallIntegerField(
        _("number taking part"), null=True, blank=True, help_text=_("Where only a number is known.")
    )

    class Meta(Record.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["date_sort", "slug"]
        indexes = [
            models.Index(fields=["status", "date_sort", "slug"], name="event_status_date"),
            models.Index(fields=["status", "kind", "date_sort", "slug"], name="event_status_kind_date"),
            # For the counts beside the filters, which read nothing but this.
            models.Index(
                fields=["status", "relation", "date_earliest", "date_latest", "place_country"],
                name="event_counts",
            ),
        ]

    def required_claims(self):
        return ("date", "summary")
