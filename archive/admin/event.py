from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive import dates
from archive.admin import filters
from archive.admin.citations import CitationInline
from archive.admin.columns import day, text
from archive.admin.record import RecordAdmin
from archive.models import Event


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = (
        "__str__",
        "date_words",
        "kind",
        "place_text",
        "occurrence",
        "badge",
        "written",
        "sources",
    )
    own_filters = (filters.YearFilter, "kind", "occurrence", "relation", filters.ParticipantFilter)
    searched_names = ("participants__name", "place_country__name")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("place_country", "participants", "people")
    inlines = (CitationInline,)
    sections = (
        (_("What happened"), [("title",), ("date", "kind"), ("occurrence", "relation"), ("summary",)]),
        (_("Where and who"), [("place",), "place_country", "participants", "participants_count", "people"]),
    )

    date_words = day("date", _("date"))
    place_text = text("place", _("place"), length=40)

    def choice_label(self, record):
        return f"{record} · {dates.words(record.date)}"
