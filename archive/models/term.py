"""Terms of office: who held which post, from when to when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import languages
from archive.fields import DerivedDayField, DerivedSortField, EDTFField
from archive.models.base import Names, Record
from archive.models.person import Person
from archive.models.post import Post


class Term(Record):
    """One person in one post. How far it is known follows from its sources: see `archive.posts`."""

    kind_name = "term"
    NAMES = Names(
        gettext_noop("Term of office"), gettext_noop("Terms of office"), gettext_noop("term of office")
    )
    FOLDER = "terms"
    TITLE = ""
    MAIN_TEXT = "note"
    DATE = "started"
    SORT = ""
    RANK = 11
    CLAIMS = ("person", "started", "ended", "note")
    LABELS = {
        "note": gettext_noop("In short"),
        "person": gettext_noop("Held by"),
        "post": gettext_noop("Post"),
        "started": gettext_noop("From"),
        "ended": gettext_noop("Until"),
        "seen": gettext_noop("Last shown in the post"),
    }

    post = models.ForeignKey(Post, models.PROTECT, related_name="terms", verbose_name=_("post"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="terms", verbose_name=_("held by"))
    started = EDTFField(
        _("from"), blank=True, default="", help_text=_("Empty if nothing is known of the beginning.")
    )
    started_earliest = DerivedDayField(source="started", bound="earliest")
    started_latest = DerivedDayField(source="started", bound="latest")
    date_sort = DerivedSortField(source="started")
    ended = EDTFField(
        _("until"),
        blank=True,
        default="",
        help_text=_("Empty while no end is known; that is no claim that it goes on."),
    )
    ended_earliest = DerivedDayField(source="ended", bound="earliest")
    ended_latest = DerivedDayField(source="ended", bound="latest")
    note = models.TextField(
        _("note"),
        blank=True,
        default="",
        help_text=_("What else is to be known of it: acting, extended, doubted."),
    )

    class Meta(Record.Meta):
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ["date_sort", "slug"]
        indexes = [models.Index(fields=["status", "post", "date_sort", "slug"], name="term_status_post_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(started="")
                | Q(ended="")
                | Q(ended_latest=None)
                | Q(started_earliest=None)
                | Q(ended_latest__gte=models.F("started_earliest")),
                name="term_ends_after_starting",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    def title_text(self, code=None):
        person, post = self.person.title_text(code), self.post.title_text(code)
        return languages.Text(f"{person.text}, {post.text}", person.lang)

    def required_claims(self):
        return ("person",)
