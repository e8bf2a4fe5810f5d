from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import dates
from archive.admin import filters
from archive.admin.columns import day, marked
from archive.admin.record import RecordAdmin
from archive.editing import support
from archive.editing.workflow import claim_label
from archive.models import Citation, Source
from archive.models.citation import PARENTS


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("heading", "slug", "published_by", "date_words", "kind", "seen", "cited", "badge")
    own_filters = (filters.YearFilter, "kind", "seen", "language")
    searched = ("slug", "title", "url")
    sections = (
        (_("Document"), ["title", ("publisher",), ("date", "language"), ("kind", "seen")]),
        (_("Where it is found"), ["url", "archived_url"]),
        (_("Note"), [("note",)]),
    )

    date_words = day("date", _("date"))

    def get_queryset(self, request):
        """With the number of citations, counted for the rows that are shown and no others."""
        cited = Citation.objects.filter(source=OuterRef("pk")).order_by().values("source")
        count = Coalesce(Subquery(cited.annotate(count=Count("pk")).values("count")), 0)
        return super().get_queryset(request).annotate(citation_count=count)

    def get_deleted_objects(self, objs, request):
        """Where a source cannot go, the records and claims that cite it are named."""
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if protected:
            citing = Citation.objects.filter(source__in=objs).select_related(*PARENTS, "member__country")
            protected = [f"{each.record}: {claim_label(each.record, each.claim)}" for each in citing[:100]]
        return listed, counts, lacking, protected

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With every record that cites it, and what would stand without support without it."""
        if change and obj is not None:
            found = [each for each in support.citing(obj) if self._may_see(request, each.record)]
            context["citing"] = found
            context["losing"] = [each for each in found if each.alone and each.record.is_published]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _may_see(self, request, record) -> bool:
        return self.admin_site.get_model_admin(type(record)).has_view_permission(request, record)

    def committed(self, request, done):
        """Once it is withdrawn, say which records stand without a source because of it."""
        if "status" in done.difference.fields and done.record.is_withdrawn:
            losing = [each for each in support.losing(done.record) if self._may_see(request, each.record)]
            if losing:
                messages.warning(request, render_to_string("admin/archive/lost.html", {"losing": losing}))

    @admin.display(description=_("title"), ordering="title")
    def heading(self, record):
        return marked(record.title_text()) if record.title else gettext("(heading not seen)")

    @admin.display(description=_("publisher"))
    def published_by(self, record):
        return marked(record.publisher_text())

    @admin.display(description=_("cited"), ordering="citation_count")
    def cited(self, record):
        return record.citation_count

    def choice_label(self, record):
        parts = (record.title, record.publisher_text().text, dates.words(record.date))
        return f"{' · '.join(part for part in parts if part)} [{record.slug}]"
