"""The navigation of every page, made once for each section and language: it costs more than many a page."""

from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from archive.public.page_language import current
from imctc_site.bounded import bounded

#: URL name of each section -> what it is called. All of them stand in the footer as well.
SECTIONS = {
    "member-list": _("Members"),
    "chronology": _("Chronology"),
    "statement-list": _("Statements"),
    "stances": _("Stances"),
    "event-list": _("Events"),
    "person-list": _("People"),
    "post-list": _("Posts"),
    "figure-list": _("Figures"),
    "source-list": _("Sources"),
    "topic-list": _("Background"),
    "about": _("About"),
}


def navigation(section: str, on_section_page: bool) -> Markup:
    """The entries of the header; that of `section` is the page itself, or the one that it belongs to."""
    return _made("navigation", current(), section, on_section_page)


def all_pages(section: str) -> Markup:
    """The entries of the footer."""
    return _made("all_pages", current(), section, True)


@bounded(128)
def _made(name: str, lang: str, section: str, on_section_page: bool) -> Markup:
    template = get_template(f"includes/{name}.html", using="jinja2")
    context = {"entries": SECTIONS.items(), "section": section, "on_section_page": on_section_page}
    return Markup(template.render(context).rstrip())  # noqa: S704 (our own template)
