"""The site map (sitemaps.org): an index of parts, one or more for each kind, made from the registry.

A page stands in it in the languages in which it is truly written, and names those alone as its alternates.
When it changed is told by its versions.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.html import escape

from archive import kinds, languages
from archive.memo import one_revision
from archive.public import registry
from archive.public.http import public_page
from archive.public.registry import Entry
from archive.public.sections import PART, Section, newest_change, sections

TYPE = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def entries(name: str, number: int) -> Iterator[Entry]:
    """What stands in one part."""
    if name == "pages":
        yield from registry.pages()
        for kind in kinds.with_pages():
            if kind.listed:
                codes = tuple(languages.codes())
                yield Entry(f"/{kind.folder}/", "list", kind.name, "", codes, newest_change(kind))
    else:
        yield from registry.records(kinds.KINDS[name], (number - 1) * PART, number * PART)


@public_page
@one_revision
def index(request):
    lines = [f'{HEAD}<sitemapindex xmlns="{XMLNS}">']
    for each in sections():
        lines.append(f"<sitemap><loc>{settings.SITE_URL}{each.path}</loc>{when(each.changed)}</sitemap>")
    return HttpResponse("\n".join([*lines, "</sitemapindex>\n"]), content_type=TYPE)


@public_page
@one_revision
def part(request, name: str, number: int):
    if Section(name, number, None).path not in {section.path for section in sections()}:
        raise Http404
    body = "\n".join(written(entries(name, number)))
    return HttpResponse(body, content_type=TYPE)


def written(found: Iterable[Entry]) -> Iterator[str]:
    yield f'{HEAD}<urlset xmlns="{XMLNS}" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    for entry in found:
        if entry.indexed:
            yield from urls(entry)
    yield "</urlset>\n"


def urls(entry: Entry) -> Iterator[str]:
    """A page in each language in which it is written, each with all of these beside it."""
    true = [code for code in languages.codes() if code in entry.written_in]
    beside = ""
    if len(true) > 1:
        ways = [(code, entry.url(code)) for code in true]
        ways.append(("x-default", f"{settings.SITE_URL}{entry.path}"))
        beside = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(url)}"/>' for code, url in ways
        )
    for code in true:
        yield f"<url><loc>{escape(entry.url(code))}</loc>{when(entry.changed)}{beside}</url>"


def when(changed: datetime | None) -> str:
    """When something changed, in UTC; nothing where nobody knows."""
    if changed is None:
        return ""
    return f"<lastmod>{changed.astimezone(UTC).isoformat(timespec='seconds')}</lastmod>"
