"""Where each address of the site stands in the copy."""

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from archive import languages
from archive.public.registry import Entry

#: What may stand in the name of a file as it is.
SAFE = "=-.~"


def asked(query: str) -> str:
    """A query string as one part of a path: `kind=meeting&page=2` -> `kind=meeting,page=2`."""
    return re.sub(r"[^A-Za-z0-9=,._~-]", lambda sign: f"~{ord(sign[0]):x}", query.replace("&", ","))


def path_of(entry: Entry, lang: str = "") -> str:
    """The path at which the copy has an address: with an own page for what a list was asked."""
    path = f"/{lang}{entry.path}" if entry.by_language else entry.path
    if not entry.query:
        return path
    if path.endswith("/"):
        return f"{path}{asked(entry.query)}/"
    folder, _slash, name = path.rpartition("/")
    stem, _dot, ending = name.partition(".")
    return f"{folder}/{stem}/{asked(entry.query)}.{ending}"


def file_of(path: str) -> PurePosixPath:
    """The file behind a path of the copy; a folder is shown by its `index.html`."""
    parts = PurePosixPath(path.lstrip("/"))
    if ".." in parts.parts:
        raise ValueError(f"{path} leads out of the copy.")
    return parts / "index.html" if path.endswith("/") or path == "" else parts


def known(entries: list[Entry]) -> dict[str, str]:
    """Every address of the site as pages write it, with its path in the copy."""
    found = {}
    for entry in entries:
        for lang in languages.codes() if entry.by_language else [""]:
            found[entry.address(lang)] = quote(path_of(entry, lang), safe=f"/{SAFE},")
    return found
