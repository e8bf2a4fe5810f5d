"""Corrections: changes of substance to what was public, withdrawals among them, with the reason for each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext

from archive import kinds, languages, visible
from archive.entries.written import Written
from archive.models import Version
from archive.serialise.texts import Texts
from archive.versions import readers
from archive.versions.differences import RecordDifference
from archive.versions.words import Piece


@dataclass
class Correction:
    """One change to what was public, as readers are told of it."""

    version: Version
    #: What the record is called today.
    title: Texts
    difference: RecordDifference
    #: Why the record was withdrawn by this change; {} if it was not.
    withdrawn: Texts
    is_withdrawal: bool
    is_return: bool

    @property
    def kind(self) -> str:
        return self.version.kind


def corrections() -> QuerySet[Version]:
    """The versions by which something was corrected that readers could see."""
    return Version.objects.corrections()


def of_versions(versions: QuerySet[Version]) -> list[Correction]:
    """Corrections of a few versions, in their order; without those that changed nothing that readers see."""
    before = Version.objects.filter(
        kind=OuterRef("kind"), slug=OuterRef("slug"), number__lt=OuterRef("number")
    ).order_by("-number")
    found = list(versions.annotate(before=Subquery(before.values("data")[:1])))
    found = [version for version in found if version.before]
    titles = _titles(found)
    changes = readers.differences_of([(Version(data=version.before), version) for version in found])
    return [
        one
        for version, change in zip(found, changes, strict=True)
        if (title := titles.get((version.kind, version.slug)))
        and ((one := of(version, change, title)).difference or one.is_withdrawal or one.is_return)
    ]


def of(version: Version, change: RecordDifference, title: Texts) -> Correction:
    """One change, that of the status told apart from the others."""
    withdrawn = visible.is_withdrawn(version.status) and not visible.is_withdrawn(version.status_before)
    back = visible.is_withdrawn(version.status_before) and not visible.is_withdrawn(version.status)
    reason = _reason(version) if withdrawn else {}
    if withdrawn or back:
        change.fields = [each for each in change.fields if each.name not in ("status", readers.REASON)]
    return Correction(version, title, change, reason, withdrawn, back)


def _reason(version: Version) -> Texts:
    values = Written.from_json(version.data).values
    texts = {code: values.get(languages.column(readers.REASON, code)) for code in languages.codes()}
    return {code: str(text) for code, text in texts.items() if text}


def _titles(versions: Iterable[Version]) -> dict[tuple[str, str], Texts]:
    """What the records are called that readers can see, by kind and slug; one query for each kind."""
    slugs: dict[str, set[str]] = {}
    for version in versions:
        slugs.setdefault(version.kind, set()).add(version.slug)
    return {
        (kind, record.slug): kinds.KINDS[kind].title(record) or {"und": record.slug}
        for kind, several in slugs.items()
        for record in kinds.KINDS[kind].records().filter(slug__in=several)
        if record.is_readable  # asked of the database, it might look through all that are
    }


def in_words(correction: Correction) -> Iterator[str]:
    """What changed, a sentence each, for programs that show no marks of what was removed and added.

    Where only blanks changed there is nothing to be said.
    """
    yield from filter(None, _sentences(correction))


def _sentences(correction: Correction) -> Iterator[str]:
    for field in correction.difference.fields:
        if field.texts:
            for text in field.texts:
                yield _sentence(f"{field.label} ({text.name})", *_both(text.pieces))
        elif field.pieces:
            yield _sentence(field.label, *_both(field.pieces))
        elif field.added or field.removed:
            yield _sentence(field.label, ", ".join(field.removed), ", ".join(field.added))
        else:
            yield _sentence(field.label, field.old, field.new)
    for citation in correction.difference.citations:
        label = f"{gettext('Source')} · {citation.claim}"
        if citation.verb == "changed":
            yield gettext("%(field)s: changed “%(new)s”.") % {"field": label, "new": citation.source}
        else:
            old, new = ("", citation.source) if citation.verb == "added" else (citation.source, "")
            yield _sentence(label, old, new)


def _both(pieces: list[Piece]) -> tuple[str, str]:
    old, new = (
        " … ".join(" ".join(piece.text.split()) for piece in pieces if piece.kind == kind)
        for kind in ("removed", "added")
    )
    return old, new


def _sentence(label: str, old: str, new: str) -> str:
    values = {"field": label, "old": old, "new": new}
    if old and new:
        return gettext("%(field)s: “%(old)s” became “%(new)s”.") % values
    if new:
        return gettext("%(field)s: added “%(new)s”.") % values
    return gettext("%(field)s: removed “%(old)s”.") % values if old else ""
