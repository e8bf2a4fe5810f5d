"""The texts of the archive as a PO file, for translators' own tools, and such a file brought in again.

An entry is one text: its context says which (`event/first-council/summary`), its source is the text of the
other language, and “fuzzy” means that it is out of date or rough. A comment names the version of the record
that it was made from, so that what was changed since is merged, or named, and never overwritten.
"""

import codecs
import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from babel.core import UnknownLocaleError
from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import languages
from archive.editing import compared, copies, translations
from archive.editing.checking import Refused
from archive.editing.many import Act, all_or_nothing
from archive.editing.merging import conflicts_of
from archive.editing.outcome import Conflicting, Gone, LookFirst
from archive.entries.parts import KINDS
from archive.entries.written import Written, slugs_in
from archive.models import Record
from archive.translating import saving
from archive.versions import accord, differences, history
from archive.versions.words import Piece
from archive.versions.words import compared as word_by_word

VERSION = re.compile(r"version ([1-9][0-9]{0,8})\Z")
TYPE = "text/x-gettext-translation; charset=utf-8"


class Unreadable(ValueError):
    """A file that is no PO file of this archive; the message says what to do."""


class Problem(NamedTuple):
    """What is wrong with one entry: which text it is, and what to do."""

    name: str
    message: str

    def __str__(self) -> str:
        return f"{self.name}: {self.message}"


@dataclass(frozen=True)
class Changed(languages.InOne):
    """One text that an import changes, or whose mark it changes (then old and new are the same)."""

    kind: str
    slug: str
    label: str
    code: str
    old: str
    new: str
    #: What is said of it besides, in the active language.
    remarks: list[str]

    @property
    def pieces(self) -> list[Piece]:
        return word_by_word(self.old, self.new)


class Brought(Act[Problem, Changed]):
    """What an import did, or would do."""


def export(kinds: Iterable[type[Record]], source: str, target: str, *, waiting: bool = False) -> bytes:
    """The texts of these kinds, to be translated from one language into another; all, or those that wait."""
    catalog = Catalog(
        locale=target.replace("-", "_"),
        project="IMCTC Archive",
        fuzzy=False,
        header_comment=f"# Texts of the archive, from {source} into {target}.",
        version=timezone.localdate().isoformat(),
        msgid_bugs_address=settings.CORRECTIONS_ADDRESS or settings.SITE_URL,
        last_translator="IMCTC Archive",
        language_team="IMCTC Archive",
    )
    for model in kinds:
        rows = model._default_manager.order_by("slug")
        rows = rows.filter(translations.waits(model, target)) if waiting else rows
        for record in rows.iterator():
            for name in translations.fields(model):
                _add(catalog, record, name, source, target, waiting)
    out = io.BytesIO()
    pofile.write_po(out, catalog, width=100, include_previous=True)
    return out.getvalue()


def _add(catalog: Catalog, record: Record, name: str, source: str, target: str, waiting: bool) -> None:
    texts, state = languages.texts(record, name), translations.state(record, name, target)
    if not texts[source] or (waiting and state not in translations.OPEN):
        return
    column = languages.column(name, target)
    then = accord.made_from(record, column) if column in record.stale else None
    message = catalog.add(
        texts[source],
        texts[target],
        context=f"{record.kind_name}/{record.slug}/{name}",
        auto_comments=[differences.label_of(type(record), name), f"version {record.version}"],
        flags=["fuzzy"] if state in (translations.State.STALE, translations.State.DRAFT) else [],
        previous_id=then[source] if then and then[source] else (),
    )
    message.flags.discard("python-format")  # a per cent sign is one


def read(content: bytes) -> Catalog:
    """A PO file. Raises `Unreadable`."""
    try:
        catalog = pofile.read_po(io.BytesIO(content.removeprefix(codecs.BOM_UTF8)), abort_invalid=True)
    except pofile.PoFileError as error:  # its own words are English
        text = _("This is not a PO file: something is wrong in line %(line)s.")
        raise Unreadable(text % {"line": error.lineno + 1}) from error
    except (UnknownLocaleError, UnicodeError, ValueError, LookupError) as error:
        raise Unreadable(_("This is not a PO file as the desk gives it out.")) from error
    if language_of(catalog) not in languages.codes():
        raise Unreadable(
            _("The head of the file does not name the language of its translations (Language: hi).")
        )
    return catalog


def language_of(catalog: Catalog) -> str:
    """Into which language a file translates; '' if it does not say so."""
    return str(catalog.locale_identifier or "").replace("_", "-")


