"""What the templates of the admin ask for."""

from django import template
from django.utils.text import Truncator
from django.utils.translation import gettext

from archive import languages
from archive.admin.history import change_words, citation_words
from archive.editing import asserted
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
    """A value as a source asserts it, in words: dates, and what can be chosen."""
    return asserted.words(type(state.citations[0].record), state.claim, value)


@register.filter
def gist(citation) -> str:
    """What a citation says, in one line: the value it asserts, where, and the beginning of its note."""
    value = (
        asserted.words(type(citation.record), citation.claim, citation.asserts) if citation.asserts else ""
    )
    said = Truncator(languages.text(citation, "note").text or citation.quote).chars(90)
    return " · ".join(part for part in (value, citation.locator, said) if part) or gettext(
        "supports the value as it stands"
    )
