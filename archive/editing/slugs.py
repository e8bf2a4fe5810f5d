"""Other records by their slugs: what a written record refers to."""

from collections.abc import Iterable

from archive.models import Record


class Slugs:
    """Records by kind and slug, each read once. Used for one save, or for a whole load."""

    def __init__(self) -> None:
        self._known: dict[type[Record], dict[str, Record | None]] = {}
        self._whole: set[type[Record]] = set()

    def read(self, model: type[Record], slugs: Iterable[str]) -> dict[str, Record | None]:
        """At least these records of a kind, by slug; None for a slug that leads nowhere."""
        known = self._known.setdefault(model, {})
        if (missing := {slug for slug in slugs if slug not in known}) and model not in self._whole:
            known.update(dict.fromkeys(missing))
            known.update({each.slug: each for each in model._default_manager.filter(slug__in=missing)})
        return known

    def all(self, model: type[Record]) -> dict[str, Record | None]:
        """Every record of a kind, by slug; nothing more will be asked about it."""
        if model not in self._whole:
            self._known[model] = {each.slug: each for each in model._default_manager.all()}
            self._whole.add(model)
        return self._known[model]

    def get(self, model: type[Record], slug: str) -> Record | None:
        return self.read(model, [slug]).get(slug)

    def put(self, record: Record) -> None:
        """A record that was saved just now."""
        self._known.setdefault(type(record), {})[record.slug] = record
