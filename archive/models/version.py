"""What every record was: one version for each save that changed something, whole and as it was written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import visible
from archive.fields import CompressedTextField
from archive.visible import Status

#: A change of substance to what readers could see already, by which they see something else.
CORRECTS = Q(minor=False, status_before__in=visible.READABLE, shown=True)


class VersionQuerySet(models.QuerySet["Version"]):
    def of(self, record):
        """The versions of a record, newest first."""
        slug = getattr(record, "_stored_slug", None) or record.slug
        return self.filter(kind=record.kind_name, slug=slug).order_by("-number")

    def public(self):
        """Versions that readers could see when they were made."""
        return self.filter(visible.readable())

    def corrections(self):
        """Changes of substance to what readers could see already, by which they see something else."""
        return self.filter(corrects=True)

    def unseen(self):
        """Changes of substance that showed in nothing readers see: a source that is no source to them yet."""
        return self.filter(minor=False, status_before__in=visible.READABLE, shown=False)

    def get_by_natural_key(self, kind: str, slug: str, number: int):
        return self.get(kind=kind, slug=slug, number=number)

    def without_text(self):
        """For lists, which tell who, when and why."""
        return self.defer("data")


class Version(models.Model):
    """A record at the end of one save: both languages, relations by slug, citations (`data`)."""

    class Origin(models.TextChoices):
        """How it came about."""

        EDITED = "edited", _("edited")
        UNDONE = "undone", _("taken back")
        LOADED = "loaded", _("loaded from a file")
        FOUND = "found", _("found as it stood")

    kind = models.CharField(_("kind"), max_length=20)
    slug = models.SlugField(_("address name"), max_length=100, db_index=False)
    number = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
        serialize=False,  # files of records go where these accounts are not; `who` goes along
    )
    #: The person's name at that time, which outlives the account; '' where nobody was signed in.
    who = models.CharField(max_length=150, blank=True, default="")
    why = models.TextField(_("why"), blank=True, default="")
    minor = models.BooleanField(_("small correction"), default=False)
    #: Of a change to what was public: whether readers see anything of it (`archive.versions.readers.shows`).
    shown = models.BooleanField(default=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    #: '' for the first version.
    status_before = models.CharField(max_length=10, blank=True, default="", choices=Status.choices)
    #: `CORRECTS`, worked out by the database: SQLite finds no use for an index with a condition whose values
    #: come as parameters, and would look through every version for the corrections among them.
    corrects = models.GeneratedField(
        expression=models.Case(models.When(CORRECTS, then=True), default=False),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.EDITED)
    #: The same for all versions of one act on several records, which is taken back as one.
    batch = models.UUIDField(null=True, blank=True)
    #: What changed since the version before, parted by spaces: columns, and `citations.<claim>`.
    fields = models.TextField(blank=True, default="")
    #: The record as `archive.entries.written.Written.json()` has it.
    data = CompressedTextField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        default_permissions = ()
        #: Who may change the texts of one language and nothing else: `archive.editing.workflow`.
        permissions = [
            (f"translate_{code}", f"Can change texts in {code}") for code, _name in settings.LANGUAGES
        ]
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug", "number"], name="version_of_one_record")
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="version_at"),
            models.Index(fields=["kind", "-at", "-id"], name="version_kind_at"),
            models.Index(fields=["by", "-at", "-id"], name="version_by_at"),
            models.Index(
                fields=["-at", "-id", "corrects"], name="version_corrections", condition=Q(corrects=True)
            ),
            models.Index(
                fields=["kind", "-at", "-id", "corrects"],
                name="version_kind_corrections",
                condition=Q(corrects=True),
            ),
            models.Index(fields=["id"], name="version_unseen", condition=Q(shown=False)),
            models.Index(fields=["batch"], name="version_batch", condition=Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug} {self.number}"

    def natural_key(self):
        return (self.kind, self.slug, self.number)

    @property
    def is_public(self) -> bool:
        """Whether readers could see it when it was made."""
        return visible.is_readable(self.status)

    @property
    def changed(self) -> list[str]:
        """The columns that changed, and `citations.<claim>`."""
        return self.fields.split()
