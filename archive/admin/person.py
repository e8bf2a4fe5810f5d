from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin import filters
from archive.admin.citations import CitationInline
from archive.admin.columns import text
from archive.admin.held import HeldMixin
from archive.admin.record import RecordAdmin
from archive.models import Person


@admin.register(Person)
class PersonAdmin(HeldMixin, RecordAdmin):
    list_display = ("__str__", "country", "summary_text", "badge", "written", "sources")
    own_filters = (filters.CountryFilter,)
    related = ("country",)
    searched = ("slug", "aliases", "country__code")
    searched_names = ("country__name",)
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("country",)
    inlines = (CitationInline,)
    rows = {"aliases": 4, "summary": 3}
    sections = ((_("Person"), [("name",), "aliases", "country", ("summary",)]),)
    held_by = "person"

    summary_text = text("summary", _("summary"), length=70)

    def choice_label(self, record):
        return f"{record} · {record.country}" if record.country else str(record)