def bring_in(
    catalog: Catalog,
    *,
    source: str = "",
    by=None,
    why: str = "",
    trial: bool = False,
    heeded: Collection[str] | None = None,
) -> Brought:
    """Save what a file says otherwise than the archive, as one batch: all of it, or nothing.

    Without `source` the texts are translated from the first of the other languages. On `trial`, and if
    anything is wrong, nothing is changed. Where somebody can be asked, `heeded` are the remarks
    (`many.ToLookAt.key`) that were looked at: as long as there are others, nothing is changed either.
    """
    target = language_of(catalog)
    source = source or next(code for code in languages.codes() if code != target)
    done = Brought()
    with all_or_nothing(done, trial):
        for (kind, slug), messages in _by_record(catalog, done).items():
            _Record(kind, slug, source, target, done, heeded).bring(messages, by, why)
    return done


def _by_record(catalog: Catalog, done: Brought) -> dict[tuple[str, str], list[tuple[str, Message]]]:
    found: dict[tuple[str, str], list[tuple[str, Message]]] = {}
    for message in catalog:
        if not message.id:
            continue
        kind, _mark, rest = (message.context or "").partition("/")
        slug, _mark, name = rest.rpartition("/")
        if (
            kind not in KINDS
            or name not in translations.fields(KINDS[kind])
            or not isinstance(message.id, str)
        ):
            text = _("This entry names no text of the archive. Leave its context as it was exported.")
            done.problems.append(Problem(message.context or str(message.id)[:60], text))
            continue
        found.setdefault((kind, slug), []).append((name, message))
    return found


class _Record:
    """The entries of one record on their way in."""

    def __init__(
        self,
        kind: str,
        slug: str,
        source: str,
        target: str,
        done: Brought,
        heeded: Collection[str] | None = None,
    ):
        self.kind, self.slug, self.source, self.target, self.done = kind, slug, source, target, done
        self.heeded = heeded
        self.changes: list[Changed] = []

    def bring(self, entries: Sequence[tuple[str, Message]], by, why: str) -> None:
        record = KINDS[self.kind]._default_manager.filter(slug=self.slug).first()
        if record is None:
            self.problem("", _("The archive has no such record any more."))
            return
        base = self.base(record, entries[0][1])
        now = Written.of(record)
        texts: dict[str, str] = {}
        rough: set[str] = set()
        right: set[str] = set()
        for name, message in entries:
            column, said = languages.column(name, self.target), str(message.string or "")
            was = str(base.values.get(column) or "")
            marked = any(column in slugs_in(base.values.get(mark)) for mark in translations.MARKS)
            if not said or (said == was and message.fuzzy == marked):
                self.done.unchanged += 1
            elif str(now.values.get(languages.column(name, self.source)) or "") != message.id:
                self.problem(name, _("The text that this translates was changed meanwhile. Export it anew."))
            else:
                texts |= {column: said} if said != was else {}
                (rough if message.fuzzy else right if said == was else set()).add(column)
                self.changed(name, str(now.values.get(column) or ""), said, str(message.id))
        if texts or rough or right:
            self.save(record, saving.with_marks(base, texts, rough, right), base, by, why)

    def base(self, record: Record, message: Message) -> Written:
        """The version that a record was exported from; as it stands now if the file does not say."""
        matches = [match for comment in message.auto_comments if (match := VERSION.match(comment.strip()))]
        version = history.get(record, int(matches[0][1])) if matches else None
        return history.written(version) if version is not None else Written.of(record)

    def save(self, record: Record, values, base: Written, by, why: str) -> None:
        how = {"by": by, "why": why, "batch": self.done.batch}
        try:
            with transaction.atomic():
                self.saved(record, values, base, how)
        except Conflicting as conflict:
            for name in dict.fromkeys(conflicts_of(conflict.merged)):
                self.problem(name, _("Somebody changed this since the file was made. Export it anew."))
        except Refused as refused:
            for fault in refused.faults:
                self.problem(fault.field, fault.message)
        except (copies.NotNow, Gone) as reason:
            self.problem("", str(reason) or _("This record was deleted."))
        else:
            self.done.changes += self.changes

    def saved(self, record: Record, values, base: Written, how: dict) -> None:
        try:
            with transaction.atomic():
                saving.save(record, values, base, heeded=None if self.heeded is None else (), **how)
        except LookFirst as look:
            looked = self.done.ask(self.kind, self.slug, look.remarks, self.heeded or ())
            self.changes = [replace(each, remarks=[]) for each in self.changes]  # they are asked at one place
            saving.save(record, values, base, heeded=looked, **how)

    def changed(self, name: str, old: str, new: str, source: str) -> None:
        both = {self.source: source, self.target: new}
        remarks = compared.compared(both.get(compared.HINDI, ""), both.get(compared.ENGLISH, ""))
        label = differences.label_of(KINDS[self.kind], name)
        self.changes.append(Changed(self.kind, self.slug, label, self.target, old, new, remarks))

    def problem(self, name: str, message: str) -> None:
        self.done.problems.append(Problem("/".join(filter(None, (self.kind, self.slug, name))), message))
