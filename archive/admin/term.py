from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.citations import CitationInline
from archive.admin.columns import day
from archive.admin.record import RecordAdmin
from archive.models import Term


@admin.register(Term)
class TermAdmin(RecordAdmin):
    list_display = ("person_name", "post", "started_words", "ended_words", "badge", "written", "sources")
    list_display_links = ("person_name",)
    own_filters = ("post",)
    related = ("person", "post")
    searched = ("slug", "person__aliases")
    searched_names = ("person__name", "post__office")
    autocomplete_fields = ("person", "post")
    inlines = (CitationInline,)
    rows = {"note": 3}
    sections = ((_("Term of office"), [("person", "post"), ("started", "ended"), ("note",)]),)

    started_words = day("started", _("from"))
    ended_words = day("ended", _("until"), ordering="ended_earliest")

    @admin.display(description=_("held by"), ordering="person__slug")
    def person_name(self, record):
        return str(record.person)
