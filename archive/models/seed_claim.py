"""The claims of the text that the archive grew from, and what was found about each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.base import Record


class SeedClaim(Record):
    """One claim of the seed text, checked."""

    kind_name = "seed-claim"
    TITLE = "claim"
    CLAIMS = ("finding",)

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        VARIANT = "confirmed-with-variant", _("confirmed, with a variant")
        CORRECTED = "needs-correction", _("corrected")
        TOO_BROAD = "too-broad", _("too broad")
        THIRD_PARTY = "claim-by-third-party", _("rests on a third person")
        NOT_TRACED = "not-traced", _("not traced")

    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    claim = models.CharField(_("claim"), max_length=300, blank=True, default="")
    verdict = models.CharField(_("what was found"), max_length=30, choices=Verdict.choices)
    finding = models.TextField(_("finding"), blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = _("claim of the seed text")
        verbose_name_plural = _("claims of the seed text")
        ordering = ["position", "slug"]
        indexes = [models.Index(fields=["status", "position", "slug"], name="seed_claim_status_position")]

    def get_absolute_url(self):
        from django.urls import reverse

        return f"{reverse('archive:seed-text')}#{self.slug}"

    def required_claims(self):
        return ("finding",)
