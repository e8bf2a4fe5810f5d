"""What every public page shares: its language, its addresses in others, what search engines may know."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from babel.core import get_global
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from archive import languages
from archive.data import linked as linked_data
from archive.data.formats import Link
from archive.public.addresses import bare, in_language
from archive.public.page_language import page_in


def page(
    request: HttpRequest,
    template: str,
    context: dict | None = None,
    *,
    section: str = "",
    query: str | None = None,
    translations: list[str] | None = None,
    noindex: bool = False,
    data: Sequence[Link] = (),
    linked: dict | None = None,
    card: str = "",
    status: int = 200,
) -> HttpResponse:
    """A finished page.

    `section` is the URL name of the entry in the navigation that the page belongs to (`member-list`).
    `query` is the page's own query string, made from the parameters it understands: it goes into the
    canonical address and the switch of language. None takes it from the request, which `@public_page` has
    narrowed to known parameters. `translations` names the languages in which the page's main text really
    exists; None means all of them. `data` are the ways to the same in other formats. `linked` is what the
    page says to programs (`archive.data.linked`), without which a list is a set of data; `card` is the
    address of a picture for shared links.
    """
    query = request.GET.urlencode() if query is None else query
    preview = getattr(request, "preview", None)  # of what is not public (`archive.admin.preview`)
    html = render(
        template,
        {
            **frame(request.path, query, translations),
            "section": section,
            "noindex": noindex or preview is not None,
            "unpublished": preview,
            "data": data,
            "card": card,
            "linked": linked or usual(f"{request.path}{f'?{query}' if query else ''}", data),
            **(context or {}),
        },
    )
    response = HttpResponse(html)
    response.status_code = status
    return response


def usual(address: str, data: Sequence[Link]) -> dict:
    """What a page says to programs that has nothing of its own to say."""
    url, lang = f"{settings.SITE_URL}{address}", languages.current()
    if data:
        ways = [(one.type, f"{settings.SITE_URL}{one.href}") for one in data]
        return linked_data.dataset(url, lang, ways)
    return linked_data.page(url, lang)


def render(template: str, context: dict) -> str:
    with page_in(context["lang"]):
        return get_template(template, using="jinja2").render(context)


def frame(path: str, query: str = "", translations: list[str] | None = None) -> dict:
    """The part of a page's context that follows from its address alone."""
    tail = f"?{query}" if query else ""
    true_languages = [code for code in languages.codes() if translations is None or code in translations]
    alternates = [(code, f"{settings.SITE_URL}{in_language(path, code)}{tail}") for code in true_languages]
    if len(alternates) > 1:
        alternates.append(("x-default", f"{settings.SITE_URL}{bare(path)}{tail}"))
    return {
        **spoken(f"{path}{tail}"),
        "here": f"{path}{tail}",
        "canonical": f"{settings.SITE_URL}{path}{tail}",
        "alternates": alternates if len(alternates) > 1 else [],
        "other_locales": [locale(code) for code in true_languages if code != languages.current()],
    }


def spoken(address: str) -> dict:
    """The page's language, and the way to `address` in each of the others."""
    lang = languages.current()
    return {
        "lang": lang,
        "dir": languages.direction(lang),
        "locale": locale(lang),
        "switch": [
            (code, languages.name(code), f"/language/{code}/?next={quote(address)}")
            for code in languages.codes()
            if code != lang
        ],
    }


#: The English of the archive is not that which CLDR takes for the likeliest.
LOCALES = {"en": "en_GB"}


@lru_cache(maxsize=64)
def locale(lang: str) -> str:
    """A language with the country whose usage it follows, as Open Graph has it: `hi` -> `hi_IN`."""
    if lang in LOCALES:
        return LOCALES[lang]
    likely = get_global("likely_subtags").get(lang.replace("-", "_"), lang)
    parts = likely.split("_")
    return f"{parts[0]}_{parts[-1]}" if len(parts[-1]) == 2 and len(parts) > 1 else parts[0]
