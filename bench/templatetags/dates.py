"""An imprecise date in words, for the plain pages."""

from django import template
from django.utils.translation import get_language

from archive.dates import words

register = template.Library()


@register.filter
def in_words(text: str) -> str:
    return words(text, get_language()) if text else ""
