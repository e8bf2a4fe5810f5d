"""What an address is made of, and addresses that records had before.

Old addresses redirect for ever and are never given to another record.
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ADDRESS_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def validate_address_name(text: str) -> None:
    """Refuse what cannot be the last part of an address, saying what to write instead."""
    if ADDRESS_NAME.fullmatch(text):
        return
    message = gettext(
        "“%(text)s” cannot be an address. Write small Latin letters and digits, with single hyphens between "
        "them: %(example)s."
    )
    example = proposed(text) or "north-thunder-2016"
    raise ValidationError(message % {"text": text, "example": example}, code="address_name")


def proposed(text: str) -> str:
    """The address name that is nearest to a text; '' if it has no Latin letter and no digit."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


class AddressNameField(models.SlugField):
    """The last part of a record's address: small Latin letters, digits, and single hyphens within."""

    default_validators = [validate_address_name]

    def formfield(self, **kwargs):
        # Django's own field for slugs would add its own rule, and a sentence that says less.
        own = {"form_class": forms.CharField, "validators": [validate_address_name]}
        return models.CharField.formfield(self, **{**own, **kwargs})


class OldSlugManager(models.Manager["OldSlug"]):
    def remember(self, record, slug: str) -> None:
        """Note that `slug` led to `record`; the record's present slug stops being an old one."""
        of_kind = self.filter(kind=record.kind_name)
        of_kind.filter(present=slug).update(present=record.slug)
        of_kind.filter(slug=record.slug, present=record.slug).delete()
        if slug != record.slug:
            self.update_or_create(kind=record.kind_name, slug=slug, defaults={"present": record.slug})

    def of(self, record) -> models.QuerySet:
        """The addresses that a record had before."""
        return self.filter(kind=record.kind_name, present=record.slug)

    def taken(self, record, slug: str = "") -> bool:
        """Whether a slug, as a rule the record's own, once led to another record of its kind."""
        present = getattr(record, "_stored_slug", None) or ""
        led = self.filter(kind=record.kind_name, slug__iexact=slug or record.slug)
        return led.exclude(present=present).exists() if present else led.exists()

    def forget(self, record) -> None:
        """After a record was deleted: its old addresses lead nowhere, and are still given to nobody."""
        self.of(record).update(present="")

    def get_by_natural_key(self, kind: str, slug: str):
        return self.get(kind=kind, slug=slug)


class OldSlug(models.Model):
    """One address that a record had before it got its present one."""

    kind = models.CharField(_("kind"), max_length=20)
    slug = models.SlugField(_("old address name"), max_length=100, db_index=False)
    present = models.SlugField(
        _("present address name"), max_length=100, blank=True, default="", db_index=False
    )

    objects = OldSlugManager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_leads_to_one_record")]
        indexes = [models.Index(fields=["kind", "present"], name="old_slug_present")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    def natural_key(self):
        return (self.kind, self.slug)
