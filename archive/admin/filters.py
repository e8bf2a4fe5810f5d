"""Filters of the lists; each is a condition in SQL."""

from django.contrib import admin
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import languages
from archive.editing import claims, translations
from archive.models import Country


class MissingLanguageFilter(admin.SimpleListFilter):
    """Records that lack, in one language, a text that they have in another."""

    title = gettext_lazy("translation")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [(code, missing_words(code)) for code in languages.codes()]

    def queryset(self, request, queryset):
        if self.value() in languages.codes():
            return queryset.filter(translations.missing(queryset.model, self.value()))
        return queryset


def missing_words(code: str) -> str:
    """“Hindi missing”, in the page's language; a further language goes by its own name."""
    known = {"hi": _("Hindi missing"), "en": _("English missing")}
    return known.get(code) or _("%(language)s missing") % {"language": languages.name(code)}


class SourcesFilter(admin.SimpleListFilter):
    """Records by what their citations say about their claims."""

    title = gettext_lazy("sources")
    parameter_name = "sources"
    conditions = {
        "unsourced": (gettext_lazy("unsourced"), claims.unsourced),
        "disputed": (gettext_lazy("disputed"), claims.disputed),
        "recheck": (gettext_lazy("to be re-checked"), claims.to_be_rechecked),
    }

    def lookups(self, request, model_admin):
        return [(key, words) for key, (words, _condition) in self.conditions.items()]

    def queryset(self, request, queryset):
        if self.value() in self.conditions:
            return self.conditions[self.value()][1](queryset)
        return queryset


class YearFilter(admin.SimpleListFilter):
    """Records by the year that their date names first; those without a date last."""

    title = gettext_lazy("year")
    parameter_name = "year"
    NONE = "none"

    def lookups(self, request, model_admin):
        found = model_admin.model._default_manager.order_by().annotate(year=Substr("date_sort", 1, 4))
        years = sorted(set(found.values_list("year", flat=True).distinct()), reverse=True)
        return [(year, year) for year in years if year] + ([(self.NONE, _("no date"))] if "" in years else [])

    def queryset(self, request, queryset):
        if self.value() == self.NONE:
            return queryset.filter(date_sort="")
        return queryset.filter(date_sort__startswith=self.value()) if self.value() else queryset


class CountryFilter(admin.SimpleListFilter):
    """Records of one country, countries in the order of their names. `path` leads from record to country."""

    title = gettext_lazy("country")
    parameter_name = "country"
    path = "country"

    def lookups(self, request, model_admin):
        used = model_admin.model._default_manager.order_by().values(self.path)
        found = Country.objects.filter(pk__in=used)
        return sorted(((country.code, str(country)) for country in found), key=lambda choice: choice[1])

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        matching = queryset.model._default_manager.filter(**{f"{self.path}__code": self.value()})
        return queryset.filter(pk__in=matching.order_by().values("pk"))


class ParticipantFilter(CountryFilter):
    """Events by a country that took part."""

    title = gettext_lazy("taking part")
    path = "participants"


class RegionFilter(admin.SimpleListFilter):
    """Members by the region (UN M49) of their country."""

    title = gettext_lazy("region")
    parameter_name = "region"

    def lookups(self, request, model_admin):
        used = set(
            model_admin.model._default_manager.order_by().values_list("country__m49", flat=True).distinct()
        )
        named = Country._meta.get_field("m49").flatchoices
        return [(code, name) for code, name in named if code and code in used]

    def queryset(self, request, queryset):
        return queryset.filter(country__m49=self.value()) if self.value() else queryset
