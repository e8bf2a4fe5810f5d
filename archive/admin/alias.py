from django.contrib import admin
from django.utils.text import capfirst

from archive.admin.forms import say_what_is_taken
from archive.admin.searching import BoundedSearch
from archive.models.search import Alias


@admin.register(Alias)
class AliasAdmin(BoundedSearch, admin.ModelAdmin):
    list_display = ("form", "canonical")
    search_fields = ("form", "canonical")
    list_per_page = 100

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return say_what_is_taken(super().formfield_for_dbfield(db_field, request, **kwargs), db_field)
