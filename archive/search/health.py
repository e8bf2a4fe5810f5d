"""Whether the index says what the records say: for `/readyz`, and in full for `rebuild_search --check`."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef

from archive import revision
from archive.models import Status
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


_answered: dict[int, int] = {}


def ready() -> int:
    """The number of rows of the index. Raises `NotReady` if records are missing, stale or left over in it.

    Counted once for each content revision: nothing else changes either side.
    """
    number = revision.current()
    if number not in _answered:
        if lacking := sum(count for _kind, count in out_of_step()):
            raise NotReady(
                f"The search index is out of step with {lacking} records; run manage.py rebuild_search."
            )
        from django.db import connection

        rows = SearchRow.objects.count()
        if engine().count(connection) != rows:
            raise NotReady("The search index has lost words; run manage.py rebuild_search.")
        _answered.clear()
        _answered[number] = rows
    return _answered[number]


def out_of_step():
    """For each kind, how many records have no row of their version and status, or rows and no record."""
    for kind, model in documents.MODELS.items():
        rows = SearchRow.objects.filter(kind=kind)
        own = rows.filter(object_id=OuterRef("pk"), version=OuterRef("version"))
        records = model._default_manager.order_by()
        missing = records.filter(~Exists(own)).count()
        shown = records.exclude(status=Status.PUBLISHED).filter(Exists(own.filter(id__gt=0))).count()
        left = rows.filter(~Exists(model._default_manager.filter(pk=OuterRef("object_id")))).count()
        if missing or shown or left:
            yield kind, missing + shown + left


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
