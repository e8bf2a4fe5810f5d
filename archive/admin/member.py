from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import dates, membership
from archive.admin import filters
from archive.admin.citations import CitationInline
from archive.admin.columns import day
from archive.admin.record import RecordAdmin
from archive.models import Member


@admin.register(Member)
class MemberAdmin(RecordAdmin):
    list_display = (
        "name",
        "joined_words",
        "left_words",
        "founder",
        "standing",
        "badge",
        "written",
        "sources",
        "evidence",
    )
    own_filters = (filters.YearFilter, "founding", "standing", filters.RegionFilter, filters.ConfirmedFilter)
    related = ("country",)
    searched = ("slug", "country__code", "country__aliases")
    searched_names = ("country__name",)
    autocomplete_fields = ("country",)
    inlines = (CitationInline,)
    sections = (
        (_("Membership"), ["country", ("joined", "left"), "standing", ("founding", "list_order")]),
        (_("Texts"), [("role",), ("summary",)]),
    )

    joined_words = day("joined", _("joined"))
    left_words = day("left", _("left"), ordering="left_earliest")

    def get_changelist_instance(self, request):
        """With how far each membership on the page is known, read for all of them at once."""
        found = super().get_changelist_instance(request)
        known = membership.read(Member.objects.all()).by_pk
        for record in found.result_list:
            record.term = known.get(record.pk)
        return found

    @admin.display(description=_("last evidence"))
    def evidence(self, record):
        shown = record.term and record.term.evidence
        return dates.words(shown.date) if shown else "–"

    @admin.display(description=_("country"), ordering="country__code")
    def name(self, record):
        return str(record.country)

    @admin.display(description=_("founding member"), ordering="-founding")
    def founder(self, record):
        return gettext("founder") if record.founding else "–"
