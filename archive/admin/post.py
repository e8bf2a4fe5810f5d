from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.citations import CitationInline
from archive.admin.held import HeldMixin
from archive.admin.record import RecordAdmin
from archive.models import Post


@admin.register(Post)
class PostAdmin(HeldMixin, RecordAdmin):
    list_display = ("__str__", "country", "position", "badge", "written", "sources")
    related = ("country",)
    searched = ("slug", "country__code")
    searched_names = ("country__name",)
    prepopulated_fields = {"slug": ("office",)}
    autocomplete_fields = ("country",)
    inlines = (CitationInline,)
    rows = {"summary": 3}
    sections = ((_("Post"), [("office",), ("country", "position"), ("summary",)]),)
    held_by = "post"

    def choice_label(self, record):
        return f"{record} · {record.country}"
