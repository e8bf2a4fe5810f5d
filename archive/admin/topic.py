from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.citations import CitationInline
from archive.admin.record import RecordAdmin
from archive.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ("__str__", "position", "badge", "written", "sources")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (CitationInline,)
    rows = {"body": 24}
    sections = ((_("Page"), [("title",), ("body",), "position"]),)
