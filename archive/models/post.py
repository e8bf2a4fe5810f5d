"""Posts: the offices of the coalition and of other bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.models.base import Names, Record
from archive.models.country import Country


class Post(Record):
    """An office that one person holds after another; who held it when, each `Term` says."""

    kind_name = "post"
    NAMES = Names(gettext_noop("Post"), gettext_noop("Posts"), gettext_noop("post"))
    FOLDER = "posts"
    TITLE = "office"
    MAIN_TEXT = "summary"
    DATE = ""
    SORT = ""
    RANK = 10
    CLAIMS = ("office", "summary")
    LABELS = {
        "summary": gettext_noop("In short"),
        "office": gettext_noop("Office"),
        "country": gettext_noop("Country or body"),
        "terms": gettext_noop("Who held it"),
    }

    country = models.ForeignKey(
        Country, models.PROTECT, related_name="posts", verbose_name=_("country or body whose post it is")
    )
    office = models.CharField(_("office"), max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    summary = models.TextField(_("summary"), blank=True, default="", help_text=_("What the office is."))

    class Meta(Record.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["position", "slug"]
        indexes = [models.Index(fields=["status", "position", "slug"], name="post_status_position")]

    def required_claims(self):
        return ("summary",)
