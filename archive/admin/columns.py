"""Columns of the lists, made so that two rows can be told apart and sort by what they mean."""

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import dates, languages
from archive.editing import claims, translations
from archive.editing.translations import State
from archive.models import Citation


def day(field: str, label, ordering: str = "date_sort"):
    """A column that shows an imprecise date in words and sorts by its sort key, or by `ordering`."""

    @admin.display(description=label, ordering=ordering)
    def column(self, record):
        return dates.words(getattr(record, field)) or "–"

    return column


def text(field: str, label, length: int = 90):
    """A column with a text in the page's language, or in another one that is marked as such."""

    @admin.display(description=label)
    def column(self, record):
        return marked(languages.text(record, field), length)

    return column


def marked(found: languages.Text, length: int = 90):
    """A text that may be in another language than the page, shortened."""
    if not found.text:
        return "–"
    shown = found.text if len(found.text) <= length else f"{found.text[:length].rstrip()}…"
    if found.lang in ("", languages.current()):
        return shown
    return format_html(
        '<span lang="{}" dir="{}">{}</span>', found.lang, languages.direction(found.lang), shown
    )


def how_far(counts) -> tuple[str, str, str]:
    """How far a record is written in a language: a sign, words for it, and marks of what is out of date."""
    marks = format_html_join(
        "",
        ' <span class="badge {}">{}</span>',
        ((state.value, state.label) for state in (State.STALE, State.DRAFT) if counts[state]),
    )
    if not counts[State.MISSING]:
        return "●", _("complete"), marks
    if counts.total() == counts[State.MISSING]:
        return "○", _("missing"), marks
    return "◐", _("in part"), marks


class Columns(admin.ModelAdmin):
    """The columns that every kind of record has."""

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        # Only the rows of the page need their citations; with them the flags below cost two queries for all.
        if claims.has_claims(self.model) and "sources" in changelist.list_display:
            cited = Citation.objects.select_related("source")
            sets = claims.sets_of_countries(self.model)
            rows = changelist.result_list.prefetch_related(Prefetch("citations", cited), *sets)
            changelist.result_list = rows
        return changelist

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def badge(self, record):
        return format_html('<span class="badge {}">{}</span>', record.status, record.get_status_display())

    @admin.display(description=gettext_lazy("languages"))
    def written(self, record):
        parts = (
            (code, languages.name(code), *how_far(translations.counted(record, code)))
            for code in languages.codes()
        )
        return format_html_join(
            " ",
            '<span class="written"><span aria-hidden="true">{2}</span> <span lang="{0}">{1}</span>'
            '<span class="visually-hidden"> ({3})</span>{4}</span>',
            parts,
        )

    @admin.display(description=gettext_lazy("sources"))
    def sources(self, record):
        found = claims.states(record)
        count = sum(len(state.citations) for state in found)
        flags = (
            ("unsourced", _("unsourced"), any(state.unsourced and state.required for state in found)),
            ("lost", _("source withdrawn"), any(state.lost for state in found)),
            ("doubt", _("disputed"), any(state.disputed for state in found)),
            ("recheck", _("to be re-checked"), any(state.recheck for state in found)),
        )
        badges = format_html_join(
            "", ' <span class="badge {}">{}</span>', ((kind, words) for kind, words, shown in flags if shown)
        )
        return format_html("{}{}", count, badges or mark_safe(""))
