"""The content revision: one number that is the version of everything public."""

from django.db import models


class ContentRevision(models.Model):
    """The one row whose number goes up, in the same transaction, with every public change."""

    number = models.PositiveBigIntegerField(default=1)
    advanced_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
