"""What every public page shares: its language, its addresses in others, what search engines may know."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from archive import languages
from archive.public import addresses


def page(
    request: HttpRequest,
    template: str,
    context: dict | None = None,
    *,
    section: str = "",
    query: str = "",
    translations: list[str] | None = None,
    noindex: bool = False,
    status: int = 200,
) -> HttpResponse:
    """A finished page.

    `section` is the URL name of the entry in the navigation that the page belongs to (`member-list`).
    `query` is the page's own query string, made from the parameters it understands (never the raw one of
    the request, so that unknown parameters change nothing): it goes into the canonical address and the
    switch of language. `translations` names the languages in which the page's main text really exists;
    None means all of them.
    """
    html = get_template(template, using="jinja2").template.render(
        {
            **frame(request.path, query=query, translations=translations),
            "section": section,
            "noindex": noindex,
            **(context or {}),
        }
    )
    return HttpResponse(html, status=status)


def frame(path: str, query: str = "", translations: list[str] | None = None) -> dict:
    """The part of a page's context that follows from its address alone."""
    lang, tail = languages.current(), f"?{query}" if query else ""
    site = getattr(settings, "SITE_URL", "")
    true_languages = [code for code in languages.codes() if translations is None or code in translations]
    return {
        "lang": lang,
        "dir": languages.direction(lang),
        "query": query,
        "canonical": f"{site}{path}{tail}",
        "alternates": [(code, f"{site}{addresses.in_language(path, code)}{tail}") for code in true_languages]
        + [("x-default", f"{site}{addresses.bare(path)}{tail}")]
        if len(true_languages) > 1
        else [],
        "switch": [
            (code, languages.name(code), f"/language/{code}/?next={quote(f'{path}{tail}')}")
            for code in languages.codes()
            if code != lang
        ],
    }
