"""States and bodies that join, act or speak."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.models import regions
from archive.models.base import Names, Record


class Country(Record):
    """A state or body that is a member, takes part in something, or says something."""

    kind_name = "country"
    NAMES = Names(
        gettext_noop("Country or body"), gettext_noop("Countries and bodies"), gettext_noop("country or body")
    )
    FOLDER = "countries"
    TITLE = "name"
    MAIN_TEXT = "summary"
    DATE = ""
    RANK = 2
    CLAIMS = ("name", "oic_member", "relation", "summary")
    LABELS = {
        "summary": gettext_noop("In short"),
        "name": gettext_noop("Name"),
        "kind": gettext_noop("Kind"),
        "relation": gettext_noop("Relation to the coalition"),
        "m49": gettext_noop("Region"),
        "within": gettext_noop("Belongs to"),
        "oic_member": gettext_noop("Member of the Organisation of Islamic Cooperation"),
        "code": gettext_noop("ISO 3166 code"),
        "aliases": gettext_noop("Also known as"),
    }

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
        STAYED_OUT = "stayed-out", _("stayed out without a statement")
        INFORMED = "informed", _("told about it, took no position")
        EXCLUDED = "excluded", _("not included")
        EXCLUDED_CRITICAL = "excluded-critical", _("not included, and critical")
        CRITICAL = "critical", _("critical")
        PARTNER = "partner", _("partner by memorandum")
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
    within = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name=_("state it belongs to"),
        help_text=_("For a body of one state: what it says is also shown on the page of that state."),
    )
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

    def other_names(self) -> list[str]:
        """Other names, and what a body is called in addresses."""
        names = [line.strip() for line in self.aliases.splitlines() if line.strip()]
        return names if len(self.code) == 2 else [*names, self.code]

    def required_claims(self):
        return ("relation",) if self.relation and self.relation != self.Relation.SELF else ()
