"""Who held which post, in the rooms of people and of posts: each term with the way to its own room."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import dates
from archive.models import Term


class HeldMixin(admin.ModelAdmin):
    """For the rooms of what a term of office joins. A term has sources of its own, so it has its own form."""

    #: The field of a term that leads to the records of this room.
    held_by = ""
    sections: tuple = ()

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is not None:
            fieldsets.insert(len(self.sections), (gettext_lazy("Terms of office"), {"fields": ["terms"]}))
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["terms"] if obj is not None else [])]

    @admin.display(description=gettext_lazy("terms of office"))
    def terms(self, record):
        held = Term.objects.filter(**{self.held_by: record}).select_related("person", "post")
        rows = (
            (
                reverse("admin:archive_term_change", args=[term.pk]),
                term,
                _("%(from)s to %(until)s")
                % {"from": dates.words(term.started) or "?", "until": dates.words(term.ended) or "?"},
                term.status,
                term.get_status_display(),
            )
            for term in held.order_by("date_sort", "slug")
        )
        listed = format_html_join(
            "", '<li><a href="{}">{}</a> · {} <span class="badge {}">{}</span></li>', rows
        )
        add = f"{reverse('admin:archive_term_add')}?{urlencode({self.held_by: record.pk})}"
        return format_html(
            '<ul class="terms">{}</ul><a href="{}">{}</a>', listed, add, _("Add a term of office")
        )
