"""Addresses that records had before: they redirect for ever and are never given to another record."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OldSlugManager(models.Manager):
    def remember(self, record, slug: str) -> None:
        """Note that `slug` led to `record`; the record's present slug stops being an old one."""
        self.filter(kind=record.kind_name, slug=record.slug, record_id=record.pk).delete()
        self.update_or_create(kind=record.kind_name, slug=slug, defaults={"record_id": record.pk})

    def taken(self, record) -> bool:
        """Whether `record` claims an address that once led to another record of its kind."""
        return self.filter(kind=record.kind_name, slug=record.slug).exclude(record_id=record.pk or 0).exists()


class OldSlug(models.Model):
    """One address that a record had before it got its present one."""

    kind = models.CharField(_("kind"), max_length=20)
    slug = models.SlugField(_("old address name"), max_length=100, db_index=False)
    record_id = models.PositiveBigIntegerField()

    objects = OldSlugManager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_leads_to_one_record")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
