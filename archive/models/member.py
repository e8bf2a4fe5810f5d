"""Memberships: which state belonged to the coalition, from when, and how surely that is known."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.fields import DerivedDayField, DerivedSortField, EDTFField
from archive.models.base import Names, Record
from archive.models.country import Country


class Member(Record):
    """One country's membership of the coalition; `archive.membership` answers who was a member on a day."""

    kind_name = "member"
    NAMES = Names(gettext_noop("Member"), gettext_noop("Members"), gettext_noop("member"))
    FOLDER = "members"
    TITLE = ""
    MAIN_TEXT = "summary"
    DATE = "joined"
    SORT = "standing"
    RANK = 1
    CLAIMS = ("joined", "left", "standing", "role", "summary")
    LABELS = {
        "summary": gettext_noop("In short"),
        "joined": gettext_noop("Joined"),
        "left": gettext_noop("Left"),
        "founding": gettext_noop("Founding member"),
        "standing": gettext_noop("Standing"),
        "role": gettext_noop("Role"),
        "list_order": gettext_noop("Place in the joint statement"),
    }

    class Standing(models.TextChoices):
        """How settled the membership has been in public."""

        UNDISPUTED = "undisputed", _("no dispute found")
        CONTESTED_CONFIRMED = "contested-then-confirmed", _("contested at first, then confirmed")
        CONTESTED_ACTIVE = "contested-then-active", _("contested at first, then active")
        CONTESTED_INTERNALLY = "contested-internally", _("contested within the country")
        RESERVATIONS = "confirmed-with-reservations", _("confirmed with reservations")
        INTERRUPTED = "interrupted-participation", _("participation interrupted")
        LISTED_ACTIVE_LATER = "listed-2015-active-2022", _("listed in 2015, active from 2022")

    class Said(models.TextChoices):
        """What a source may say of the standing on a day besides a standing itself (`Citation.asserts`)."""

        NOT_CONSULTED = "not-consulted", _("listed without being asked")
        UNDECIDED = "undecided", _("its part still open")
        PRELIMINARY = "preliminary", _("a preliminary decision")
        NOT_JOINED = "not-joined", _("not a member")
        FROM_OUTSIDE = "supports-from-outside", _("support without membership")
        ABSENT = "absent", _("absent")
        NO_DELEGATES = "no-delegates", _("no delegates at the headquarters")
        NEW_PARTNER = "new-partner", _("presented as a new partner")

    #: Further words for what sources assert of a choice, by field.
    SAID = {"standing": Said}

    country = models.OneToOneField(Country, models.PROTECT, related_name="member", verbose_name=_("country"))
    founding = models.BooleanField(
        _("founding member"), default=False, help_text=_("Named in the joint statement of December 2015.")
    )
    list_order = models.PositiveSmallIntegerField(
        _("place in the joint statement"),
        null=True,
        blank=True,
        help_text=_("Its place in the list of founding states."),
    )
    joined = EDTFField(_("joined"))
    joined_earliest = DerivedDayField(source="joined", bound="earliest")
    joined_latest = DerivedDayField(source="joined", bound="latest")
    date_sort = DerivedSortField(source="joined")
    left = EDTFField(_("left"), blank=True, default="", help_text=_("Empty while the state is a member."))
    left_earliest = DerivedDayField(source="left", bound="earliest")
    left_latest = DerivedDayField(source="left", bound="latest")
    standing = models.CharField(
        _("standing"), max_length=40, choices=Standing.choices, default=Standing.UNDISPUTED
    )
    role = models.CharField(_("role"), max_length=300, blank=True, default="")
    summary = models.TextField(_("summary"), blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["date_sort", "list_order", "slug"]
        indexes = [
            models.Index(fields=["status", "joined_latest", "joined_earliest"], name="member_status_joined"),
            models.Index(fields=["status", "date_sort", "list_order", "slug"], name="member_status_sort"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(left="")
                | Q(left_latest=None)
                | Q(joined_earliest=None)
                | Q(left_latest__gte=models.F("joined_earliest")),
                name="member_leaves_after_joining",
                violation_error_message=_("The day of leaving lies before the day of joining."),
            )
        ]

    def title_text(self, code=None):
        return self.country.title_text(code)

    def required_claims(self):
        return ("joined",)
