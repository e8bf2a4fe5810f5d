"""What readers report: an error on a page, in their own words, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportManager(models.Manager["Report"]):
    def get_by_natural_key(self, sending: str, page: str, text: str, sender: str):
        """By the digest of what was sent; of those without one, the first that says the same."""
        found = self.filter(sending=sending or None)
        found = found if sending else found.filter(page=page, text=text, sender=sender)
        if (report := found.order_by("pk").first()) is None:
            raise Report.DoesNotExist
        return report


class Report(models.Model):
    """One report of an error. Nothing that readers see is made of it."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        DISMISSED = "dismissed", _("dismissed")

    state = models.CharField(
        pgettext_lazy("report", "state"), max_length=10, choices=State.choices, default=State.OPEN
    )
    page = models.CharField(
        _("page"), max_length=500, blank=True, default="", help_text=_("The address that it is about.")
    )
    text = models.TextField(_("what is wrong"))
    contact = models.CharField(
        _("how to reach the reader"), max_length=200, blank=True, default="", help_text=_("If it was given.")
    )
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True, editable=False)
    #: A digest by which reports of one address and one day are told apart, and no address is learnt.
    sender = models.CharField(max_length=32, db_index=True, default="", editable=False)
    #: A digest of what was sent, by whom and on which day: what comes twice is stored once.
    sending = models.CharField(  # noqa: DJ001 - those sent before it was known have none
        max_length=32, unique=True, null=True, default=None, editable=False
    )
    note = models.TextField(
        _("note"),
        blank=True,
        default="",
        help_text=_("What was found, for the editors. Readers do not see it."),
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("handled by"),
        serialize=False,  # files go where these accounts are not
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True, editable=False)

    objects = ReportManager()

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["state", "-sent_at"], name="report_state_sent")]
        default_permissions = ("change", "delete", "view")

    def __str__(self) -> str:
        return f"{self.page or '/'}: {self.text[:60]}"

    def natural_key(self):
        return (self.sending or "", self.page, self.text, self.sender)
