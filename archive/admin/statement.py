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
    own_filters = (
        filters.YearFilter,
        "kind",
        "stance",
        "voice",
        filters.CountryFilter,
        "attribution",
        "speaker_kind",
        filters.OriginalWordsFilter,
    )
    related = ("country",)
    searched = ("slug", "quote_original", "country__code")
    searched_names = ("country__name",)
    autocomplete_fields = ("person", "country", "parties", "about", "event")
    inlines = (CitationInline,)
    rows = {"quote": 5, "note": 2}
    sections = (
        (
            _("Who said it"),
            [("speaker",), "person", ("office",), ("country", "speaker_kind"), "parties", "about"],
        ),
        (_("When and how"), [("date", "kind"), ("stance", "voice"), "event", "attribution", ("relayed_by",)]),
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
