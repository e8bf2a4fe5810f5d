"""What every public page shares: its language, its addresses in others, what search engines may know."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from archive import languages
from archive.public.addresses import bare, in_language
from archive.public.speaking import page_in


def page(
    request: HttpRequest,
    template: str,
    context: dict | None = None,
    *,
    section: str = "",
    query: str | None = None,
    translations: list[str] | None = None,
    noindex: bool = False,
    status: int = 200,
) -> HttpResponse:
    """A finished page.

    `section` is the URL name of the entry in the navigation that the page belongs to (`member-list`).
    `query` is the page's own query string, made from the parameters it understands: it goes into the
    canonical address and the switch of language. None takes it from the request, which `@public_page` has
    narrowed to known parameters. `translations` names the languages in which the page's main text really
    exists; None means all of them.
    """
    query = request.GET.urlencode() if query is None else query
    html = render(
        template,
        {
            **frame(request.path, query, translations),
            "section": section,
            "noindex": noindex,
            **(context or {}),
        },
    )
    return HttpResponse(html, status=status)


def render(template: str, context: dict) -> str:
    with page_in(context["lang"]):
        return get_template(template, using="jinja2").template.render(context)


def frame(path: str, query: str = "", translations: list[str] | None = None) -> dict:
    """The part of a page's context that follows from its address alone."""
    tail = f"?{query}" if query else ""
    true_languages = [code for code in languages.codes() if translations is None or code in translations]
    alternates = [(code, f"{settings.SITE_URL}{in_language(path, code)}{tail}") for code in true_languages]
    if len(alternates) > 1:
        alternates.append(("x-default", f"{settings.SITE_URL}{bare(path)}{tail}"))
    return {
        **spoken(f"{path}{tail}"),
        "canonical": f"{settings.SITE_URL}{path}{tail}",
        "alternates": alternates if len(alternates) > 1 else [],
    }


def spoken(address: str) -> dict:
    """The page's language, and the way to `address` in each of the others."""
    lang = languages.current()
    return {
        "lang": lang,
        "dir": languages.direction(lang),
        "switch": [
            (code, languages.name(code), f"/language/{code}/?next={quote(address)}")
            for code in languages.codes()
            if code != lang
        ],
    }
