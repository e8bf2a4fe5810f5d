"""Changes of published records that are prepared beside them: nothing public moves until one is published."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.fields import CompressedTextField
from archive.models.base import Record
from archive.models.citation import PARENTS
from archive.models.source import Source

KINDS: dict[str, type[Record]] = {model.kind_name: model for model in (*PARENTS.values(), Source)}


class RecordNumberField(models.BigIntegerField):
    """The number of a record of the `kind` beside it; files, where numbers mean nothing, say its slug."""

    def deconstruct(self):
        """For migrations a number like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BigIntegerField", args, kwargs

    def value_from_object(self, obj):
        """What files say."""
        record = KINDS[obj.kind]._default_manager.filter(pk=getattr(obj, self.attname)).first()
        return f"{obj.kind}/{record.slug}" if record else None

    def to_python(self, value):
        """The number of the record that a file means, in the database that it is read into."""
        kind, slash, slug = value.partition("/") if isinstance(value, str) else ("", "", "")
        if not slash:
            return super().to_python(value)
        record = KINDS[kind]._default_manager.filter(slug=slug).first() if kind in KINDS else None
        if record is None:
            raise ValidationError(gettext("There is no %(record)s in this archive.") % {"record": value})
        return record.pk


class WorkingCopyQuerySet(models.QuerySet):
    def get_by_natural_key(self, kind: str, number: int, state: str, *said):
        """The unfinished copy of a record, of which there is one; else the one of which the same is told."""
        found = self.filter(kind=kind, object_id=number)
        if state in WorkingCopy.UNFINISHED:
            return found.unfinished().get()
        same = found.filter(state=state, **dict(zip(("number", "who", "why", "comment"), said, strict=True)))
        if (copy := same.order_by("pk").first()) is None:
            raise WorkingCopy.DoesNotExist
        return copy

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
    object_id = RecordNumberField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WRITING)
    #: The version that it is based on, and the record as it was then, as `Written.json()` has it.
    based_on = models.PositiveIntegerField(_("based on version"))
    base = CompressedTextField()
    #: What the record is to say.
    data = CompressedTextField()
    #: Counts the saves, so that nobody decides about what he has not seen.
    number = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("author"),
        serialize=False,  # files of records go where these accounts are not; `who` goes along
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
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
        serialize=False,
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

    def natural_key(self):
        return (
            self.kind,
            self.object_id,
            self.state,
            self.number,
            self.who,
            self.why,
            self.comment,
        )

    #: Files hold it after every record that it can be of.
    natural_key.dependencies = [model._meta.label_lower for model in KINDS.values()]  # type: ignore[attr-defined]

    @property
    def state_words(self) -> str:
        """What became of it. Nobody rejects without a comment: without one its author gave it up."""
        given_up = self.state == self.State.REJECTED and not self.comment
        return gettext("given up") if given_up else self.get_state_display()

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED
