"""The claims of the text that the archive grew from, and what was found about each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.models.base import Names, Record


class SeedClaim(Record):
    """One claim of the Hindi Wikipedia text, checked."""

    kind_name = "seed-claim"
    NAMES = Names(
        gettext_noop("Claim of the Hindi Wikipedia text"),
        gettext_noop("The Hindi Wikipedia text, checked"),
        gettext_noop("claim of the Hindi Wikipedia text"),
    )
    PAGE = "seed-text"
    TITLE = "claim"
    MAIN_TEXT = "finding"
    DATE = ""
    SORT = "verdict"
    RANK = 8
    CLAIMS = ("finding",)
    LABELS = {
        "claim": gettext_noop("Claim"),
        "words": gettext_noop("Words of the article"),
        "verdict": gettext_noop("What was found"),
        "finding": gettext_noop("Finding"),
    }

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        VARIANT = "confirmed-with-variant", _("confirmed, with a variant")
        CORRECTED = "needs-correction", _("corrected")
        TOO_BROAD = "too-broad", _("too broad")
        THIRD_PARTY = "claim-by-third-party", _("rests on a third person")
        NOT_TRACED = "not-traced", _("not traced")

    class Part(models.TextChoices):
        """The passages of the article, in its order."""

        OPENING = "opening", _("What the coalition is")
        AIMS = "aims", _("What it is for")
        MAKEUP = "makeup", _("Who belongs to it")
        REACTIONS = "reactions", _("What countries said")

    part = models.CharField(
        _("part of the article"), max_length=10, choices=Part.choices, default=Part.OPENING
    )
    position = models.PositiveSmallIntegerField(_("place in the article"), default=0)
    claim = models.CharField(_("claim"), max_length=300, blank=True, default="")
    words = models.CharField(
        _("words of the article"),
        max_length=200,
        blank=True,
        default="",
        help_text=_(
            "In Hindi the few words of the article that make the claim, as they stand there; in the other "
            "language our translation of them. Never a whole sentence: the article is not ours."
        ),
    )
    verdict = models.CharField(_("what was found"), max_length=30, choices=Verdict.choices)
    finding = models.TextField(_("finding"), blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = _("claim of the Hindi Wikipedia text")
        verbose_name_plural = _("claims of the Hindi Wikipedia text")
        ordering = ["position", "slug"]
        indexes = [models.Index(fields=["status", "position", "slug"], name="seed_claim_status_position")]

    def required_claims(self):
        return ("finding",)
