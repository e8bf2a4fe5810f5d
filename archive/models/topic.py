"""Pages of background."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.markdown import broken_citation, cited_keys
from archive.models.base import Names, Record
from archive.models.source import Source


class Topic(Record):
    """A page of background, in markdown, citing its sources as `[@key]`."""

    kind_name = "topic"
    NAMES = Names(gettext_noop("Background"), gettext_noop("Background"), gettext_noop("background"))
    FOLDER = "topics"
    MAIN_TEXT = "body"
    DATE = ""
    SORT = ""
    RANK = 3
    CLAIMS = ("body",)
    LABELS = {
        "title": gettext_noop("Title"),
        "body": gettext_noop("Text"),
    }

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


def check_citations(text: str) -> None:
    """Refuse a text that cites what is no source, or in a form that is no citation (`ValidationError`)."""
    errors = []
    if wrong := broken_citation(text):
        errors.append(
            gettext("“%(text)s” is not a citation. Write [@key], or [@key; @other-key] for several.")
            % {"text": wrong[:60]}
        )
    keys = cited_keys(text)
    known = set(Source.objects.filter(slug__in=keys).values_list("slug", flat=True)) if keys else set()
    unknown = [key for key in keys if key not in known]
    if unknown:
        errors.append(
            ngettext(
                "No source has the key “%(keys)s”. Correct it, or add the source first.",
                "No source has the keys “%(keys)s”. Correct them, or add the sources first.",
                len(unknown),
            )
            % {"keys": "”, “".join(unknown)}
        )
    if errors:
        raise ValidationError(errors)
