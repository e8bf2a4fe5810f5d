"""The page of data: the releases, what their columns mean, what can be done with them; and their files."""

from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponseNotModified, HttpResponseRedirect
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from archive import languages
from archive.data import formats
from archive.public.addresses import address
from archive.public.data import open_to_all
from archive.public.http import public_page
from archive.public.page import page
from archive.releases import content, meaning, released
from imctc_site.http import matches

#: Media types of what a release holds, by ending.
TYPES = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json",
    ".sqlite3": "application/vnd.sqlite3",
    ".zip": "application/zip",
    ".md": "text/markdown; charset=utf-8",
    ".cff": "text/plain; charset=utf-8",
    "": "text/plain; charset=utf-8",
}

#: Releases that the page lists; the others are in the folder still.
LISTED = 20


class Deed(NamedTuple):
    """One thing to do with the data: with what, and the lines that do it."""

    name: str
    title: str
    lines: str


#: Each runs as it stands, with `{site}` for the address of the archive: tests run them.
DEEDS = (
    Deed(
        "curl",
        gettext_noop("The members of a day as a table, with curl"),
        "curl -o members.csv '{site}/en/members.csv?on=2016-06-01'\nhead -n 3 members.csv",
    ),
    Deed(
        "pandas",
        gettext_noop("Events by year, with pandas"),
        "import pandas\n"
        "events = pandas.read_csv('{site}/en/events.csv', encoding='utf-8-sig')\n"
        "years = events['date_earliest'].str[:4]\n"
        "print(events.groupby(years).size())",
    ),
    Deed(
        "datasette",
        gettext_noop("Which documents stand behind most claims, with SQLite or Datasette"),
        "curl -o archive.sqlite3 '{site}/releases/latest/archive.sqlite3'\n"
        'sqlite3 archive.sqlite3 "SELECT source, count(*) FROM citations WHERE source IS NOT NULL '
        'GROUP BY source ORDER BY 2 DESC"\n'
        "curl -o datasette.json '{site}/releases/latest/datasette.json'\n"
        "# or, with a page for each table: datasette archive.sqlite3 -m datasette.json",
    ),
    Deed(
        "zotero",
        gettext_noop("All sources in Zotero or another reference manager"),
        "curl -o sources.ris '{site}/en/sources.ris'\n# Zotero: File → Import → A file → sources.ris",
    ),
    Deed(
        "calendar",
        gettext_noop("The events in a calendar"),
        "curl -o events.ics '{site}/en/events.ics'\n"
        "# or subscribe to that address: Thunderbird → New calendar → On the network",
    ),
)


@public_page
def data_page(request):
    kinds = content.kinds_released()
    lang = languages.current()
    tables = [(content.name_of(kind), kind.list_name, meaning.of_table(kind, lang)) for kind in kinds]
    context: dict[str, Any] = {
        "releases": released()[:LISTED],
        "tables": tables,
        "citations": meaning.of_citations(lang),
        "deeds": [(deed, deed.lines.replace("{site}", settings.SITE_URL)) for deed in DEEDS],
        "lists": [(kind, formats.links(address(kind.list_name), kind.list_formats)) for kind in kinds],
    }
    return page(request, "data.html", context, section="data")


@csrf_exempt
@require_safe
def latest(request, path: str):
    """The file of the newest release."""
    found = released()
    if not found or not (found[0].file(path) or path == "all.zip"):
        raise Http404
    real = found[0].archive.path if path == "all.zip" else path
    response = HttpResponseRedirect(f"/releases/{found[0].name}/{real}")
    response.headers["Cache-Control"] = "no-cache"
    return open_to_all(response)


@csrf_exempt
@require_safe
def file(request, name: str, path: str):
    """A file of a release, which never changes."""
    release = next((each for each in released() if each.name == name), None)
    found = release.file(path) if release else None
    if release is None or found is None:
        raise Http404
    etag = f'"{found.digest[:32] or release.archive.digest[:32] + "s"}"'
    if matches(request.headers.get("If-None-Match", ""), etag):
        response: Any = HttpResponseNotModified()
    else:
        response = FileResponse(
            (release.folder / path).open("rb"), content_type=TYPES.get(Path(path).suffix, TYPES[""])
        )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return open_to_all(response)
