"""Memberships: which state belonged to the coalition, from when, and how surely that is known."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.fields import DerivedDayField, DerivedSortField, EDTFField
from archive.models.base import Record, RecordManager, RecordQuerySet
from archive.models.country import Country


class MemberQuerySet(RecordQuerySet):
    """Membership on a day, answered from the bounds of imprecise dates, in SQL.

    A state joins on its day of joining, and on the day it leaves it is no longer certain that it is a
    member. With joined `[2015-12-15..2016-12-28]` a state is possibly a member from 15 December 2015 and
    certainly one from 28 December 2016.
    """

    def certainly_in_force(self, day: datetime.date):
        """Members on `day`, whatever the true dates within the bounds may be."""
        return self.filter(Q(left="") | Q(left_earliest__gt=day), joined_latest__lte=day)

    def possibly_in_force(self, day: datetime.date):
        """Members on `day` for some true dates within the bounds, but not for all."""
        joined = Q(joined_earliest__lte=day) | Q(joined_earliest=None)
        not_left = Q(left="") | Q(left_latest__gte=day) | Q(left_latest=None)
        certain = Q(joined_latest__lte=day, joined_latest__isnull=False) & (
            Q(left="") | Q(left_earliest__gt=day, left_earliest__isnull=False)
        )
        return self.filter(joined & not_left).exclude(certain)


class Member(Record):
    """One country's membership of the coalition."""

    kind_name = "member"
    TITLE = ""
    CLAIMS = ("joined", "left", "standing", "role", "summary")

    class Standing(models.TextChoices):
        """How settled the membership has been in public."""

        UNDISPUTED = "undisputed", _("undisputed")
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

    objects = RecordManager.from_queryset(MemberQuerySet)()

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
