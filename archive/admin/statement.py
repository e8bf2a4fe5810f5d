from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive import dates
from archive.admin import filters
from archive.admin.citations import CitationInline
from archive.admin.columns import day, text
from archive.admin.record import RecordAdmin
from archive.models import Statement


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    list_display = ("__str__", "date_words", "country", "kind", "gist_text", "badge", "written", "sources")
    own_filters = (filters.YearFilter, "kind", filters.CountryFilter, "attribution", "speaker_kind")
    related = ("country",)
    searched = ("slug", "quote_original", "country__code")
    searched_names = ("country__name",)
    autocomplete_fields = ("country", "about", "event")
    inlines = (CitationInline,)
    rows = {"quote": 5, "note": 2}
    sections = (
        (_("Who said it"), [("speaker",), ("office",), ("country", "speaker_kind"), "about"]),
        (_("When and how"), [("date", "kind"), "event", "attribution", ("relayed_by",)]),
        (_("What was said"), [("gist",)]),
        (
            _("In which words"),
            [("quote",), ("wording",), ("quote_original", "quote_language"), ("note",)],
        ),
    )

    date_words = day("date", _("date"))
    gist_text = text("gist", _("gist"), length=70)

    def choice_label(self, record):
        return f"{record} · {dates.words(record.date)}"
