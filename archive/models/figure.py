"""Numbers somebody gave for the membership."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext, pgettext_lazy

from archive.fields import DerivedDayField, DerivedSortField, EDTFField
from archive.models.base import Names, Record


class Figure(Record):
    """A number that somebody gave for the membership, what it really counted, and whether it agrees."""

    kind_name = "figure"
    NAMES = Names(gettext_noop("Figure"), gettext_noop("Figures"), gettext_noop("figure"))
    FOLDER = "figures"
    TITLE = "counts"
    MAIN_TEXT = "counts"
    SORT = "verdict"
    RANK = 6
    CLAIMS = ("date", "value", "counts", "claimed_by", "verdict")
    LABELS = {
        "value": gettext_noop("Number"),
        "date": gettext_noop("Date"),
        "counts": gettext_noop("What it counts"),
        "claimed_by": gettext_noop("Who gave it"),
        "verdict": gettext_noop("Agreement with the archive"),
        "verdict_note": gettext_noop("Why"),
    }

    class Qualifier(models.TextChoices):
        EXACT = "", _("exactly")
        MORE_THAN = "more-than", _("more than")
        ABOUT = "about", pgettext_lazy("number", "about")

    class Verdict(models.TextChoices):
        AGREES = "agrees", _("agrees")
        VARIANT = "variant", _("variant list")
        ATTENDANCE = "attendance", _("attendance, not membership")
        DELEGATIONS = "delegations", _("delegations, not membership")
        NOT_MEMBERS = "not-members", _("not members")
        STALE = "stale", _("out of date when printed")
        WRONG = "wrong", _("wrong")

    date = EDTFField(_("date"))
    date_earliest = DerivedDayField(source="date", bound="earliest")
    date_latest = DerivedDayField(source="date", bound="latest")
    date_sort = DerivedSortField(source="date")
    value = models.PositiveSmallIntegerField(_("number"))
    qualifier = models.CharField(
        _("qualifier"), max_length=12, choices=Qualifier.choices, blank=True, default=""
    )
    counts = models.CharField(_("what it counts"), max_length=300, blank=True, default="")
    claimed_by = models.CharField(_("who gave it"), max_length=200, blank=True, default="")
    verdict = models.CharField(_("agreement with the archive"), max_length=20, choices=Verdict.choices)
    verdict_note = models.TextField(_("note on the agreement"), blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["date_sort", "slug"]
        indexes = [models.Index(fields=["status", "date_sort", "slug"], name="figure_status_date")]

    @property
    def agrees(self) -> bool:
        return self.verdict == self.Verdict.AGREES

    def required_claims(self):
        return ("value",)


def in_words(value: int | str, qualifier: str) -> str:
    """A number as it was given: "more than 10", "about 40", "34"; languages order the words differently."""
    if qualifier == Figure.Qualifier.MORE_THAN:
        return pgettext("number", "more than %(number)s") % {"number": value}
    if qualifier == Figure.Qualifier.ABOUT:
        return pgettext("number", "about %(number)s") % {"number": value}
    return str(value)
