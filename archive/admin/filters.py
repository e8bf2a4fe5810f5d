"""Filters of the lists; each is a condition in SQL."""

import datetime
import re

from django.contrib import admin
from django.db.models import Count
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import languages, membership
from archive.editing import claims, translations
from archive.editing.translations import State
from archive.models import Country

#: The query of a list for the records that a publisher is asked to look at.
IN_REVIEW = {"status__exact": "in_review"}


class TranslationFilter(admin.SimpleListFilter):
    """Records by where their texts stand in one language: missing, out of date, a rough translation."""

    title = gettext_lazy("translation")
    parameter_name = "texts"

    def lookups(self, request, model_admin):
        return [
            (asked(state, code), open_words(state, code))
            for state in translations.OPEN
            for code in languages.codes()
        ]

    def queryset(self, request, queryset):
        state, _mark, code = (self.value() or "").partition("-")
        if state in translations.OPEN and code in languages.codes():
            return queryset.filter(translations.has(queryset.model, State(state), code))
        return queryset


def asked(state: State, code: str) -> str:
    """What the filter is asked for a state in one language."""
    return f"{state.value}-{code}"


def open_words(state: State, code: str) -> str:
    """“Hindi missing”, in the page's language; a further language goes by its own name."""
    known = {
        (State.MISSING, "hi"): _("Hindi missing"),
        (State.MISSING, "en"): _("English missing"),
        (State.STALE, "hi"): _("Hindi out of date"),
        (State.STALE, "en"): _("English out of date"),
        (State.DRAFT, "hi"): _("Hindi rough"),
        (State.DRAFT, "en"): _("English rough"),
    }
    return known.get((state, code)) or f"{languages.name(code)}: {state.label}"


class OriginalWordsFilter(admin.SimpleListFilter):
    """Statements by whether the archive has the words themselves, as they were said."""

    title = gettext_lazy("original words")
    parameter_name = "words"

    def lookups(self, request, model_admin):
        return [("missing", _("missing")), ("known", _("known"))]

    def queryset(self, request, queryset):
        if self.value() == "missing":
            return queryset.filter(quote_original="")
        return queryset.exclude(quote_original="") if self.value() == "known" else queryset


class SourcesFilter(admin.SimpleListFilter):
    """Records by what their citations say about their claims."""

    title = gettext_lazy("sources")
    parameter_name = "sources"
    conditions = {
        "unsourced": (gettext_lazy("unsourced"), claims.unsourced),
        "withdrawn": (gettext_lazy("source withdrawn"), claims.resting_on_withdrawn),
        "disputed": (gettext_lazy("disputed"), claims.disputed),
        "recheck": (gettext_lazy("to be re-checked"), claims.to_be_rechecked),
    }

    def lookups(self, request, model_admin):
        return [(key, words) for key, (words, _condition) in self.conditions.items()]

    def queryset(self, request, queryset):
        if (key := self.value()) in self.conditions:
            return self.conditions[key][1](queryset)
        return queryset


class YearFilter(admin.SimpleListFilter):
    """Records by the year that their date names first; those without a date last."""

    title = gettext_lazy("year")
    parameter_name = "year"
    NONE = "none"
    #: No more years are offered than these: those with the most records.
    MOST = 100

    def lookups(self, request, model_admin):
        found = model_admin.model._default_manager.order_by().annotate(year=Substr("date_sort", 1, 4))
        counted = found.values_list("year").annotate(count=Count("pk")).order_by("-count", "-year")
        years = sorted((year for year, _count in counted[: self.MOST]), reverse=True)
        return [(year, year) for year in years if year] + ([(self.NONE, _("no date"))] if "" in years else [])

    def value(self):
        """A year or “none”; anything else is no question."""
        value = super().value() or ""
        return value if value == self.NONE or re.fullmatch(r"[0-9]{4}", value) else None

    def queryset(self, request, queryset):
        if self.value() == self.NONE:
            return queryset.filter(date_sort="")
        return queryset.filter(date_sort__startswith=self.value()) if self.value() else queryset


class ConfirmedFilter(admin.SimpleListFilter):
    """Memberships by how long ago something last showed them; those that have ended wait for nothing."""

    title = gettext_lazy("last evidence")
    parameter_name = "confirmed"

    def lookups(self, request, model_admin):
        return [("old", _("not confirmed for a year")), ("recent", _("confirmed within a year"))]

    def queryset(self, request, queryset):
        if self.value() not in ("old", "recent"):
            return queryset
        today = timezone.localdate()
        year_ago = today - datetime.timedelta(days=365)
        terms = membership.read(queryset.model._default_manager.all()).by_pk.values()
        lasting = [term for term in terms if term.left is None]
        old = {term.pk for term in lasting if term.evidence is None or term.evidence.day < year_ago}
        wanted = old if self.value() == "old" else {term.pk for term in lasting} - old
        return queryset.filter(pk__in=wanted)


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
