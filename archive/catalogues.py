"""Interface texts: found in the code and the templates, kept in catalogues, compiled, and checked.

Babel does all of it, so that nobody needs GNU gettext. Two folders of catalogues:

- `archive/locale/` holds our own texts, English in the code and each language in its `django.po`;
- `archive/locale/packages/` holds texts of Django and the packages that their own catalogues leave
  untranslated. They are in no file of ours, so nothing is looked for and nothing is thrown away.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "archive" / "locale"
PACKAGES = LOCALE / "packages"

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
#: Pattern -> how Babel reads it. Public pages are Jinja2, the admin's are Django's.
WHERE = (
    ("archive/**/*.py", "python"),
    ("imctc_site/**/*.py", "python"),
    ("templates/public/**/*.html", "jinja2"),
    ("templates/admin/**/*.html", "django"),
    ("templates/axes/**/*.html", "django"),
)


def extracted() -> Catalog:
    """Every interface text of the code and the templates."""
    catalog = Catalog()
    for pattern, method in WHERE:
        for path in sorted(ROOT.glob(pattern)):
            for lineno, message, comments, context in _texts(path, method):
                place = (str(path.relative_to(ROOT)), lineno)
                catalog.add(message, None, [place], auto_comments=comments, context=context)
    return catalog


def _texts(path: Path, method: str):
    if method == "django":
        # Django's own reader turns a template into gettext calls, which Babel reads as Python.
        calls = io.BytesIO(templatize(path.read_text("utf-8")).encode())
        return extract("python", calls, KEYWORDS, ["Translators:"])
    reader = "jinja2.ext:babel_extract" if method == "jinja2" else method
    options = {"newstyle_gettext": "true", "silent": "false"} if method == "jinja2" else {}
    with path.open("rb") as source:
        return list(extract(reader, source, KEYWORDS, ["Translators:"], options))


def catalogues() -> list[Path]:
    """Every `.po` file, ours first."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po")) + sorted(PACKAGES.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return pofile.read_po(source, locale=path.parent.parent.name)


def update() -> None:
    """Write the texts found now into our catalogues, keeping every translation that is still used."""
    found = extracted()
    for path in LOCALE.glob("*/LC_MESSAGES/django.po"):
        catalog = read(path)
        catalog.update(found, no_fuzzy_matching=True, update_header_comment=False)
        catalog.obsolete.clear()
        # The header as it stands: Babel's has dates and blanks to fill in.
        header = path.read_text("utf-8").split("\n\n", 1)[0]
        body = io.BytesIO()
        pofile.write_po(body, catalog, width=110, sort_output=True, no_location=True, omit_header=True)
        path.write_text(f"{header}\n\n{body.getvalue().decode().strip()}\n", "utf-8")


def compiled(path: Path) -> bytes:
    """What the `.mo` file beside a `.po` file must hold."""
    catalog, target = read(path), io.BytesIO()
    # Babel would write the present minute into the file, and every file would be stale a minute later.
    catalog.creation_date = datetime(2000, 1, 1, tzinfo=UTC)
    write_mo(target, catalog)
    return target.getvalue()


def compile_all() -> list[Path]:
    """Compile what is stale; the files written."""
    written = []
    for path in catalogues():
        target = path.with_suffix(".mo")
        content = compiled(path)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            written.append(target)
    return written


def problems() -> list[str]:
    """What is wrong with the catalogues, a sentence each: untranslated or stale."""
    found = extracted()
    faults = []
    for path in catalogues():
        name = path.relative_to(ROOT)
        target = path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != compiled(path):
            faults.append(f"{name.with_suffix('.mo')} is stale: run `make messages`.")
        if path.name != "django.po" or PACKAGES in path.parents:
            continue
        catalog = read(path)
        for message in found:
            if not message.id:
                continue
            entry = catalog.get(message.id, message.context)
            strings = entry.string if entry and isinstance(entry.string, tuple) else [entry and entry.string]
            if entry is None or entry.fuzzy or not all(strings):
                faults.append(f"{name}: no translation of {message.id!r} ({message.locations[0][0]}).")
    return faults
