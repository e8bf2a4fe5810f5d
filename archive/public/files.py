"""Files that programs ask every site for: who made it, where to report a hole, what a telephone calls it."""

import datetime
import json

from django.conf import settings
from django.http import Http404, HttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import languages
from archive.public.addresses import address
from archive.public.http import public_page

#: Where each of them stands, without a language.
NAMES = {
    "robots": "/robots.txt",
    "humans": "/humans.txt",
    "security": "/.well-known/security.txt",
    "sitemap": "/sitemap.xml",
}

#: For how long a contact is promised: whoever runs the site renews the promise by running it.
PROMISED_DAYS = 30

TEXT = "text/plain; charset=utf-8"

#: The colours of the head of a page, see `style.css`.
GROUND, INK = "#fbfaf6", "#1f3f77"

HUMANS = """/* TEAM */
The IMCTC Archive is independent: it is not the coalition's own site and is not connected with it.
Languages: {languages}
{contact}
/* THANKS */
To everybody who publishes documents and keeps them readable: {sources}

/* SITE */
{about}
Licence of the texts: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/
Standards: HTML, EDTF (ISO 8601-2), BCP 47, Unicode CLDR, schema.org, Atom, iCalendar, CSL
Made with: Python, Django, Jinja2, Babel; no cookies, no counters, nothing from other sites
"""


@public_page
def humans(request):
    """humanstxt.org, in English, which programs and people expect there."""
    contact = f"Contact: {settings.CORRECTIONS_ADDRESS}\n" if settings.CORRECTIONS_ADDRESS else ""
    lang = "en" if "en" in languages.codes() else languages.codes()[0]
    body = HUMANS.format(
        languages=", ".join(languages.name(code) for code in languages.codes()),
        contact=contact,
        sources=f"{settings.SITE_URL}{address('source-list', lang=lang)}",
        about=f"{settings.SITE_URL}{address('about', lang=lang)}",
    )
    return HttpResponse(body, content_type=TEXT)


@public_page
def security(request):
    """RFC 9116; nothing where the operator named no contact. A site that nobody runs promises nothing."""
    if not (contact := settings.SECURITY_CONTACT):
        raise Http404
    until = timezone.localdate() + datetime.timedelta(days=PROMISED_DAYS)
    lines = [
        f"Contact: {contact if contact.startswith('https://') else f'mailto:{contact}'}",
        f"Expires: {until.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(languages.codes())}",
        f"Canonical: {settings.SITE_URL}{NAMES['security']}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@public_page
def manifest(request):
    """What a telephone calls the site that somebody put on its first screen, in the page's language."""
    lang = languages.current()
    body = {
        "id": address("home"),
        "name": _("IMCTC Archive"),
        "short_name": _("IMCTC Archive"),
        "description": _(
            "An independent archive, in Hindi and English, of the Islamic Military Counter Terrorism "
            "Coalition: who its members are, what happened, who said what, and which source says so."
        ),
        "lang": lang,
        "dir": languages.direction(lang),
        "start_url": address("home"),
        "scope": address("home"),
        "display": "browser",
        "background_color": GROUND,
        "theme_color": INK,
        "icons": [
            {"src": static("archive/icon.svg"), "type": "image/svg+xml", "sizes": "any"},
            *(
                {"src": static(f"archive/icon-{size}.png"), "type": "image/png", "sizes": f"{size}x{size}"}
                for size in (192, 512)
            ),
        ],
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/manifest+json")
