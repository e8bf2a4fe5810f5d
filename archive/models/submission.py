"""Forms that were sent and saved, so that one that comes a second time is not saved a second time."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """One form as it was rendered once, sent, and answered (`archive.admin.submission`)."""

    #: Digest of who sent it, to which address, and the name that the form was rendered with.
    key = models.CharField(max_length=64, primary_key=True)
    #: Digest of what was sent.
    content = models.CharField(max_length=64)
    #: What was answered: status, address or page, messages.
    answer = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
