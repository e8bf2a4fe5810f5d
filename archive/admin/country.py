from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.citations import CitationInline
from archive.admin.record import RecordAdmin
from archive.models import Country


@admin.register(Country)
class CountryAdmin(RecordAdmin):
    list_display = ("__str__", "code", "kind", "relation", "m49", "badge", "written", "sources")
    own_filters = ("kind", "relation", "oic_member", "m49")
    ordering = ("code",)
    searched = ("slug", "code", "aliases")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("within",)
    inlines = (CitationInline,)
    rows = {"aliases": 3}
    sections = (
        (_("Country or body"), [("name",), ("code", "kind"), "aliases", "within"]),
        (_("Place in the world"), [("m49", "oic_member"), ("map_row", "map_column")]),
        (_("Towards the coalition"), ["relation", ("summary",)]),
    )

    def choice_label(self, record):
        return f"{record} ({record.code})"
