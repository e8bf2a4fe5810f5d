"""What is said of a kind of record besides its fields: one `Kind` each, in one file each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from archive import languages
from archive.lists.listed import Listed
from archive.models import Record, RecordQuerySet
from archive.models.citation import PARENTS
from archive.serialise import loading, texts
from archive.serialise.loading import Behind
from archive.serialise.shapes import OfKind, ReadForm
from archive.serialise.texts import Texts

if TYPE_CHECKING:
    from archive.versions.past import Past


def _title(record) -> Texts:
    return texts.translated(record, record.TITLE)


def _called(record: ReadForm, lang: str) -> str:
    return languages.pick(record["title"], lang).text


def _nowhere(record) -> None:
    return None


def _nothing_behind(found: Behind, records: Sequence, preview: bool) -> None:
    pass


def _nothing_before(found: Behind, record, past: "Past") -> None:
    pass


def _nothing_related(record) -> dict:
    return {}


def _no_dependants(record) -> Iterable[tuple[type[Record], Q]]:
    return ()


def _no_names(record) -> list[str]:
    return []


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of record: how its read form, its page and its rows in the index are made.

    What can be said in a word stands on the model itself: address, names, title, main text, date, labels.
    """

    model: type[Record]
    #: Adds the facts of a record in the order in which a reader meets them, and returns what else the read
    #: form of this kind holds.
    facts: Callable[..., OfKind]
    #: Reads what stands behind a batch of records besides their citations, in a fixed number of queries.
    behind: Callable[[Behind, Sequence, bool], None] = _nothing_behind
    #: The same for one version of a record, as it was then: records are found by slug, and this one, which
    #: is not stored, by None.
    before: Callable[..., None] = _nothing_before
    #: Records that point at a record, for its page.
    related: Callable[..., dict] = _nothing_related
    #: What a record is called, in the languages in which it is.
    title: Callable[..., Texts] = _title
    #: The translated field that names the record for its citations, where that is not its `TITLE`.
    named_by: str = ""
    #: The statuses of the records that such a name comes from: all must be published for it to be told.
    named_with: tuple[str, ...] = ()
    #: The number that such a name is not understood without.
    numbered_by: str = ""
    #: Foreign keys that title and facts read, and those that the index reads besides.
    needs: tuple[str, ...] = ()
    needs_in_index: tuple[str, ...] = ()
    #: What a record is cited as, of its read form in one language, where its title alone would not tell.
    called: Callable[[ReadForm, str], str] = _called
    #: The kind and the slug of the page that readers are led to instead of this record's own.
    elsewhere: Callable[..., tuple[str, str] | None] = _nowhere
    #: Its list; None for records that are places on a page.
    listed: Listed | None = None
    #: The formats in which a record, and its list, can be had as data (see `archive.data.formats`).
    record_formats: tuple[str, ...] = ("json", "bib", "ris", "csl.json")
    list_formats: tuple[str, ...] = ("csv", "json", "bib", "ris", "csl.json")
    #: The template of its page.
    template: str = "record.html"
    #: Records whose rows in the index say something about this one: models, and which of their records.
    dependants: Callable[..., Iterable[tuple[type[Record], Q]]] = _no_dependants
    #: Further names that a record is found by.
    other_names: Callable[..., list[str]] = _no_names

    @property
    def name(self) -> str:
        return self.model.kind_name

    @property
    def parent(self) -> str:
        """The foreign key by which citations stand behind records of this kind; "" for sources."""
        key = self.name.replace("-", "_")
        return key if key in PARENTS else ""

    @property
    def folder(self) -> str:
        """The address of its list, without slashes and language."""
        return self.model.FOLDER or self.model.PAGE

    @property
    def list_name(self) -> str:
        """The URL name of the list of this kind, or of the page on which its records are places."""
        return self.model.PAGE or f"{self.name}-list"

    def path(self, row) -> str:
        """Where the page of a row of the list stands, without a language."""
        return self.model.path(row.slug)

    @property
    def listing(self) -> Listed:
        """Its list; `LookupError` for records that are places on a page."""
        if self.listed is None:
            raise LookupError(f"There is no list of {self.name}.")
        return self.listed

    def records(self, *, for_index: bool = False) -> RecordQuerySet:
        """Every record, with what its title and its facts read, or its rows in the index."""
        needs = (*self.needs, *self.needs_in_index) if for_index else self.needs
        everything = self.model._default_manager.all()
        return everything.select_related(*needs) if needs else everything

    def what_stands_behind(self, records: Sequence[Record], *, preview: bool = False) -> Behind:
        """What stands behind records: a fixed number of queries, however many records there are."""
        found = Behind()
        if self.parent:
            ids = [record.pk for record in records]
            found.citations = loading.citations(self.parent, ids, preview=preview)
        self.behind(found, records, preview)
        return found


#: Every kind by its name, in the order of the navigation; filled by `archive.kinds`.
KINDS: dict[str, Kind] = {}
