"""Parts of pages that are made once and kept, by the macros of the templates."""

from collections.abc import Callable
from typing import cast

from django.template.backends.jinja2 import Template
from django.template.loader import get_template
from markupsafe import Markup


def fragment(template: str, macro: str) -> Callable[..., Markup]:
    """A macro of a public template, to be called from Python in the active language."""
    return getattr(cast(Template, get_template(template, using="jinja2")).template.module, macro)
