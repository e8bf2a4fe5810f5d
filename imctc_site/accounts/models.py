"""The record of sign-ins."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SignIn(models.Model):
    """Who tried to sign in, when, from about where, and what came of it.

    The same outcome within an hour is one row that counts: nobody fills the table by guessing. A name that no
    account has is not kept: it may be a password, typed in the wrong box.
    """

    class Result(models.TextChoices):
        SIGNED_IN = "signed-in", _("signed in")
        PASSWORD = "password", _("password right, code awaited")
        CODE = "code", _("signed in with a code")
        RECOVERY = "recovery", _("signed in with a recovery code")
        SET_UP = "set-up", _("second factor set up")
        SKIPPED = "skipped", _("second factor skipped on this machine")
        WRONG_PASSWORD = "wrong-password", _("wrong name or password")
        WRONG_CODE = "wrong-code", _("wrong code")
        PAUSED = "paused", _("paused after too many attempts")
        RESET = "reset", _("second factor taken away")

    #: What somebody should look at who did not do it.
    FAILED = (Result.WRONG_PASSWORD, Result.WRONG_CODE, Result.PAUSED)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="sign_ins",
        verbose_name=pgettext_lazy("who signs in", "person"),
    )
    first = models.DateTimeField(_("first time"))
    last = models.DateTimeField(_("last time"), db_index=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    address = models.CharField(
        _("network"), max_length=50, help_text=_("The beginning of the address; the rest is not kept.")
    )
    result = models.CharField(_("result"), max_length=20, choices=Result)

    class Meta:
        ordering = ("-last", "-pk")
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self) -> str:
        return f"{self.user or '–'}: {self.get_result_display()}"
