"""Pages of the copy: links lead to files, filters are lists of links, and nothing asks a server."""

import html
import json
import re
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext, ngettext
from markupsafe import escape

from archive import languages
from archive.public.addresses import in_language
from archive.public.page import render
from archive.public.search import SEARCHED
from archive.serialise import texts
from archive.static_copy.searching import FOLDER

LINK = re.compile(r'\b(href|action)="([^"]*)"')
SWITCH = re.compile(r"/language/([A-Za-z-]+)/\?next=(.*)")
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
SELECT = re.compile(r'<select\b[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', re.S)
OPTION = re.compile(r'<option\b[^>]*\bvalue="([^"]*)"[^>]*>(.*?)</option>', re.S)
ACTION = re.compile(r'\baction="([^"]*)"')
SCRIPT = re.compile(r'<script src="[^"]*" defer></script>\n?')
SEEK = re.compile(r'<form class="line seek".*?</form>', re.S)


class Pages:
    """What changes the pages of one copy; `known` are the site's addresses with their paths there."""

    def __init__(self, known: dict[str, str]):
        self.known = known

    def changed(self, text: str, address: str) -> str:
        """The HTML of the page at `address` (its path and query on the site) as the copy has it."""
        text = SCRIPT.sub("", text)
        text = FORM.sub(lambda form: self.form(form, address), text)
        if urlsplit(address).path.endswith("/search/"):
            text = SEEK.sub(lambda form: f"{form[0]}{search(address)}", text, count=1)
        return LINK.sub(lambda link: f'{link[1]}="{self.link(link[2], address)}"', text)

    def link(self, written: str, address: str) -> str:
        """A link as the copy has it; what the copy does not have is asked of the site itself."""
        target = html.unescape(written)
        if not target or target.startswith("#") or (target[0] not in "/?" and "://" in target):
            return written
        if switch := SWITCH.fullmatch(target):
            target = in_language(unquote(switch[2]), switch[1])
        whole, place = urldefrag(urljoin(address, target))
        if whole.startswith("/static/"):
            return written
        there = self.found(whole)
        return str(escape(f"{there}#{place}" if place else there))

    def found(self, address: str) -> str:
        if address in self.known:
            return self.known[address]
        path = urlsplit(address).path
        # Two questions at once have no page of their own: the list as it is.
        if "?" in address and path in self.known:
            return self.known[path]
        return f"{settings.SITE_URL}{address}"

    def form(self, form: re.Match, address: str) -> str:
        """A form of filters as lists of links; that of the search stays, any other would need a server.

        The links are the site's, for `link` to change like all others.
        """
        if 'role="search"' in form[1]:
            return form[0]
        action = ACTION.search(form[1])
        base = html.unescape(action[1]) if action else urlsplit(address).path
        groups = []
        for select in SELECT.finditer(form[2]):
            links = [
                f'<a href="{escape(there)}">{name.strip()}</a>'
                for value, name in OPTION.findall(select[2])
                if (there := f"{base}?{select[1]}={value}" if value else base) in self.known
            ]
            if len(links) > 1:
                groups.append(f"<p>{' · '.join(links)}</p>")
        if not groups:
            return ""
        label = escape(gettext("Filter and sort"))
        return f'<nav class="quiet" aria-label="{label}">{"".join(groups)}</nav>'


def search(address: str) -> str:
    """What stands below the form of the search: the place for what is found, and what it says."""
    lang = languages.current()
    says = {
        "looking": gettext("Searching…"),
        "failed": gettext("The search could not be loaded. Try again, or look through the lists."),
        "no_word": gettext("There is no word in “%(query)s” to search for.") % {"query": "%s"},
        "nothing": gettext("Nothing was found for “%(query)s”.") % {"query": "%s"},
        "near": gettext("No record has the word “%(word)s”. Did you mean:") % {"word": "%s"},
        "all": gettext("all"),
        "results": {
            form: ngettext("%(shown)s result", "%(shown)s results", count) % {"shown": "%s"}
            for form, count in (("one", 1), ("other", 2))
        },
        "kinds": {
            name: {
                "one": gettext(model.NAMES.noun),
                "many": gettext(model.NAMES.many),
                "folder": model.FOLDER,
            }
            for name, model in SEARCHED.items()
        },
        "found_in": {
            code: gettext("Found in the text in %(language)s") % {"language": texts.language_name(code, lang)}
            for code in languages.codes()
        },
    }
    site = f"{settings.SITE_URL}{address}"
    context = {"lang": lang, "folder": FOLDER, "says": json.dumps(says, ensure_ascii=False), "site": site}
    return render("copy_search.html", context)


def redirect(there: str, lang: str) -> str:
    """A page that leads on, for servers that know no redirects."""
    to = escape(there)
    return (
        f'<!doctype html><html lang="{lang}" dir="{languages.direction(lang)}"><head><meta charset="utf-8">'
        f"<title>{to}</title>"
        f'<meta http-equiv="refresh" content="0; url={to}"><link rel="canonical" href="{to}">'
        f'</head><body><p><a href="{to}">{to}</a></p></body></html>\n'
    )
