"""What the pages of versions ask for."""

import datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.timesince import timesince
from django.utils.translation import gettext

from archive.editing.many import kind_words
from archive.entries.parts import KINDS
from archive.sheets.cells import CITATIONS
from archive.versions import differences

register = template.Library()
register.filter(kind_words)
_TAGS = {"removed": "del", "added": "ins"}


@register.filter
def age(moment) -> str:
    """How long ago a moment was, in words; Django's own know nothing under a minute but none."""
    if timezone.now() - moment < datetime.timedelta(minutes=1):
        return gettext("less than a minute")
    return timesince(moment)


@register.filter
def marked(pieces) -> SafeString:
    """Pieces of a text, with what was removed and added marked as such."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


def _piece(piece) -> SafeString | str:
    tag = _TAGS.get(piece.kind)
    return format_html("<{0}>{1}</{0}>", mark_safe(tag), piece.text) if tag else piece.text  # noqa: S308 - ours


@register.filter
def changed_words(version) -> str:
    """The fields that changed in a version, with their languages."""
    return get_text_list(differences.labels(version), gettext("and"))


@register.filter
def version_address(version, record) -> str:
    """Where a version of a record is shown to editors."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_version"
    return reverse(name, args=[record.pk, version.number])


@register.filter
def column_label(column: str, kind: str) -> str:
    """What a column of a sheet is called in the form, with its language."""
    if column == CITATIONS:
        return gettext("Citations")
    return differences.label_with_language(KINDS[kind], column)


@register.filter
def history_name(opts) -> str:
    return f"admin:{opts.app_label}_{opts.model_name}_history"


@register.filter
def claims_changed(citations) -> list[tuple[str, str]]:
    """The claims whose citations changed, each once, with the name by which they are taken back."""
    return list({each.name: each.claim for each in citations}.items())
