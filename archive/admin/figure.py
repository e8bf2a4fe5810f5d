from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin import filters
from archive.admin.citations import CitationInline
from archive.admin.columns import day, text
from archive.admin.record import RecordAdmin
from archive.models import Figure
from archive.models.figure import in_words


@admin.register(Figure)
class FigureAdmin(RecordAdmin):
    list_display = (
        "number",
        "date_words",
        "counts_text",
        "claimed_by_text",
        "verdict",
        "badge",
        "written",
        "sources",
    )
    own_filters = (filters.YearFilter, "verdict")
    searched = ("slug", "value")
    inlines = (CitationInline,)
    rows = {"verdict_note": 3}
    sections = (
        (_("Figure"), ["date", ("qualifier", "value"), ("counts",), ("claimed_by",)]),
        (_("Does it agree?"), ["verdict", ("verdict_note",)]),
    )

    date_words = day("date", _("date"))
    counts_text = text("counts", _("what it counts"))
    claimed_by_text = text("claimed_by", _("who gave it"), length=50)

    @admin.display(description=_("number"), ordering="value")
    def number(self, record):
        return in_words(record.value, record.qualifier)
