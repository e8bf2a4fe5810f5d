"""What every record of the archive has: an address, a status, and when it changed."""

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import languages, visible
from archive.fields import ColumnsField, clean_texts, with_derived, without_derived
from archive.models.slugs import AddressNameField, OldSlug
from archive.models.version import Version
from archive.visible import Status

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from archive.models.citation import Citation


class Names(NamedTuple):
    """What a kind of record is called: as a heading, one and many, and one in running text."""

    one: str
    many: str
    noun: str


Held = TypeVar("Held", bound="Record", covariant=True)


class RecordQuerySet(models.QuerySet[Held]):
    """Every public page, file, index and count starts from `published()` (see `archive.visible`)."""

    def published(self):
        """Records that belong in public lists."""
        return self.filter(visible.published())

    def readable(self):
        """Records that answer at their address: the published, and the withdrawn with their reason."""
        return self.filter(visible.readable())


_Manager = models.Manager.from_queryset(RecordQuerySet)


class RecordManager(_Manager[Held]):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class Record(models.Model):
    """One entry of the archive with an address of its own."""

    #: Singular noun used in addresses, files and the index.
    kind_name = ""
    #: What readers call one record and many in a heading, and one in running text. English here; other
    #: languages in the catalogues.
    NAMES = Names("", "", "")
    #: Where the pages of this kind stand: `members` -> `/hi/members/pakistan/`. "" for records that are
    #: places on the page called `PAGE`.
    FOLDER = ""
    PAGE = ""
    #: Translated field that names the record; at least one language must have it.
    TITLE = "title"
    #: The field that a record's page is about, besides its title; a translation without it is none.
    MAIN_TEXT = ""
    #: The EDTF field by which records are dated, "" for those without a date.
    DATE = "date"
    #: The field whose choices tell records of this kind apart in lists and in search, "" for none.
    SORT = "kind"
    #: Place among the kinds where search hits are equally good. Part of every row of the index: a new kind
    #: takes the next number, and none ever takes the number of another. 0 for what is not searched.
    RANK = 0
    #: Fields that sources can be cited for, in the order a reader meets them.
    CLAIMS: tuple[str, ...] = ()
    #: What readers call the facts of a record, by field.
    LABELS: dict[str, str] = {}

    slug = AddressNameField(
        _("address name"),
        max_length=100,
        unique=True,
        help_text=_(
            "Small Latin letters and digits, with single hyphens between them; the last part of the address "
            "in both languages."
        ),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    withdrawn_reason = models.TextField(
        _("reason for withdrawal"),
        blank=True,
        default="",
        help_text=_("Shown to readers at the record's address once it is withdrawn."),
    )
    #: Columns of texts that are a rough translation, and of those left behind when another language was
    #: changed. `archive.editing.translations` says what follows; `commit` keeps `stale`.
    rough = ColumnsField(_("rough translations"))
    stale = ColumnsField(_("translations left behind"))
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = RecordManager()
    _stored_slug: str | None
    if TYPE_CHECKING:
        citations: RelatedManager[Citation]  # of each kind that has `CLAIMS`

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
        if self.PAGE:
            return f"{reverse(f'archive:{self.PAGE}')}#{self.slug}"
        return reverse(f"archive:{self.kind_name}", args=[self.slug])

    @classmethod
    def path(cls, slug: str) -> str:
        """The address of a record without its language: `/members/pakistan/`."""
        return f"/{cls.PAGE}/#{slug}" if cls.PAGE else f"/{cls.FOLDER}/{slug}/"

    @classmethod
    def versions_path(cls, slug: str, number: int = 0) -> str:
        """Where the versions of a record are listed, or one of them stands, without its language."""
        one = f"{number}/" if number else ""
        return f"/{cls.FOLDER or cls.PAGE}/{slug}/versions/{one}"

    def title_text(self, code: str | None = None) -> languages.Text:
        """The record's name for a reader of `code`, with the language it is really in."""
        return languages.text(self, self.TITLE, code)

    @property
    def is_published(self) -> bool:
        return visible.is_published(self.status)

    @property
    def is_readable(self) -> bool:
        return visible.is_readable(self.status)

    @property
    def is_withdrawn(self) -> bool:
        return visible.is_withdrawn(self.status)

    def required_claims(self) -> tuple[str, ...]:
        """Claims that need a source before the record can be published."""
        return ()

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.TITLE and not self.title_text():
            field = languages.column(self.TITLE, languages.codes()[0])
            errors[field] = _("Write this in at least one language.")
        if self.is_withdrawn and not any(languages.texts(self, "withdrawn_reason").values()):
            field = languages.column("withdrawn_reason", languages.codes()[0])
            errors[field] = _("Say why the record is withdrawn: readers see the reason at its address.")
        # An address that it has already was looked up when it came to it.
        if getattr(self, "_stored_slug", None) != self.slug and OldSlug.objects.taken(self):
            errors["slug"] = _(
                "Another record had this address before. Old addresses are never given away: choose another."
            )
        if errors:
            raise ValidationError(errors)

    def clean_fields(self, exclude=None) -> None:
        clean_texts(self)
        super().clean_fields(exclude)

    def validate_constraints(self, exclude=None) -> None:
        # A form leaves out what it does not show, so that constraints on derived columns would go unchecked.
        super().validate_constraints(exclude=without_derived(type(self), exclude or ()))

    def save(self, *args, keep_times: bool = False, **kwargs):
        """Save, count the version up, and keep the old address if the slug changed.

        `keep_times` leaves `changed_at` as it is, for loading a record that carries its own.
        """
        now = timezone.now()
        self.version += 1
        if not keep_times:
            self.changed_at = now
        if self.is_published and self.published_at is None:
            self.published_at = self.changed_at
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = with_derived(
                type(self), {*fields, "version", "changed_at", "published_at"}
            )
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            stored = getattr(self, "_stored_slug", None)
            if stored and stored != self.slug:
                OldSlug.objects.remember(self, stored)
                Version.objects.filter(kind=self.kind_name, slug=stored).update(slug=self.slug)
        self._stored_slug = self.slug
