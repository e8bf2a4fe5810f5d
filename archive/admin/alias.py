from django.contrib import admin

from archive.models.search import Alias


@admin.register(Alias)
class AliasAdmin(admin.ModelAdmin):
    list_display = ("form", "canonical")
    search_fields = ("form", "canonical")
    list_per_page = 100
