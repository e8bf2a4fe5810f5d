"""What the templates of the admin ask for."""

from django import template

from archive import dates, languages
from archive.admin.history import change_words, citation_words
from archive.editing.workflow import claim_label

register = template.Library()

register.filter("change_words", change_words)
register.filter("citation_words", citation_words)
register.filter("language_name", languages.name)
register.filter("direction", languages.direction)


@register.filter
def claim_name(state, record) -> str:
    """The name of a claim of this record."""
    return claim_label(type(record), state.claim)


@register.filter
def asserted_words(value: str, state) -> str:
    """A value as a source asserts it; dates in words."""
    try:
        return dates.words(value) if value[:1] in "0123456789[.-" and not value.isdigit() else value
    except dates.DateError:
        return value
