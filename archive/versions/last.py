"""What last changed on a page, in the few words that its last line has room for."""

from typing import NamedTuple

from django.utils.translation import gettext

from archive import languages, visible
from archive.editing import translations
from archive.entries.parts import KINDS
from archive.models import Record, Version
from archive.versions import differences, history, readers

#: So many fields are named; the page of the versions shows all of them.
NAMED = 4
#: Columns of which a page says on its own line, or not at all.
ASIDE = frozenset({"slug", "status", readers.REASON, *translations.MARKS})


class Last(NamedTuple):
    """The last change to what readers could see already."""

    #: What changed, by the names that facts have on the page; may be empty.
    what: list[str]
    #: Whether more changed than is named.
    more: bool
    why: str
    minor: bool


def last_change(record: Record) -> Last | None:
    """The last change of a record that readers can see; None if it is as it was first published."""
    if record.version <= 1:
        return None
    version = history.of(record).without_text().first()
    if version is None or version.number != record.version or not visible.is_readable(version.status_before):
        return None
    what = changed(version)
    return Last(what[:NAMED], len(what) > NAMED, version.why, version.minor)


def changed(version: Version) -> list[str]:
    """What changed in a version: each field once, with its language if it changed in one alone."""
    model = KINDS[version.kind]
    columns: dict[str, list[str]] = {}
    claims: list[str] = []
    for name in version.changed:
        if name.startswith("citations"):
            claims.append(name.partition(".")[2])
        else:
            columns.setdefault(differences.bare_name(model, name), []).append(name)
    found = []
    for bare, several in columns.items():
        if bare in ASIDE:
            continue
        label = readers.label(model, bare, differences.label_of(model, bare))
        code = differences.language_of(model, several[0]) if len(several) == 1 else ""
        found.append(f"{label} ({languages.name(code)})" if code else label)
    for claim in claims:
        label = readers.label(model, claim, differences.label_of(model, claim)) if claim else ""
        found.append(gettext("sources of “%(claim)s”") % {"claim": label} if claim else gettext("Sources"))
    return found
