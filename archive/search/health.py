"""Whether the index says what the records say: for `/readyz`, and in full for `rebuild_search --check`."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef

from archive import database, revision, visible
from archive.models.search import SearchRow
from archive.search import documents
from archive.search.engines import engine
from imctc_site.health import NotReady


class Problem(NamedTuple):
    """A record whose rows are not what they should be: missing, stale or left over."""

    kind: str
    object_id: int
    what: str

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.what}"


#: Records that the search may miss, or have wrong, before readers are better served by another process. Rows
#: made in bulk are told, not held against a site that answers everything else.
TOLERATED = 100

_answered: dict[int, int | str] = {}


def ready() -> int | str:
    """The number of rows of the index, or a sentence about the few records that it lacks or has wrong.

    Raises `NotReady` if it lacks many, has lost words, or shows a record that readers may not see. Counted
    once for each content revision: nothing else changes either side.
    """
    number = revision.current()
    if number not in _answered:
        found = _report()
        _answered.clear()
        _answered[number] = found
    return _answered[number]


def _report() -> int | str:
    lacking, shown = out_of_step()
    rows = SearchRow.objects.count()
    lost = abs(engine().count(database.connection()) - rows)
    sentence = (
        f"The search index is out of step with {lacking + shown} records; run manage.py rebuild_search."
    )
    if shown or lacking > TOLERATED:
        raise NotReady(sentence)
    if lost > TOLERATED or (lost and not lacking):
        raise NotReady("The search index has lost words; run manage.py rebuild_search.")
    return sentence if lacking else rows


def out_of_step() -> tuple[int, int]:
    """Records without a row of their version and rows without a record; and records shown but not public."""
    lacking = shown = 0
    for kind, model in documents.MODELS.items():
        rows = SearchRow.objects.filter(kind=kind)
        own = rows.filter(object_id=OuterRef("pk"), version=OuterRef("version"))
        records = model._default_manager.order_by()
        lacking += records.filter(~Exists(own)).count()
        lacking += rows.filter(~Exists(model._default_manager.filter(pk=OuterRef("object_id")))).count()
        public = rows.filter(object_id=OuterRef("pk"), id__gt=0)
        shown += records.exclude(visible.published()).filter(Exists(public)).count()
    return lacking, shown


def follows_the_rules() -> bool:
    """Whether the index was made by the rules of this version: told by the first record of each kind."""
    for kind, model in documents.MODELS.items():
        if record := documents.records(model).order_by("pk").first():
            rows = SearchRow.objects.filter(kind=kind, object_id=record.pk)
            stamps = {entry.id: entry.stamp for entry in documents.entries(record)}
            if dict(rows.values_list("id", "stamp")) != stamps:
                return False
    return True


def problems() -> list[Problem]:
    """Every record whose rows are not exactly those that it would be given now."""
    found = []
    stored: dict[tuple[str, int], dict[int, str]] = {}
    for kind, object_id, row, stamp in SearchRow.objects.values_list("kind", "object_id", "id", "stamp"):
        stored.setdefault((kind, object_id), {})[row] = stamp
    for record, entries in documents.everything():
        have = stored.pop((record.kind_name, record.pk), {})
        if not have:
            found.append(Problem(record.kind_name, record.pk, "missing"))
        elif have != {entry.id: entry.stamp for entry in entries}:
            found.append(Problem(record.kind_name, record.pk, "stale"))
    return found + [Problem(kind, object_id, "left over") for kind, object_id in stored]
