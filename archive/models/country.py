"""States and bodies that join, act or speak."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models import regions
from archive.models.base import Record


class Country(Record):
    """A state or body that is a member, takes part in something, or says something."""

    kind_name = "country"
    TITLE = "name"
    CLAIMS = ("name", "oic_member", "relation", "summary")

    class Kind(models.TextChoices):
        STATE = "state", _("state")
        ORGANISATION = "organisation", _("organisation")
        INSTITUTION = "institution", _("institution")
        PARTY = "party", _("political party")

    class Relation(models.TextChoices):
        """How a state or body that is not a member stands to the coalition."""

        SUPPORTING = "supporting", _("supporting country")
        STATED_SUPPORT = "stated-support", _("stated support")
        STATED_POSITION = "stated-position", _("stated a position")
        CONSIDERED = "considered", _("considered joining")
        DECLINED = "declined", _("declined to join")
        EXCLUDED = "excluded", _("not included")
        EXCLUDED_CRITICAL = "excluded-critical", _("not included, and critical")
        CRITICAL = "critical", _("critical")
        CONTACT = "contact", _("contact only")
        EXERCISE_ONLY = "exercise-only", _("took part in an exercise only")
        MISTAKEN_LISTING = "mistaken-listing", _("listed by mistake")
        REFERENCE_BODY = "reference-body", _("body the coalition refers to")
        SELF = "self", _("the coalition itself")

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^([A-Z]{2}|[a-z0-9]+(-[a-z0-9]+)*)\Z",
                _(
                    "Two capital letters for a state (ISO 3166-1), "
                    "or a short name in small letters for a body."
                ),
            )
        ],
        help_text=_(
            "ISO 3166-1 alpha-2 for a state (SA, TR); a short name in small letters for a body (oic)."
        ),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.STATE)
    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    aliases = models.TextField(
        _("other names"),
        blank=True,
        default="",
        help_text=_("Other spellings that people search for, in any script, one a line."),
    )
    m49 = models.CharField(_("region"), max_length=3, blank=True, default="", choices=regions.choices)
    oic_member = models.BooleanField(_("member of the OIC"), null=True, blank=True)
    relation = models.CharField(
        _("relation to the coalition"),
        max_length=20,
        choices=Relation.choices,
        blank=True,
        default="",
        help_text=_("Only for a state or body that is not a member."),
    )
    summary = models.TextField(_("summary"), blank=True, default="")
    map_row = models.PositiveSmallIntegerField(
        _("row on the tile map"), null=True, blank=True, help_text=_("1 is the northernmost row.")
    )
    map_column = models.PositiveSmallIntegerField(
        _("column on the tile map"), null=True, blank=True, help_text=_("1 is the westernmost column.")
    )

    class Meta(Record.Meta):
        verbose_name = _("country or body")
        verbose_name_plural = _("countries and bodies")
        ordering = ["code"]
        indexes = [models.Index(fields=["status", "slug"], name="country_status_slug")]

    def required_claims(self):
        return ("relation",) if self.relation and self.relation != self.Relation.SELF else ()
