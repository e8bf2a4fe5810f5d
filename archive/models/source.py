"""Documents that can be cited."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import languages
from archive.fields import DerivedDayField, DerivedSortField, EDTFField, LanguageField
from archive.models.base import Names, Record


class Source(Record):
    """A document that can be cited; its slug is its citation key."""

    kind_name = "source"
    NAMES = Names(gettext_noop("Source"), gettext_noop("Sources"), gettext_noop("source"))
    FOLDER = "sources"
    TITLE = ""
    RANK = 7
    LABELS = {
        "publisher": gettext_noop("Publisher"),
        "date": gettext_noop("Date"),
        "language": gettext_noop("Language"),
        "kind": gettext_noop("Kind"),
        "seen": gettext_noop("How much of it was seen"),
        "url": gettext_noop("Address"),
        "archived_url": gettext_noop("Archived copy"),
        "slug": gettext_noop("Citation key"),
        "note": gettext_noop("Note"),
    }

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official document")
        PRESS = "press", _("press")
        ANALYSIS = "analysis", _("analysis")
        ENCYCLOPEDIA = "encyclopedia", _("encyclopedia")
        AGGREGATOR = "aggregator", _("aggregator")
        BLOG = "blog", _("blog")
        KNOWLEDGE = "knowledge", _("general knowledge, no document")

    class Seen(models.TextChoices):
        """How much of the document the archive has seen."""

        FULL = "full", _("read whole")
        EXCERPT = "excerpt", _("opening read")
        QUOTED = "quoted-in", _("known through other sources")
        NONE = "none", _("not read")

    #: What holds for nearly every source. The list of sources says it once; elsewhere only the exceptions do.
    USUALLY_SEEN = Seen.EXCERPT

    title = models.CharField(
        _("title"),
        max_length=400,
        blank=True,
        default="",
        help_text=_("As printed, in the language of the document; empty if the heading was not seen."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True, default="")
    date = EDTFField(_("date"), blank=True, default="")
    date_earliest = DerivedDayField(source="date", bound="earliest")
    date_latest = DerivedDayField(source="date", bound="latest")
    date_sort = DerivedSortField(source="date")
    url = models.URLField(_("address"), max_length=600, blank=True, default="")
    archived_url = models.URLField(_("archived address"), max_length=700, blank=True, default="")
    language = LanguageField(_("language"), help_text=_("BCP 47 code: en, ar, fr."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    seen = models.CharField(_("how much was seen"), max_length=12, choices=Seen.choices, default=Seen.EXCERPT)
    note = models.TextField(_("note"), blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["date_sort", "slug"]
        indexes = [
            models.Index(fields=["status", "date_sort", "slug"], name="source_status_date"),
            models.Index(fields=["status", "kind", "date_sort", "slug"], name="source_status_kind_date"),
            # For the counts beside the filters, which read nothing but this.
            models.Index(
                fields=["status", "seen", "language", "date_earliest", "date_latest"], name="source_counts"
            ),
        ]

    def title_text(self, code=None):
        """The printed title in its own language, or the publisher where no heading was seen."""
        return languages.Text(self.title, self.language) if self.title else self.publisher_text(code)

    def publisher_text(self, code=None):
        return languages.text(self, "publisher", code)

    def clean(self) -> None:
        super().clean()
        wrong = {
            name: _("An address begins with https:// or http://.")
            for name in ("url", "archived_url")
            if (address := getattr(self, name)) and not address.lower().startswith(("https://", "http://"))
        }
        if not self.publisher_text():
            wrong[languages.column("publisher", languages.codes()[0])] = _(
                "Write this in at least one language."
            )
        if wrong:
            raise ValidationError(wrong)
