"""People: those who speak, act or hold a post."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.models.base import Names, Record
from archive.models.country import Country


class Person(Record):
    """Somebody who said something about the coalition, acted in it or held one of its posts."""

    kind_name = "person"
    NAMES = Names(gettext_noop("Person"), gettext_noop("People"), gettext_noop("person"))
    FOLDER = "people"
    TITLE = "name"
    MAIN_TEXT = "summary"
    DATE = ""
    SORT = ""
    RANK = 9
    CLAIMS = ("name", "summary")
    LABELS = {
        "summary": gettext_noop("In short"),
        "name": gettext_noop("Name"),
        "country": gettext_noop("Country or body"),
        "posts": gettext_noop("Posts held"),
        "aliases": gettext_noop("The name as spelled elsewhere"),
    }

    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    aliases = models.TextField(
        _("the name as spelled elsewhere"),
        blank=True,
        default="",
        help_text=_(
            "Other spellings, in any script, and what the person is called instead (MBS), one a line. "
            "The search finds the person by each."
        ),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("country or body"),
        help_text=_("For whom the person speaks or acts; empty if for nobody in particular."),
    )
    summary = models.TextField(
        _("summary"), blank=True, default="", help_text=_("Who the person is, in a sentence or two.")
    )

    class Meta(Record.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["slug"]
        indexes = [models.Index(fields=["status", "slug"], name="person_status_slug")]

    def other_names(self) -> list[str]:
        """The name as it is spelled elsewhere."""
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    def required_claims(self):
        return ("summary",)
