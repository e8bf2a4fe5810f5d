"""What a reader has to fetch: at most 100 kB for a first visit, 30 kB for the longest page.

Sizes are of what is sent: pages with brotli as the site packs them while it answers, and with gzip; files of
the site as they are packed ahead of time.
"""

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin

import brotli
import pytest
from django.contrib.staticfiles import finders

from archive import languages

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]

KB = 1000
FIRST_VISIT, LONGEST = 100 * KB, 30 * KB

#: Files that are packed already.
PACKED = (".woff2", ".png", ".jpg", ".webp", ".ico")


def files(address: str) -> dict[str, bytes]:
    """A file of the site and all that it asks for in turn, by address."""
    path = finders.find(unquote(address.removeprefix("/static/")))
    assert path, address
    body = Path(path).read_bytes()
    found = {address: body}
    if address.endswith(".css"):
        for inner in re.findall(r"url\(\s*['\"]?([^'\")]+)", body.decode()):
            if not inner.startswith(("data:", "#")):
                found |= files(urljoin(address, inner))
    return found


@cache
def weight(address: str) -> int:
    """Bytes that are sent of a file, and of all that it asks for."""
    return sum(
        len(body) if name.endswith(PACKED) else len(brotli.compress(body))
        for name, body in files(address).items()
    )


def first_visit(page) -> int:
    loaded = [address for address in page.fetched if address.startswith("/static/")]
    assert any(address.endswith(".css") for address in loaded)
    return page.sent + sum(map(weight, loaded))


def test_a_first_visit_stays_below_a_hundred_kilobytes(crawled):
    heaviest = max(crawled.found, key=first_visit)
    assert first_visit(heaviest) <= FIRST_VISIT, heaviest.address


def test_the_longest_page_stays_below_thirty_kilobytes(crawled):
    longest = max(crawled.found, key=lambda page: page.sent)
    assert longest.headers["Content-Encoding"] == "br"
    assert longest.sent <= LONGEST, longest.address
    by_gzip = {page.address: len(gzip.compress(page.html.encode(), 6)) for page in crawled.found}
    longest = max(by_gzip, key=by_gzip.get)
    assert by_gzip[longest] <= LONGEST, longest


@pytest.mark.parametrize("code", languages.codes())
def test_lists_are_among_the_pages_that_were_weighed(crawled, code):
    assert {f"/{code}/{name}/" for name in ("members", "statements", "sources", "seed-text")} <= {
        page.address for page in crawled.found
    }
