"""The room of what readers report: a list with states; what was sent is read, never changed."""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from archive.admin.searching import BoundedSearch
from archive.models import Report


@admin.register(Report)
class ReportAdmin(BoundedSearch, admin.ModelAdmin):
    list_display = ("sent_at", "state", "about", "beginning", "handled_by")
    list_display_links = ("sent_at", "beginning")
    list_filter = ("state", "language")
    search_fields = ("page", "text", "contact", "note")
    list_select_related = ("handled_by",)
    list_per_page = 50
    fields = ("state", "note", "about", "text", "contact", "language", "sent_at", "handled_by", "handled_at")
    readonly_fields = ("about", "text", "contact", "language", "sent_at", "handled_by", "handled_at")
    actions = ("mark_answered", "mark_dismissed")

    def has_add_permission(self, request):
        return False

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description=_("page"), ordering="page")
    def about(self, report):
        return format_html('<a href="{0}">{0}</a>', report.page) if report.page else "–"

    @admin.display(description=_("what is wrong"))
    def beginning(self, report):
        return Truncator(report.text).chars(80)

    def save_model(self, request, obj, form, change):
        if "state" in form.changed_data:
            handled(obj, request.user)
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Mark as answered"), permissions=["change"])
    def mark_answered(self, request, queryset):
        self._mark(request, queryset, Report.State.ANSWERED)

    @admin.action(description=_("Mark as dismissed"), permissions=["change"])
    def mark_dismissed(self, request, queryset):
        self._mark(request, queryset, Report.State.DISMISSED)

    def _mark(self, request, queryset, state) -> None:
        for report in queryset.exclude(state=state):
            report.state = state
            handled(report, request.user)
            report.save(update_fields=["state", "handled_by", "handled_at"])


def handled(report: Report, user) -> None:
    """Who decided, and when; nobody while it is open."""
    is_open = report.state == Report.State.OPEN
    report.handled_by, report.handled_at = (None, None) if is_open else (user, timezone.now())
