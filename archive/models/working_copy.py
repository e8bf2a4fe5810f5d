"""Changes of published records that are prepared beside them: nothing public moves until one is published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.fields import CompressedTextField


class WorkingCopyQuerySet(models.QuerySet):
    def unfinished(self):
        """Those that may still be changed, submitted, published."""
        return self.filter(state__in=WorkingCopy.UNFINISHED)

    def waiting(self):
        """Those that a publisher is asked to look at, the longest first."""
        return self.filter(state=WorkingCopy.State.SUBMITTED).order_by("submitted_at", "pk")

    def due(self, now):
        """Those that were to be published by now, in the order of their times."""
        approved = self.filter(state=WorkingCopy.State.APPROVED, publish_at__lte=now)
        return approved.order_by("publish_at", "pk")

    def of(self, record):
        return self.filter(kind=record.kind_name, object_id=record.pk)

    def without_text(self):
        """For lists, which tell who, when and why."""
        return self.defer("base", "data")


class WorkingCopy(models.Model):
    """What a record is to say, the state of it that this was made from, and how far it has come."""

    class State(models.TextChoices):
        WRITING = "writing", _("being written")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned with a comment")
        APPROVED = "approved", _("approved, waits for its time")
        REJECTED = "rejected", _("rejected")
        PUBLISHED = "published", _("published")

    UNFINISHED = (State.WRITING, State.SUBMITTED, State.RETURNED, State.APPROVED)

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WRITING)
    #: The version that it is based on, and the record as it was then, as `Written.json()` has it.
    based_on = models.PositiveIntegerField(_("based on version"))
    base = CompressedTextField()
    #: What the record is to say.
    data = CompressedTextField()
    #: Counts the saves, so that nobody decides about what he has not seen.
    number = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    #: The author's name at that time, which outlives the account.
    who = models.CharField(max_length=150, blank=True, default="")
    #: Who saved it last.
    changed_by = models.CharField(max_length=150, blank=True, default="")
    why = models.TextField(_("why"), blank=True, default="")
    minor = models.BooleanField(_("small correction"), default=False)
    #: What a publisher said who returned or rejected it, or why it could not be published at its time.
    comment = models.TextField(_("comment"), blank=True, default="")
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    #: The version that it became.
    became = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(_("begun"), default=timezone.now)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    decided_at = models.DateTimeField(null=True)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        default_permissions = ()
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                name="one_unfinished_copy_of_a_record",
                condition=Q(state__in=("writing", "submitted", "returned", "approved")),
            )
        ]
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="copy_state"),
            models.Index(fields=["kind", "object_id"], name="copy_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.state}"

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED
