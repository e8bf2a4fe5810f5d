"""What every record of the archive has: an address, a status, and when it changed."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.fields import with_derived, without_derived


class Status(models.TextChoices):
    """Where a record stands on its way to the readers."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RecordQuerySet(models.QuerySet):
    """Published is defined here, once: every public page, file, index and count starts from it."""

    def published(self):
        """Records that belong in public lists."""
        return self.filter(status=Status.PUBLISHED)

    def readable(self):
        """Records that answer at their address: the published, and the withdrawn with their reason."""
        return self.filter(status__in=(Status.PUBLISHED, Status.WITHDRAWN))

    def by_natural_key_or_none(self, slug: str):
        return self.filter(slug=slug).first()


class RecordManager(models.Manager.from_queryset(RecordQuerySet)):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class Record(models.Model):
    """One entry of the archive with an address of its own."""

    #: Singular noun used in addresses, files and the index.
    kind_name = ""
    #: Translated field that names the record; at least one language must have it.
    TITLE = "title"
    #: Fields that sources can be cited for, in the order a reader meets them.
    CLAIMS: tuple[str, ...] = ()

    slug = models.SlugField(
        _("address name"),
        max_length=100,
        unique=True,
        help_text=_(
            "Small Latin letters, digits and hyphens; the last part of the address in both languages."
        ),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    withdrawn_reason = models.TextField(
        _("reason for withdrawal"),
        blank=True,
        default="",
        help_text=_("Shown to readers at the record's address once it is withdrawn."),
    )
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = RecordManager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")

    def __str__(self) -> str:
        return self.title_text().text or self.slug

    @classmethod
    def from_db(cls, db, field_names, values, **options):  # Django 6.1 adds `fetch_mode`
        record = super().from_db(db, field_names, values, **options)
        record._stored_slug = record.slug if "slug" in field_names else None
        return record

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self) -> str:
        """The record's address in the active language."""
        return reverse(f"archive:{self.kind_name}", args=[self.slug])

    def title_text(self, code: str | None = None) -> languages.Text:
        """The record's name for a reader of `code`, with the language it is really in."""
        return languages.text(self, self.TITLE, code)

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    def required_claims(self) -> tuple[str, ...]:
        """Claims that need a source before the record can be published."""
        return ()

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.TITLE and not self.title_text():
            field = languages.column(self.TITLE, languages.codes()[0])
            errors[field] = _("Write this in at least one language.")
        if self.status == Status.WITHDRAWN and not any(languages.texts(self, "withdrawn_reason").values()):
            field = languages.column("withdrawn_reason", languages.codes()[0])
            errors[field] = _("Say why the record is withdrawn: readers see the reason at its address.")
        from archive.models.slugs import OldSlug

        if OldSlug.objects.taken(self):
            errors["slug"] = _(
                "Another record had this address before. Old addresses are never given away: choose another."
            )
        if errors:
            raise ValidationError(errors)

    def validate_constraints(self, exclude=None) -> None:
        # A form leaves out what it does not show, so that constraints on derived columns would go unchecked.
        super().validate_constraints(exclude=without_derived(type(self), exclude or ()))

    def save(self, *args, keep_times: bool = False, **kwargs):
        """Save, count the version up, and keep the old address if the slug changed.

        `keep_times` leaves `changed_at` as it is, for loading a record that carries its own.
        """
        from archive.models.slugs import OldSlug

        now = timezone.now()
        self.version += 1
        if not keep_times:
            self.changed_at = now
        if self.status == Status.PUBLISHED and self.published_at is None:
            self.published_at = self.changed_at
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = with_derived(
                type(self), {*fields, "version", "changed_at", "published_at"}
            )
        with transaction.atomic():
            super().save(*args, **kwargs)
            stored = getattr(self, "_stored_slug", None)
            if stored and stored != self.slug:
                OldSlug.objects.remember(self, stored)
        self._stored_slug = self.slug
