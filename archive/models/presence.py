"""Who has the form of a record open just now: a courtesy among editors, and nothing that locks."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Presence(models.Model):
    """One person at the form of one record, as last heard of (`archive.admin.presence`)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    #: What kind of record it is (`Record.kind_name`), and its number.
    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "number", "user"], name="presence_once_for_each_person")
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.number}: {self.user_id}"
