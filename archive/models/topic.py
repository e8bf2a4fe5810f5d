"""Pages of background."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.markdown import check_citations
from archive.models.base import Record


class Topic(Record):
    """A page of background, in markdown, citing its sources as `[@key]`."""

    kind_name = "topic"
    CLAIMS = ("body",)

    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    title = models.CharField(_("title"), max_length=200, blank=True, default="")
    body = models.TextField(
        _("text"),
        blank=True,
        default="",
        help_text=_(
            "Markdown. Cite a source after the sentence it stands behind: [@key], or [@key; @other-key]."
        ),
    )

    class Meta(Record.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "slug"]
        indexes = [models.Index(fields=["status", "position", "slug"], name="topic_status_position")]

    def clean(self):
        super().clean()
        errors = {}
        for code in languages.codes():
            column = languages.column("body", code)
            try:
                check_citations(getattr(self, column) or "")
            except ValidationError as error:
                errors[column] = error
        if errors:
            raise ValidationError(errors)

    def required_claims(self):
        return ("body",)
